"""The major incidents behind a figure, and the tickets that came of one."""

from __future__ import annotations

from samdrift.disturbances.models import Disturbance, DisturbanceTicket
from samdrift.disturbances.queries import majors
from samdrift.kernel.figures import Origin
from samdrift.parties import queries as parties
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored

_MAJORS = (
    RecordColumn("title", "Vad"),
    RecordColumn("services", "Tjänst", is_grouped=True),
    RecordColumn("started_at", "Började", Kind.MOMENT, is_grouped=True),
    RecordColumn("ended_at", "Slutade", Kind.MOMENT),
    RecordColumn("lasted_minutes", "Minuter", Kind.COUNT),
    RecordColumn("tickets", "Ärenden", Kind.COUNT),
    RecordColumn("cause", "Orsak"),
    RecordColumn("measure", "Åtgärd"),
)
_TICKETS = (
    RecordColumn("number", "Nummer"),
    RecordColumn(
        "organisation", "Organisation", Kind.CHOICE, is_grouped=True, words=parties.names_by_code
    ),
    RecordColumn("opened_at", "Öppnat", Kind.MOMENT),
    RecordColumn("closed_at", "Stängt", Kind.MOMENT),
)


def _majors(origin: Origin) -> Stored[Disturbance]:
    return Stored(
        majors.with_tickets(majors.behind(origin)),
        _MAJORS,
        own_order=("list_started_at",),
        fields={"tickets": "linked", "cause": "major__cause", "measure": "major__measure"},
    )


def _tickets(origin: Origin) -> Stored[DisturbanceTicket]:
    return Stored(
        majors.tickets_behind(origin),
        _TICKETS,
        fields={
            "number": "ticket__number",
            "organisation": "ticket__organisation_id",
            "opened_at": "ticket__opened_at",
            "closed_at": "ticket__closed_at",
        },
    )


def _describe(origin: Origin) -> str:
    found = majors.behind(origin).values_list("title", flat=True).first()
    return found or "" if "disturbance" in dict(origin.scope) else ""


OFFERS = (
    RecordSource(
        key=majors.MAJORS,
        title="Större avvikelser i leverans",
        columns=_MAJORS,
        describe=_describe,
        select=_majors,
        readd=majors.minutes_behind,
    ),
    RecordSource(
        key=majors.TICKETS,
        title="Ärenden av en större störning",
        columns=_TICKETS,
        describe=_describe,
        select=_tickets,
        is_yearly=False,
    ),
)

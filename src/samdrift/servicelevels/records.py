"""The closed clocks behind a count."""

from __future__ import annotations

from samdrift.kernel.figures import Origin
from samdrift.parties import queries as parties
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting.ports import Record, RecordColumn, RecordPage, RecordSource
from samdrift.servicelevels.models import Clock
from samdrift.servicelevels.queries import results

_VERDICTS = {True: "Ja", False: "Nej", None: "Inte avgjort"}
_PROMISED = {results.SOLUTION: "lösta", results.RESPONSE: "besvarade"}


def _describe(origin: Origin) -> str:
    scope = dict(origin.scope)
    words = []
    if "service" in scope:
        words.append(scope["service"] or "utan tjänst")
    if "organisation" in scope:
        code = scope["organisation"]
        words.append(parties.names_by_code().get(code, code))
    if "priority" in scope:
        words.append(f"P{scope['priority']}")
    promised = _PROMISED[scope.get("promise", results.SOLUTION)]
    words.append(f"{promised} i tid" if scope.get("outcome") == results.MET else promised)
    return ", ".join(words)


def _page(origin: Origin, after: str, size: int) -> RecordPage:
    rows = results.behind_figure(origin).order_by("id")
    names = parties.names_by_code()
    found = rows.filter(id__gt=int(after)) if after else rows
    records = tuple(_record(clock, names) for clock in found[: size + 1])
    return RecordPage(records[:size], records[size - 1].key if len(records) > size else "")


def _record(clock: Clock, names: dict[str, str]) -> Record:
    assert clock.closed_at is not None, "only closed clocks are listed"
    return Record(
        str(clock.pk),
        (
            clock.subject,
            names[clock.organisation_id],
            clock.service,
            f"P{clock.priority}",
            clock.started_at.astimezone(SWEDEN),
            clock.solved_at.astimezone(SWEDEN) if clock.solved_at else None,
            clock.closed_at.astimezone(SWEDEN),
            clock.used_seconds // 60,
            clock.solve_within_seconds // 60,
            _VERDICTS[clock.is_response_met],
            _VERDICTS[clock.is_solution_met],
        ),
    )


OFFERS = (
    RecordSource(
        key=results.RESULTS,
        title="Stängda ärendens servicenivåer",
        columns=(
            RecordColumn("subject", "Ärende"),
            RecordColumn("organisation", "Organisation"),
            RecordColumn("service", "Tjänst"),
            RecordColumn("priority", "Prioritet"),
            RecordColumn("started", "Inkom"),
            RecordColumn("solved", "Löst"),
            RecordColumn("closed", "Stängt"),
            RecordColumn("used-minutes", "Öppen tid, minuter"),
            RecordColumn("within-minutes", "Avtalad tid, minuter"),
            RecordColumn("answered-in-time", "Besvarat i tid"),
            RecordColumn("solved-in-time", "Löst i tid"),
        ),
        describe=_describe,
        count=lambda origin: results.behind_figure(origin).count(),
        page=_page,
    ),
)

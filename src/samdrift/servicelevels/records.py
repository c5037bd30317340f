"""The closed clocks behind a count."""

from __future__ import annotations

from django.db.models import Case, CharField, F, Value, When
from django.db.models.expressions import Combinable

from samdrift.kernel.figures import Origin
from samdrift.parties import queries as parties
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored
from samdrift.reporting.wording import in_words, sentence
from samdrift.servicelevels.models import Clock
from samdrift.servicelevels.queries import results

_VERDICTS = {"yes": "Ja", "no": "Nej", "open": "Inte avgjort"}
_COLUMNS = (
    RecordColumn("subject", "Ärende"),
    RecordColumn(
        "organisation", "Organisation", Kind.CHOICE, is_grouped=True, words=parties.names_by_code
    ),
    RecordColumn("service", "Tjänst", is_grouped=True),
    RecordColumn("priority", "Prioritet", Kind.NUMBER, is_grouped=True),
    RecordColumn("started_at", "Inkom", Kind.MOMENT),
    RecordColumn("solved_at", "Löst", Kind.MOMENT),
    RecordColumn("closed_at", "Stängt", Kind.MOMENT, is_grouped=True),
    RecordColumn("used_minutes", "Öppen tid, minuter", Kind.NUMBER),
    RecordColumn("within_minutes", "Avtalad tid, minuter", Kind.NUMBER),
    RecordColumn(
        "answered_in_time",
        "Besvarat i tid",
        Kind.CHOICE,
        is_grouped=True,
        words=lambda: _VERDICTS,
    ),
    RecordColumn(
        "solved_in_time", "Löst i tid", Kind.CHOICE, is_grouped=True, words=lambda: _VERDICTS
    ),
)
_PROMISED = {results.SOLUTION: "lösta", results.RESPONSE: "besvarade"}


def _describe(origin: Origin) -> str:
    scope = dict(origin.scope)
    words = []
    if "service" in scope:
        words.append(scope["service"] or in_words("utan tjänst"))
    if "organisation" in scope:
        code = scope["organisation"]
        words.append(parties.names_by_code().get(code, code))
    if "priority" in scope:
        words.append(f"P{scope['priority']}")
    promised = in_words(_PROMISED[scope.get("promise", results.SOLUTION)])
    is_met = scope.get("outcome") == results.MET
    words.append(sentence("{promised} i tid", promised=promised) if is_met else promised)
    return ", ".join(words)


def _verdict(field: str) -> Combinable:
    """Return whether something was kept as a word that the database can group by."""
    return Case(
        When(**{field: True}, then=Value("yes")),
        When(**{field: False}, then=Value("no")),
        default=Value("open"),
        output_field=CharField(),
    )


def _clocks(origin: Origin) -> Stored[Clock]:
    return Stored(
        results.behind_figure(origin),
        _COLUMNS,
        fields={
            "organisation": "organisation_id",
            "used_minutes": F("used_seconds") / 60,
            "within_minutes": F("solve_within_seconds") / 60,
            "answered_in_time": _verdict("is_response_met"),
            "solved_in_time": _verdict("is_solution_met"),
        },
    )


OFFERS = (
    RecordSource(
        key=results.RESULTS,
        title="Stängda ärendens servicenivåer",
        columns=_COLUMNS,
        describe=_describe,
        select=_clocks,
    ),
)

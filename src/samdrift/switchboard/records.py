"""The calls behind a count."""

from __future__ import annotations

from collections.abc import Callable

from samdrift.kernel.figures import Origin
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored
from samdrift.switchboard import call_times, queries
from samdrift.switchboard.call_tables import WEEKDAY_WORDS
from samdrift.switchboard.models import Call

_OUTCOMES = {"answered": "besvarade", "lost": "tappade"}
_COLUMNS = (
    RecordColumn("identifier", "Beteckning"),
    RecordColumn("started_at", "Började", Kind.MOMENT, is_grouped=True),
    RecordColumn("answered_at", "Besvarades", Kind.MOMENT),
    RecordColumn("ended_at", "Slutade", Kind.MOMENT),
)


def _calls(origin: Origin) -> Stored[Call]:
    """Return the calls of an origin's span that are what its scope says."""
    found = call_times.narrowed(queries.started_in(origin.span), origin.scope)
    return Stored(found, _COLUMNS, "identifier")


_WORDS: dict[str, Callable[[str], str]] = {
    "outcome": lambda outcome: _OUTCOMES[outcome],
    "within": lambda seconds: f"svar inom {int(seconds)} sekunder",
    "weekday": lambda weekday: WEEKDAY_WORDS[int(weekday) - 1],
    "hour": lambda hour: f"klockan {int(hour):02d}–{int(hour) + 1:02d}",
}


def _describe(origin: Origin) -> str:
    return ", ".join(_WORDS[key](value) for key, value in origin.scope)


OFFERS = (
    RecordSource(
        key=queries.CALLS,
        title="Samtal",
        columns=_COLUMNS,
        describe=_describe,
        select=_calls,
    ),
)

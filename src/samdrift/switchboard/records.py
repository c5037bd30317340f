"""The calls behind a count."""

from __future__ import annotations

from samdrift.kernel.figures import Origin
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored
from samdrift.switchboard import queries
from samdrift.switchboard.models import Call

_OUTCOMES = {"answered": "besvarade", "lost": "tappade"}
_COLUMNS = (
    RecordColumn("identifier", "Beteckning"),
    RecordColumn("started_at", "Började", Kind.MOMENT, is_grouped=True),
    RecordColumn("answered_at", "Besvarades", Kind.MOMENT),
    RecordColumn("ended_at", "Slutade", Kind.MOMENT),
)


def _calls(origin: Origin) -> Stored[Call]:
    """Return the calls of an origin's span, with its outcome where it has one."""
    found = queries.started_in(origin.span)
    outcome = dict(origin.scope).get("outcome")
    if outcome:
        found = found.filter(answered_at__isnull=outcome == "lost")
    return Stored(found, _COLUMNS, "identifier")


def _describe(origin: Origin) -> str:
    outcome = dict(origin.scope).get("outcome")
    return _OUTCOMES[outcome] if outcome else ""


OFFERS = (
    RecordSource(
        key=queries.CALLS,
        title="Samtal",
        columns=_COLUMNS,
        describe=_describe,
        select=_calls,
    ),
)

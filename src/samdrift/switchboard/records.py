"""The calls behind a count."""

from __future__ import annotations

from django.db.models import QuerySet

from samdrift.kernel.figures import Origin
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting.ports import Record, RecordColumn, RecordPage, RecordSource
from samdrift.switchboard import queries
from samdrift.switchboard.models import Call

_OUTCOMES = {"answered": "besvarade", "lost": "tappade"}


def _calls(origin: Origin) -> QuerySet[Call]:
    """Return the calls of an origin's span, with its outcome where it has one."""
    found = queries.started_in(origin.span)
    outcome = dict(origin.scope).get("outcome")
    return found.filter(answered_at__isnull=outcome == "lost") if outcome else found


def _describe(origin: Origin) -> str:
    outcome = dict(origin.scope).get("outcome")
    return _OUTCOMES[outcome] if outcome else ""


def _page(origin: Origin, after: str, size: int) -> RecordPage:
    rows = _calls(origin).filter(identifier__gt=after).order_by("identifier")
    records = tuple(
        Record(
            row.identifier,
            (
                row.identifier,
                row.started_at.astimezone(SWEDEN),
                row.answered_at.astimezone(SWEDEN) if row.answered_at else None,
                row.ended_at.astimezone(SWEDEN),
            ),
        )
        for row in rows[: size + 1]
    )
    return RecordPage(records[:size], records[size - 1].key if len(records) > size else "")


OFFERS = (
    RecordSource(
        key=queries.CALLS,
        title="Samtal",
        columns=(
            RecordColumn("id", "Beteckning"),
            RecordColumn("started", "Började"),
            RecordColumn("answered", "Besvarades"),
            RecordColumn("ended", "Slutade"),
        ),
        describe=_describe,
        count=lambda origin: _calls(origin).count(),
        page=_page,
    ),
)

"""The things behind many counts, counted by one question a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q

from samdrift.assets import queries
from samdrift.kernel.figures import Origin
from samdrift.reporting.ports import Tally, TallySource

_FIELDS = {"organisation": "organisation_id", "location": "location"}


def tally(origins: Sequence[Origin]) -> tuple[Tally, ...]:
    """Count the things of each origin's kind, at its organisation or its location."""
    days = dict.fromkeys(origin.span.start for origin in origins)
    counted = {day: _on(day, [each for each in origins if each.span.start == day]) for day in days}
    return tuple(Tally(counted[origin.span.start][origin]) for origin in origins)


def _on(day: date, origins: Sequence[Origin]) -> dict[Origin, int]:
    scopes = {origin: dict(origin.scope) for origin in origins}
    kinds = Q()
    for kind in {scope["kind"] for scope in scopes.values()}:
        kinds |= queries.below(kind)
    used = {name for scope in scopes.values() for name in scope.keys() & _FIELDS.keys()}
    by = ("kind", *(_FIELDS[name] for name in sorted(used)))
    found = queries.held_on(day).filter(kinds).order_by().values(*by)
    rows = tuple(found.annotate(number=Count("pk")))
    return {
        origin: sum(
            row["number"]
            for row in rows
            if queries.is_below(row["kind"], scope["kind"])
            and all(row[_FIELDS[name]] == scope[name] for name in scope.keys() & _FIELDS.keys())
        )
        for origin, scope in scopes.items()
    }


OFFERS = (TallySource(key=queries.HOLDINGS, tally=tally, reads=queries.READS),)

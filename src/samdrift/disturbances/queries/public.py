"""What everybody may read: what does not work now, what is planned, and what has been."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from samdrift.disturbances.choices import DisturbanceState
from samdrift.disturbances.models import Disturbance, DisturbanceEvent

KEPT = timedelta(days=14)
"""How long what has ended is shown."""
AHEAD = timedelta(days=60)
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that everybody was told."""

    id: int
    kind: str
    state: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A disturbance or a planned work, as everybody reads it; no organisations means all."""

    id: int
    title: str
    what: str
    services: str
    organisations: tuple[str, ...]
    organisation_codes: tuple[str, ...]
    state: str
    is_planned: bool
    started_at: datetime
    expected_until: datetime | None
    ended_at: datetime | None
    next_update_by: datetime | None
    changed_at: datetime
    updates: tuple[Told, ...]
    """What was told, the latest first."""


@dataclass(frozen=True, slots=True)
class Board:
    """All that the status page shows."""

    now: tuple[Shown, ...]
    coming: tuple[Shown, ...]
    past: tuple[Shown, ...]


def board(*, at: datetime) -> Board:
    """Return what does not work now, what is planned, and what has been of late."""
    is_over = Q(ended_at__isnull=False)
    wanted = Q(is_over, ended_at__gte=at - KEPT) | Q(~is_over, started_at__lte=at + AHEAD)
    every = [shown(row) for row in _public().filter(wanted)[:MOST_SHOWN]]
    going = [each for each in every if each.ended_at is None]
    now = [each for each in going if each.started_at <= at]
    coming = sorted(
        (each for each in going if each.started_at > at), key=lambda each: each.started_at
    )
    past = sorted(
        (each for each in every if each.ended_at), key=lambda each: each.changed_at, reverse=True
    )
    return Board(_worst_first(now), tuple(coming), tuple(past))


def one(*, disturbance_id: int) -> Shown | None:
    """Return a disturbance that everybody may read, None where there is none."""
    row = _public().filter(pk=disturbance_id).first()
    return shown(row) if row else None


def now_for(organisation_code: str, *, at: datetime) -> tuple[Shown, ...]:
    """Return what does not work now for an organisation; an empty code is for any of them."""
    rows = _public().filter(ended_at__isnull=True, started_at__lte=at)
    found = [shown(row) for row in rows[:MOST_SHOWN]]
    return _worst_first(each for each in found if _touches(each, organisation_code))


def shown(row: Disturbance) -> Shown:
    """Return a row as it is read, with what was told of it."""
    touched = list(row.touched.all())
    return Shown(
        row.pk,
        row.title,
        row.what,
        row.services,
        tuple(each.organisation.name for each in touched),
        tuple(each.organisation_id for each in touched),
        row.state,
        row.is_planned,
        row.started_at,
        row.expected_until,
        row.ended_at,
        row.next_update_by,
        row.changed_at,
        tuple(Told(e.pk, e.kind, e.state, e.at, e.text) for e in getattr(row, "told", ())),
    )


def with_touched(rows: QuerySet[Disturbance]) -> QuerySet[Disturbance]:
    """Return rows with the organisations they touch, which are asked for at once."""
    return rows.prefetch_related("touched__organisation")


def _public() -> QuerySet[Disturbance]:
    told = DisturbanceEvent.objects.filter(is_public=True).order_by("-id")
    rows = Disturbance.objects.filter(is_public=True)
    return with_touched(rows).prefetch_related(Prefetch("events", queryset=told, to_attr="told"))


def _touches(each: Shown, code: str) -> bool:
    return not code or not each.organisation_codes or code in each.organisation_codes


def _worst_first(every: Iterable[Shown]) -> tuple[Shown, ...]:
    """Return what nobody planned before what was, and what is mended last."""
    return tuple(
        sorted(
            every,
            key=lambda each: (each.is_planned, each.state == DisturbanceState.MENDED, -each.id),
        )
    )

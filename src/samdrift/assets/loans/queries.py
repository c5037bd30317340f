"""What the loan pool has, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samdrift.assets import queries as assets
from samdrift.assets.models import LoanBooking
from samdrift.assets.register import door
from samdrift.assets.register.door import Reader

DAYS = 14


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking of a thing, as the calendar shows it."""

    id: int
    tag: str
    holder: str
    starts_on: date
    last_day: date
    note: str


@dataclass(frozen=True, slots=True)
class Lendable:
    """A thing of the pool, how it stands, and who has each of the days looked at."""

    tag: str
    words: str
    state: str
    tone: str
    days: tuple[str, ...]
    """The name of whoever has it that day; empty where it is free."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The loan pool over some days."""

    first: date
    days: tuple[date, ...]
    things: tuple[Lendable, ...]
    bookings: tuple[Booked, ...]


def pool(reader: Reader, first: date, *, days: int = DAYS) -> Pool:
    """Return the loan pool from a day on."""
    every = tuple(first + timedelta(days=number) for number in range(days))
    rows = list(door.things(reader).filter(is_for_loan=True).select_related("state"))
    booked = LoanBooking.objects.filter(
        device__in=rows,
        cancelled_at=None,
        starts_on__lt=first + timedelta(days=days),
        ends_on__gt=first,
    ).select_related("holder", "device")
    found = list(booked)
    labels = assets.kind_labels() if rows else {}
    return Pool(
        first,
        every,
        tuple(
            Lendable(
                row.tag,
                row.model or labels.get(row.kind, row.kind),
                row.state.label if row.state else "",
                row.state.tone if row.state else "",
                tuple(_who(found, row.pk, day) for day in every),
            )
            for row in rows
        ),
        tuple(
            Booked(
                each.pk,
                each.device.tag,
                each.holder.name,
                each.starts_on,
                each.ends_on - timedelta(days=1),
                each.note,
            )
            for each in found
        ),
    )


def _who(booked: Sequence[LoanBooking], device_id: int, day: date) -> str:
    mine = (each for each in booked if each.device_id == device_id)
    return next((each.holder.name for each in mine if each.starts_on <= day < each.ends_on), "")

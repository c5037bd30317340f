"""Setting what a key figure is to come to in a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samdrift.goals import queries
from samdrift.goals.choices import Direction
from samdrift.goals.models import Target
from samdrift.kernel.figures import Unit


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted: in whole öre for money, in thousandths else, at least or at most."""

    unit: Unit
    value: int
    direction: Direction


@transaction.atomic
def set_target(*, year: int, key_figure: str, wanted: Wanted, by: str, at: datetime) -> None:
    """Set a target; the one that was set before stays in the history. The same again is nothing."""
    now = queries.targets(year).get(key_figure)
    if now and (now.value, now.unit, now.direction) == (
        wanted.value,
        wanted.unit,
        wanted.direction,
    ):
        return
    Target.objects.create(
        year=year,
        key_figure=key_figure,
        unit=wanted.unit,
        value=wanted.value,
        direction=wanted.direction,
        set_by=by,
        set_at=at,
    )


@transaction.atomic
def remove_target(*, year: int, key_figure: str, by: str, at: datetime) -> None:
    """Take a target away; that it was there, and who took it away, stays in the history."""
    now = queries.targets(year).get(key_figure)
    if now is None:
        return
    Target.objects.create(
        year=year,
        key_figure=key_figure,
        unit=now.unit,
        value=now.value,
        direction=now.direction,
        is_removal=True,
        set_by=by,
        set_at=at,
    )

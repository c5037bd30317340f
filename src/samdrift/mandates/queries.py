"""Mandates as they are: what they add to what somebody may do, over which units, and all told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet

from samdrift.directory import queries as directory
from samdrift.mandates.choices import MandateKind
from samdrift.mandates.models import Mandate
from samdrift.parties.ports import ForAWhile, MandateSource
from samdrift.reporting import memory
from samdrift.reporting.ports import SettledSource
from samdrift.reporting.together import Rows

READS = (Mandate, User)
MOST_LISTED = 200
_TOLD = ("id", "role", "organisation", "begins_at", "ends_at", "kind")


@dataclass(frozen=True, slots=True)
class MandateLine:
    """A mandate in a list; `role` is a key, empty where it is of a unit or an emergency."""

    id: int
    user_id: int
    person: str
    kind: str
    role: str
    organisation: str
    unit: str
    is_deep: bool
    begins_at: datetime
    ends_at: datetime
    why: str
    given_by: str
    ended_by: str


def for_a_while() -> dict[int, tuple[ForAWhile, ...]]:
    """Return what mandates add to what each person may do, whenever they hold."""
    return memory.in_process("mandates.for-a-while", READS, _for_a_while)


def _for_a_while() -> dict[int, tuple[ForAWhile, ...]]:
    found: dict[int, tuple[ForAWhile, ...]] = {}
    for user_id, *row in sorted(_adding().values_list("user", *_TOLD)):
        found[user_id] = (*found.get(user_id, ()), *_read((tuple(row),)))
    return found


def _adding() -> QuerySet[Mandate]:
    return Mandate.objects.exclude(kind=MandateKind.UNIT).filter(user__is_active=True).order_by()


def _of_one(user_id: int) -> QuerySet[Any, Any]:
    return _adding().filter(user=user_id).values_list(*_TOLD)


def _read(rows: Rows) -> tuple[ForAWhile, ...]:
    return tuple(
        ForAWhile(role, str(code or ""), begins_at, ends_at, kind == MandateKind.EMERGENCY)
        for _, role, code, begins_at, ends_at, kind in sorted(rows)
    )


def units_answered_for(*, user_id: int, person_id: int | None, at: datetime) -> tuple[int, ...]:
    """Return the units that somebody answers for: as their manager, and by mandates that hold."""
    managed = directory.units_managed_by(person_id) if person_id is not None else ()
    rows = _holding(at).filter(kind=MandateKind.UNIT, user=user_id, user__is_active=True)
    mandates = list(rows.order_by().values_list("unit", "is_deep"))
    alone = {unit_id for unit_id, is_deep in mandates if not is_deep}
    deep = directory.units_below({unit_id for unit_id, is_deep in mandates if is_deep})
    return tuple(sorted({*managed, *alone, *deep}))


def answering_for(unit_id: int, *, at: datetime) -> tuple[int, ...]:
    """Return the ids of those who answer for a unit by a mandate: for it, or for what it is of."""
    above = directory.units_above(unit_id)
    rows = _holding(at).filter(kind=MandateKind.UNIT, user__is_active=True, unit__in=above)
    told = rows.order_by("id").values_list("user", "unit", "is_deep")
    return tuple(user_id for user_id, unit, is_deep in told if is_deep or unit == unit_id)


def mandates(
    *, organisation: str = "", user_id: int | None = None, most: int = MOST_LISTED
) -> tuple[MandateLine, ...]:
    """Return mandates, those that end last first: all, or an organisation's, or a person's."""
    rows = Mandate.objects.select_related("user", "organisation", "unit__organisation")
    if organisation:
        rows = rows.filter(organisation__code=organisation)
    if user_id is not None:
        rows = rows.filter(user=user_id)
    return tuple(_line(row) for row in rows[:most])


def opened_by(user_id: int, *, at: datetime) -> MandateLine | None:
    """Return the emergency that somebody has opened secrets in and that goes on; None without."""
    rows = _holding(at).filter(kind=MandateKind.EMERGENCY, user=user_id)
    found = rows.select_related("user", "organisation", "unit").first()
    return _line(found) if found else None


def emergencies(*, most: int = 50) -> tuple[MandateLine, ...]:
    """Return the latest emergencies in which secrets were opened."""
    rows = Mandate.objects.filter(kind=MandateKind.EMERGENCY)
    return tuple(_line(row) for row in rows.select_related("user", "organisation", "unit")[:most])


def mandate(mandate_id: int, *, user_ids: Collection[int] = ()) -> MandateLine | None:
    """Return one mandate, of some people where they are told; None where there is none."""
    rows = Mandate.objects.filter(pk=mandate_id)
    if user_ids:
        rows = rows.filter(user__in=user_ids)
    found = rows.select_related("user", "organisation", "unit").first()
    return _line(found) if found else None


def _holding(at: datetime) -> QuerySet[Mandate]:
    return Mandate.objects.filter(begins_at__lte=at, ends_at__gt=at)


def _line(row: Mandate) -> MandateLine:
    return MandateLine(
        id=row.pk,
        user_id=row.user_id,
        person=row.user.get_full_name() or row.user.get_username(),
        kind=row.kind,
        role=row.role,
        organisation=str(row.organisation_id or ""),
        unit=row.unit.name if row.unit else "",
        is_deep=row.is_deep,
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        why=row.why,
        given_by=row.given_by,
        ended_by=row.ended_by,
    )


OFFERS = (
    MandateSource("mandates.roles", for_a_while, _of_one, _read, READS),
    SettledSource("mandates.held", READS),
)

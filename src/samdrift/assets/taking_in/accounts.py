"""Group accounts, as another system tells of them: registered, written over, ended and reopened."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samdrift.assets.life import services as life
from samdrift.assets.life import telling
from samdrift.assets.models import Device
from samdrift.assets.ports import SYSTEM, NewThing, Told
from samdrift.plumbing.clock import SWEDEN

GROUP = "account.group"
_ACTIVE, _ENDED = "active", "ended"
_ACTS = {_ACTIVE: "hand-over", _ENDED: "end"}
_OWNER, _ENDS_ON = "owner", "ends_on"


@dataclass(frozen=True, slots=True)
class AccountTold:
    """A group account as it is told; `id` is None for one that is new."""

    id: int | None
    tag: str
    name: str
    organisation: str
    owner_id: int | None = None
    ends_on: str = ""
    is_active: bool = True

    @property
    def values(self) -> dict[str, Any]:
        """What the fields of its kind say."""
        told = {_OWNER: self.owner_id, _ENDS_ON: self.ends_on}
        return {key: value for key, value in told.items() if value}


def accounts(*, ids: Collection[int] = (), tags: Collection[str] = ()) -> tuple[AccountTold, ...]:
    """Return the group accounts of some ids or tags, as they stand."""
    rows = Device.objects.filter(kind=GROUP).exclude(state=None)
    found = rows.filter(tag__in=tags) if tags else rows.filter(pk__in=ids)
    return tuple(_told(row) for row in found)


def taken(tags: Collection[str]) -> frozenset[str]:
    """Return which of some tags stand on something else than a group account."""
    rows = Device.objects.filter(tag__in=tags).exclude(kind=GROUP, state__isnull=False)
    return frozenset(rows.values_list("tag", flat=True))


def _told(row: Device) -> AccountTold:
    return AccountTold(
        id=row.pk,
        tag=row.tag,
        name=row.name,
        organisation=str(row.organisation_id),
        owner_id=row.values.get(_OWNER),
        ends_on=row.values.get(_ENDS_ON) or "",
        is_active=row.state_id != _ENDED,
    )


@transaction.atomic
def keep_accounts(told: Sequence[AccountTold], *, at: datetime) -> tuple[int, ...]:
    """Keep group accounts as they are told, and return their ids in the same order.

    Each difference is an event of its story. Raises CannotKeep where a new one's tag is taken.
    """
    on = at.astimezone(SWEDEN).date()
    new = [each for each in told if each.id is None]
    made = life.register([_new(each, on) for each in new], actor=SYSTEM, at=at)
    ids = {each.tag: row.pk for each, row in zip(new, made, strict=True)}
    old = {each.id: each for each in told if each.id is not None}
    rows = list(Device.objects.select_for_update().filter(pk__in=old))
    _write([(row, old[row.pk]) for row in rows], at, on)
    _stand([(row, old[row.pk]) for row in rows], at, on)
    return tuple(ids[each.tag] if each.id is None else each.id for each in told)


def _new(told: AccountTold, on: date) -> NewThing:
    return NewThing(
        tag=told.tag,
        kind=GROUP,
        state=_ACTIVE if told.is_active else _ENDED,
        told=Told(on, organisation=told.organisation),
        name=told.name,
        values=told.values,
    )


def _write(pairs: Sequence[tuple[Device, AccountTold]], at: datetime, on: date) -> None:
    """Write over what accounts are called, who owns them and when they end."""
    wanted: list[tuple[Device, Mapping[str, Any]]] = []
    for row, told in pairs:
        kept = {key: row.values[key] for key in row.values.keys() - {_OWNER, _ENDS_ON}}
        wanted.append((row, {"name": told.name, "values": kept | told.values}))
    telling.write(
        [(row, told, changes) for row, told in wanted if (changes := telling.changes(row, told))],
        actor=SYSTEM,
        at=at,
        day=on,
    )


def _stand(pairs: Sequence[tuple[Device, AccountTold]], at: datetime, on: date) -> None:
    """Say whose accounts are and whether they are used, where they stand otherwise."""
    last = telling.last_days([row for row, _told in pairs])
    lines: list[telling.Line] = []
    for row, told in pairs:
        state = _ACTIVE if told.is_active else _ENDED
        is_another = told.is_active != (row.state_id != _ENDED)
        if not is_another and row.organisation_id == told.organisation:
            continue
        sets = {"state": state if is_another else row.state_id, "organisation": told.organisation}
        act = _ACTS[state] if is_another else "move"
        lines.append(telling.Line(row, act, max(on, last.get(row.pk, on)), sets))
    telling.tell(lines, actor=SYSTEM, at=at)

"""People who have left: those whom a directory still tells of are not forgotten."""

from __future__ import annotations

from samdrift.directory.ports import LeaverSource
from samdrift.directorysync.models import Entry


def needs(person_ids: tuple[int, ...]) -> frozenset[int]:
    """Return those whom a directory still tells of, shut or not."""
    there = Entry.objects.filter(person__in=person_ids, gone_at=None).order_by()
    return frozenset(there.values_list("person", flat=True))


def forget(person_ids: tuple[int, ...]) -> None:
    """Take away where they stood in a directory, which names them."""
    Entry.objects.filter(person__in=person_ids).update(dn="")


OFFERS = (LeaverSource("directorysync.leavers", needs, forget),)

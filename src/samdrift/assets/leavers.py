"""What the register keeps of people who have left: their names go, what they had stays."""

from __future__ import annotations

from samdrift.assets.models import Device, LoanBooking, Receipt
from samdrift.assets.ports import SYSTEM
from samdrift.assets.stock import papers
from samdrift.directory.ports import LeaverSource
from samdrift.plumbing import clock


def needs(person_ids: tuple[int, ...]) -> frozenset[int]:
    """Return those who have something yet, which is to be taken back first."""
    held = Device.objects.filter(holder__in=person_ids).order_by()
    return frozenset(held.values_list("holder", flat=True))


def forget(person_ids: tuple[int, ...]) -> None:
    """Take away what they signed with or was scanned of it, and what is written of their loans."""
    papers.forget(person_ids, by=SYSTEM.name, at=clock.now())
    Receipt.objects.filter(holder__in=person_ids).update(signed_name="", signature="")
    LoanBooking.objects.filter(holder__in=person_ids).update(note="")


OFFERS = (LeaverSource("assets.leavers", needs, forget),)

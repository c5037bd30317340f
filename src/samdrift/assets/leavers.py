"""What the register keeps of people who have left: their names go, what they had stays."""

from __future__ import annotations

from samdrift.assets.models import Device, LoanBooking, Receipt
from samdrift.directory.ports import LeaverSource


def needs(person_ids: tuple[int, ...]) -> frozenset[int]:
    """Return those who have something yet, which is to be taken back first."""
    held = Device.objects.filter(holder__in=person_ids).order_by()
    return frozenset(held.values_list("holder", flat=True))


def forget(person_ids: tuple[int, ...]) -> None:
    """Take away what they signed with, and what is written of what they borrowed."""
    Receipt.objects.filter(holder__in=person_ids).update(signed_name="", signature="")
    LoanBooking.objects.filter(holder__in=person_ids).update(note="")


OFFERS = (LeaverSource("assets.leavers", needs, forget),)

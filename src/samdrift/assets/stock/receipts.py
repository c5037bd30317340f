"""Receipts: that somebody was handed things, and put their name to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from samdrift.assets.errors import CannotKeep
from samdrift.assets.life.story import UNDO
from samdrift.assets.models import DeviceEvent, Receipt
from samdrift.assets.ports import Actor

LONGEST_PATH = 20_000
_PATH = re.compile(r"(?:[ML] ?\d{1,4}(?:\.\d)? \d{1,4}(?:\.\d)? ?)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """A receipt as it is read and printed."""

    stroke: str
    number: int
    holder: str
    holder_id: int
    organisation: str
    day: date
    by_name: str
    tags: tuple[str, ...]
    signed_name: str
    signature: str
    signed_at: datetime | None


@transaction.atomic
def write(*, stroke: str, actor: Actor, at: datetime) -> Receipt:
    """Write a receipt for what was handed over at one stroke; a second time it is the same."""
    rows = list(DeviceEvent.objects.filter(stroke=stroke).exclude(act=UNDO))
    holders = {row.sets.get("holder") for row in rows}
    assert len(holders) == 1, "what is handed over at one stroke is handed to one"
    receipt, is_new = Receipt.objects.get_or_create(
        stroke=stroke,
        defaults={
            "holder_id": holders.pop(),
            "day": rows[0].day,
            "at": at,
            "by_user_id": actor.user_id,
            "by_name": actor.name,
        },
    )
    if is_new:
        receipt.devices.set([row.device_id for row in rows])
    return receipt


@transaction.atomic
def sign(*, stroke: str, name: str, signature: str, at: datetime) -> None:
    """Put a name, and what the pen wrote where there is a pen, to a receipt; once."""
    row = Receipt.objects.select_for_update().filter(stroke=stroke).first()
    told = " ".join(name.split())
    if row is None or row.signed_at is not None:
        raise CannotKeep("Kvittot är redan undertecknat, eller finns inte.")
    if not told or len(told) > 200:
        raise CannotKeep("Skriv namnet på den som tar emot.")
    if len(signature) > LONGEST_PATH or not _PATH.fullmatch(signature.strip()):
        raise CannotKeep("Namnteckningen kunde inte läsas. Skriv den igen, eller bara namnet.")
    row.signed_name, row.signature, row.signed_at = told, signature.strip(), at
    row.save(update_fields=["signed_name", "signature", "signed_at"])


def receipt(stroke: str) -> ReceiptPage | None:
    """Return a receipt, None where there is none."""
    row = (
        Receipt.objects.select_related("holder", "holder__organisation")
        .filter(stroke=stroke)
        .first()
    )
    if row is None:
        return None
    return ReceiptPage(
        stroke=row.stroke,
        number=row.pk,
        holder=row.holder.name,
        holder_id=row.holder_id,
        organisation=row.holder.organisation.name,
        day=row.day,
        by_name=row.by_name,
        tags=tuple(row.devices.order_by("tag").values_list("tag", flat=True)),
        signed_name=row.signed_name,
        signature=row.signature,
        signed_at=row.signed_at,
    )


def receipts_of(device_id: int) -> tuple[tuple[str, date, str, bool], ...]:
    """Return the receipts that a thing stands on: key, day, whose, and whether it is signed."""
    rows = Receipt.objects.filter(devices=device_id).select_related("holder")
    return tuple((row.stroke, row.day, row.holder.name, row.signed_at is not None) for row in rows)

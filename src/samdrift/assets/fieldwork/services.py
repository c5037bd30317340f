"""What was done in the field, taken in when it is sent: each thing once, and nothing unseen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samdrift.assets.errors import CannotKeep
from samdrift.assets.life import services as life
from samdrift.assets.models import Device, DeviceEvent
from samdrift.assets.ports import Actor, Told
from samdrift.assets.stock import receipts

_KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Done:
    """A step that somebody made with a thing, perhaps some time before it could be sent."""

    key: str
    """What the phone calls it: sent twice it is done once."""
    tag: str
    act: str
    told: Told
    seen_version: int | None = None
    """How the thing stood when it was seen; None where it was not, or it is to be done anyway."""
    signed_name: str = ""
    signature: str = ""


@transaction.atomic
def take_in(done: Done, *, actor: Actor, at: datetime) -> bool:
    """Make a step that was made in the field; return whether it was new.

    Raises CannotKeep where it cannot be made, or somebody has changed the thing since it was seen:
    then nothing of it is done.
    """
    if not _KEY.fullmatch(done.key):
        raise CannotKeep("Det som skickades har inget nummer.")
    row = Device.objects.select_for_update().filter(tag=done.tag).exclude(state=None).first()
    if row is None:
        raise CannotKeep(f"{done.tag} finns inte.")
    if DeviceEvent.objects.filter(stroke=done.key).exists():
        return False
    if done.seen_version not in (None, row.version):
        raise CannotKeep(f"{row.tag} har ändrats sedan du såg den: {_standing(row)}.")
    made = life.take_step(
        tags=[done.tag], act=done.act, told=done.told, actor=actor, at=at, stroke=done.key
    )
    if made.refused:
        raise CannotKeep(" ".join(made.refused[0]))
    if done.told.holder_id is not None:
        receipts.write(stroke=done.key, actor=actor, at=at)
        if done.signed_name:
            receipts.sign(stroke=done.key, name=done.signed_name, signature=done.signature, at=at)
    return True


def _standing(row: Device) -> str:
    """Return how a thing stands now, and who has it or where it is."""
    state = row.state.label if row.state else ""
    return ", ".join(filter(None, (state, row.holder.name if row.holder else row.location)))

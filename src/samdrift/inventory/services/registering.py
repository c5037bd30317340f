"""A machine tied to its device in the register, which is made where there is none."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samdrift.assets.devices import services as devices
from samdrift.assets.devices.listing import DeviceRow
from samdrift.assets.models import Device
from samdrift.inventory.errors import BadDecision
from samdrift.inventory.models import Machine

_LONGEST = 100
_LONGEST_MODEL = 200


@transaction.atomic
def put_in_register(*, machine_id: int, tag: str, at: datetime) -> Device:
    """Say what stands on a machine: the device with that tag is the machine.

    One that is not in the register yet is put there, with what the machine tells of itself. Raises
    BadDecision where the tag is another organisation's, or another machine's.
    """
    machine = Machine.objects.select_for_update().get(pk=machine_id)
    tag = tag.strip().upper()
    if not 0 < len(tag) <= _LONGEST:
        raise BadDecision("Skriv vad som står på maskinen, dess märkning.")
    if Device.objects.filter(tag=tag).exclude(organisation_id=machine.organisation_id).exists():
        raise BadDecision(f"{tag} hör till en annan organisation.")
    if Machine.objects.filter(device__tag=tag).exclude(pk=machine_id).exists():
        raise BadDecision(f"{tag} är redan en annan maskin.")
    if not Device.objects.filter(tag=tag).exists():
        row = DeviceRow(
            line=1,
            tag=tag,
            organisation_code=str(machine.organisation_id),
            name=machine.name.upper()[:_LONGEST],
            serial=machine.serial.upper()[:_LONGEST],
            model=f"{machine.maker} {machine.model}".strip()[:_LONGEST_MODEL],
        )
        devices.keep_list([row], at=at)
    machine.device = Device.objects.get(tag=tag)
    machine.save(update_fields=["device"])
    return machine.device

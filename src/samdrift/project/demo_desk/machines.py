"""What some of the town's computers tell of themselves: a month ago, and this morning."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from random import Random

from samdrift.assets.models import Device
from samdrift.inventory.reading import messages
from samdrift.inventory.services import taking

MACHINES = 40
_STAFF = "computer.staff.laptop"
_PROGRAMS = (
    ("Mozilla", "Firefox", ("136.0.1", "137.0")),
    ("Google LLC", "Google Chrome", ("134.0.6998", "135.0.7049")),
    ("Microsoft Corporation", "Microsoft 365 Apps för företag", ("16.0.18429", "16.0.18526")),
    ("Microsoft Corporation", "Microsoft Teams", ("25044.2208", "25072.1611")),
    ("Microsoft Corporation", "Microsoft Edge", ("134.0.3124", "135.0.3179")),
    ("Microsoft Corporation", "Microsoft OneDrive", ("25.031", "25.045")),
    ("The Document Foundation", "LibreOffice", ("24.8.5", "25.2.2")),
    ("Igor Pavlov", "7-Zip", ("24.09", "24.09")),
    ("VideoLAN", "VLC media player", ("3.0.21", "3.0.21")),
    ("Adobe", "Adobe Acrobat Reader", ("25.001.20432", "25.001.20432")),
    ("Notepad++ Team", "Notepad++", ("8.7.7", "8.7.9")),
    ("Teclib", "GLPI Agent", ("1.12", "1.13")),
    ("Lantmäteriet", "Kartklienten", ("4.2", "4.2")),
    ("Inera", "Net iD Enterprise", ("6.9.2", "6.9.3")),
    ("CGI", "Raindance klient", ("2024.2", "2025.1")),
)
_SCREENS = (("DELL", "U2419H"), ("HPN", "HP E24 G5"), ("LEN", "T24i-30"))
_SYSTEMS = ("Microsoft Windows 11 Education", "Microsoft Windows 11 Enterprise")


def furnish(*, at: datetime, rng: Random) -> None:
    """Have some computers tell of themselves twice; between, programs were renewed."""
    rows = Device.objects.filter(kind=_STAFF, holder__isnull=False).select_related("holder")
    for device in rows.order_by("pk")[:MACHINES]:
        chosen = rng.sample(_PROGRAMS, rng.randint(9, len(_PROGRAMS)))
        screens = [(*rng.choice(_SCREENS), f"S{rng.randrange(10**6):06}") for _ in range(2)]
        number = rng.getrandbits(96)
        month_ago, morning = at - timedelta(days=30), at - timedelta(hours=rng.randint(1, 9))
        _tell(device, _content(device, number, chosen[:-1], screens[:1], edition=0), at=month_ago)
        left = screens[: rng.randint(1, 2)]
        _tell(device, _content(device, number, chosen, left, edition=1), at=morning)


def _tell(device: Device, content: dict[str, object], *, at: datetime) -> None:
    told = {
        "action": "inventory",
        "deviceid": f"{device.tag}-2024-01-08",
        "itemtype": "Computer",
        "content": content,
    }
    message = messages.read(json.dumps(told).encode())
    taking.take_in(message, organisation_code=str(device.organisation_id), at=at)


def _content(
    device: Device,
    number: int,
    programs: list[tuple[str, str, tuple[str, str]]],
    screens: list[tuple[str, str, str]],
    *,
    edition: int,
) -> dict[str, object]:
    maker, _, model = device.model.partition(" ")
    mac = f"a4{number % 2**40:010x}"
    return {
        "hardware": {"name": device.tag, "uuid": f"{number:024x}{device.pk:08x}", "memory": 16_000},
        "bios": {"smanufacturer": maker, "smodel": model, "ssn": device.serial},
        "operatingsystem": {
            "full_name": _SYSTEMS[number % 2],
            "version": ("23H2", "24H2")[edition],
            "arch": "64-bit",
        },
        "cpus": [{"name": "Intel Core Ultra 5 125U", "core": 12, "manufacturer": "Intel"}],
        "memories": [{"caption": "DIMM 0", "capacity": 16_384, "type": "DDR5", "numslots": 1}],
        "storages": [{"name": "NVMe 512 GB", "disksize": 512_000, "serial": f"N{number % 10**8}"}],
        "drives": [{"letter": "C:", "filesystem": "NTFS", "total": 476_000, "free": 210_000}],
        "networks": [
            {"description": "Intel Wi-Fi 6E AX211", "mac": mac, "type": "wifi", "status": "up",
             "ipaddress": f"10.{20 + number % 6}.{device.pk % 250}.{1 + number % 250}"},
        ],
        "monitors": [
            {"manufacturer": maker, "caption": name, "serial": serial}
            for maker, name, serial in screens
        ],
        "softwares": [
            {"publisher": publisher, "name": name, "version": versions[edition], "arch": "x86_64"}
            for publisher, name, versions in programs
        ],
        "versionclient": ("GLPI-Agent_v1.12", "GLPI-Agent_v1.13")[edition],
    }  # fmt: skip

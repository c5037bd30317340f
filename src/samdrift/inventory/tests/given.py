"""Organisations whose agents send, and the real inventories that they send."""

import copy
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from samdrift.inventory.reading import messages
from samdrift.inventory.services import taking
from samdrift.parties.choices import OrganisationRole
from samdrift.parties.models import Organisation

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
NAMED = os.environ.get("SAMDRIFT_FIXTURES")
FOLDER = Path(NAMED) if NAMED else Path(__file__).resolve().parents[5] / "shared" / "fixtures"
INVENTORIES = FOLDER / "inventory"
NAMES = (
    "1.xml", "2.xml", "3.xml", "4.xml", "5-good.xml", "6.xml", "7.xml", "8.xml",
    "computer_1.json", "computer_1_partial_memory.json", "computer_1_partial_softs.json",
    "computer_3.json", "computer_3_updated.json", "networkequipment_1.json", "phone_1.json",
    "printer_1.json",
)  # fmt: skip


def fixture(name):
    """Return a real inventory; where there is no folder of them at all, the test is skipped."""
    if not INVENTORIES.is_dir() and not NAMED:
        pytest.skip(f"no inventories in {INVENTORIES}")
    return (INVENTORIES / name).read_bytes()


def an_organisation(code="KIN", name="Kinda"):
    return Organisation.objects.get_or_create(
        code=code, defaults={"name": name, "role": OrganisationRole.MEMBER, "position": 1}
    )[0]


def take(content, *, organisation="KIN", at=MONDAY):
    """Take in what is sent, and return what became of each machine of it."""
    an_organisation(organisation, organisation.title())
    return taking.take_in(messages.read(content), organisation_code=organisation, at=at)


def a_computer(name="PC-1", uuid="", serial="", macs=(), agent="", maker="Dell Inc.", **more):
    """Return a small inventory of a computer, as an agent posts it."""
    content = {
        "hardware": {"name": name, "uuid": uuid, "memory": 8000},
        "bios": {"smanufacturer": maker, "smodel": "Latitude", "ssn": serial},
        "networks": [
            {"description": f"eth{at}", "mac": mac, "status": "up", "type": "ethernet"}
            for at, mac in enumerate(macs)
        ],
        "softwares": [
            {"name": "Firefox", "version": "1", "publisher": "Mozilla", "arch": "x86_64"}
        ],
        "versionclient": "GLPI-Agent_v1.7",
    }
    told = {"action": "inventory", "deviceid": agent or f"{name}-2026", "itemtype": "Computer"}
    return json.dumps({**told, "content": content | more}).encode()


def changed(content, **sections):
    """Return a JSON inventory with some sections otherwise."""
    told = copy.deepcopy(json.loads(content))
    told["content"] |= sections
    return json.dumps(told).encode()


def later(**passed):
    return MONDAY + timedelta(**passed)

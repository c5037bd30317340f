"""Real inventories, taken in as agents send them."""

import json
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samdrift.inventory.models import (
    Component,
    Contact,
    Difference,
    Installation,
    Machine,
    MachineMark,
    Title,
)
from samdrift.inventory.ports import Change, Fate
from samdrift.inventory.tests.given import NAMES, fixture, later, take

pytestmark = pytest.mark.django_db

WRITES = ("INSERT", "UPDATE", "DELETE", "COPY")
KEPT = (Machine, MachineMark, Component, Installation, Title, Difference, Contact)


def everything():
    return [list(model.objects.order_by("pk").values()) for model in KEPT]


@contextmanager
def nothing_written():
    with CaptureQueriesContext(
        connection,
    ) as asked:
        yield
    assert [each["sql"] for each in asked if each["sql"].startswith(WRITES)] == []


def installed(machine_id):
    rows = Installation.objects.filter(machine=machine_id, until=None)
    return sorted(rows.values_list("title__name", "title__version"))


@pytest.mark.parametrize("name", NAMES)
def test_every_real_inventory_is_taken_in_and_again_changes_nothing(name):
    content = fixture(name)

    (first,) = take(content)
    assert first.fate == Fate.NEW
    assert first.changes
    before = everything()

    with nothing_written():
        (again,) = take(content, at=later(minutes=5))
    assert (again.fate, again.machine_id) == (Fate.UNCHANGED, first.machine_id)
    assert everything() == before


def test_a_later_inventory_tells_its_difference_to_the_one_before():
    (first,) = take(fixture("computer_3.json"))
    (then,) = take(fixture("computer_3_updated.json"), at=later(hours=1))

    assert (then.fate, then.machine_id) == (Fate.CHANGED, first.machine_id)
    assert then.changes["softwares"] == Change(1016, 865, 0, 3033, 3184)
    assert then.changes["monitors"] == Change(0, 1, 0, 2, 1)
    networks = then.changes["networks"]
    assert (networks.before, networks.after) == (7, 10)
    assert Installation.objects.filter(machine=first.machine_id, until=None).count() == 3184
    assert Installation.objects.filter(until=later(hours=1)).count() == 865
    told = Difference.objects.get(machine=first.machine_id, is_first=False)
    assert told.counts["softwares"] == {
        "added": 1016, "removed": 865, "changed": 0, "before": 3033, "after": 3184,
    }  # fmt: skip


def test_the_first_inventory_again_takes_it_all_back():
    (first,) = take(fixture("computer_3.json"))
    take(fixture("computer_3_updated.json"), at=later(hours=1))
    (back,) = take(fixture("computer_3.json"), at=later(hours=2))

    assert back.changes["softwares"] == Change(865, 1016, 0, 3184, 3033)
    assert Title.objects.count() == 3005 + 1010
    assert Machine.objects.count() == 1
    assert len(installed(first.machine_id)) == 3033


def partial(section, told):
    """Return a partial inventory of the first computer, of one section."""
    whole = json.loads(fixture("computer_1_partial_memory.json"))
    kept = {key: whole["content"][key] for key in ("bios", "hardware", "versionclient")}
    return json.dumps(whole | {"content": kept | {section: told}}).encode()


MEMORY = [{"capacity": 8192, "caption": "System Board Memory", "numslots": 1}]


@pytest.mark.parametrize(
    ("section", "content"),
    [
        ("memories", lambda: partial("memories", MEMORY)),
        ("softwares", lambda: fixture("computer_1_partial_softs.json")),
    ],
)
def test_a_partial_inventory_says_its_section_and_deletes_nothing_else(section, content):
    (whole,) = take(fixture("computer_1.json"))
    sections = dict(Machine.objects.get().digests)

    (told,) = take(content(), at=later(hours=1))

    assert (told.machine_id, set(told.changes)) == (whole.machine_id, {section})
    after = Machine.objects.get().digests
    assert {key for key in sections if sections[key] != after.get(key)} == {section}
    assert len(installed(whole.machine_id)) == 6
    assert Component.objects.filter(section="networks", until=None).count() == 8
    assert Machine.objects.get().system == "Fedora 31 (Workstation Edition)"


def test_a_partial_inventory_that_says_the_same_writes_nothing():
    (whole,) = take(fixture("computer_1.json"))

    with nothing_written():
        (again,) = take(fixture("computer_1_partial_memory.json"), at=later(hours=1))
    assert (again.fate, again.machine_id) == (Fate.UNCHANGED, whole.machine_id)


@pytest.mark.parametrize("told", [[], None])
def test_a_partial_inventory_of_nothing_deletes_nothing(told):
    (whole,) = take(fixture("computer_1.json"))

    take(partial("softwares", told), at=later(hours=1))
    take(partial("monitors", told), at=later(hours=2))

    assert len(installed(whole.machine_id)) == 6
    assert Component.objects.filter(section="monitors", until=None).count() == 1


def test_a_partial_inventory_adds_to_what_there_is_one_of():
    take(fixture("computer_1.json"))

    take(partial("operatingsystem", {"version": "32"}), at=later(hours=1))

    (system,) = Component.objects.filter(section="operatingsystem", until=None)
    assert (system.told["version"], system.told["arch"]) == ("32", "x86_64")


def test_a_partial_inventory_brings_a_program_to_its_new_version():
    (whole,) = take(fixture("computer_1.json"))
    (partial,) = take(fixture("computer_1_partial_softs.json"), at=later(hours=1))

    assert partial.changes["softwares"] == Change(1, 1, 0, 6, 6)
    assert ("gitg", "3.33.0-1.fc31") in installed(whole.machine_id)
    assert ("gitg", "3.32.1-1.fc31") not in installed(whole.machine_id)


def test_older_xml_of_a_machine_is_of_the_same_machine():
    """Its name and its agent's id are others, and its serial number was written anew."""
    (json_told,) = take(fixture("computer_3.json"))
    (xml_told,) = take(fixture("1.xml"), at=later(days=1))

    assert xml_told.machine_id == json_told.machine_id


def test_a_switch_is_the_same_switch_in_json_and_in_xml():
    machines = {
        take(fixture(name))[0].machine_id for name in ("networkequipment_1.json", "6.xml", "7.xml")
    }

    assert len(machines) == 1


def test_all_that_are_not_the_same_are_machines_of_their_own():
    for name in NAMES:
        take(fixture(name))

    names = sorted(Machine.objects.values_list("name", "kind"))
    assert names == [
        ("CE75I09008", "printer"),
        ("LF014", "computer"),
        ("MacBook-de-teclib", "computer"),
        ("Mi9TPro-TéléphoneM", "phone"),
        ("NPIF2BE10", "printer"),
        ("WR21", "network"),
        ("glpixps", "computer"),
        ("iMac de Marie", "computer"),
        ("pc-arg-23", "computer"),
        ("ucs6248up-cluster-pa3-B", "network"),
    ]


def test_what_is_otherwise_at_every_look_is_no_difference():
    """The moment of the look, when it was started, and what is free on its disks."""
    content = fixture("computer_1.json")
    take(content)
    told = json.loads(content)
    told["content"]["accesslog"]["logdate"] = "2026-03-03 08:00:00"
    told["content"]["operatingsystem"]["boot_time"] = "2026-03-03 07:00:00"
    told["content"]["drives"][0]["free"] = 1
    told["content"]["processes"] = [{"cmd": "vi", "pid": 7}]
    told["content"]["versionprovider"]["etime"] = 17

    with nothing_written():
        (again,) = take(json.dumps(told).encode(), at=later(hours=1))
    assert again.fate == Fate.UNCHANGED


def test_numbers_are_the_same_as_text():
    content = fixture("computer_1.json")
    take(content)

    def as_text(value):
        if isinstance(value, dict):
            return {key: as_text(each) for key, each in value.items()}
        if isinstance(value, list):
            return [as_text(each) for each in value]
        if isinstance(value, bool):
            return value
        return str(value)

    (again,) = take(json.dumps(as_text(json.loads(content))).encode(), at=later(hours=1))
    assert again.fate == Fate.UNCHANGED


NASTY = "a\x00b\ud800c" + "ö" * 600


def test_signs_that_no_database_keeps_are_left_out_wherever_they_stand():
    strange = {NASTY: NASTY, "name": NASTY, "list": [NASTY, {NASTY: [NASTY]}]}
    told = {
        "action": "inventory",
        "deviceid": NASTY,
        "tag": NASTY,
        "content": {
            "hardware": {"name": NASTY, "uuid": "u" * 900 + NASTY},
            "bios": {"ssn": NASTY, "smanufacturer": NASTY, "smodel": NASTY},
            "softwares": [{"name": NASTY, "version": NASTY, "publisher": NASTY, "arch": NASTY}],
            "versionclient": NASTY,
            NASTY: [strange, NASTY],
        },
    }

    (first,) = take(json.dumps(told).encode())
    (again,) = take(json.dumps(told).encode(), at=later(minutes=1))

    assert (first.fate, again.fate) == (Fate.NEW, Fate.UNCHANGED)
    assert Machine.objects.get().name.startswith("abcöö")


def test_a_machine_that_is_unchanged_is_heard_of_at_most_every_sixth_hour():
    content = fixture("computer_1.json")
    take(content)

    with nothing_written():
        take(content, at=later(hours=5, minutes=59))
    take(content, at=later(hours=6))
    assert Contact.objects.get().seen_at == later(hours=6)
    assert Difference.objects.count() == 1

"""One machine is one machine, however often it tells and whatever it is called."""

import pytest

from samdrift.assets.models import Device
from samdrift.inventory.choices import DecisionKind
from samdrift.inventory.errors import BadDecision
from samdrift.inventory.models import Component, Decision, Machine, MachineMark
from samdrift.inventory.ports import Fate
from samdrift.inventory.reading.marks import Mark
from samdrift.inventory.services import decisions, registering
from samdrift.inventory.services.decisions import By
from samdrift.inventory.tests.given import MONDAY, a_computer, an_organisation, later, take

pytestmark = pytest.mark.django_db

UUID = "4c4c4544-0034-3010-8048-b6c04f503732"
OTHER_UUID = "4c4c4544-0034-3010-8048-b6c04f503799"
MAC, OTHER_MAC = "b8:6b:23:e0:5c:81", "b8:6b:23:e0:5c:99"
BY = By("Jonas", MONDAY, "Syns på etiketten")


def machine_of(content, **more):
    (taken,) = take(content, **more)
    return taken.machine_id


def the_first():
    return machine_of(a_computer("PC-1", uuid=UUID, serial="5CG901", macs=[MAC], agent="PC-1-2024"))


@pytest.mark.parametrize(
    "then",
    [
        pytest.param({"uuid": UUID}, id="uuid alone"),
        pytest.param({"serial": "5cg901"}, id="serial alone"),
        pytest.param({"serial": "5CG901", "uuid": OTHER_UUID, "macs": [MAC]}, id="new board"),
        pytest.param({"uuid": UUID, "serial": "Default string"}, id="serial lost"),
        pytest.param({"uuid": UUID, "serial": "NEW1", "macs": [MAC]}, id="serial written anew"),
        pytest.param({"macs": [MAC]}, id="network address"),
        pytest.param({"agent": "PC-1-2024"}, id="the agent's id"),
    ],
)
def test_it_is_the_same_by_any_of_its_marks_whatever_its_name(then):
    first = the_first()

    assert machine_of(a_computer("NYTT-NAMN", **then), at=later(hours=1)) == first
    assert Machine.objects.get().name == "NYTT-NAMN"


@pytest.mark.parametrize(
    "then",
    [
        pytest.param({"uuid": OTHER_UUID, "serial": "5CG902"}, id="its neighbour"),
        pytest.param(
            {"uuid": OTHER_UUID, "serial": "5CG902", "agent": "PC-1-2024"}, id="a copied disk"
        ),
        pytest.param({"uuid": OTHER_UUID, "serial": "5CG902", "macs": [MAC]}, id="a shared dock"),
        pytest.param(
            {"uuid": UUID, "serial": "5CG902", "macs": [OTHER_MAC]}, id="a number on many boards"
        ),
        pytest.param({"serial": "5CG901", "maker": "LENOVO"}, id="another maker's number"),
    ],
)
def test_it_is_another_where_a_number_says_so(then):
    first = the_first()

    assert machine_of(a_computer("PC-1", **then), at=later(hours=1)) != first


def test_what_makers_leave_unfilled_never_makes_two_machines_one():
    told = {"uuid": "00000000-0000-0000-0000-000000000000", "serial": "To be filled by O.E.M."}

    machines = {machine_of(a_computer(f"PC-{at}", **told)) for at in range(3)}

    assert len(machines) == 3


def test_a_machine_that_has_nothing_but_a_name_is_known_by_it():
    content = b'{"content": {"hardware": {"name": "ENSAM"}}}'

    assert machine_of(content) == machine_of(content, at=later(hours=1))


def test_organisations_never_write_each_others_machines():
    first = the_first()

    assert machine_of(a_computer("PC-1", uuid=UUID), organisation="VIM") != first


def test_a_rule_that_is_not_used_matches_nothing():
    first = the_first()
    decisions.use_rule(kind="mac", is_used=False)

    assert machine_of(a_computer("PC-2", macs=[MAC]), at=later(hours=1)) != first
    decisions.use_rule(kind="mac", is_used=True)


def test_the_last_rule_stays():
    for kind in ("serial", "board", "mac", "agent"):
        decisions.use_rule(kind=kind, is_used=False)

    with pytest.raises(BadDecision, match="Minst en regel"):
        decisions.use_rule(kind="uuid", is_used=False)


def test_a_mark_that_many_share_matches_none():
    first = the_first()
    decisions.share(mark=Mark("mac", MAC.replace(":", "")), by=BY)

    assert machine_of(a_computer("PC-2", macs=[MAC]), at=later(hours=1)) != first


def two():
    first = the_first()
    then = machine_of(a_computer("PC-2", uuid=OTHER_UUID, serial="5CG902", agent="PC-2-2024"))
    return first, then


def test_machines_said_to_be_one_are_one_for_all_that_comes():
    first, then = two()

    decisions.merge(machine_id=then, into_id=first, by=BY)

    assert machine_of(a_computer("PC-3", uuid=OTHER_UUID), at=later(hours=1)) == first
    assert machine_of(a_computer("PC-1", uuid=UUID), at=later(hours=2)) == first
    assert set(MachineMark.objects.filter(machine=then).values_list("kind", flat=True)) == {
        "uuid", "serial", "agent",
    }  # fmt: skip


def test_a_merge_that_is_undone_makes_them_two_again():
    first, then = two()
    decision = decisions.merge(machine_id=then, into_id=first, by=BY)
    machine_of(a_computer("PC-3", uuid=OTHER_UUID), at=later(hours=1))

    decisions.undo(decision_id=decision.pk, by=By("Sofia", later(hours=2)))

    assert machine_of(a_computer("PC-3", uuid=OTHER_UUID), at=later(hours=3)) == then
    decision.refresh_from_db()
    assert (decision.undone_by, decision.undone_at) == ("Sofia", later(hours=2))


def test_merging_with_itself_or_across_organisations_is_refused_and_changes_nothing():
    first = the_first()
    away = machine_of(a_computer("PC-1"), organisation="VIM")

    for into in (first, away):
        with pytest.raises(BadDecision):
            decisions.merge(machine_id=first, into_id=into, by=BY)

    assert not Machine.objects.exclude(merged_into=None).exists()
    assert not Decision.objects.exists()


def test_machines_said_to_be_two_are_two_for_all_that_comes():
    """A number stood on two boards, and their agents' ids tell them apart."""
    first = the_first()
    machine_of(a_computer("PC-2", uuid=UUID, agent="PC-2-2024"), at=later(hours=1))

    decision = decisions.split(machine_id=first, marks=[Mark("agent", "PC-2-2024")], by=BY)

    other = decision.other_id
    told = a_computer("PC-2", uuid=UUID, agent="PC-2-2024")
    assert machine_of(told, at=later(hours=2)) == other
    assert machine_of(a_computer("PC-1", uuid=UUID, agent="PC-1-2024"), at=later(hours=3)) == first
    assert machine_of(told, at=later(hours=4)) == other


def test_a_split_that_is_undone_makes_them_one_again():
    first = the_first()
    machine_of(a_computer("PC-2", uuid=UUID, agent="PC-2-2024"), at=later(hours=1))
    decision = decisions.split(machine_id=first, marks=[Mark("agent", "PC-2-2024")], by=BY)

    decisions.undo(decision_id=decision.pk, by=BY)

    told = a_computer("PC-2", uuid=UUID, agent="PC-2-2024")
    assert machine_of(told, at=later(hours=2)) == first


@pytest.mark.parametrize("marks", [[], [Mark("agent", "nobody's")]])
def test_splitting_off_nothing_is_refused(marks):
    first = the_first()

    with pytest.raises(BadDecision, match="känns igen på"):
        decisions.split(machine_id=first, marks=marks, by=BY)
    assert Machine.objects.count() == 1


def test_nothing_is_taken_in_of_a_machine_that_is_ignored_until_it_is_undone():
    first = the_first()
    decision = decisions.ignore(machine_id=first, by=BY)
    before = list(Component.objects.values())

    (taken,) = take(a_computer("PC-9", uuid=UUID), at=later(hours=1))
    assert (taken.fate, taken.machine_id) == (Fate.IGNORED, first)
    assert list(Component.objects.values()) == before

    decisions.undo(decision_id=decision.pk, by=BY)
    (taken,) = take(a_computer("PC-9", uuid=UUID), at=later(hours=2))
    assert taken.fate == Fate.CHANGED


def test_a_decision_is_undone_once():
    decision = decisions.ignore(machine_id=the_first(), by=BY)
    decisions.undo(decision_id=decision.pk, by=BY)

    with pytest.raises(BadDecision, match="redan ångrat"):
        decisions.undo(decision_id=decision.pk, by=BY)
    assert decision.kind == DecisionKind.IGNORE


def a_device(tag, serial="", organisation="KIN"):
    an_organisation(organisation)
    return Device.objects.create(tag=tag, serial=serial, organisation_id=organisation)


def test_a_machine_is_the_device_of_the_register_with_its_serial_number():
    device = a_device("KIN-1", serial="5CG901")

    assert Machine.objects.get(pk=the_first()).device_id == device.pk


def test_a_machine_that_is_not_in_the_register_is_put_there_once():
    first = the_first()

    device = registering.put_in_register(machine_id=first, tag="kin-7", at=MONDAY)

    assert (device.tag, device.name, device.serial) == ("KIN-7", "PC-1", "5CG901")
    assert device.model == "Dell Inc. Latitude"
    again = registering.put_in_register(machine_id=first, tag="KIN-7", at=MONDAY)
    assert (again.pk, Device.objects.count()) == (device.pk, 1)


@pytest.mark.parametrize("tag", ["", "x" * 101, "VIM-1", "KIN-2"])
def test_a_tag_that_is_none_or_anothers_is_refused_and_changes_nothing(tag):
    first = the_first()
    a_device("VIM-1", organisation="VIM")
    registering.put_in_register(
        machine_id=machine_of(a_computer("PC-2", serial="5CG902")), tag="KIN-2", at=MONDAY
    )

    with pytest.raises(BadDecision):
        registering.put_in_register(machine_id=first, tag=tag, at=MONDAY)

    assert Machine.objects.get(pk=first).device_id is None
    assert Device.objects.count() == 2

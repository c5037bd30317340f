"""What things lean on, and who is hit if one of them falls."""

import pytest

from samdrift.assets.errors import CannotKeep
from samdrift.assets.models import Device, Relation
from samdrift.assets.relations import drawing, queries, services
from samdrift.assets.tests import given
from samdrift.assets.tests.given import CHEF, day

pytestmark = pytest.mark.django_db


def lean(tag, other, kind="runs-on"):
    return services.relate(tag=tag, other=other, kind=kind, actor=CHEF, on=day(2, 1))


def impact(tag, on=None):
    return queries.impact(Device.objects.get(tag=tag), on or day(3, 1))


@pytest.fixture
def net():
    """A host, two servers on it, a system on one of them, and a printer beside."""
    given.organisation("KIN", "Kinda")
    given.organisation("BOX", "Boxholm")
    for tag, code, kind in (
        ("HOST", "KIN", "server.physical"),
        ("VM-1", "KIN", "server.virtual"),
        ("VM-2", "BOX", "server.virtual"),
        ("LÖN", "BOX", "system"),
        ("SKRIVARE", "KIN", "printer"),
    ):
        given.thing(tag, "active", kind=kind, code=code)
    lean("VM-1", "HOST")
    lean("VM-2", "HOST")
    lean("LÖN", "VM-2", "needs")
    lean("SKRIVARE", "HOST", "connected")


def test_all_that_runs_on_or_needs_a_thing_falls_with_it_and_whose_is_told(net):
    told = impact("HOST")

    assert [(hit.tag, hit.depth, hit.by) for hit in told.hits] == [
        ("VM-1", 1, "HOST"), ("VM-2", 1, "HOST"), ("LÖN", 2, "VM-2"),
    ]  # fmt: skip
    assert told.organisations == (("Boxholm", 2), ("Kinda", 2))
    assert told.is_whole
    assert impact("LÖN").hits == ()
    assert impact("HOST", day(1, 31)).hits == ()


def test_things_that_lean_on_each_other_are_each_told_once(net):
    lean("HOST", "LÖN", "needs")

    assert [hit.tag for hit in impact("HOST").hits] == ["VM-1", "VM-2", "LÖN"]


def test_what_is_ended_no_longer_falls_but_did(net):
    row = Relation.objects.get(device__tag="VM-2")

    services.end(relation_id=row.pk, tag="HOST", on=day(4, 1))

    assert [hit.tag for hit in impact("HOST", day(4, 1)).hits] == ["VM-1"]
    assert len(impact("HOST", day(3, 31)).hits) == 3
    with pytest.raises(CannotKeep, match="inte längre ihop"):
        services.end(relation_id=row.pk, tag="HOST", on=day(4, 1))


def test_a_thing_tells_what_it_leans_on_and_what_leans_on_it(net):
    lines = queries.relations_of(Device.objects.get(tag="VM-2"), day(3, 1))

    assert [(line.tag, line.kind, line.is_carried) for line in lines] == [
        ("HOST", "runs-on", False), ("LÖN", "needs", True),
    ]  # fmt: skip


def test_saying_it_twice_is_saying_it_once(net):
    lean("VM-1", "HOST")

    assert Relation.objects.count() == 4


@pytest.mark.parametrize(
    ("tag", "other", "kind", "why"),
    [
        ("VM-1", "VM-1", "needs", "med sig själv"),
        ("VM-1", "X", "needs", "Ingen inventarie är märkt X"),
        ("", "VM-1", "needs", "Ingen inventarie är märkt –"),
        ("VM-1", "HOST", "eats", "Välj hur"),
    ],
)
def test_what_cannot_belong_together_is_refused(net, tag, other, kind, why):
    with pytest.raises(CannotKeep, match=why):
        lean(tag, other, kind)

    assert Relation.objects.count() == 4


def test_a_net_is_drawn_step_by_step_unless_there_is_nothing_or_too_much(net):
    drawn = drawing.drawing(impact("HOST"), "Värd")

    assert {box.tag: box.x for box in drawn.boxes} == {
        "HOST": 0,
        "VM-1": 224,
        "VM-2": 224,
        "LÖN": 448,
    }
    assert len(drawn.lines) == 3
    assert (drawn.width, drawn.height) == (448 + drawing.WIDTH, 56 + drawing.HEIGHT)
    assert drawing.drawing(impact("LÖN"), "Lön") is None

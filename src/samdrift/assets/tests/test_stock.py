"""Where things lie: received in bulk, running short, counted, labelled and signed for."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from samdrift.assets.errors import CannotKeep
from samdrift.assets.life import services as life
from samdrift.assets.models import Device, StockLevel, StockPlace
from samdrift.assets.ports import Actor, Told
from samdrift.assets.register import queries as register
from samdrift.assets.register.door import Reader
from samdrift.assets.stock import counting, labels, places, receipts, receiving
from samdrift.assets.stock.receiving import Arrived
from samdrift.assets.tests import given
from samdrift.assets.tests.given import AT, CHEF, LAPTOP, day
from samdrift.plumbing.access import Role

pytestmark = pytest.mark.django_db
EVERY = Reader("", sees_people=True, keeps=True, roles=frozenset(Role))


def arrived(written="kin-1;s1\nkin-2;s2", **told):
    given.organisation()
    plain = Arrived(LAPTOP, "HP", "KIN", "stock", given.place().pk, day(2, 1), written)
    return replace(plain, **told)


def receive(new):
    return receiving.receive(new, actor=CHEF, at=AT, stroke="in")


def test_things_are_received_by_tag_and_serial_number_or_numbered_from_the_first():
    assert receive(arrived()) == ("KIN-1", "KIN-2")
    assert receive(arrived("s8\ns9", first_tag="KIN-099")) == ("KIN-099", "KIN-100")

    told = Device.objects.order_by("pk").values_list("tag", "serial", "state", "place__name")
    assert list(told) == [
        ("KIN-1", "S1", "stock", "Förrådet"),
        ("KIN-2", "S2", "stock", "Förrådet"),
        ("KIN-099", "S8", "stock", "Förrådet"),
        ("KIN-100", "S9", "stock", "Förrådet"),
    ]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"written": " \n"}, "en inventarie på varje rad"),
        ({"written": "a\na"}, "A står på 2 rader"),
        ({"written": "a;s\nb;s"}, "Serienumret S står på 2 rader"),
        ({"written": "a/b"}, "A/B kan inte vara en märkning"),
        ({"written": "a;" + "s" * 101}, "är för långt"),
        ({"written": "b;OLD"}, "Serienumret OLD har redan KIN-0"),
        ({"written": "KIN-0"}, "KIN-0 finns redan"),
        ({"first_tag": "KIN"}, "ska sluta med ett nummer"),
        ({"kind": "computer"}, "ett slag som kan ha"),
        ({"state": "sold"}, "ett läge som slaget kan börja i"),
        ({"place_id": None}, "Välj lagerplatsen"),
    ],
)
def test_what_cannot_be_received_is_refused_whole(told, why):
    given.thing("KIN-0", serial="OLD")

    with pytest.raises(CannotKeep, match=why):
        receive(arrived(**told))

    assert Device.objects.count() == 1


def test_what_runs_short_is_told_by_place_with_the_kinds_below_counted():
    place = given.place()
    given.thing("KIN-1")
    places.set_level(place_id=place.pk, kind="computer", least=2)
    places.set_level(place_id=place.pk, kind="tablet", least=1)
    places.set_level(place_id=place.pk, kind="tablet", least=None)

    (told,) = places.places(EVERY)

    assert (told.name, told.number) == ("Förrådet", 1)
    assert [(each.kind, each.number, each.least, each.is_short) for each in told.shelves] == [
        ("computer", 1, 2, True), (LAPTOP, 1, None, False),
    ]  # fmt: skip
    assert [(name, shelf.kind) for name, shelf in places.shortages(EVERY)] == [
        ("Förrådet", "computer")
    ]


def test_a_place_and_a_level_that_cannot_be_are_refused():
    place = given.place()
    for name, why in (("", "namn"), ("förrådet", "finns redan"), ("x" * 101, "namn")):
        with pytest.raises(CannotKeep, match=why):
            places.add_place(name)
    for told, why in (
        ((0, "tablet", 1), "finns inte längre"),
        ((place.pk, "x", 1), "Slaget finns inte"),
        ((place.pk, "tablet", 0), "ett antal mellan"),
    ):
        with pytest.raises(CannotKeep, match=why):
            places.set_level(place_id=told[0], kind=told[1], least=told[2])
    assert (StockPlace.objects.count(), StockLevel.objects.count()) == (1, 0)
    assert places.add_place("  Källaren  ").name == "Källaren"


def test_counting_tells_what_is_found_missing_unexpected_and_unknown():
    counter = Actor("Chef", User.objects.create_user("chef").pk)
    for number in (1, 2):
        given.thing(f"KIN-{number}")
    given.thing("KIN-3", "active")
    row = counting.begin(place_id=given.place().pk, actor=counter, at=AT)
    assert counting.begin(place_id=given.place().pk, actor=counter, at=AT) == row
    tags = ["KIN-1", "KIN-3", "X-1", "KIN-1"]

    assert counting.meet(stocktake_id=row.pk, tags=tags, actor=counter, at=AT) == 3
    assert counting.meet(stocktake_id=row.pk, tags=tags, actor=counter, at=AT) == 0

    tally = counting.count(row.pk)
    assert (tally.expected, [each.tag for each in tally.found]) == (2, ["KIN-1"])
    assert [each.tag for each in tally.missing] == ["KIN-2"]
    assert [(each.tag, each.state) for each in tally.unexpected] == [("KIN-3", "I drift")]
    assert tally.unknown == ("X-1",)
    counting.finish(stocktake_id=row.pk, at=AT)
    given.step("KIN-2", "hand-over", day(3, 3), holder_id=given.person().pk)
    assert [each.tag for each in counting.count(row.pk).missing] == ["KIN-2"]
    with pytest.raises(CannotKeep, match="avslutad"):
        counting.meet(stocktake_id=row.pk, tags=tags, actor=counter, at=AT)
    assert [(line.place, line.number) for line in counting.counts()] == [("Förrådet", 3)]
    assert counting.count(0) is None
    with pytest.raises(CannotKeep, match="finns inte längre"):
        counting.begin(place_id=0, actor=counter, at=AT)
    again = counting.begin(place_id=given.place().pk, actor=counter, at=AT)
    with pytest.raises(CannotKeep, match="Högst 5000"):
        counting.meet(
            stocktake_id=again.pk, tags=[str(n) for n in range(5001)], actor=counter, at=AT
        )


def test_a_receipt_is_written_once_and_signed_once():
    given.thing("KIN-1")
    told = Told(day(2, 1), holder_id=given.person().pk)
    life.take_step(tags=["KIN-1"], act="hand-over", told=told, actor=CHEF, at=AT, stroke="s1")

    assert receipts.write(stroke="s1", actor=CHEF, at=AT) == receipts.write(
        stroke="s1", actor=CHEF, at=AT
    )
    for name, pen, why in ((" ", "", "Skriv namnet"), ("K", "M1 2<script>", "kunde inte läsas")):
        with pytest.raises(CannotKeep, match=why):
            receipts.sign(stroke="s1", name=name, signature=pen, at=AT)
    receipts.sign(stroke="s1", name="Karin", signature="M10 20 L30 40", at=AT)

    told = receipts.receipt("s1")
    assert (told.holder, told.tags, told.signed_name) == ("Karin", ("KIN-1",), "Karin")
    assert told.signature == "M10 20 L30 40"
    with pytest.raises(CannotKeep, match="redan undertecknat"):
        receipts.sign(stroke="s1", name="Per", signature="", at=AT)
    assert receipts.receipt("s2") is None
    assert receipts.receipts_of(Device.objects.get().pk) == (("s1", day(2, 1), "Karin", True),)


@pytest.mark.parametrize("form", sorted(labels.SHEETS))
def test_labels_are_printed_on_sheets_from_a_place(form):
    given.thing("KIN-1", model="HP EliteBook")
    lines = register.lines_of(EVERY, ["KIN-1"])

    printed = labels.sheet(lines, form=form, begins_at=3, base="https://x.example")

    assert printed.startswith(b"%PDF-")
    for told in ({"form": "x"}, {"begins_at": 0}, {"lines": ()}):
        asked = {"lines": lines, "form": form, "begins_at": 1} | told
        with pytest.raises(CannotKeep):
            labels.sheet(asked.pop("lines"), base="https://x.example", **asked)

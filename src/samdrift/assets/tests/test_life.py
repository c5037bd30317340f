"""The life of a thing: steps by who may make them, corrections, undoing, and what is counted."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from samdrift.assets import queries as assets
from samdrift.assets import tables
from samdrift.assets.errors import CannotKeep
from samdrift.assets.life import queries, services, telling
from samdrift.assets.models import Device, DeviceEvent, Holding, Standing
from samdrift.assets.ports import NewThing, Told
from samdrift.assets.tests import given
from samdrift.assets.tests.given import AGENT, AT, CHEF, LAPTOP, day
from samdrift.plumbing.exchange.tests.given import refused, taken_in
from samdrift.reporting.ports import Ask

pytestmark = pytest.mark.django_db

ASSETS = "id,kind,organisation,location,in_service,out_of_service\n"


def held(tag="KIN-1"):
    rows = Holding.objects.filter(device__tag=tag).order_by("in_service")
    return [(str(row.organisation_id), row.in_service, row.out_of_service) for row in rows]


def counted(on):
    census = assets.census_by_organisation(day=on, kind="computer")
    return {code: census.held("computer", code).value for code in sorted(census.holders)}


def events(tag="KIN-1"):
    return list(DeviceEvent.objects.filter(device__tag=tag).values_list("act", "day"))


def test_a_thing_is_followed_through_its_whole_life():
    karin, kinda = given.person(), given.organisation()
    given.thing(state="planned")
    for act, on, told in (
        ("order", day(1, 8), {}),
        ("receive", day(1, 15), {}),
        ("put-in-stock", day(1, 15), {"place_id": given.place().pk}),
        ("configure", day(1, 20), {}),
        ("hand-over", day(2, 1), {"holder_id": karin.pk}),
        ("repair", day(3, 1), {"note": "Skärmen"}),
        ("repaired", day(3, 5), {}),
        ("take-back", day(5, 1), {}),
        ("erase", day(5, 2), {"note": "Intyg 7"}),
        ("sell", day(5, 9), {"note": "Kvitto 12"}),
    ):
        given.step("KIN-1", act, on, **told)

    row = Device.objects.get()
    assert (row.state_id, row.holder_id, row.held_since, row.place_id) == ("sold", None, None, None)
    assert held() == [(kinda.code, day(2, 1), day(5, 1))]
    stood = Standing.objects.filter(device=row).order_by("valid_from")
    assert [(each.state_id, each.valid_from) for each in stood] == [
        ("planned", day(1, 7)),
        ("ordered", day(1, 8)),
        ("stock", day(1, 15)),
        ("configured", day(1, 20)),
        ("held", day(2, 1)),
        ("repair", day(3, 1)),
        ("held", day(3, 5)),
        ("returned", day(5, 1)),
        ("erased", day(5, 2)),
        ("sold", day(5, 9)),
    ]
    assert len(queries.events_of(row)) == 11


def test_what_is_counted_on_any_day_comes_from_the_same_events():
    given.thing()
    given.organisation("BOX", "Boxholm")
    given.step("KIN-1", "hand-over", day(2, 1), holder_id=given.person().pk)
    given.step("KIN-1", "move", day(4, 1), organisation="BOX", holder_id=given.person("per").pk)

    assert [counted(on) for on in (day(1, 31), day(2, 1), day(3, 31), day(4, 1))] == [
        {}, {"KIN": 1}, {"KIN": 1}, {"BOX": 1},
    ]  # fmt: skip
    assert tables.computers(Ask(2026)).figure("BOX", "computer").value == 1
    assert held() == [("KIN", day(2, 1), day(4, 1)), ("BOX", day(4, 1), None)]
    assert list(Holding.objects.order_by("identifier").values_list("identifier", flat=True)) == [
        "KIN-1", "KIN-1/2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("act", "told", "actor", "why"),
    [
        ("sell", {"note": "x"}, CHEF, "går inte att göra som den står nu"),
        ("configure", {}, AGENT, "får inte göras av dig"),
        ("hand-over", {}, CHEF, "vem som får den"),
        ("lose", {"note": " "}, CHEF, "varför"),
        ("lose", {"note": "x" * 2001}, CHEF, "högst 2000 tecken"),
    ],
)
def test_a_step_that_cannot_be_made_says_why_and_changes_nothing(act, told, actor, why):
    given.thing()
    before = list(Device.objects.values_list())

    made = services.take_step(
        tags=["KIN-1"], act=act, told=Told(day(2, 1), **told), actor=actor, at=AT
    )

    assert made.done == ()
    assert [tag for tag, _ in made.refused] == ["KIN-1"]
    assert why in made.refused[0][1]
    assert list(Device.objects.values_list()) == before
    assert events() == [("register", day(1, 7))]


def test_what_comes_back_is_with_nobody_and_nowhere():
    given.thing()
    told = {"holder_id": given.person().pk, "location": "Rum 4"}
    given.step("KIN-1", "hand-over", day(2, 1), **told)
    given.step("KIN-1", "take-back", day(3, 1))

    row = Device.objects.get()
    assert (row.state_id, row.holder_id, row.location) == ("returned", None, "")


def test_a_step_before_the_last_day_is_refused_and_an_unknown_tag_is_told_of():
    given.thing()
    given.step("KIN-1", "hand-over", day(2, 1), holder_id=given.person().pk)

    made = services.take_step(
        tags=["KIN-1", "KIN-9"], act="take-back", told=Told(day(1, 31)), actor=CHEF, at=AT
    )

    assert made.refused == (
        ("KIN-9", "finns inte."),
        ("KIN-1", "har hänt något senare, 2026-02-01. Rätta det först."),
    )
    with pytest.raises(CannotKeep, match="Högst 2000"):
        services.take_step(
            tags=[str(n) for n in range(2001)], act="order", told=Told(AT.date()), actor=CHEF, at=AT
        )


def test_a_correction_takes_the_place_of_what_it_corrects_and_is_told():
    given.thing()
    given.organisation("BOX", "Boxholm")
    karin, per = given.person(), given.person("per")
    given.step("KIN-1", "hand-over", day(2, 1), holder_id=karin.pk)
    given.step("KIN-1", "take-back", day(6, 1))
    wrong = DeviceEvent.objects.get(act="hand-over")

    told = Told(day(3, 1), organisation="BOX", holder_id=per.pk, note="Fel person")
    services.correct(event_id=wrong.pk, told=told, actor=AGENT, at=AT)

    assert held() == [("BOX", day(3, 1), day(6, 1))]
    assert (counted(day(2, 15)), counted(day(3, 15))) == ({}, {"BOX": 1})
    lines = queries.events_of(Device.objects.get())
    assert [(line.act, line.holds, line.corrects) for line in lines] == [
        ("take-back", True, None),
        ("hand-over", True, day(2, 1)),
        ("hand-over", False, None),
        ("register", True, None),
    ]
    assert DeviceEvent.objects.get(pk=wrong.pk).day == day(2, 1)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (Told(day(7, 1), note="x"), "mellan händelsen före"),
        (Told(day(1, 1), note="x"), "mellan händelsen före"),
        (Told(day(3, 1)), "Skriv varför"),
        (Told(day(2, 1), note="x"), "säger samma sak"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(told, why):
    given.thing()
    given.step("KIN-1", "hand-over", day(2, 1), holder_id=given.person().pk)
    given.step("KIN-1", "take-back", day(6, 1))
    event = DeviceEvent.objects.get(act="hand-over")

    with pytest.raises(CannotKeep, match=why):
        services.correct(event_id=event.pk, told=told, actor=CHEF, at=AT)

    assert held() == [("KIN", day(2, 1), day(6, 1))]
    assert len(events()) == 3


def test_the_last_step_is_taken_back_and_the_thing_is_as_before():
    given.thing()
    given.step("KIN-1", "hand-over", day(2, 1), holder_id=given.person().pk)
    first, last = DeviceEvent.objects.order_by("id")

    with pytest.raises(CannotKeep, match="Bara det senaste"):
        services.undo(event_id=first.pk, actor=CHEF, at=AT)
    services.undo(event_id=last.pk, actor=CHEF, at=AT)

    row = Device.objects.get()
    assert (row.state_id, row.holder_id, row.place_id) == ("stock", None, given.place().pk)
    assert held() == []
    with pytest.raises(CannotKeep, match="redan rättad eller ångrad"):
        services.undo(event_id=last.pk, actor=CHEF, at=AT)
    with pytest.raises(CannotKeep, match="kan inte ångras för sig"):
        services.undo(event_id=first.pk, actor=CHEF, at=AT)
    with pytest.raises(CannotKeep, match="finns inte"):
        services.undo(event_id=0, actor=CHEF, at=AT)
    assert [act for act, _ in events()] == ["register", "hand-over", "undo"]


def test_what_was_done_at_one_stroke_is_undone_but_for_what_has_moved_on():
    for number in (1, 2, 3):
        given.thing(f"KIN-{number}")
    tags, karin = ["KIN-1", "KIN-2", "KIN-3"], given.person()
    told = Told(day(2, 1), holder_id=karin.pk)
    services.take_step(tags=tags, act="hand-over", told=told, actor=CHEF, at=AT, stroke="s1")
    given.step("KIN-3", "take-back", day(2, 2))

    undone = services.undo_stroke(stroke="s1", actor=CHEF, at=AT)

    assert undone.done == ("KIN-1", "KIN-2")
    assert undone.refused == (("KIN-3", "har hänt något annat efteråt."),)
    states = Device.objects.order_by("tag").values_list("state", flat=True)
    assert list(states) == ["stock", "stock", "returned"]
    assert services.undo_stroke(stroke="", actor=CHEF, at=AT).done == ()


def test_a_registering_that_is_undone_leaves_the_tag_free():
    new = NewThing(
        "KIN-1", LAPTOP, "active", Told(day(1, 1), organisation=given.organisation().code)
    )
    services.register([new], actor=CHEF, at=AT, stroke="in")
    with pytest.raises(CannotKeep, match="KIN-1 finns redan"):
        services.register([new], actor=CHEF, at=AT)

    services.undo_stroke(stroke="in", actor=CHEF, at=AT)
    assert (held(), Device.objects.get().state_id) == ([], None)

    services.register([new], actor=CHEF, at=AT)
    assert held() == [("KIN", day(1, 1), None)]
    assert Device.objects.get().state_id == "active"


def test_a_thing_that_a_package_counts_is_not_counted_once_more(tmp_path):
    organisations = "code,name,role\nFED,F,host\nKIN,Kinda,member\n"
    row = "KIN-1,computer.staff.laptop,KIN,,2015-01-01,\n"
    taken_in(tmp_path, organisations=organisations, assets=ASSETS + row)

    given.thing(state="active", on=date(2015, 1, 1))

    assert counted(date(2015, 12, 31)) == {"KIN": 1}
    (line,) = queries.holdings_of(Device.objects.get())
    assert (line.organisation, line.start) == ("KIN", date(2015, 1, 1))


def test_a_package_cannot_write_over_what_the_register_tells(tmp_path):
    given.thing(state="active", on=date(2015, 1, 1))
    row = "KIN-1,tablet,KIN,,2015-01-01,\n"

    assert refused(tmp_path, assets=ASSETS + row) == [("assets.csv", 2, "id", "KIN-1")]
    assert held() == [("KIN", date(2015, 1, 1), None)]


def test_the_database_lets_no_two_spans_of_a_thing_overlap():
    row = given.thing(state="active", on=day(1, 1))
    whole = {"device": row, "kind": LAPTOP, "organisation_id": "KIN"}

    for start, end in ((day(1, 1), None), (day(6, 1), day(7, 1)), (date(2025, 1, 1), day(1, 2))):
        with pytest.raises(DatabaseError), transaction.atomic():
            Holding.objects.create(identifier="x", in_service=start, out_of_service=end, **whole)
    Holding.objects.create(
        identifier="x", in_service=date(2025, 1, 1), out_of_service=day(1, 1), **whole
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Holding.objects.filter(identifier="x").update(out_of_service=day(1, 2))
    with pytest.raises(DatabaseError), transaction.atomic():
        Standing.objects.create(
            device=row, valid_from=day(5, 1), state_id="held", organisation_id="KIN"
        )
    assert Holding.objects.count() == 2


def test_what_has_happened_is_never_changed_or_deleted():
    given.thing()

    with pytest.raises(DatabaseError), transaction.atomic():
        DeviceEvent.objects.update(day=day(9, 9))
    with pytest.raises(DatabaseError), transaction.atomic():
        DeviceEvent.objects.all().delete()
    assert events() == [("register", day(1, 7))]


def test_what_is_told_is_written_over_and_what_it_said_is_kept():
    row = given.thing(serial="S1")
    wanted = {"serial": "S2", "values": {"use": "Elever"}}

    services.write_over(
        tag="KIN-1", wanted=wanted, seen_version=row.version, actor=CHEF, at=AT, day=AT.date()
    )

    (line, _) = queries.events_of(Device.objects.get())
    assert line.changes == {"serial": ["S1", "S2"], "use": ["", "Elever"]}
    with pytest.raises(CannotKeep, match="Någon annan"):
        services.write_over(
            tag="KIN-1",
            wanted=wanted,
            seen_version=row.version - 1,
            actor=CHEF,
            at=AT,
            day=AT.date(),
        )
    with pytest.raises(CannotKeep, match="finns inte"):
        services.write_over(
            tag="X", wanted=wanted, seen_version=0, actor=CHEF, at=AT, day=AT.date()
        )


def test_a_kind_that_is_written_over_is_what_is_counted():
    row = given.thing(state="active")
    wanted = {"kind": "tablet"}

    services.write_over(
        tag="KIN-1", wanted=wanted, seen_version=row.version, actor=CHEF, at=AT, day=AT.date()
    )

    assert list(Holding.objects.values_list("kind", flat=True)) == ["tablet"]


def test_whichever_thing_lies_there_is_taken_until_there_is_none():
    given.thing("KIN-1")
    told = Told(day(2, 1), holder_id=given.person().pk)
    ask = {
        "kind": LAPTOP,
        "place_id": given.place().pk,
        "act": "hand-over",
        "actor": CHEF,
        "at": AT,
    }

    with pytest.raises(CannotKeep, match="behöver att du skriver vem"):
        services.take_any(told=Told(day(2, 1)), **ask)
    assert services.take_any(told=told, **ask) == "KIN-1"
    with pytest.raises(CannotKeep, match="Ingen sådan"):
        services.take_any(told=told, **ask)


def test_telling_a_story_anew_changes_nothing():
    given.thing()
    given.step("KIN-1", "hand-over", day(2, 1), holder_id=given.person().pk)
    rows = (list(Holding.objects.values_list()), list(Standing.objects.values_list()))

    telling.retell(list(Device.objects.all()))

    assert (list(Holding.objects.values_list()), list(Standing.objects.values_list())) == rows


def test_nothing_is_told_where_nothing_happened():
    telling.tell([], actor=CHEF, at=AT)

    assert not DeviceEvent.objects.exists()

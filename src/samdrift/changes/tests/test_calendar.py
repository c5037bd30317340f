"""When changes are done: collisions, standstills, windows, holidays, the feed, and the months."""

from datetime import UTC, datetime, timedelta

import pytest

from samdrift.changes import feed, planned, tables
from samdrift.changes.choices import Act, Kind, LinkKind, State
from samdrift.changes.errors import CannotMove
from samdrift.changes.models import Change
from samdrift.changes.queries import calendars, results
from samdrift.changes.queries import changes as queries
from samdrift.changes.services import linking, ruling
from samdrift.changes.tests.given import MONDAY, NIGHT, Shop, actor
from samdrift.plumbing import clock, contributions
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask
from samdrift.servicedesk.ports import PlannedWork, PlannedWorkSource
from samdrift.servicedesk.tests.given import desk_reader
from samdrift.servicelevels.services import calendars as opening_hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return Shop()


def told(change):
    return [(clash.words, clash.number) for clash in calendars.clashes(queries.row(change.number))]


def test_changes_to_the_same_service_or_organisation_at_the_same_time_are_told_both(shop):
    one = shop.proposed()
    same_service = shop.proposed(title="Annan", organisations=("YDR",))
    same_organisation = shop.proposed(title="Tredje", services=("Webb",))
    shop.proposed(title="Fjärde", services=("Webb",), organisations=("YDR",))

    assert [number for _, number in told(one)] == [same_service.number, same_organisation.number]
    assert one.number in [number for _, number in told(same_service)]


def test_what_is_not_to_be_done_is_in_nobodys_way(shop):
    one, other = shop.proposed(), shop.proposed()
    shop.do(other, Act.WITHDRAW, text="Behövs inte.")

    assert told(one) == []


def test_a_standstill_hinders_all_but_emergencies(shop):
    ruling.add_standstill(
        reason="Valet", starts_at=NIGHT, ends_at=NIGHT + timedelta(days=1), organisation="KIN"
    )
    normal, elsewhere = shop.approved(), shop.approved(organisations=("YDR",))
    urgent = shop.change(Kind.EMERGENCY)

    with pytest.raises(CannotMove, match="ändringsstopp då: Valet"):
        shop.do(normal, Act.SCHEDULE)
    shop.do(elsewhere, Act.SCHEDULE)
    shop.do(urgent, Act.START, at=NIGHT)

    states = [Change.objects.get(pk=each.pk).state for each in (normal, elsewhere, urgent)]
    assert states == [State.APPROVED, State.SCHEDULED, State.ONGOING]


def test_a_standstill_that_came_after_the_plan_stops_the_start(shop):
    change = shop.do(shop.approved(), Act.SCHEDULE)
    ruling.add_standstill(reason="Valet", starts_at=NIGHT, ends_at=NIGHT + timedelta(hours=1))

    with pytest.raises(CannotMove, match="Valet"):
        shop.do(change, Act.START, at=NIGHT)

    assert Change.objects.get(pk=change.pk).begun_at is None


def test_a_time_that_has_gone_is_not_planned(shop):
    change = shop.approved()

    with pytest.raises(CannotMove, match="Tiden har gått"):
        shop.do(change, Act.SCHEDULE, at=NIGHT + timedelta(hours=2))

    assert Change.objects.get(pk=change.pk).state == State.APPROVED


def test_a_time_outside_what_is_agreed_is_told(shop):
    change = shop.proposed()
    assert told(change) == []

    window = ruling.add_window(weekday=0, opens=23 * 60, closes=1440, service="Nätverk")
    assert told(change) == [("Utanför de avtalade servicefönstren", "")]

    ruling.remove_window(window.pk)
    ruling.add_window(weekday=0, opens=22 * 60, closes=1440)
    assert told(change) == []


def test_a_holiday_of_the_services_calendar_is_told(shop):
    opening_hours.lay_out_standards(at=MONDAY)
    friday = datetime(2026, 4, 3, 22, tzinfo=SWEDEN)
    change = shop.proposed(starts_at=friday, ends_at=friday + timedelta(hours=1))

    assert told(change) == [("2026-04-03 är Långfredagen", "")]


def test_only_public_work_that_is_coming_is_offered(shop):
    shop.do(shop.approved(title="Inåt"), Act.SCHEDULE)
    shown = shop.do(
        shop.approved(title="Utåt", is_public=True, public_text="Nätet är nere en stund."),
        Act.SCHEDULE,
    )
    shop.approved(title="Inte inplanerad", is_public=True)

    sources = [
        offer
        for offer in contributions.offered(PlannedWorkSource)
        if offer.key == "changes.planned-work"
    ]
    assert sources == list(planned.OFFERS)
    assert sources[0].coming(MONDAY) == (
        PlannedWork(
            reference=shown.number,
            title="Utåt",
            text="Nätet är nere en stund.",
            starts_at=NIGHT,
            ends_at=NIGHT + timedelta(hours=2),
            services=("Nätverk",),
            organisations=("KIN",),
            told_at=shown.changed_at,
        ),
    )
    assert sources[0].coming(NIGHT + timedelta(hours=2)) == ()
    assert len(calendars.coming(at=MONDAY, is_public_only=False)) == 2


def test_public_work_stands_in_the_feed_of_the_status_page(shop, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    shop.do(shop.approved(title="Inåt"), Act.SCHEDULE)
    told = {"title": "Byte", "is_public": True, "public_text": "Nätet är nere en stund."}
    shown = shop.do(shop.approved(**told), Act.SCHEDULE)

    feed = client.get("/status/flode.xml").content.decode()

    assert "<title>Byte: Planerat</title>" in feed
    assert "Nätet är nere en stund.</summary>" in feed
    assert f"/status/#{shown.number}-" in feed
    assert "Inåt" not in feed


def test_a_feed_folds_its_lines_and_keeps_every_letter(shop):
    shop.approved(title="Åäö " * 45)
    ruling.add_standstill(reason="Valet", starts_at=NIGHT, ends_at=NIGHT + timedelta(hours=1))
    between = {"start": MONDAY, "end": MONDAY + timedelta(days=2)}

    text = feed.written(
        calendars.placed(**between),
        calendars.stops(**between),
        host="samdrift.example",
        address="https://samdrift.example/andringar/",
        at=datetime(2026, 3, 1, tzinfo=UTC),
    )

    lines = text.split("\r\n")
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert max(len(line.encode()) for line in lines) == 75
    assert f"SUMMARY:C-1 {'Åäö ' * 45}\r\n" in text.replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 2
    assert "SUMMARY:Ändringsstopp: Valet\r\n" in text


def test_the_months_count_what_ended_by_kind_decision_outcome_and_incidents(shop):
    done = shop.ended()
    shop.ended(act=Act.BACK_OUT)
    shop.ended(act=Act.FAIL, at=NIGHT + timedelta(days=40))
    urgent = shop.change(Kind.EMERGENCY)
    shop.do(urgent, Act.START)
    shop.do(urgent, Act.FINISH)
    linking.link(
        number=done.number,
        other=shop.desk.ticket().number,
        kind=LinkKind.CAUSED,
        reader=desk_reader(shop.nils),
        actor=actor(shop.nils),
        at=NIGHT,
    )

    table = tables.per_month(Ask(2026))

    def row(key):
        return [figure.value for figure in table.row(key).figures]

    #             all standard normal emergency approved failed backed incidents share
    assert row("03") == [3, 0, 2, 1, 2, 0, 1, 1, 33]
    assert row("04") == [1, 0, 1, 0, 1, 1, 0, 0, 0]
    assert row("whole") == [4, 0, 3, 1, 3, 1, 1, 1, 25]
    assert row("05") == [0, 0, 0, 0, 0, 0, 0, 0, None]
    assert results.years() == {2026}


def test_every_figure_of_the_months_has_its_changes_behind_it(shop):
    shop.ended()
    shop.ended(act=Act.FAIL)

    table = tables.per_month(Ask(2026))

    source = registry.record_source(results.ENDED)
    for row in table.rows:
        for figure in row.figures:
            for origin in figure.origins:
                assert source.select(origin).totals().count == origin.record_count

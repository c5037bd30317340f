"""Counts that are kept: never behind the tickets, whatever is done and in whatever order."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.kernel.refusals import Refusal
from samdrift.kernel.spans import Span
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting.snapshot import snapshot
from samdrift.servicedesk.casework import changing, relating, standing
from samdrift.servicedesk.choices import Channel, Kind, Status
from samdrift.servicedesk.models import DayToRecount, Opinion, Ticket, TicketCount
from samdrift.servicedesk.ports import Wanted
from samdrift.servicedesk.statistics import queries, services
from samdrift.servicedesk.statistics.ports import MEASURES, PARTS, Counted
from samdrift.servicedesk.tests.given import MONDAY, Desk, agent, later

pytestmark = pytest.mark.django_db
YEAR = Span.year(2026)


def imported(number, opened, *, hours=None, organisation="KIN", line=1, **told):
    closed = None if hours is None else opened + timedelta(hours=hours)
    return Ticket.objects.create(
        number=number,
        organisation_id=organisation,
        channel=told.pop("channel", Channel.PHONE),
        line=line,
        category="Lösenord",
        opened_at=opened,
        closed_at=closed,
        elapsed_seconds=None if hours is None else hours * 3600,
        **told,
    )


def by_hand(span, where=()):
    """The same counts, one ticket at a time in Python."""
    told = dict.fromkeys(MEASURES, 0)
    conditions = dict(where)
    tickets = Ticket.objects.exclude(status=Status.MERGED).select_related("opinion")
    for ticket in tickets:
        if conditions.get("organisation", ticket.organisation_id) != ticket.organisation_id:
            continue
        told["opened"] += day(ticket.opened_at) in span
        if ticket.closed_at is None or day(ticket.closed_at) not in span:
            continue
        told["closed"] += 1
        told["first_line"] += ticket.line == 1
        for limit, hours in {"1h": 1, "2h": 2, "1d": 24, "3d": 72, "1w": 168}.items():
            told[f"within_{limit}"] += ticket.elapsed_seconds <= hours * 3600
        told["timed"] += ticket.open_seconds is not None
        for hours in (1, 2, 8, 24, 40):
            is_within = ticket.open_seconds is not None and ticket.open_seconds <= hours * 3600
            told[f"open_{hours}h"] += is_within
        told["reopened"] += ticket.reopened_count > 0
        opinion = getattr(ticket, "opinion", None)
        told["rated"] += opinion is not None
        told["satisfied"] += opinion is not None and opinion.score >= 4
    return told


def day(moment):
    return moment.astimezone(SWEDEN).date()


def numbers(counted):
    return {measure: counted.numbers.get(measure, 0) for measure in MEASURES}


def test_a_year_is_counted_by_month_and_kept_counts_say_the_same():
    Desk()
    imported("1", datetime(2026, 1, 31, 22, 30, tzinfo=UTC), hours=1)
    imported("2", datetime(2026, 1, 31, 23, 30, tzinfo=UTC), hours=30, line=2)
    imported("3", datetime(2025, 12, 31, 23, 30, tzinfo=UTC), organisation="YDR")

    live = queries.counted(span=YEAR, by=("month",))
    services.keep_counts()
    kept = queries.counted(span=YEAR, by=("month",))

    january, february = (date(2026, 1, 1),), (date(2026, 2, 1),)
    assert {key: numbers(each) for key, each in live.items()} == {
        key: numbers(each) for key, each in kept.items()
    }
    assert DayToRecount.objects.count() == 0
    assert kept[january].numbers["opened"] == 2
    assert kept[january].numbers["closed"] == 0
    assert kept[february].numbers["opened"] == 1
    assert kept[february].numbers["closed"] == 2
    assert kept[february].share("within_1h").value == 50
    assert kept[february].share("first_line").value == 50


def test_what_is_changed_after_it_was_kept_is_seen_at_once():
    Desk()
    ticket = imported("1", MONDAY, hours=1)
    services.keep_counts()

    Ticket.objects.filter(pk=ticket.pk).update(elapsed_seconds=7200, organisation_id="YDR")

    told = queries.counted(span=YEAR, by=("organisation",))
    assert list(told) == [("YDR",)]
    assert told[("YDR",)].numbers["within_1h"] == 0
    assert TicketCount.objects.get(closed=1).organisation == "KIN"


def test_a_change_that_counts_nothing_marks_nothing():
    Desk()
    ticket = imported("1", MONDAY, hours=1)
    services.keep_counts()

    Ticket.objects.filter(pk=ticket.pk).update(subject="Nytt", version=4)

    assert DayToRecount.objects.count() == 0


def test_a_ticket_that_is_taken_away_is_not_counted():
    Desk()
    ticket = imported("1", MONDAY, hours=1)
    services.keep_counts()

    ticket.delete()

    assert queries.whole(span=YEAR).numbers.get("closed", 0) == 0
    services.keep_counts()
    assert TicketCount.objects.count() == 0


@pytest.mark.parametrize("told", [date(2026, 3, 2), date(2026, 3, 31)])
def test_a_count_of_a_part_of_a_month_is_refused_by_the_database(told):
    count = {"organisation": "KIN", "channel": Channel.PHONE, "kind": Kind.INCIDENT}
    TicketCount.objects.create(month=date(2026, 3, 1), **count)

    with pytest.raises(IntegrityError, match="whole_month"), transaction.atomic():
        TicketCount.objects.create(month=told, **count)

    assert [each.month for each in TicketCount.objects.all()] == [date(2026, 3, 1)]


def test_a_closed_ticket_is_counted_with_its_open_time_and_what_was_thought_of_it():
    desk = Desk()
    number = desk.ticket().number
    standing.solve(number=number, resolution="Klart.", actor=agent(desk.jonas), at=later(hours=1))
    standing.reopen(number=number, why="", actor=agent(desk.anna), at=later(hours=2))
    standing.solve(number=number, resolution="Nu.", actor=agent(desk.jonas), at=later(hours=26))
    standing.verify(number=number, actor=agent(desk.jonas), at=later(hours=27))
    standing.rate(number=number, score=4, comment="", at=later(hours=28))

    told = queries.whole(span=YEAR)

    assert numbers(told) == by_hand(YEAR)
    assert told.numbers["reopened"] == told.numbers["satisfied"] == told.numbers["timed"] == 1
    assert told.numbers["within_1d"] == 0
    assert told.numbers["within_3d"] == 1
    assert 0 < Ticket.objects.get(number=number).open_seconds < 26 * 3600


def test_a_merged_ticket_is_counted_once_in_the_one_that_goes_on():
    desk = Desk()
    one, other = desk.ticket().number, desk.ticket("Samma sak").number
    services.keep_counts()

    relating.merge(number=other, into=one, actor=agent(desk.jonas), at=later(hours=1))

    assert queries.whole(span=YEAR).numbers["opened"] == 1
    assert queries.open_count(day=later().date()) == 1


def test_the_backlog_is_what_came_less_what_was_closed():
    Desk()
    imported("1", MONDAY, hours=72)
    imported("2", MONDAY - timedelta(days=40))
    imported("3", MONDAY + timedelta(days=1), organisation="YDR", hours=200)
    services.keep_counts()
    today = MONDAY.date()

    assert queries.open_count(day=today) == 2
    assert queries.open_count(day=today + timedelta(days=1)) == 3
    assert queries.open_count(day=today + timedelta(days=3)) == 2
    assert queries.open_count(day=today, where=(("organisation", "YDR"),)) == 0
    assert queries.ages(day=today) == {"KIN": {"day": 1, "longer": 1}}


acts = st.lists(
    st.tuples(
        st.sampled_from(
            ["register", "import", "change", "solve", "verify", "reopen", "rate", "merge", "undo",
             "keep", "keep-month"]
        ),
        st.integers(0, 7),
        st.integers(0, 60 * 24 * 40),
    ),
    max_size=14,
)  # fmt: skip


def do(desk, act, which, at):
    """Do one thing with one of the tickets there are, where it can be done."""
    by = agent(desk.jonas)
    numbers_ = list(
        Ticket.objects.filter(is_live=True).order_by("id").values_list("number", flat=True)
    )
    number = numbers_[which % len(numbers_)] if numbers_ else "0"
    if act == "register":
        kinds = (Kind.INCIDENT, Kind.REQUEST)
        desk.ticket(at=at, kind=kinds[which % 2], service=("", "Nät")[which // 2 % 2])
    elif act == "import":
        imported(f"i{Ticket.objects.count()}-{which}-{at.timestamp()}", at, hours=which * 9 or None)
    elif act == "change":
        codes = ("KIN", "YDR")
        wanted = Wanted({"organisation_id": codes[which % 2], "group_id": desk.second.pk})
        changing.change_ticket(number=number, wanted=wanted, actor=by, at=at)
    elif act == "merge":
        other = numbers_[(which + 1) % len(numbers_)] if numbers_ else "0"
        relating.merge(number=number, into=other, actor=by, at=at)
    elif act == "undo":
        Ticket.objects.filter(is_live=False).delete()
    elif act.startswith("keep"):
        services.keep_counts()
    else:
        told = {
            "solve": lambda: standing.solve(number=number, resolution="Ja.", actor=by, at=at),
            "verify": lambda: standing.verify(number=number, actor=by, at=at),
            "reopen": lambda: standing.reopen(number=number, why="", actor=by, at=at),
            "rate": lambda: standing.rate(number=number, score=which % 5 + 1, comment="", at=at),
        }
        told[act]()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=acts, start=st.dates(date(2026, 1, 15), date(2026, 2, 5)), days=st.integers(1, 70))
def test_counts_are_what_a_recount_finds_after_any_acts(acts, start, days):
    with transaction.atomic():
        desk, at = Desk(), datetime(2026, 1, 10, 8, 0, tzinfo=UTC)
        for act, which, minutes in acts:
            at += timedelta(minutes=minutes)
            try:
                with transaction.atomic():
                    do(desk, act, which, at)
            except Refusal:
                continue
        spans = (YEAR, Span(start, start + timedelta(days=days)))

        for span in spans:
            with snapshot():
                assert numbers(queries.whole(span=span)) == by_hand(span)
                where = (("organisation", "YDR"),)
                assert numbers(queries.whole(span=span, where=where)) == by_hand(span, where)
                fine = queries.counted(span=span, by=("month", *PARTS))
                for measure in MEASURES:
                    total = sum(each.numbers.get(measure, 0) for each in fine.values())
                    assert total == queries.whole(span=span).numbers.get(measure, 0)
        transaction.set_rollback(True)


def test_nothing_counted_is_blank_as_a_share():
    told = Counted(YEAR, (), {})

    assert told.figure("closed").value == 0
    assert told.share("within_1h").is_blank


def test_an_opinion_counts_from_four():
    desk = Desk()
    for score in (3, 4, 5):
        ticket = imported(str(score), MONDAY, hours=1, organisation=desk.kinda.code)
        Opinion.objects.create(ticket=ticket, score=score, at=later(hours=2))

    assert queries.whole(span=YEAR).share("satisfied").value == 67

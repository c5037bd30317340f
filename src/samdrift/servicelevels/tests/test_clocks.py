"""A clock is an event log: every event is written with the clock, and makes it anew."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from samdrift.parties.models import Organisation
from samdrift.plumbing.jobs import worker
from samdrift.plumbing.jobs.models import Job
from samdrift.servicelevels.choices import PauseReason
from samdrift.servicelevels.errors import CannotTell
from samdrift.servicelevels.models import CalendarEdition, Clock, ClockEvent
from samdrift.servicelevels.queries import clocks as queries
from samdrift.servicelevels.reckoning.events import EventKind, Happening, State
from samdrift.servicelevels.reckoning.hours import LocalDay
from samdrift.servicelevels.services import calendars, clocks
from samdrift.servicelevels.services.agreements import Promised, agree
from samdrift.servicelevels.services.many_clocks import (
    PastCase,
    recalculate_behind,
    start_many,
)
from samdrift.servicelevels.tests.given import HOUR, at, document, organisations, weekdays

NOW = datetime(2015, 5, 1, 12, tzinfo=UTC)
SUBJECT = "2015-1234"


@pytest.fixture
def office(db):
    """An office that is open 8 to 16, which is promised an answer in an hour and 8 to solve."""
    set_up()


def set_up():
    organisations("KIN")
    calendars.add_calendar(
        key="office", name="Kontor", document=document(weekdays("08:00-16:00")), by="Eva", at=NOW
    )
    calendars.use_calendar(
        key="office", service="", organisation="KIN", valid_from=date(2015, 1, 1), at=NOW
    )
    for priority, solve in ((1, 4), (3, 8)):
        agree(
            promised=Promised(priority, HOUR, solve * HOUR, organisation="KIN"),
            valid_from=date(2015, 1, 1),
            at=NOW,
        )


def start(moment="2015-05-18 08:00", subject=SUBJECT, priority=3):
    return clocks.start_clock(
        subject=subject,
        service="network",
        organisation="KIN",
        priority=priority,
        by="Eva",
        at=at(moment),
    )


def tell(kind, moment, subject=SUBJECT):
    told_at = at(moment) if isinstance(moment, str) else moment
    asked = {"subject": subject, "by": "Bo", "at": told_at}
    if kind == "pause":
        return clocks.pause_clock(reason="answer", **asked)
    if kind == "level":
        return clocks.change_level(service="network", organisation="KIN", priority=1, **asked)
    return {
        "resume": clocks.resume_clock,
        "respond": clocks.tell_response,
        "solve": clocks.tell_solution,
        "reopen": clocks.reopen_clock,
        "close": clocks.close_clock,
    }[kind](**asked)


def stored():
    return Clock.objects.get(subject=SUBJECT)


def shut(day, name="Klämdag"):
    return calendars.tell_local_day(
        key="office", local_day=LocalDay(day, name), by="Eva", at=at("2015-05-18 09:00")
    )


def test_one_whose_name_is_longer_than_the_column_is_told_of_by_its_beginning(office):
    start()

    clocks.tell_solution(subject=SUBJECT, by="Å" * 300, at=at("2015-05-18 09:00"))

    assert ClockEvent.objects.get(number=2).by == "Å" * 150


def test_a_started_clock_knows_both_its_deadlines(office):
    start("2015-05-18 15:30")

    clock = stored()
    assert (clock.state, clock.respond_by, clock.solve_by) == (
        "running",
        at("2015-05-19 08:30"),
        at("2015-05-19 15:30"),
    )
    assert (clock.used_seconds, clock.is_response_met, clock.is_solution_met) == (0, None, None)
    assert (clock.service, clock.priority, clock.event_count) == ("network", 3, 1)


def test_a_case_goes_from_start_to_close_and_its_clock_with_it(office):
    start()
    tell("respond", "2015-05-18 08:30")
    tell("pause", "2015-05-18 10:00")
    assert (stored().state, stored().solve_by) == ("paused", None)
    tell("resume", "2015-05-18 12:00")
    assert (stored().state, stored().solve_by) == ("running", at("2015-05-19 10:00"))
    tell("solve", "2015-05-19 09:59")
    tell("reopen", "2015-05-19 11:00")
    assert stored().solve_by == at("2015-05-19 11:01")
    tell("solve", "2015-05-19 11:02")
    tell("close", "2015-05-26 12:00")

    clock = stored()
    assert (clock.state, clock.is_response_met, clock.is_solution_met) == ("closed", True, False)
    assert (clock.response_used_seconds, clock.used_seconds) == (1800, 8 * HOUR + 60)
    assert (clock.closed_at, clock.solved_at) == (at("2015-05-26 12:00"), at("2015-05-19 11:02"))
    assert [(each.kind.value, each.by, each.solve_by) for each in queries.events_of(SUBJECT)] == [
        ("started", "Eva", (None, at("2015-05-18 16:00"))),
        ("responded", "Bo", (at("2015-05-18 16:00"), at("2015-05-18 16:00"))),
        ("paused", "Bo", (at("2015-05-18 16:00"), None)),
        ("resumed", "Bo", (None, at("2015-05-19 10:00"))),
        ("solved", "Bo", (at("2015-05-19 10:00"), at("2015-05-19 10:00"))),
        ("reopened", "Bo", (at("2015-05-19 10:00"), at("2015-05-19 11:01"))),
        ("solved", "Bo", (at("2015-05-19 11:01"), at("2015-05-19 11:01"))),
        ("closed", "Bo", (at("2015-05-19 11:01"), at("2015-05-19 11:01"))),
    ]


def test_the_limit_itself_is_within(office):
    start()

    assert tell("solve", "2015-05-18 16:00").is_solution_met is True


def test_solving_answers_what_nobody_had_answered(office):
    start()
    clock = tell("solve", "2015-05-18 10:00")

    assert (clock.responded_at, clock.is_response_met) == (at("2015-05-18 10:00"), False)


def test_part_of_a_second_does_not_count(office):
    start()
    moment = at("2015-05-18 16:00") + timedelta(microseconds=999_999)

    clock = clocks.tell_solution(subject=SUBJECT, by="", at=moment)

    assert (clock.used_seconds, clock.is_solution_met) == (8 * HOUR, True)


def test_a_level_changed_in_mid_case_shows_both_deadlines(office):
    start()
    tell("level", "2015-05-18 10:00")

    assert (stored().priority, stored().solve_by) == (1, at("2015-05-18 12:00"))
    assert queries.events_of(SUBJECT)[-1].solve_by == (
        at("2015-05-18 16:00"),
        at("2015-05-18 12:00"),
    )


@pytest.mark.parametrize(
    ("before", "kind", "words"),
    [
        (["pause"], "pause", "redan pausad"),
        ([], "resume", "inte pausad"),
        (["respond"], "respond", "redan besvarat"),
        (["solve"], "solve", "redan löst"),
        ([], "reopen", "inte löst"),
        (["solve"], "level", "Öppna det igen"),
        (["solve", "close"], "reopen", "stängt. Anmäl ett nytt ärende"),
        (["close"], "pause", "stängt"),
    ],
)
def test_what_cannot_happen_is_refused_and_changes_nothing(office, before, kind, words):
    start()
    for each in before:
        tell(each, "2015-05-18 10:00")
    rows, events = list(Clock.objects.values()), list(ClockEvent.objects.values())

    with pytest.raises(CannotTell, match=words):
        tell(kind, "2015-05-18 11:00")

    assert (list(Clock.objects.values()), list(ClockEvent.objects.values())) == (rows, events)


def test_what_happened_before_the_latest_is_refused(office):
    start()
    tell("pause", "2015-05-18 10:00")

    with pytest.raises(CannotTell, match="något senare har redan hänt"):
        tell("resume", "2015-05-18 09:59")

    assert stored().event_count == 2


def test_a_case_has_one_clock_an_organisation_that_is_known_and_a_level(office):
    start()
    asked = {"subject": "2", "service": "", "organisation": "KIN", "priority": 3, "by": ""}

    for told, words in (
        ({"subject": SUBJECT}, "går redan"),
        ({"organisation": "NIX"}, "koden NIX"),
        ({"at": at("1999-05-18 08:00")}, "Ingen servicenivå är avtalad för tjänsten, P3"),
    ):
        with pytest.raises(CannotTell, match=words):
            clocks.start_clock(**{**asked, "at": NOW, **told})
    with pytest.raises(CannotTell, match="ingen klocka för 3"):
        tell("solve", "2015-05-18 10:00", subject="3")

    assert Clock.objects.count() == 1


def test_a_case_has_its_clock_told_with_the_arithmetic(office):
    start()

    told = queries.clock_of(SUBJECT)

    assert (told.state, told.organisation, told.priority) == (State.RUNNING, "KIN", 3)
    assert told.solution.due == told.solve_by == at("2015-05-18 16:00")
    assert told.response.due == told.respond_by == at("2015-05-18 09:00")
    assert queries.clock_of("unknown") is None


def test_the_database_refuses_to_change_what_happened_and_what_was_frozen(office):
    start()
    start(subject="open")
    tell("close", "2015-05-18 10:00")
    closed = Clock.objects.filter(subject=SUBJECT)

    for act in (
        lambda: ClockEvent.objects.update(by="Ingen"),
        lambda: ClockEvent.objects.filter(number=2).delete(),
        lambda: closed.update(is_solution_met=True),
        lambda: closed.update(closed_at=None, state="running"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()

    assert stored().is_solution_met is None
    assert set(ClockEvent.objects.values_list("by", flat=True)) == {"Eva", "Bo"}


def test_a_changed_calendar_recalculates_open_clocks_and_leaves_closed_ones(office):
    start(subject="open")
    start(subject="paused")
    tell("pause", "2015-05-18 09:00", subject="paused")
    start(subject="solved")
    tell("solve", "2015-05-18 09:00", subject="solved")
    start()
    tell("close", "2015-05-18 09:00")
    start(subject="other", moment="2015-05-18 09:00")
    before = Clock.objects.filter(subject=SUBJECT).values().get()

    shut(date(2015, 5, 18))
    assert Job.objects.get().state == "waiting"
    assert worker.work_once() is True

    assert Job.objects.values_list("state", "result").get() == ("done", {"clocks": 4})
    after = Clock.objects.get(subject="open")
    assert (after.solve_by, after.edition.number) == (at("2015-05-19 16:00"), 2)
    event = queries.events_of("open")[-1]
    assert (event.kind, event.solve_by) == (
        EventKind.CALENDAR_CHANGED,
        (at("2015-05-18 16:00"), at("2015-05-19 16:00")),
    )
    assert Clock.objects.get(subject="paused").solve_by is None
    assert Clock.objects.get(subject="solved").used_seconds == 0
    assert Clock.objects.filter(subject=SUBJECT).values().get() == before
    assert all(queries.recomputed(each) == columns(each) for each in Clock.objects.all())


def test_recalculating_again_changes_nothing(office):
    start()
    edition = shut(date(2015, 5, 18))

    def recalculate():
        return recalculate_behind(
            calendar=edition.calendar_id, at=NOW, tell=lambda _done, _whole: None
        )

    assert [recalculate(), recalculate()] == [1, 0]
    assert stored().event_count == 2


def test_two_changes_in_a_row_are_one_recalculation_and_the_second_job_finds_it_done(office):
    start()
    shut(date(2015, 5, 18))
    shut(date(2015, 5, 19))

    while worker.work_once():
        pass

    assert [each["clocks"] for each in Job.objects.values_list("result", flat=True)] == [1, 0]
    assert stored().solve_by == at("2015-05-20 16:00")


def test_a_clock_that_was_missed_is_found_by_the_chore(office):
    start()
    shut(date(2015, 5, 18))
    Job.objects.all().delete()

    worker.tidy()
    worker.tidy()

    assert stored().solve_by == at("2015-05-19 16:00")
    assert stored().event_count == 2


def test_a_level_changed_after_its_calendar_counts_by_the_newest_edition_throughout(office):
    start()
    edition = shut(date(2015, 5, 18))
    tell("level", "2015-05-18 12:00")

    assert stored().solve_by == at("2015-05-19 12:00")
    assert list(queries.behind(edition.calendar_id)) == []


def test_what_is_due_comes_page_by_page_the_most_urgent_first(office):
    for subject, moment in (("c", "09:00"), ("a", "08:00"), ("b", "08:00"), ("later", "10:00")):
        start(f"2015-05-18 {moment}", subject=subject)
    start("2015-05-18 07:00", subject="paused")
    tell("pause", "2015-05-18 07:30", subject="paused")
    start("2015-05-18 07:00", subject="solved")
    tell("solve", "2015-05-18 07:30", subject="solved")
    tell("respond", "2015-05-18 08:30", subject="a")
    before = at("2015-05-19 10:00")

    first = queries.to_solve(before=before, limit=2)
    second = queries.to_solve(before=before, after=first[-1].after, limit=2)

    assert [(each.subject, each.due_at) for each in first] == [
        ("a", at("2015-05-18 16:00")),
        ("b", at("2015-05-18 16:00")),
    ]
    assert [each.subject for each in second] == ["c"]
    assert [each.subject for each in queries.to_answer(before=before)] == ["b", "c", "later"]
    assert queries.to_solve(before=at("2015-05-18 16:00")) == ()


def test_the_lists_of_what_is_due_read_an_index(office):
    start()
    clocks_ = Clock.objects.filter(state="running", solve_by__lt=NOW).order_by("solve_by", "id")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = clocks_[:10].explain()

    assert "clock_to_solve" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def columns(clock):
    """Return what is stored of a clock, as its events would tell it."""
    return {name: getattr(clock, name) for name in queries.RECKONED}


MOVES = st.lists(
    st.tuples(
        st.sampled_from(
            ["pause", "resume", "respond", "solve", "reopen", "level", "close", "shut", "work"]
        ),
        st.integers(0, 3 * 24 * HOUR),
    ),
    max_size=12,
)


class TestReckonedAgain(TestCase):
    """Whatever happens, in whatever order, the stored clock is what its events make of it."""

    @given(st.integers(0, 400 * 24 * HOUR), MOVES)
    @settings(max_examples=40, deadline=None)
    def test_what_is_stored_is_what_its_events_make_of_it(self, begins, moves):
        set_up()
        moment = at("2015-01-01 00:00") + timedelta(seconds=begins)
        clocks.start_clock(
            subject=SUBJECT, service="", organisation="KIN", priority=3, by="", at=moment
        )
        told = 1
        for kind, length in moves:
            moment += timedelta(seconds=length)
            told += self.happens(kind, moment)

        clock = stored()
        assert queries.recomputed(clock) == columns(clock)
        assert clock.event_count == clock.events.count() == told
        explained = queries.clock_of(SUBJECT)
        assert explained.solution.due == clock.solve_by
        assert explained.response.due == clock.respond_by

    def happens(self, kind, moment):
        """Let something happen where it can; return how many events that was."""
        if kind == "shut":
            shut(moment.date())
            return 0
        before = stored().event_count
        if kind == "work":
            while worker.work_once():
                pass
        else:
            try:
                tell(kind, moment)
            except CannotTell:
                assert stored().event_count == before
        return stored().event_count - before


def past(subject, *happened, moment="2015-05-18 08:00", priority=3):
    return PastCase(
        subject=subject,
        service="network",
        organisation="KIN",
        priority=priority,
        started_at=at(moment),
        happened=tuple(
            Happening(kind, at(when), "answer" if kind is EventKind.PAUSED else "")
            for kind, when in happened
        ),
    )


def test_a_history_is_written_as_if_it_had_been_told_case_by_case(office):
    story = (
        (EventKind.RESPONDED, "2015-05-18 08:30"),
        (EventKind.PAUSED, "2015-05-18 10:00"),
        (EventKind.RESUMED, "2015-05-18 12:00"),
        (EventKind.SOLVED, "2015-05-19 09:59"),
        (EventKind.CLOSED, "2015-05-26 12:00"),
    )
    start()
    told = ("respond", "pause", "resume", "solve", "close")
    for kind, (_, moment) in zip(told, story, strict=True):
        tell(kind, moment)

    written = start_many((past("a", *story), past("b")), by="Eva", at=NOW)

    assert written == 2
    one, other = stored(), Clock.objects.get(subject="a")
    assert columns(one) == columns(other) == queries.recomputed(other)
    assert one.event_count == other.event_count == other.events.count() == 6
    assert Clock.objects.get(subject="b").solve_by == at("2015-05-18 16:00")
    tell("solve", "2015-05-18 09:00", subject="b")


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (past("b", (EventKind.RESUMED, "2015-05-18 10:00")), "resumed kan inte hända då"),
        (past("b", (EventKind.SOLVED, "2015-05-18 07:00")), "solved kan inte hända då"),
        (past("b", moment="1999-05-18 08:00"), "Ingen servicenivå är avtalad för b"),
    ],
)
def test_a_history_that_cannot_be_is_refused_and_nothing_is_written(office, case, words):
    with pytest.raises(CannotTell, match=words):
        start_many((past("a"), case), by="Eva", at=NOW)

    assert (Clock.objects.count(), ClockEvent.objects.count()) == (0, 0)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_two_who_tell_of_the_same_clock_at_once_lose_nothing():
    set_up()
    start()

    def act(number):
        asked = {"subject": SUBJECT, "by": str(number), "at": at("2015-05-18 09:00")}
        try:
            if number % 2:
                clocks.resume_clock(**asked)
            else:
                clocks.pause_clock(reason=PauseReason.ANSWER, **asked)
        except CannotTell:
            return 0
        finally:
            connections.close_all()
        return 1

    with ThreadPoolExecutor(4) as pool:
        done = sum(pool.map(act, range(24)))

    clock = stored()
    assert clock.event_count == clock.events.count() == done + 1
    assert queries.recomputed(clock) == columns(clock)


def test_a_clock_names_itself_and_what_happened(office):
    clock = start()

    assert str(clock) == f"{SUBJECT} P3 (Går)"
    assert str(clock.events.get()) == "Startad 2015-05-18 06:00"
    assert str(CalendarEdition.objects.get(pk=clock.edition_id)) == "Kontor, utgåva 1"
    assert Organisation.objects.count() == 1

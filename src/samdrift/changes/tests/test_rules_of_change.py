"""What holds for all changes: votes, states and collisions, whatever they are."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from samdrift.changes import collisions, steps, tally
from samdrift.changes.choices import Act, Kind, State, Verdict
from samdrift.changes.collisions import WeeklyWindow
from samdrift.changes.ports import Slot
from samdrift.changes.tally import Cast, Need
from samdrift.servicedesk.tests.given import MONDAY

PEOPLE = st.integers(1, 6)
CASTS = st.lists(st.builds(Cast, by=PEOPLE, seat=PEOPLE, is_for=st.booleans()), max_size=6)
NEEDS = st.builds(
    Need, name=st.just("Rådet"), quorum=st.integers(1, 4), approvers=st.frozensets(PEOPLE)
)
HOURS = st.integers(0, 60).map(lambda hours: MONDAY + timedelta(hours=hours))
NAMES = st.frozensets(st.sampled_from(("Nätverk", "Webb", "Server")))


@st.composite
def slots(draw):
    starts_at = draw(HOURS)
    ends_at = starts_at + timedelta(hours=draw(st.integers(1, 30)))
    return Slot("C-1", starts_at, ends_at, draw(NAMES), draw(NAMES))


@given(NEEDS, CASTS, PEOPLE)
def test_no_two_votes_of_one_person_or_one_seat_count(need, casts, proposer):
    found = tally.counted(need, casts, proposer=proposer)

    assert len({cast.by for cast in found}) == len(found)
    assert len({cast.seat for cast in found}) == len(found)


@given(NEEDS, CASTS, PEOPLE)
def test_the_proposer_never_counts_neither_by_hand_nor_by_seat(need, casts, proposer):
    found = tally.counted(need, casts, proposer=proposer)

    assert all(proposer not in (cast.by, cast.seat) for cast in found)
    assert all(cast.seat in need.approvers for cast in found)


@given(st.lists(NEEDS, min_size=1, max_size=3), CASTS, PEOPLE)
def test_what_is_approved_has_a_quorum_of_different_people_for_every_need(needs, casts, proposer):
    if tally.verdict(needs, casts, proposer=proposer) != Verdict.APPROVED:
        return

    for need in needs:
        people = {
            cast.by
            for cast in tally.counted(need, casts, proposer=proposer)
            if cast.is_for and cast.seat in need.approvers
        }
        assert len(people) >= need.quorum


@given(NEEDS, CASTS, PEOPLE)
def test_the_same_vote_given_again_changes_nothing(need, casts, proposer):
    once = tally.verdict([need], casts, proposer=proposer)

    assert tally.verdict([need], [*casts, *casts], proposer=proposer) == once


def test_without_a_need_nothing_is_decided():
    assert tally.verdict([], [Cast(1, 1, is_for=True)], proposer=2) is None


@given(st.sampled_from(Kind), st.lists(st.sampled_from(Act), max_size=15))
def test_a_change_never_leaves_its_rows(kind, acts):
    state = State.DRAFT
    for act in acts:
        step = steps.step(kind=kind, state=state, act=act)
        if step is None:
            continue
        assert step in steps.STEPS
        assert (step.before, step.act) == (state, act)
        assert kind in step.kinds
        state = step.after
        assert state in State


@given(st.sampled_from(Kind), st.lists(st.sampled_from(Act), max_size=15))
def test_only_an_emergency_is_begun_without_a_decision(kind, acts):
    state, is_decided = State.DRAFT, False
    for act in acts:
        step = steps.step(kind=kind, state=state, act=act)
        if step is None:
            continue
        state = step.after
        is_decided = state == State.APPROVED or (is_decided and state != State.DRAFT)
        assert state != State.ONGOING or is_decided or kind == Kind.EMERGENCY


def test_an_act_leads_to_one_state_alone():
    told = [(step.before, step.act, kind) for step in steps.STEPS for kind in step.kinds]

    assert len(told) == len(set(told))


def test_every_state_but_the_last_can_be_left_and_every_one_is_reached():
    befores, afters = ({each.before for each in steps.STEPS}, {each.after for each in steps.STEPS})

    assert befores == set(State) - {State.CLOSED}
    assert afters | {State.DRAFT} == set(State)


@given(slots(), slots())
def test_two_changes_collide_with_each_other_or_not_at_all(one, other):
    assert collisions.collide(one, other) == collisions.collide(other, one)


@given(slots(), slots())
def test_changes_that_share_no_moment_never_collide(one, other):
    is_apart = one.ends_at <= other.starts_at or other.ends_at <= one.starts_at

    assert not (is_apart and collisions.collide(one, other))


def test_a_change_that_begins_as_another_ends_does_not_collide():
    one = Slot("C-1", MONDAY, MONDAY + timedelta(hours=1), frozenset(("Webb",)), frozenset())
    other = Slot(
        "C-2",
        MONDAY + timedelta(hours=1),
        MONDAY + timedelta(hours=2),
        frozenset(("Webb",)),
        frozenset(),
    )

    assert not collisions.collide(one, other)


def test_a_night_that_goes_past_midnight_lies_in_two_windows_that_meet():
    windows = (WeeklyWindow(0, 22 * 60, 1440), WeeklyWindow(1, 0, 5 * 60))
    begins = MONDAY.replace(hour=22)

    assert collisions.is_within(begins, begins + timedelta(hours=7), windows)
    assert not collisions.is_within(begins, begins + timedelta(hours=7, minutes=1), windows)
    assert not collisions.is_within(begins - timedelta(minutes=1), begins, windows)


@given(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 600))
def test_what_lies_within_lies_within_more_windows_too(weekday, opens, minutes):
    window = WeeklyWindow(weekday, opens, min(opens + minutes, 1440))
    begins = MONDAY.replace(hour=0) + timedelta(days=weekday, minutes=opens)
    ends = begins + timedelta(minutes=window.closes - opens)

    assert collisions.is_within(begins, ends, (window,))
    assert collisions.is_within(begins, ends, (WeeklyWindow((weekday + 3) % 7, 0, 60), window))

"""The lists of the desk, page by page in both directions."""

from datetime import timedelta
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.servicedesk.choices import Channel, Status
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.ports import Reader
from samdrift.servicedesk.queue import queries
from samdrift.servicedesk.queue.ports import Selection, View
from samdrift.servicedesk.tests.given import MONDAY, Desk, desk_reader, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def tickets(desk, deadlines):
    Ticket.objects.all().delete()
    Ticket.objects.bulk_create(
        Ticket(
            number=str(index),
            organisation=desk.kinda,
            channel=Channel.PORTAL,
            line=1,
            category="",
            subject=f"Ärende {index}",
            opened_at=MONDAY,
            is_live=True,
            status=Status.OPEN,
            solve_by=None if minutes is None else MONDAY + timedelta(minutes=minutes),
        )
        for index, minutes in enumerate(deadlines)
    )


def walked(reader, *, is_backwards):
    """Read every page from one end to the other; return the pages' numbers, in reading order."""
    selection, told = Selection(view=View.ALL), []
    page = queries.tickets(
        reader=reader, selection=selection, before=queries.LAST if is_backwards else ""
    )
    while page.items:
        told.append([item.number for item in page.items])
        place = page.before if is_backwards else page.after
        if not place:
            break
        page = queries.tickets(
            reader=reader,
            selection=selection,
            **({"before": place} if is_backwards else {"after": place}),
        )
    return told[::-1] if is_backwards else told


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deadlines=st.lists(st.none() | st.integers(0, 5), max_size=14))
def test_the_pages_in_either_direction_are_the_whole_queue_by_deadline(desk, deadlines):
    tickets(desk, deadlines)
    size, queries.PAGE_SIZE = queries.PAGE_SIZE, 3
    try:
        onward = walked(desk_reader(desk.jonas), is_backwards=False)
        back = walked(desk_reader(desk.jonas), is_backwards=True)
    finally:
        queries.PAGE_SIZE = size

    wanted = sorted(
        range(len(deadlines)),
        key=lambda index: (deadlines[index] is None, deadlines[index] or 0, index),
    )
    numbers = [str(index) for index in wanted]
    assert list(chain(*onward)) == numbers
    assert list(chain(*back)) == numbers


def test_a_view_shows_what_it_says(desk):
    mine = desk.ticket("Min")
    Ticket.objects.filter(pk=mine.pk).update(assignee=desk.jonas, status=Status.WAITING)
    desk.ticket("Ny")
    solved = desk.ticket("Löst")
    Ticket.objects.filter(pk=solved.pk).update(
        status=Status.SOLVED, solved_at=later(hours=1), resolution="Klart."
    )

    reader = desk_reader(desk.jonas)

    def subjects(view):
        found = queries.tickets(reader=reader, selection=Selection(view=view))
        return {item.subject for item in found.items}

    assert subjects(View.MINE) == {"Min"}
    assert subjects(View.NEW) == {"Ny"}
    assert subjects(View.WAITING) == {"Min"}
    assert subjects(View.ALL) == {"Min", "Ny"}
    assert subjects(View.SOLVED) == {"Löst"}
    assert subjects(View.CLOSED) == set()
    told, _ = queries.counts(reader=reader, selection=Selection())
    assert {view.value: count.words for view, count in told.items()} == {
        "mine": "1",
        "new": "1",
        "waiting": "1",
        "all": "2",
        "watched": "0",
    }


def test_a_municipality_sees_its_own_a_manager_their_unit_and_a_person_theirs(desk):
    own = desk.ticket("Karins")
    desk.ticket("Pers", organisation_code="YDR", requester_id=desk.per.pk)
    desk.ticket("Hemligt", is_secret=True, requester_id=None, unit_id=desk.school.pk)
    nobody = desk.person("ny", "Ny Person")

    def seen(reader):
        found = queries.tickets(reader=reader, selection=Selection())
        return {item.subject for item in found.items}

    assert own.unit == desk.school
    assert seen(Reader(0, organisation_code="KIN")) == {"Karins"}
    assert seen(Reader(0, unit_ids=(desk.school.pk,))) == {"Karins"}
    assert seen(Reader(0, person_id=desk.per.pk)) == {"Pers"}
    assert seen(Reader(0, person_id=nobody.pk)) == set()
    assert seen(Reader(0)) == set()


def test_a_selection_is_the_same_after_a_turn_through_the_address():
    told = Selection(
        view=View.WAITING, group_id=3, organisation_code="KIN", priority=2, is_answer_awaited=True
    )

    assert Selection.from_query(told.query()) == told
    assert (
        Selection.from_query({"view": "okänd", "group": "x", "priority": "9" * 30}) == Selection()
    )

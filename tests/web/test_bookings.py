"""Booking a time in the portal, and what the desk sees of it; all without JavaScript."""

import re

import pytest
from tests.web.test_pages import words

from samdrift.bookings.models import BookableTime, Booking
from samdrift.bookings.tests.given import hours
from samdrift.servicedesk.models import Ticket

pytestmark = pytest.mark.django_db
PORTAL, DESK = "/hjalp/boka/", "/bokningar/"


@pytest.fixture(autouse=True)
def _files(files_of_its_own):
    """Have calendars kept in a home of the test's own."""


def slots(page):
    return re.findall(r'name="slot" value="([^"]+)"', page.content.decode())


def sent(slot, **told):
    return {
        "service": "Ny läsplatta", "about": "", "way": "teams", "place": "", "language": "sv",
        "slot": slot,
    } | told  # fmt: skip


def test_a_time_is_booked_moved_and_taken_back(requester, desk):
    hours(desk.jonas)
    page = requester.get(PORTAL)
    first, second, *_ = slots(page)
    assert "Torsdag 5 mars" in words(page)

    answer = requester.post(PORTAL, sent(first), follow=True)

    told = words(answer)
    booking = Booking.objects.get()
    assert "Din tid är bokad. Vi skickar en bekräftelse med e-post." in told
    assert "Torsdag 5 mars 17.00" in told
    assert first not in slots(answer)
    assert "Dina bokade tider Torsdag 5 mars 17.00" in words(requester.get(PORTAL))
    requester.post(f"{PORTAL}{booking.pk}/andra/", {"slot": second})
    assert "17.30–18.00" in words(requester.get(f"{PORTAL}{booking.pk}/"))
    file = requester.get(f"{PORTAL}{booking.pk}/bokad-tid.ics")
    assert b"SEQUENCE:1" in file.content
    requester.post(f"{PORTAL}{booking.pk}/avboka/")
    assert "Tiden är avbokad." in words(requester.get(f"{PORTAL}{booking.pk}/"))
    again = requester.post(f"{PORTAL}{booking.pk}/avboka/", follow=True)
    assert "Tiden är redan avbokad." in words(again)
    assert requester.post(f"{PORTAL}{booking.pk}/annat/").status_code == 404


def test_a_time_that_somebody_was_first_with_is_told_and_what_was_typed_is_kept(requester, desk):
    hours(desk.jonas)
    [first, *_] = slots(requester.get(PORTAL))
    requester.post(PORTAL, sent(first))

    page = requester.post(PORTAL, sent(first, service="Behörighet"))

    assert page.status_code == 422
    assert "Tiden är inte ledig längre. Välj en annan." in words(page)
    assert 'value="Behörighet"' in page.content.decode()
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("told", [{"slot": ""}, {"service": ""}, {"way": "x"}, {"way": "at-yours"}])
def test_what_is_missing_is_told_and_nothing_is_booked(requester, desk, told):
    hours(desk.jonas)
    [first, *_] = slots(requester.get(PORTAL))

    assert requester.post(PORTAL, sent(first) | told).status_code == 422

    assert not Booking.objects.exists()


def test_without_a_free_time_one_may_write_instead(requester, desk):
    assert "Det finns inga lediga tider just nu" in words(requester.get(PORTAL))


def test_anothers_booking_is_not_there(requester, desk, client, person):
    hours(desk.jonas)
    requester.post(PORTAL, sent(slots(requester.get(PORTAL))[0]))
    Booking.objects.update(person=desk.per)
    pk = Booking.objects.get().pk

    for path in ("", "bokad-tid.ics"):
        assert requester.get(f"{PORTAL}{pk}/{path}").status_code == 404
    assert requester.post(f"{PORTAL}{pk}/avboka/").status_code == 404


def test_the_desk_sees_what_is_booked_beside_its_ticket_and_in_a_list(requester, agent, desk):
    hours(desk.jonas)
    requester.post(PORTAL, sent(slots(requester.get(PORTAL))[0]))
    number = Ticket.objects.get().number

    listed = words(agent.get(DESK))
    assert "Torsdag 5 mars 17.00–17.30 Karin Lindqvist" in listed
    assert "torsdag 5 mars 17.00" in words(agent.get(f"/arenden/{number}/"))
    Booking.objects.update(cancelled_at=Booking.objects.get().booked_at)
    assert "Avbokad, Teams, Jonas Berg" in words(agent.get(f"/arenden/{number}/"))


def test_hours_to_book_are_added_and_ended(agent, desk):
    told = {
        "helper": desk.jonas.pk, "weekdays": ["2"], "opens": "17:00", "closes": "19.00",
        "minutes": "30", "whom": "elected", "ways": ["teams"], "languages": ["sv"],
        "valid_from": "2026-03-01",
    }  # fmt: skip
    agent.post(DESK, told)
    row = BookableTime.objects.get()
    assert (row.opens, row.closes, row.whom) == (17 * 60, 19 * 60, "elected")
    assert "tisdag 17.00–19.00, 30 min" in words(agent.get(DESK))

    agent.post(DESK, {"time_id": row.pk, "on": "2026-04-01"})

    row.refresh_from_db()
    assert str(row.valid_until) == "2026-04-01"
    for wrong in ({"time_id": "x", "on": "2026-04-01"}, {"time_id": row.pk, "on": "x"}):
        assert agent.post(DESK, wrong).status_code == 422
    for wrong in ({"ways": ["at-desk"]}, {"weekdays": []}):
        assert agent.post(DESK, told | wrong).status_code == 422
    assert BookableTime.objects.count() == 1


def test_few_questions_are_asked(requester, agent, desk, django_assert_max_num_queries):
    hours(desk.jonas)
    requester.post(PORTAL, sent(slots(requester.get(PORTAL))[0]))
    pk = Booking.objects.get().pk
    for client, path in ((requester, PORTAL), (requester, f"{PORTAL}{pk}/"), (agent, DESK)):
        with django_assert_max_num_queries(25):
            assert client.get(path).status_code == 200

"""Times with the desk, and following what does not work, asked for by another system."""

import pytest

from samdrift.bookings.models import BookableTime, Booking
from samdrift.bookings.tests.given import hours
from samdrift.disturbances.models import Disturbance, Follower
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.tests.given import MONDAY

pytestmark = pytest.mark.django_db
WANTED = {"service": "Ny läsplatta", "about": "Den gamla är trasig.", "way": "teams"}
EVENINGS = {
    "weekdays": [2, 4],
    "opens": 1020,
    "closes": 1080,
    "minutes": 30,
    "ways": ["phone"],
    "languages": ["sv"],
    "validFrom": "2026-03-02",
}


def test_a_free_time_is_booked_moved_and_taken_back(desk, karin):
    hours(desk.jonas)
    first, second, *_ = karin("GET", "/bookings/free").json()
    assert (first["helper"], first["startsAt"]) == ("Jonas Berg", "2026-03-05T16:00:00Z")

    booked = karin("POST", "/bookings", WANTED | {"slot": first["slot"]})
    again = karin("POST", "/bookings", WANTED | {"slot": first["slot"]})
    path = f"/bookings/{booked.json()['id']}"
    moved = karin("PUT", path, {"slot": second["slot"]}).json()
    (own,) = karin("GET", "/bookings").json()
    gone = karin("DELETE", path).json()

    assert (booked.status_code, again.status_code) == (201, 409)
    assert (moved["startsAt"], own) == ("2026-03-05T16:30:00Z", moved)
    assert gone["isCancelled"] is True
    assert karin("GET", "/bookings").json() == []
    assert karin("DELETE", path).status_code == 409
    ticket = Ticket.objects.get(number=gone["ticket"])
    assert (ticket.requester, ticket.status) == (desk.karin, Status.CLOSED)


def test_what_another_has_booked_is_not_there_but_the_desk_is_told_of_it(desk, karin, agent):
    hours(desk.jonas)
    slot = karin("GET", "/bookings/free").json()[0]["slot"]
    told = karin("POST", "/bookings", WANTED | {"slot": slot}).json()

    assert agent("GET", "/bookings").json() == [told]
    assert agent("DELETE", f"/bookings/{told['id']}").status_code == 403
    assert karin("DELETE", f"/bookings/{told['id'] + 1}").status_code == 404
    assert Booking.objects.get().cancelled_at is None


def test_hours_are_added_and_ended_by_those_at_the_desk(desk, karin, agent):
    added = agent("POST", "/bookings/hours", EVENINGS | {"helperId": desk.jonas.pk})
    first, second = added.json()
    left = agent("POST", f"/bookings/hours/{first['id']}/end", {"on": "2026-03-02"}).json()

    assert added.status_code == 201
    assert (first["weekday"], second["weekday"], left) == (2, 4, [second])
    assert karin("GET", "/bookings/hours").status_code == 403
    assert karin("POST", "/bookings/hours", EVENINGS | {"helperId": 1}).status_code == 403
    assert agent("POST", "/bookings/hours", EVENINGS | {"helperId": 99999}).status_code == 409
    assert BookableTime.objects.count() == 1


def test_a_disturbance_is_followed_and_followed_no_more(desk, karin, agent):
    told = Disturbance.objects.create(
        title="Nätet", what="Nere", state="identified", started_at=MONDAY, changed_at=MONDAY
    )
    path = f"/disturbances/{told.pk}/following"

    assert [karin("PUT", path).status_code for _ in range(2)] == [204, 204]
    follower = Follower.objects.get()
    assert (follower.person, follower.confirmed_at is not None) == (desk.karin, True)
    assert agent("PUT", path).status_code == 403
    assert karin("PUT", "/disturbances/99999/following").status_code == 404

    assert [karin("DELETE", path).status_code for _ in range(2)] == [204, 204]
    assert not Follower.objects.exists()

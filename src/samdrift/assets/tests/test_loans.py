"""The loan pool: what is free, booked and taken back."""

from datetime import timedelta

import pytest

from samdrift.assets.errors import CannotKeep
from samdrift.assets.loans import queries, services
from samdrift.assets.loans.services import Wanted
from samdrift.assets.models import LoanBooking
from samdrift.assets.register.door import Reader
from samdrift.assets.tests import given
from samdrift.assets.tests.given import AT, CHEF, day
from samdrift.plumbing.access import Role

pytestmark = pytest.mark.django_db
EVERY = Reader("", sees_people=True, keeps=True, roles=frozenset(Role))


@pytest.fixture
def lent():
    given.thing("KIN-1")
    services.put_in_pool(tag="KIN-1", is_for_loan=True)


def wanted(first, last, *, tag="KIN-1"):
    return Wanted(tag, given.person().pk, first, last)


def book(first, last, **told):
    return services.book(wanted(first, last, **told), actor=CHEF, at=AT)


def test_the_days_that_are_booked_have_a_name_and_the_others_are_free(lent):
    book(day(3, 3), day(3, 4))

    pool = queries.pool(EVERY, day(3, 2), days=4)

    assert [thing.days for thing in pool.things] == [("", "Karin", "Karin", "")]
    (booked,) = pool.bookings
    assert (booked.tag, booked.starts_on, booked.last_day) == ("KIN-1", day(3, 3), day(3, 4))


def test_the_same_days_are_booked_once_and_free_again_when_taken_back(lent):
    row = book(day(3, 3), day(3, 4))
    for first, last in ((day(3, 4), day(3, 5)), (day(3, 2), day(3, 9))):
        with pytest.raises(CannotKeep, match="KIN-1 är bokad 2026-03-03 av Karin"):
            book(first, last)
    book(day(3, 5), day(3, 5))

    services.cancel(booking_id=row.pk, at=AT)

    book(day(3, 3), day(3, 4))
    with pytest.raises(CannotKeep, match="redan borttagen"):
        services.cancel(booking_id=row.pk, at=AT)
    assert LoanBooking.objects.filter(cancelled_at=None).count() == 2


@pytest.mark.parametrize(
    ("first", "last", "tag", "why"),
    [
        (day(3, 1), day(3, 2), "KIN-1", "inte har varit"),
        (day(3, 5), day(3, 4), "KIN-1", "den första eller senare"),
        (day(3, 5), day(3, 5) + timedelta(days=366), "KIN-1", "inom ett år"),
        (day(3, 5), day(3, 6), "KIN-2", "KIN-2 går inte att låna"),
    ],
)
def test_what_cannot_be_borrowed_is_refused(lent, first, last, tag, why):
    given.thing("KIN-2")

    with pytest.raises(CannotKeep, match=why):
        book(first, last, tag=tag)

    assert not LoanBooking.objects.exists()


def test_what_leaves_the_pool_is_lent_no_more(lent):
    services.put_in_pool(tag="KIN-1", is_for_loan=False)

    assert queries.pool(EVERY, day(3, 2)).things == ()
    with pytest.raises(CannotKeep, match="Ingen inventarie är märkt X"):
        services.put_in_pool(tag="X", is_for_loan=True)

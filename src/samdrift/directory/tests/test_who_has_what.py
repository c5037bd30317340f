"""People and units by what others know of them: an address, an id, a number as it is written."""

import pytest

from samdrift.directory import queries
from samdrift.directory.models import Person
from samdrift.servicedesk.tests.given import Desk


@pytest.mark.django_db
def test_an_address_that_two_have_is_nobodys():
    desk = Desk()
    Person.objects.filter(pk=desk.per.pk).update(email=desk.karin.email.upper())
    eva = desk.person("eva", "Eva Lind")

    found = queries.ids_by_email({desk.karin.email, "EVA@kinda.example", "ingen@kinda.example"})

    assert found == {"eva@kinda.example": eva.pk}


@pytest.mark.django_db
def test_a_unit_is_told_by_its_place_and_whose_it_is():
    desk = Desk()

    assert queries.units_by_id([desk.school.pk, 0]) == {desk.school.pk: "Kinda"}


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("0494-191 00", "4649419100"),
        ("+46 (0)494 191 00", "4649419100"),
        ("0046494-19100", "4649419100"),
        ("9100", "9100"),
    ],
)
def test_a_number_is_the_same_however_it_is_written(written, digits):
    assert queries.phone_digits(written) == digits

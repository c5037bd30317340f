"""An operator's or a device manager's list held against the register."""

import pytest

from samdrift.assets.errors import CannotKeep
from samdrift.assets.models import Device
from samdrift.assets.register.door import Reader
from samdrift.assets.taking_in import comparing
from samdrift.assets.taking_in.comparing import ListSort, Outcome
from samdrift.assets.tests import given
from samdrift.plumbing import sheets
from samdrift.plumbing.access import Role

pytestmark = pytest.mark.django_db
EVERY = Reader("", sees_people=True, keeps=True, roles=frozenset(Role))


def compared(text, sort=ListSort.CARRIER):
    return comparing.compare(EVERY, sheets.read(text.encode()), sort)


def subscription(tag, number, **told):
    given.thing(tag, "active", kind="phone.mobile", values={"number": number}, **told)


def outcomes(found):
    return [(each.outcome, each.key, each.tag) for each in found.differences]


def test_who_pays_for_a_subscription_that_nobody_holds_is_told():
    subscription("AB-1", "070-174 06 35", holder=given.person().pk)
    subscription("AB-2", "070-174 06 36")
    subscription("AB-3", "070-174 06 37", holder=given.person().pk)

    found = compared("Mobilnummer;Kostnad\n+46701740635;99\n0701740636;99\n0701740640;99\n")

    assert outcomes(found) == [
        (Outcome.HELD_BY_NOBODY, "0701740636", "AB-2"),
        (Outcome.UNKNOWN, "0701740640", ""),
        (Outcome.NOT_LISTED, "070-174 06 37", "AB-3"),
    ]
    assert (found.lines, found.things, found.alike) == (3, 3, 1)


def test_what_a_unit_uses_together_is_held_by_somebody():
    subscription("AB-1", "0701740635")
    unit = given.unit()
    Device.objects.update(unit=unit)

    assert compared("Nummer\n0701740635\n").differences == ()


def test_devices_are_compared_by_their_makers_number_and_by_who_has_them():
    karin = given.person().pk
    given.thing("KIN-1", "held", serial="5cg-901", holder=karin)
    given.thing("KIN-2", "held", serial="5CG902", holder=karin)

    found = compared(
        "Device name,Serial number,Primary user UPN\n"
        "KIN-1,5CG901,KARIN@kinda.example\n"
        "KIN-2,5CG902,anders@kinda.example\n"
        "KIN-2,5CG902,anders@kinda.example\n",
        ListSort.INTUNE,
    )

    assert outcomes(found) == [
        (Outcome.OTHER_HOLDER, "5CG902", "KIN-2"),
        (Outcome.TWICE, "5CG902", "KIN-2"),
    ]
    assert found.differences[0].listed_holder == "anders@kinda.example"


def test_what_lies_in_stock_is_not_missed_in_a_list():
    given.thing("KIN-1", "stock", serial="5CG901")

    assert compared("serialNumber\n5CG902\n", ListSort.CHROMEBOOKS).things == 0


def test_a_list_with_no_number_is_refused_with_what_the_column_may_be_called():
    with pytest.raises(CannotKeep, match="Ingen kolumn heter något av: telefonnummer, mobil"):
        compared("Namn\nKarin\n")

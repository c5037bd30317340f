"""Suppliers' own numbers, held against an example of theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.servicedesk.casework import handing_over, references
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.models import Handover, SupplierTerms
from samdrift.servicedesk.tests.given import MONDAY, Desk, agent

SIGNS = st.text("ABCÅåx09-./()[]*+ ", min_size=1, max_size=20).map(str.strip).filter(bool)


@pytest.mark.parametrize("number", ["INC123456", "inc000001", ""])
def test_a_number_like_the_example_passes(number):
    references.check(number, form="INC123456")


@pytest.mark.parametrize("number", ["INC12345", "INC1234567", "CHG123456", "123456", "INC12345O"])
def test_a_number_unlike_the_example_is_refused_with_the_example(number):
    with pytest.raises(CannotChange, match=f"ser ut så här: INC123456. {number} gör inte det"):
        references.check(number, form="INC123456")


def test_a_supplier_whose_numbers_are_not_known_may_have_any():
    references.check("vad som helst", form="")


@given(form=SIGNS)
def test_every_example_is_like_itself(form):
    references.check(form, form=form)
    assert references.within(form).findall(f"Se {form}, tack.") == [form]


def test_a_number_within_a_longer_one_is_none():
    assert references.within("INC1").findall("INC12 XINC1 INC1x (INC1)") == ["INC1"]


def test_a_wrong_number_is_not_kept(db):
    desk = Desk()
    ticket = desk.ticket()
    SupplierTerms.objects.create(supplier=desk.supplier, reference_form="INC123456")
    handing_over.hand_over(
        number=ticket.number,
        supplier_code="LEV",
        address="",
        promised_by=None,
        actor=agent(desk.jonas),
        at=MONDAY,
    )

    with pytest.raises(CannotChange):
        handing_over.note_reference(number=ticket.number, reference="S-77", promised_by=None)
    assert Handover.objects.get().reference == ""

    handing_over.note_reference(number=ticket.number, reference=" INC777777 ", promised_by=None)
    assert Handover.objects.get().reference == "INC777777"

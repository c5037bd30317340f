"""What is paid and what is owed: a file taken in once, and what is left by age."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from samdrift.billing import electronic, queries, receivables
from samdrift.billing.errors import CannotCharge, CannotTakeIn
from samdrift.billing.models import Payment, Reminder
from samdrift.billing.ports import Paid
from samdrift.billing.receivables import Owed
from samdrift.billing.services import deciding, paying, reminding
from samdrift.billing.services.paying import take_in
from samdrift.billing.tests.given import AT, FEBRUARY, Member, addressed, invoiced
from samdrift.kernel.money import Money

HEAD = "referens;datum;ocr;belopp\r\n"


@pytest.fixture
def two_months(db):
    """Return the OCR of January's invoice; both are of 356.25 kronor."""
    addressed_member = Member()
    addressed()
    addressed_member.computer("en")
    invoiced()
    invoiced(FEBRUARY)
    return electronic.invoice(1).ocr


def file(*rows):
    return (HEAD + "".join(f"{row}\r\n" for row in rows)).encode()


def left():
    return [(each.number, each.amount.ore) for each in receivables.owed()]


def test_a_payment_finds_its_invoice_and_is_taken_in_once(two_months):
    assert left() == [(1, 35_625), (2, 35_625)]
    told = file(f"B1;2015-02-20;{two_months};300.25", f"B2;2015-02-27;{two_months};56.00", "")

    assert (take_in(told), take_in(told)) == (2, 0)

    assert left() == [(2, 35_625)]


def test_a_part_a_credit_and_too_much_are_told_as_they_are(two_months):
    (line,) = queries.lines_of_invoice(queries.invoice(2).id)
    deciding.credit(line_ids=[line.id], reason="Fel", at=AT)

    take_in(file(f"B1;2015-02-20;{two_months};400"))

    assert left() == [(1, -4_375)]


def test_what_is_paid_by_no_reference_we_know_is_told(two_months):
    take_in(file("B1;2015-02-20;999;100", f"B2;2015-02-20;{two_months};100"))

    assert receivables.unmatched() == (Paid("B1", date(2015, 2, 20), "999", Money(10_000)),)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "problem"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"", "Första raden ska vara referens;datum;ocr;belopp."),
        (file("B1;2015-02-20;133"), "Rad 2: skriv referens"),
        (file("B1;20 feb;133;1"), "Rad 2: skriv referens"),
        (file("B1;2015-02-20;133;1", "B2;2015-02-20;133;mycket"), "Rad 3: skriv referens"),
        (file(";2015-02-20;133;1"), "Rad 2: referens eller belopp saknas."),
        (file("B1;2015-02-20;133;0"), "Rad 2: referens eller belopp saknas."),
        (file("B1;2015-02-20;133;1", "B1;2015-02-20;133;2"), "Rad 3: betalningen B1 är redan"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_row_and_nothing_is_taken_in(told, problem):
    with pytest.raises(CannotTakeIn, match=problem):
        take_in(told)

    assert not Payment.objects.exists()


def test_a_payment_is_never_changed(two_months):
    take_in(file(f"B1;2015-02-20;{two_months};1"))

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Payment.objects.update(amount_ore=2)


@pytest.mark.parametrize(
    ("days", "age"), [(-1, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3)]
)
def test_an_invoice_ages_from_the_day_after_it_is_due(days, age):
    due = date(2015, 3, 5)

    assert Owed(1, "KIN", due, Money(1)).age(due + timedelta(days=days)) == age


@given(
    st.lists(
        st.builds(
            Owed,
            st.integers(1, 99),
            st.sampled_from("ABC"),
            st.dates(date(2014, 1, 1), date(2016, 1, 1)),
            st.integers(-(10**9), 10**9).map(Money),
        )
    )
)
def test_the_ages_add_up_to_what_is_owed(found):
    told = receivables.by_member(tuple(found), on=date(2015, 1, 1))

    assert sum(each.amount.ore for each in told) == sum(each.amount.ore for each in found)


@pytest.mark.django_db
def test_one_is_reminded_of_what_is_left_and_again_after_a_week():
    member = Member()
    member.computer("a")
    invoiced()
    due = receivables.owed_of(1).due_on

    for day, problem in ((due, "inte förfallen"), (date(2014, 1, 1), "inte förfallen")):
        with pytest.raises(CannotCharge, match=problem):
            reminding.remind(number=1, by="anna", on=day)
    reminding.remind(number=1, by="anna", on=due + timedelta(days=1))
    with pytest.raises(CannotCharge, match="Vänta till "):
        reminding.remind(number=1, by="anna", on=due + timedelta(days=7))
    reminding.remind(number=1, by="bo", on=due + timedelta(days=8))

    told = receivables.last_reminder(1)
    assert (told.number, told.day, told.left) == (2, due + timedelta(days=8), Money(35_625))
    assert receivables.owed_of(1).reminders == 2
    assert Reminder.objects.count() == 2


@pytest.mark.django_db
def test_what_is_paid_is_not_reminded_of():
    member = Member()
    addressed()
    member.computer("a")
    invoiced()
    sent = electronic.invoice(1)
    row = f"BG1;2015-03-01;{sent.ocr};356.25"
    paying.take_in("\n".join((";".join(paying.HEAD), row)).encode())

    with pytest.raises(CannotCharge, match="betald"):
        reminding.remind(number=1, by="anna", on=date(2016, 1, 1))
    assert receivables.last_reminder(1) is None

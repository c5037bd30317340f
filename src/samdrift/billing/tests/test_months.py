"""A month from what was had to what is paid, and late changes that mend it."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from samdrift.assets.models import Holding
from samdrift.billing import charged, checks, queries
from samdrift.billing.choices import InvoiceKind
from samdrift.billing.errors import CannotCharge
from samdrift.billing.models import Charge, Comparison, Invoice, Line, Metering, Run
from samdrift.billing.services import deciding
from samdrift.billing.tests.given import AT, FEBRUARY, JANUARY, MARCH, Member, invoiced, prepared
from samdrift.catalogue.tests import given as catalogue
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month
from samdrift.parties.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return Member()


def lines(run):
    return [
        (line.of_month.month, line.days, line.price.ore, line.amount.ore)
        for line in queries.lines(run_id=run.pk)
    ]


def test_a_thing_had_for_half_a_month_costs_half_the_price(member):
    member.computer("hel")
    member.computer("halv", date(2014, 11, 16))
    catalogue.published(member.option, holds_from=date(2014, 11, 1), name="2014",
                        decided_on=date(2014, 9, 1), on=date(2014, 10, 1))  # fmt: skip
    Metering.objects.update(holds_from=date(2014, 11, 1))

    run = prepared(Month(2014, 11))

    assert lines(run) == [(11, 45, 28_500, 42_750)]
    (line,) = queries.lines(run_id=run.pk)
    assert [(each.identifier, each.days, each.amount) for each in charged.on_line(line.id)] == [
        ("halv", 15, Money(14_250)),
        ("hel", 30, Money(28_500)),
    ]
    assert (line.text, line.measure, line.things) == ("Arbetsplats", "per styck och månad", 2)


def test_the_things_of_a_line_add_up_to_quantity_times_price(member):
    for number in range(7):
        member.computer(f"dator {number}", date(2015, 1, 21 + number), date(2015, 1, 22 + number))

    run = prepared()

    assert lines(run) == [(1, 7, 28_500, 6_435)]  # 7 of 31 days of 285 kronor.
    assert sorted(Charge.objects.values_list("amount_ore", flat=True)) == [919] * 5 + [920] * 2


def test_two_prices_in_a_month_are_two_lines(member):
    member.computer("en")
    catalogue.published(
        member.option, kronor=280, holds_from=date(2015, 1, 11), name="Sänkt", on=date(2015, 1, 5)
    )

    run = prepared()

    assert lines(run) == [(1, 21, 28_000, 18_968), (1, 10, 28_500, 9_194)]


def test_what_has_no_price_is_not_charged_and_is_counted(member):
    member.meter("tablet", catalogue.servers()[0])
    member.computer("platta", kind="tablet")
    member.computer("dator")

    run = prepared()

    assert (lines(run), run.unpriced) == ([(1, 31, 28_500, 28_500)], 1)


def test_a_kind_of_its_own_metering_is_not_charged_as_the_one_above_it(member):
    member.meter("computer.staff.thin_client", None)
    member.computer("klient", kind="computer.staff.thin_client")
    member.computer("elev", kind="computer.pupil")

    assert lines(prepared()) == []


def test_customers_pay_too_and_whoever_is_host_does_not_pay_itself(member):
    for role in ("host", "customer", "supplier"):
        Organisation.objects.create(code=role, name=role, role=role, position=2)
        member.computer(f"dator {role}", of=role)

    run = prepared()

    assert [line.organisation for line in queries.lines(run_id=run.pk)] == ["customer"]


def test_preparing_again_reckons_anew_and_takes_approvals_back(member):
    member.computer("en")
    run = prepared()
    deciding.approve(month=run.month, by="anna")
    member.computer("två")

    again = prepared(by="cia")

    assert (again.pk, again.first_by, again.prepared_by) == (run.pk, "", "cia")
    assert lines(again) == [(1, 62, 28_500, 57_000)]
    assert Charge.objects.count() == 2


def test_two_approve_and_the_second_invoices(member):
    member.computer("en")
    (invoice,) = invoiced()

    assert (invoice.number, invoice.kind, invoice.buyer_name, invoice.seller_name) == (
        1,
        InvoiceKind.INVOICE,
        "Kinda kommun",
        "IT-samverkan",
    )
    assert (invoice.net_ore, invoice.vat_ore, invoice.amount_ore) == (28_500, 7_125, 35_625)
    assert (invoice.issued_on, invoice.due_on) == (date(2015, 2, 3), date(2015, 3, 5))
    assert queries.run(JANUARY.span.start).is_invoiced


def test_one_alone_cannot_invoice(member):
    member.computer("en")
    run = prepared()
    with pytest.raises(CannotCharge, match="Två olika personer"):
        deciding.issue(month=run.month, by="anna", at=AT)
    deciding.approve(month=run.month, by="anna")

    for act in (
        lambda: deciding.issue(month=run.month, by="anna", at=AT),
        lambda: deciding.approve(month=run.month, by="bo"),
    ):
        with pytest.raises(CannotCharge):
            act()
    with pytest.raises(IntegrityError, match="approved_by_two"), transaction.atomic():
        Run.objects.update(second_by="anna", invoiced_at=AT)

    assert (Invoice.objects.count(), queries.run(run.month).is_invoiced) == (0, False)


def test_what_is_not_prepared_is_not_approved():
    with pytest.raises(CannotCharge, match="inte räknad än"):
        deciding.approve(month=JANUARY.span.start, by="anna")


def test_an_invoiced_month_is_changed_by_nobody(member):
    member.computer("en")
    invoiced()

    for act in (prepared, lambda: deciding.approve(month=JANUARY.span.start, by="cia")):
        with pytest.raises(CannotCharge, match="redan fakturerad"):
            act()
    with pytest.raises(CannotCharge, match="redan fakturerad"):
        member.meter("computer", None)
    for model in (Run, Line, Charge, Comparison, Invoice):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            model.objects.all()._raw_delete("default")
    for model, told in ((Line, {"text": "x"}), (Charge, {"days": 1}), (Invoice, {"number": 9})):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            model.objects.update(**told)

    assert (Invoice.objects.get().number, Line.objects.count()) == (1, 1)


def test_a_late_change_is_mended_by_the_next_month_which_says_which_it_mends(member):
    member.computer("kvar")
    gone = member.computer("borta")
    invoiced()
    Holding.objects.filter(pk=gone.pk).update(out_of_service=date(2015, 1, 11))
    member.computer("sen", date(2015, 1, 27))

    run = prepared(FEBRUARY)

    assert lines(run) == [
        (2, 56, 28_500, 57_000),
        (1, 5, 28_500, 4_597),
        (1, -21, 28_500, -19_306),
    ]
    assert [line.is_correction for line in queries.lines(run_id=run.pk)] == [False, True, True]
    invoiced(FEBRUARY)
    assert lines(prepared(MARCH)) == [(3, 62, 28_500, 57_000)]


def test_a_price_lowered_backwards_is_given_back(member):
    member.computer("en")
    invoiced()
    catalogue.published(
        member.option, kronor=270, holds_from=date(2015, 1, 2), name="Sänkt", on=date(2015, 2, 2)
    )

    run = prepared(FEBRUARY)

    assert lines(run) == [
        (2, 28, 27_000, 27_000),
        (1, 30, 27_000, 26_129),
        (1, -30, 28_500, -27_581),
    ]


def test_a_month_that_gives_more_back_than_it_asks_is_a_credit(member):
    gone = member.computer("borta")
    invoiced()
    Holding.objects.filter(pk=gone.pk).delete()

    (credit,) = invoiced(FEBRUARY)

    assert (credit.number, credit.kind, credit.amount_ore) == (2, InvoiceKind.CREDIT, -35_625)


def test_a_month_prepared_before_another_was_invoiced_is_reckoned_again(member):
    member.computer("en")
    february = prepared(FEBRUARY)
    deciding.approve(month=february.month, by="anna")
    invoiced()

    with pytest.raises(CannotCharge, match="Räkna den en gång till"):
        deciding.issue(month=february.month, by="bo", at=AT)

    assert Invoice.objects.count() == 1
    (second,) = invoiced(FEBRUARY)
    assert second.number == 2


def test_a_line_is_credited_once_and_not_charged_again(member):
    member.computer("en")
    member.computer("två")
    (invoice,) = invoiced()
    (line,) = queries.lines_of_invoice(invoice.pk)

    note = deciding.credit(line_ids=[line.id], reason="Fel förvaltning", at=AT)

    told = queries.invoice(note.number)
    assert (told.kind, told.credits_number, told.amount, told.reason) == (
        InvoiceKind.CREDIT,
        1,
        Money(-71_250),
        "Fel förvaltning",
    )
    (back,) = queries.lines_of_invoice(note.pk)
    assert [each.amount for each in charged.on_line(back.id)] == [Money(-28_500)] * 2
    with pytest.raises(CannotCharge, match="redan krediterad"):
        deciding.credit(line_ids=[line.id], reason="Igen", at=AT)
    with pytest.raises(CannotCharge, match="en och samma faktura"):
        deciding.credit(line_ids=[back.id], reason="Tillbaka", at=AT)
    assert lines(prepared(FEBRUARY)) == [(2, 56, 28_500, 57_000)]
    assert Invoice.objects.count() == 2


def test_why_a_month_differs_from_the_one_before_adds_up(member):
    member.computer("kvar")
    ended = member.computer("slut", end=date(2015, 2, 1))
    member.computer("delad", date(2015, 1, 17))
    invoiced()
    Holding.objects.filter(pk=ended.pk).update(out_of_service=date(2015, 1, 31))
    member.computer("ny", date(2015, 2, 15))
    catalogue.published(
        member.option, kronor=280, holds_from=date(2015, 2, 1), name="Sänkt", on=date(2015, 1, 20)
    )

    run = prepared(FEBRUARY)

    (why,) = queries.comparisons(run.pk)
    assert (why.before, why.amount) == (Money(70_790), Money(69_081))
    assert (why.new, why.ended, why.price) == (Money(14_000), Money(-28_500), Money(-1_000))
    assert (why.days, why.correction) == (Money(14_710), Money(-919))


def test_nobody_who_had_nothing_is_compared(member):
    run = prepared()

    assert queries.comparisons(run.pk) == ()


def test_what_must_hold_of_a_year_holds_and_what_does_not_is_told(member):
    member.computer("en")
    assert checks.year_checks(2015) == ()
    invoiced()

    assert [(each.found, each.faults) for each in checks.year_checks(2015)] == [
        ("1 rader har hållits mot sina debiteringar.", ()),
        ("1 fakturor har hållits mot sina rader.", ()),
        ("Nummer 1 till 1 har hållits mot varandra.", ()),
    ]


def test_the_database_holds_that_a_line_is_quantity_times_price(member):
    member.computer("en")
    prepared()

    with pytest.raises(IntegrityError, match="a_line_is_quantity_times_price"):
        Line.objects.update(amount_ore=28_502)


def test_runs_and_invoices_are_listed_the_latest_first(member):
    Organisation.objects.create(code="VIM", name="Vimmerby", role="member", position=2)
    member.computer("en")
    member.computer("annan", of="VIM")
    invoiced()
    prepared(FEBRUARY)

    assert [(run.month.month, run.amount) for run in queries.runs()] == [
        (2, Money(57_000)),
        (1, Money(57_000)),
    ]
    assert [each.number for each in queries.invoices()] == [2, 1]
    assert [each.number for each in queries.invoices(organisation="VIM")] == [2]
    run = queries.run(FEBRUARY.span.start)
    assert len(queries.lines(run_id=run.id, organisation="VIM")) == 1
    assert (queries.run(MARCH.span.start), queries.invoice(9)) == (None, None)


def test_a_month_invoiced_ahead_is_charged_by_what_is_had_and_mended_after():
    member = Member()
    member.computer("a")
    invoiced(MARCH)  # In February, as AT is.
    Holding.objects.update(out_of_service=date(2015, 3, 11))

    run = prepared(Month(2015, 4))

    (line,) = queries.lines(run_id=run.pk)
    assert (line.of_month, line.is_correction, line.days) == (date(2015, 3, 1), True, -21)

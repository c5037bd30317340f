"""Fixed assets: their plans to the öre, what happens to them, their note, vouchers and ties."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from samdrift.capital import booking, checks, depreciation, fixed_tables, register
from samdrift.capital.choices import LifeBasis
from samdrift.capital.depreciation import Change
from samdrift.capital.errors import CannotKeep
from samdrift.capital.models import DepreciationRun, FixedAsset, FixedEvent
from samdrift.capital.services import fixed as keeping
from samdrift.capital.tests.given import AT, bought, group, kronor, told, written_off
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month
from samdrift.ledger.proposals import Place
from samdrift.ledger.tests.given import books, taken, ver
from samdrift.reporting.ports import Ask
from samdrift.reporting.tests.opened import unlike_their_records

FIRST = Month(2015, 1)
AMOUNTS = st.integers(1, 10**12)
LATER = st.builds(
    lambda at, added, months: Change(depreciation.later(FIRST, at), Money(added), months),
    st.integers(0, 80),
    st.integers(-(10**9), 10**9),
    st.none() | st.integers(1, 60),
)


@examples(AMOUNTS, st.integers(1, 120), st.lists(LATER, max_size=5))
@settings(max_examples=60)
def test_a_plan_comes_to_what_is_to_be_written_off_and_never_past_it(amount, months, changes):
    changes = sorted(changes, key=lambda change: change.month)
    plan = depreciation.plan((Change(FIRST, Money(amount), months), *changes))

    whole = amount + sum(change.added.ore for change in changes)
    sums = [depreciation.through(plan, depreciation.later(FIRST, at)).ore for at in range(-1, 320)]
    assert sums[0] == 0
    assert sums == sorted(sums)
    last = plan[-1]
    before_last = depreciation.through(plan, depreciation.before(last.first)).ore
    if last.months:
        assert sums[-1] == max(whole, before_last)
    else:
        assert sums[-1] == before_last


@examples(AMOUNTS, st.integers(1, 120))
@settings(max_examples=30)
def test_months_of_a_plan_differ_by_an_ore_at_most(amount, months):
    plan = depreciation.plan([Change(FIRST, Money(amount), months)])

    sums = [depreciation.through(plan, depreciation.later(FIRST, at)).ore for at in range(months)]
    parts = [after - earlier for earlier, after in zip([0, *sums], sums, strict=False)]
    assert max(parts) - min(parts) <= 1
    assert sums[-1] == amount


pytestmark = pytest.mark.django_db


def planned(asset, *months):
    found = register.fixed_asset(asset.number)
    return [found.planned(Month(*month)).kronor() for month in months]


def moved(column="total", year=2015):
    answer = fixed_tables.fixed_note(Ask(year))
    assert unlike_their_records(answer) == []
    values = {row.key: answer.figure(row.key, column).money for row in answer.rows}
    return {key: amount.kronor() for key, amount in values.items() if amount}


def test_what_is_bought_is_written_off_by_the_month_after_it_is_taken_in_use():
    asset = bought(group(), "100000", residual=kronor("1000"))

    assert planned(asset, (2015, 1), (2015, 2), (2015, 3), (2017, 12), (2018, 1), (2030, 1)) == [
        "0.00", "2750.00", "5500.00", "96250.00", "99000.00", "99000.00",
    ]  # fmt: skip
    assert register.fixed_asset(asset.number).last_month == Month(2018, 1)


def test_a_third_of_an_ore_is_never_lost():
    asset = bought(group(), "50000.01", months=3, belongs_together=True)

    assert planned(asset, (2015, 2), (2015, 3), (2015, 4)) == ["16666.67", "33333.34", "50000.01"]


def test_what_happens_changes_the_plan_from_its_month_on():
    asset = bought(group())
    told(asset, "impaired", date(2015, 8, 20), amount=kronor(15000))
    assert planned(asset, (2015, 7), (2015, 8), (2018, 1)) == ["6000.00", "6500.00", "21000.00"]

    told(asset, "restored", date(2016, 8, 1), amount=kronor(9000))
    assert planned(asset, (2016, 7), (2016, 8), (2018, 1)) == ["12000.00", "13000.00", "30000.00"]

    told(asset, "added", date(2017, 2, 1), amount=kronor(6000), months=24)
    assert planned(asset, (2017, 1), (2017, 2), (2019, 1)) == ["18000.00", "18750.00", "36000.00"]

    told(asset, "replanned", date(2018, 2, 1), months=10, residual=kronor(1000))
    assert planned(asset, (2018, 1), (2018, 2), (2018, 11)) == ["27000.00", "27800.00", "35000.00"]


def test_a_month_is_written_off_once_in_order_and_what_was_told_late_is_caught_up_with():
    early = bought(group())
    written_off(months=2)
    late = bought(early.events.get(happening="acquired").group, name="Sen")

    for month in (Month(2015, 3), Month(2015, 5)):
        with pytest.raises(CannotKeep, match="en gång, i ordning"):
            keeping.write_off(month=month, by="anna", at=AT)
    written_off((2015, 4))

    parts = FixedEvent.objects.filter(happening="depreciated").order_by("id")
    assert list(parts.values_list("fixed_asset", "depreciation_ore")) == [
        (early.pk, 100_000), (early.pk, 100_000), (early.pk, 100_000), (late.pk, 300_000),
    ]  # fmt: skip
    assert register.month_to_run() == Month(2015, 5)
    assert [amount.kronor() for _, amount in register.runs()] == ["4000.00", "1000.00", "1000.00"]


def test_what_is_sold_leaves_with_all_that_was_written_off_and_its_gain_is_proposed():
    asset = bought(group(), cost_centre="300")
    written_off(months=3)
    told(asset, "disposed", date(2015, 7, 9), amount=kronor(40000))

    found = register.fixed_asset(asset.number)
    assert (found.sums, found.disposed_on) == (register.Sums(), date(2015, 7, 9))
    assert moved() == {
        "purchases": "36000.00", "disposals": "-36000.00",
        "depreciation": "-5000.00", "reversed-depreciation": "5000.00",
    }  # fmt: skip
    caught_up, sold = booking.vouchers(Month(2015, 7))
    assert dict(caught_up.amounts) == {
        Place("7910", "300"): kronor(2000), Place("1119"): kronor(-2000),
    }  # fmt: skip
    assert (sold.series, sold.number, sold.text) == (
        "ANL", 20150702, "Avyttrad eller utrangerad 1 Server",
    )  # fmt: skip
    assert dict(sold.amounts) == {
        Place("1110"): kronor(-36000), Place("1119"): kronor(5000),
        Place("3820", "300"): kronor(31000),
    }  # fmt: skip
    with pytest.raises(CannotKeep, match="inte längre i registret"):
        told(asset, "impaired", date(2015, 8, 1), amount=kronor(1))
    keeping.take_back(number=1, on=date(2015, 7, 9), by="anna", at=AT)
    assert register.fixed_asset(1).sums.carrying == kronor(31000)
    written_off((2015, 5), 3)
    assert register.fixed_asset(1).sums.depreciation == kronor(6000)


def test_what_brings_less_than_it_is_carried_at_is_a_loss():
    asset = bought(group())
    told(asset, "disposed", date(2015, 2, 1), amount=kronor(1000))

    (sold,) = booking.vouchers(Month(2015, 2))

    assert dict(sold.amounts) == {Place("1110"): kronor(-36000), Place("7990"): kronor(36000)}


def test_a_finished_project_is_moved_to_its_group_and_then_written_off():
    begun = group("Pågående", basis=LifeBasis.NONE.value, months=0, cost_account="1280",
                  depreciation_account="", expense_account="")  # fmt: skip
    asset, to = bought(begun, "60000"), group(begins="same")
    written_off_before = register.month_to_run()
    told(asset, "regrouped", date(2015, 6, 30), group_id=to.pk, in_use=date(2015, 7, 1), months=60)

    assert (written_off_before, register.month_to_run()) == (None, Month(2015, 7))
    assert planned(asset, (2015, 6), (2015, 7), (2015, 12), (2020, 6)) == [
        "0.00", "1000.00", "6000.00", "60000.00",
    ]  # fmt: skip
    assert moved("pagaende") == {"purchases": "60000.00", "regrouped": "-60000.00"}
    assert moved("teknik")["regrouped"] == "60000.00"
    assert "regrouped" not in moved()
    (voucher,) = (each for each in booking.vouchers(Month(2015, 6)) if each.number % 100)
    assert dict(voucher.amounts) == {Place("1110"): kronor(60000), Place("1280"): kronor(-60000)}
    keeping.take_back(number=1, on=date(2015, 12, 31), by="anna", at=AT)
    assert moved("teknik") == {}


def test_what_is_taken_over_opens_the_year_after_and_goes_on_from_there():
    asset = bought(group(), "90000", on=date(2014, 12, 31), in_use=date(2014, 12, 31), months=20,
                   written_off=kronor(50000))  # fmt: skip
    written_off((2015, 1), 12)

    assert planned(asset, (2015, 12), (2016, 8)) == ["74000.00", "90000.00"]
    assert moved() == {
        "opening-cost": "90000.00", "closing-cost": "90000.00",
        "opening-depreciation": "-50000.00", "depreciation": "-24000.00",
        "closing-depreciation": "-74000.00", "closing": "16000.00",
    }  # fmt: skip


def test_less_than_the_years_limit_is_a_cost_unless_it_belongs_with_more():
    keeping.rule(since=2015, percent=50, months=36, decision="Direktionen § 12")
    of = group()

    with pytest.raises(CannotKeep, match=r"Gränsen 2015 är 22250\.00 kr"):
        bought(of, "22249.99")
    with pytest.raises(CannotKeep, match="minst 36 månader"):
        bought(of, "30000", months=35)
    with pytest.raises(CannotKeep, match="mer än anskaffningsvärdet"):
        bought(of, residual=kronor("36000.01"))
    assert not FixedAsset.objects.exists()

    bought(of, "22249.99", belongs_together=True)
    bought(of, "22250", component_of=1)
    bought(of, "20000", on=date(2014, 5, 1))
    assert [asset.component_of for asset in register.fixed_assets()] == [None, 1, None]
    assert register.limit(2014) is None


@pytest.mark.parametrize(
    ("happening", "more", "why"),
    [
        ("added", {}, "mer än noll"),
        ("impaired", {"amount": kronor(36001)}, "redovisade värde"),
        ("restored", {"amount": kronor(1)}, "vad som är nedskrivet"),
        ("replanned", {}, "hur många månader"),
        ("replanned", {"months": 3, "residual": kronor(36001)}, "Restvärdet"),
        ("regrouped", {}, "annan grupp"),
        ("disposed", {"amount": kronor(-1)}, "mindre än noll"),
    ],
)
def test_what_cannot_have_happened_is_refused_and_changes_nothing(happening, more, why):
    asset = bought(group())

    with pytest.raises(CannotKeep, match=why):
        told(asset, happening, date(2015, 3, 1), **more)
    with pytest.raises(CannotKeep, match="innan anläggningen fanns"):
        told(asset, happening, date(2015, 1, 14), **more)

    assert FixedEvent.objects.count() == 1


def test_a_beginning_that_is_taken_back_gives_back_what_was_written_off():
    bought(group())
    written_off()
    keeping.take_back(number=1, on=date(2015, 3, 2), by="anna", at=AT)

    assert moved() == {}
    assert register.fixed_assets() == ()
    with pytest.raises(CannotKeep, match="inget att ta tillbaka"):
        keeping.take_back(number=1, on=date(2015, 3, 2), by="anna", at=AT)


def test_the_database_changes_no_event_and_no_run():
    bought(group())
    written_off()

    for rows, change in ((FixedEvent.objects, {"cost_ore": 1}),
                         (DepreciationRun.objects, {"done_by": "x"})):  # fmt: skip
        for act in (lambda rows=rows, change=change: rows.update(**change), rows.all().delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()
    assert register.fixed_asset(1).sums.depreciation == kronor(1000)


def test_the_register_is_held_against_the_books_account_by_account(tmp_path):
    told_of = ver("A", 1, "20150115", (1930, -36000), (1930, 36000))
    ends = "#IB 0 {0} 0\n#UB 0 {0} {1}\n"
    chart = '#KONTO 1110 "Teknik"\n#KONTO 1119 "Avskrivet"\n'
    books_of = books(chart, told_of, ends.format(1110, 36000), ends.format(1119, -900))
    taken(tmp_path, y2015=books_of)
    assert checks.year_checks(2015) == ()
    bought(group())
    written_off()

    (result,) = checks.year_checks(2015)

    assert result.title == "Anläggningsregistret stämmer med bokföringen"
    assert result.found == "Registret är hållet mot 2 konton."
    assert [fault.replace("\xa0", " ") for fault in result.faults] == [
        "konto 1119: registret har −1 000,00 kr, bokföringen −900,00 kr"
    ]
    assert [door.words for door in result.doors] == ["Teknik"]

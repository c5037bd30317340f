"""A year is closed point by point, and comes to what the law's own reckoning says."""

from datetime import UTC, datetime
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import ZERO, Money
from samdrift.kernel.spans import Month, Span
from samdrift.ledger.tests.given import books, taken, ver
from samdrift.parties import services as parties
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask, CannotAnswer, Column, Row, Table
from samdrift.reporting.totals import totals_tie
from samdrift.yearend import booking, queries, services, tables
from samdrift.yearend.balance import left_after
from samdrift.yearend.checks import year_checks
from samdrift.yearend.choices import EntryKind, FactKind
from samdrift.yearend.errors import CannotClose
from samdrift.yearend.models import Entry, Fact, Reconciliation, SignOff
from samdrift.yearend.points import points
from samdrift.yearend.ports import Actor

AT = datetime(2016, 2, 1, 12, tzinfo=UTC)
WHO = Actor("Eva", AT)
ADDRESS = "/ar/2015/bokslut/"
ACCOUNTS = "#KONTO 1460 Lager\n#KONTO 2290 Skuld\n#KONTO 3800 Vinst\n"


def balances(year, **accounts):
    """Return what accounts opened with (`i`) and closed with (`u`), in kronor."""
    words = {"i": "IB", "u": "UB"}
    return "".join(f"#{words[key[0]]} 0 {key[1:]} {kronor}\n" for key, kronor in accounts.items())


@pytest.fixture
def years(db, tmp_path):
    """Take in three years: a deficit of 100, a surplus of 60, and 50 of which 30 is a gain."""
    taken(
        tmp_path,
        y2013=books(ver("A", 1, "20130310", (4000, 100), (1930, -100)), year=2013),
        y2014=books(ver("A", 1, "20140310", (3000, -60), (1930, 60)), year=2014),
        y2015=books(
            ACCOUNTS,
            balances(2015, i1930=1000, i2290=-400, i2010=-600,
                     u1930=1050, u2290=-400, u2010=-600),
            ver("A", 1, "20150310", (3000, -20), (1930, 20)),
            ver("A", 2, "20150311", (3800, -30), (1930, 30)),
        ),
    )  # fmt: skip


def tell(kind, kronor, *, year=2015, reason="§ 9"):
    services.tell(year=year, kind=kind, amount=Money(kronor * 100), reason=reason, who=WHO)


def requirement(year=2015):
    """Return the rows of a year's balance requirement in kronor, without those that are blank."""
    table = registry.table(tables.BALANCE, Ask(year), today=AT.date())
    return {
        row.key: row.figures[0].money.ore // 100
        for row in table.rows
        if row.figures[0].value is not None
    }


def test_gains_are_taken_off_and_earlier_deficits_restored_the_oldest_first(years):
    assert requirement(2013)["left"] == -100
    assert requirement() == {
        "result": 50,
        "gains": -30,
        "after-adjustments": 20,
        "balance-result": 20,
        "deficit-2013": -20,
        "left": -20,
    }
    (check,) = totals_tie(2015)
    assert check.faults == ()


def test_what_no_account_tells_is_told_with_its_reason_and_opens_to_it(years):
    tell(FactKind.GAINS_EXEMPT, 10)
    tell(FactKind.RESERVE_TO, -5)
    tell(FactKind.DEFICIT, 40, year=2012)
    tell(FactKind.EXCEPTIONAL, 70, year=2013)

    rows = requirement()

    assert (rows["after-adjustments"], rows["balance-result"]) == (30, 25)
    assert rows["left"] == 0
    table = registry.table(tables.BALANCE, Ask(2015), today=AT.date())
    (origin,) = table.figure("gains-exempt", tables.AMOUNT).origins
    source = registry.record_source(origin.question)
    assert (source.count(origin), source.amount(origin).money) == (1, Money(1000))


@pytest.mark.parametrize(
    ("kind", "kronor", "year", "why"),
    [
        (FactKind.RESERVE_TO, 5, 2015, "reserveras skrivs med minus"),
        (FactKind.RESERVE_TO, -21, 2015, "Mer än årets överskott"),
        (FactKind.EXCEPTIONAL, 101, 2013, "högst årets underskott"),
        (FactKind.EXCEPTIONAL, 1, 2015, "högst årets underskott"),
        (FactKind.DEFICIT, 5, 2014, "utan bokföring här"),
        (FactKind.UNREALISED, 5, 2010, "ingen bokföring för året"),
    ],
)
def test_what_the_law_does_not_allow_is_refused(years, kind, kronor, year, why):
    with pytest.raises(CannotClose, match=why):
        tell(kind, kronor, year=year)
    assert Fact.objects.count() == 0


def test_a_deficit_that_is_not_restored_in_three_years_is_a_fault(years, tmp_path):
    tell(FactKind.DEFICIT, 500, year=2012)

    (late,) = year_checks(2015)

    assert late.faults == ("420,00 kr från 2012 skulle vara återställt senast 2015",)
    assert late.doors[0].opens.row_key == "deficit-2012"
    assert year_checks(2014)[0].faults == ()
    with pytest.raises(CannotAnswer, match="2005 och senare"):
        tables.balance_requirement(Ask(2004))


amounts = st.integers(-(10**9), 10**9).map(Money)


@given(st.lists(amounts, min_size=1, max_size=8))
def test_what_is_left_is_what_surpluses_have_not_restored(results):
    by_year = dict(enumerate(results, 2010))
    last = 2009 + len(results)

    left = left_after(last, results=by_year, exempt={}, begun={})

    owed = ZERO
    for result in results:
        owed = max(owed - result, ZERO)
    assert sum(each.left.ore for each in left) == owed.ore
    assert all(ZERO < each.left <= -by_year[each.year] for each in left)
    assert [each.year for each in left] == sorted(each.year for each in left)


@settings(max_examples=20)
@given(amounts, st.sampled_from(["result", "gains", "reserve-to"]), st.sampled_from([1, -1]))
def test_a_row_that_is_planted_wrong_is_found(amount, key, by):
    origin = (Origin(queries.FACTS, Span.year(2015)),)

    def figure(ore):
        return Figure(Money(ore), Unit.MONEY, origin)

    parts = {"result": amount.ore, "gains": -7, "reserve-to": -3}

    def told(fault):
        wrong = parts | {key: parts[key] + fault}
        rows = [
            Row(each, each, (figure(wrong.get(each, 0)),))
            for each in (
                "result",
                "gains",
                "gains-exempt",
                "losses-exempt",
                "unrealised",
                "unrealised-reversed",
            )
        ]
        rows.append(Row("after-adjustments", "", (figure(amount.ore - 7),)))
        rows += [
            Row(each, each, (figure(wrong.get(each, 0)),))
            for each in ("reserve-to", "reserve-from")
        ]
        rows.append(Row("balance-result", "", (figure(amount.ore - 10),)))
        columns = (Column(tables.AMOUNT, "2015", Unit.MONEY),)
        table = Table("x", "x", Ask(2015), Unit.MONEY, columns, tuple(rows))
        claimed = tables.balance_totals(table)
        with mock.patch("samdrift.reporting.totals._tables", return_value=[(table, claimed)]):
            return len(totals_tie(2015)[0].faults)

    assert (told(0), told(by)) == (0, 1)


def test_key_figures_stand_five_years_beside_each_other(years):
    table = registry.table(tables.KEY_FIGURES, Ask(2015), today=AT.date())

    told = {column.key: figure.value for column, figure in
            zip(table.columns, table.row("2015").figures, strict=True)}  # fmt: skip
    assert [row.key for row in table.rows] == ["2011", "2012", "2013", "2014", "2015"]
    assert (told["assets"], told["equity"]) == (Money(105_000), Money(65_000))
    assert (str(told["solidity"]), str(told["margin"])) == ("61.9", "100.0")
    assert told["liquidity"] is None
    assert table.row("2012").figures[0].value is None


def test_each_cost_centre_carries_its_surplus_on(db, tmp_path):
    centre = '#DIM 1 "Kostnadsställe"\n#OBJEKT 1 IT "IT"\n'
    taken(
        tmp_path,
        y2014=books(centre, ver("A", 1, "20140310", ("3000@IT", -60), (1930, 60)), year=2014),
        y2015=books(
            centre,
            ver("A", 1, "20150310", ("4000@IT", 80), (1930, -80)),
            ver("A", 2, "20150311", (3000, -7), (1930, 7)),
        ),
    )

    table = registry.table(tables.DEPARTMENTS, Ask(2015), today=AT.date())

    told = {row.key: [figure.money.ore // 100 for figure in row.figures] for row in table.rows}
    assert told == {"IT": [60, -80, -20], "none": [0, 7, 7], "total": [60, -73, -13]}
    (check,) = totals_tie(2015)
    assert check.faults == ()
    (whole,) = tables.departments(Ask(2013)).rows
    assert [figure.value for figure in whole.figures] == [None] * 3


def test_what_is_left_to_book_is_proposed_and_nothing_twice(years):
    entered = {"year": 2015, "source": "Lönesystemet", "who": WHO}
    services.enter(
        kind=EntryKind.HOLIDAY, accounts=("2290", "5090"), amount=Money(45_000), **entered
    )
    services.enter(kind=EntryKind.RESULT, accounts=("2010", "8990"), amount=ZERO, **entered)

    holiday, result = booking.vouchers(2015)

    told = [(place.account, amount.kronor()) for place, amount in holiday.amounts]
    assert told == [("5090", "50.00"), ("2290", "-50.00")]
    told = [(place.account, amount.kronor()) for place, amount in result.amounts]
    assert told == [("8990", "50.00"), ("2010", "-50.00")]
    (source,) = booking.OFFERS
    assert [each.wanted.lines[1].amount.kronor() for each in source.of(Month(2015, 12))] == [
        "-50.00",
        "-50.00",
    ]
    assert source.of(Month(2015, 11)) == ()
    services.enter(
        kind=EntryKind.HOLIDAY, accounts=("2290", "5090"), amount=Money(40_000), **entered
    )
    assert [each.text for each in booking.vouchers(2015)] == [
        "Årets resultat till eget kapital 2015"
    ]
    with pytest.raises(CannotClose, match="två olika konton"):
        services.enter(kind=EntryKind.PENSION, accounts=("2290", "2290"), amount=ZERO, **entered)
    assert Entry.objects.count() == 3


def test_a_balance_is_held_against_its_document_and_what_differs_is_a_fault(years):
    def held(kronor, note="Bankens besked"):
        services.reconcile(
            year=2015, account="1930", amount=Money(kronor * 100), note=note, document=None, who=WHO
        )

    with pytest.raises(CannotClose, match="Bifoga underlaget"):
        held(1050, note=" ")
    held(1049)
    assert year_checks(2015)[1].faults == (
        "konto 1930: underlaget har 1\xa0049,00 kr, bokföringen 1\xa0050,00 kr",
    )
    held(1050)
    assert year_checks(2015)[1].faults == ()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Reconciliation.objects.update(note="X")


@pytest.fixture
def own_checks(monkeypatch):
    """Run the checks of a year's close alone: those of every table are run by its page."""
    monkeypatch.setattr(registry, "checks", year_checks)


def test_points_are_left_until_they_are_done_or_signed_with_a_reason(years, own_checks):
    def state(key):
        return next(point.state.value for point in points(2015) if point.key == key)

    assert (state("books"), state("budget"), state("result")) == ("ok", "warn", "warn")
    assert (state("accruals"), state("written-off")) == ("warn", "ok")
    services.sign(year=2015, key="accruals", reason="Genomgångna 20 januari.", who=WHO)
    assert state("accruals") == "signed"
    with pytest.raises(CannotClose, match="Skriv varför"):
        services.sign(year=2015, key="stock", reason=" ", who=WHO)
    services.take_back(year=2015, key="accruals", who=WHO)
    assert state("accruals") == "warn"
    with pytest.raises(CannotClose, match="inte signerad"):
        services.take_back(year=2015, key="accruals", who=WHO)
    assert SignOff.objects.count() == 2


def test_a_check_that_is_signed_must_be_signed_anew_when_its_faults_are_others(years, own_checks):
    tell(FactKind.DEFICIT, 500, year=2012)
    (late,) = [point for point in points(2015) if "tre år" in point.title]
    services.sign(year=2015, key=late.key, reason="Plan beslutad § 12.", who=WHO)
    assert not next(point for point in points(2015) if point.key == late.key).is_left

    tell(FactKind.DEFICIT, 600, year=2012)

    (late,) = [point for point in points(2015) if "tre år" in point.title]
    assert late.is_left


@pytest.fixture
def client_of(years):
    """Return how somebody with a role signs in."""

    def client(role):
        wanted = parties.Wanted((role,), "")
        parties.save_user(name=role, password="korrekt-häst", wanted=wanted, by="test", at=AT)
        found = Client()
        found.force_login(User.objects.get(username=role))
        return found

    return client


def test_a_point_is_signed_on_its_page_by_who_approves(client_of):
    auditor, controller = client_of("auditor"), client_of("controller")
    signing = {"act": "sign", "key": "accruals", "reason": "Klart."}
    assert auditor.post(ADDRESS, signing).status_code == 404
    assert controller.post(ADDRESS, signing | {"key": "x"}).status_code == 404
    assert controller.post(ADDRESS, signing | {"reason": ""}).status_code == 422
    assert controller.post(ADDRESS, signing).status_code == 302

    page = auditor.get(ADDRESS).content.decode()

    assert "Klart. (controller" in " ".join(page.split())
    assert 'name="act"' not in page
    assert controller.post(ADDRESS, {"act": "take-back", "key": "accruals"}).status_code == 302
    assert SignOff.objects.count() == 2


def test_what_a_close_needs_is_told_on_its_pages(client_of):
    auditor, controller = client_of("auditor"), client_of("controller")
    sent = SimpleUploadedFile("saldo.txt", b"1 050,00")
    told = {"account": "1930", "amount": "1 050", "files": sent}
    assert controller.post(f"{ADDRESS}avstamning/", told).status_code == 302
    assert controller.post(f"{ADDRESS}avstamning/", {"account": "1"}).status_code == 422
    row = Reconciliation.objects.get()
    answer = auditor.get(f"{ADDRESS}avstamning/{row.pk}/")
    assert answer.content == b"1 050,00"
    assert queries.held_files([row.digest]) == {row.digest}
    entry = {"kind": "result", "account": "2010", "against": "8990"}
    assert controller.post(f"{ADDRESS}poster/", entry).status_code == 302
    assert controller.post(f"{ADDRESS}poster/", entry | {"against": "2010"}).status_code == 422
    assert b"#VER" in auditor.get(f"{ADDRESS}poster.si").content
    assert auditor.get(f"{ADDRESS}poster.pdf").status_code == 404
    fact = {"kind": "reserve-to", "of_year": "2015", "amount": "-5", "reason": "§ 9"}
    assert controller.post(f"{ADDRESS}balanskrav/", fact).status_code == 302
    assert controller.post(f"{ADDRESS}balanskrav/", fact | {"amount": "x"}).status_code == 422
    assert Fact.objects.get().amount_ore == -500

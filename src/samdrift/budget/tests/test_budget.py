"""A budget is worked out in versions, compared, adopted by a decision, and then never changed."""

import io
from datetime import date
from fractions import Fraction
from unittest import mock

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.budget import mapping, queries, services, tables
from samdrift.budget.checks import year_checks
from samdrift.budget.choices import GROUPS, MonthKey
from samdrift.budget.errors import CannotBudget
from samdrift.budget.models import Adoption, Amount, Version
from samdrift.budget.ports import WantedVolume
from samdrift.budget.spreading import spread, weights
from samdrift.budget.tests.given import AT, adopted, begun, planned
from samdrift.catalogue.tests import given as catalogue
from samdrift.followup import tables as followup
from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger.tests.given import books, taken, ver
from samdrift.parties import services as parties
from samdrift.plumbing import sheets
from samdrift.reporting import registry
from samdrift.reporting.formats import Scale, machine_number
from samdrift.reporting.ports import Ask, Column, Row, Table
from samdrift.reporting.recount import Verdict, recount
from samdrift.reporting.totals import totals_tie

CENTRES = '#DIM 1 "Kostnadsställe"\n#OBJEKT 1 IT "IT"\n'
BEFORE = books(
    CENTRES,
    ver("A", 1, "20140210", ("3000@IT", -900), (1930, 900)),
    ver("A", 2, "20140310", ("3000@IT", -300), (1930, 300)),
    ver("A", 3, "20140310", ("4000@IT", "100.50"), (1930, "-100.50")),
    year=2014,
)


@pytest.fixture
def before(db, tmp_path):
    """Take in the books of the year before."""
    taken(tmp_path, y2014=BEFORE)


def sums(version):
    """Return what each place has in a year, in kronor."""
    return {
        (row.place.account, row.place.cost_centre): row.amount.kronor()
        for row in queries.places(version.pk)
    }


@given(st.integers(-(10**13), 10**13), st.lists(st.integers(0, 10**9), min_size=12, max_size=12))
def test_a_year_is_divided_to_the_ore_and_whole_kronor_stay_whole(ore, heavy):
    told = weights(MonthKey.AS_BEFORE, dict(enumerate(heavy, 1)))

    for amount in (Money(ore), Money(ore * 100)):
        months = spread(amount, told)
        assert sum(month.ore for month in months) == amount.ore
        assert all(month.ore * amount.ore >= 0 for month in months)
    assert all(month.ore % 100 == 0 for month in months)


def test_last_years_outcome_so_much_higher_keeps_its_months(before):
    version = begun()

    count = services.fill_from_outcome(version.pk, accounts="3000-4999", permille=25)

    assert count == 2
    assert sums(version) == {("3000", "IT"): "-1230.00", ("4000", "IT"): "103.00"}
    months = Amount.objects.filter(account="3000").values_list("month", "amount_ore")
    assert dict(months) == {2: -92_300, 3: -30_700}
    services.fill_from_outcome(version.pk, accounts="4000", permille=0, key=MonthKey.EVEN)
    assert sums(version)["4000", "IT"] == "101.00"
    with pytest.raises(CannotBudget, match="ingen bokföring för året före"):
        services.fill_from_outcome(version.pk, accounts="8000", permille=0)
    with pytest.raises(CannotBudget, match="Skriv konton och intervall"):
        services.fill_from_outcome(version.pk, accounts="3000-", permille=0)
    assert sums(version)["4000", "IT"] == "101.00"


def test_what_is_adopted_is_never_changed_and_the_latest_is_followed(before):
    first, second = begun(), begun(name="Reviderad")
    planned(first, 1200, cost_centre="IT")
    adopted(first)
    services.fill_from_version(second.pk, other_id=first.pk)
    planned(second, 2400, cost_centre="IT")
    assert queries.in_force(2015).number == 1

    adopted(second, "§ 7", date(2016, 1, 15))

    assert queries.in_force(2015).number == 2
    with pytest.raises(CannotBudget, match="antagen och ändras inte"):
        planned(first, 1, cost_centre="IT")
    for change in (
        lambda: Amount.objects.filter(version=first).update(amount_ore=1),
        lambda: Amount.objects.filter(version=first).delete(),
        lambda: Amount.objects.create(
            version=first, account="1", month=1, amount_ore=1, made="hand"
        ),
        lambda: Version.objects.filter(pk=first.pk).update(name="X"),
        lambda: Adoption.objects.update(decision="X"),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()
    assert sums(first) == {("4000", "IT"): "1200.00"}


def test_a_version_is_adopted_by_a_decision_of_a_day_that_has_been(db):
    version = begun()
    with pytest.raises(CannotBudget, match="Versionen är tom"):
        adopted(version)
    planned(version, 10)
    with pytest.raises(CannotBudget, match="i framtiden"):
        adopted(version, on=date(2016, 2, 2))
    with pytest.raises(CannotBudget, match="vilket beslut"):
        adopted(version, " ")
    assert queries.in_force(2015) is None


def test_volumes_times_prices_give_the_income_month_by_month(db):
    option = catalogue.workplace()
    catalogue.published(option)
    price = queries.prices_by_month(2015)[option.pk][0]
    version = begun()
    wanted = WantedVolume(option.pk, Fraction("12.5"), "3010", "IT")

    services.fill_from_volumes(version.pk, wanted=[wanted, wanted])

    (row,) = queries.places(version.pk)
    assert row.amount.ore == -price.ore * 25 * 12
    assert (row.place.service, row.place.account) == (option.service.key, "3010")
    with pytest.raises(CannotBudget, match="inte mindre än noll"):
        services.fill_from_volumes(
            version.pk, wanted=[WantedVolume(option.pk, Fraction(-1), "3010")]
        )


def test_a_list_is_read_by_its_headings_or_not_at_all(db):
    text = "Konto;KST;Budget 2015;Text\n3000;IT;1 200;Avgifter\n3000;IT;12;\n4000;;-600,50;\n"
    sheet = sheets.read(text.encode())
    version = begun()

    at = mapping.columns(sheet, {})
    told = mapping.planned(sheet, at, key=MonthKey.EVEN, is_income_plus=True)
    services.fill_from_list(version.pk, planned=told)

    assert sums(version) == {("3000", "IT"): "-1212.00", ("4000", ""): "600.50"}
    for wrong, why in (
        ("Konto;Budget\nX1;5\n", "rad 2: X1 är inget konto"),
        ("Konto;Budget\n3000;fem\n", "rad 2: fem är inget belopp"),
        ("Nummer;Budget\n3000;5\n", "Den har: Nummer, Budget"),
    ):
        bad = sheets.read(wrong.encode())
        with pytest.raises(CannotBudget, match=why):
            mapping.planned(bad, mapping.columns(bad, {}), key=MonthKey.EVEN, is_income_plus=True)
    said = sheets.read(b"Nummer;Kronor\n3000;5\n")
    at = mapping.columns(said, {"account": "Nummer", "year": "Kronor"})
    (row,) = mapping.planned(said, at, key=MonthKey.EVEN, is_income_plus=False)
    assert sum(month.ore for month in row.months) == 500


def test_versions_stand_beside_each_other_and_every_figure_opens_to_its_amounts(before):
    version = begun()
    services.fill_from_outcome(version.pk, accounts="3000-4999", permille=0)
    second = begun(name="Sparkrav")
    services.fill_from_version(second.pk, other_id=version.pk)
    planned(second, 50, cost_centre="IT")

    table = registry.table(tables.VERSIONS, Ask(2015), today=AT.date())

    told = [
        None if each.value is None else machine_number(each.value, Scale.SEK)
        for each in table.row("result").figures
    ]
    assert told == ["1099.00", "1150.00", "1099.50", "50.50"]
    for row in table.rows:
        figure = row.figures[1]
        verdict = recount(figure).verdict
        assert verdict in (Verdict.AGREES, Verdict.AGREES_REVERSED)
    (check,) = totals_tie(2015)
    assert check.faults == ()


@settings(max_examples=20)
@given(st.sampled_from(range(6)), st.integers(1, 10**9), st.sampled_from((-1, 1)))
def test_a_figure_that_is_planted_wrong_is_found(at, ore, by):
    origin = Origin(queries.AMOUNTS, Span.year(2015))
    keys = [key for key, _, _ in GROUPS]
    columns = tuple(Column(key, key, Unit.MONEY) for key in ("v1", tables.PREVIOUS, tables.CHANGE))

    def told(fault):
        def row(key, many, wrong=0):
            amounts = (ore * many + wrong, 7 * many, (ore - 7) * many + wrong)
            return Row(
                key, key, tuple(Figure(Money(each), Unit.MONEY, (origin,)) for each in amounts)
            )

        rows = [row(key, 1, fault if key == keys[at] else 0) for key in keys]
        table = Table("x", "x", Ask(2015), Unit.MONEY, columns, (*rows, row("result", len(keys))))
        with mock.patch(
            "samdrift.reporting.totals._tables", return_value=[(table, tables.totals(table))]
        ):
            return len(totals_tie(2015)[0].faults)

    assert told(0) == 0
    assert told(by) == 2


def test_the_follow_up_uses_what_is_adopted_and_the_books_are_held_against_it(before, tmp_path):
    taken(
        tmp_path,
        y2015=books(
            CENTRES,
            "#PBUDGET 0 201501 4000 {1 IT} 600\n#PBUDGET 0 201502 4000 {1 IT} 600\n",
            ver("A", 1, "20150115", ("4000@IT", 110), (1930, -110)),
        ),
    )
    version = begun()
    services.fill_from_books(version.pk)
    assert sums(version) == {("4000", "IT"): "1200.00"}
    planned(version, 40, account="5000", cost_centre="NY")
    adopted(version)

    table = registry.table(followup.BY_CENTRE, Ask(2015), today=AT.date())

    def budget(key):
        return table.figure(key, "budget").money.kronor()

    assert (budget("IT"), budget("NY"), budget("total")) == ("-1200.00", "-40.00", "-1240.00")
    assert table.figure("IT", "deviation").money.kronor() == "1090.00"
    assert recount(table.figure("NY", "budget")).verdict is Verdict.AGREES_REVERSED
    (check,) = year_checks(2015)
    assert check.faults == ("Personal: antaget \N{MINUS SIGN}40,00 kr, i bokföringen 0,00 kr",)
    assert year_checks(2014) == ()


@pytest.fixture
def client_of(db):
    """Return how somebody with a role signs in."""

    def client(role):
        wanted = parties.Wanted((role,), "")
        parties.save_user(name=role, password="korrekt-häst", wanted=wanted, by="test", at=AT)
        found = Client()
        found.force_login(User.objects.get(username=role))
        return found

    return client


ADDRESS = "/budget/2015/1/"


def test_a_version_is_begun_and_adopted_on_its_pages_by_who_approves(client_of):
    auditor, controller = client_of("auditor"), client_of("controller")
    begin = {"act": "begin", "name": "Ett", "because": ""}
    assert auditor.post("/budget/2015/", begin).status_code == 404
    assert Version.objects.count() == 0
    assert controller.post("/budget/2015/", begin | {"name": " "}).status_code == 422
    assert controller.post("/budget/2015/", begin).headers["Location"] == ADDRESS
    passing = {"act": "pass", "accounts": "4600-"}
    assert controller.post("/budget/2015/", passing).status_code == 422
    assert controller.post("/budget/2015/", passing | {"accounts": "4600"}).status_code == 302
    assert queries.passed_on(2015) == "4600"
    row = {"act": "plan", "account": "5000", "amount": "-1 200", "key": "even"}
    assert controller.post(ADDRESS, row).status_code == 302
    adopt = {"act": "adopt", "decision": "§ 41", "decided_on": "2015-12-01"}
    assert controller.post(ADDRESS, adopt).status_code == 302
    assert controller.post(ADDRESS, row).status_code == 422

    page = auditor.get(ADDRESS).content.decode()

    assert "Antagen genom § 41 den 2015-12-01" in page
    assert 'name="act"' not in page
    assert "§ 41" in auditor.get("/budget/2015/").content.decode()


def test_a_version_is_filled_on_its_pages(before, client_of):
    controller, version = client_of("controller"), begun()
    fill = {"act": "outcome", "accounts": "3000-4999", "percent": "2,5", "key": "even"}
    assert controller.post(ADDRESS, fill | {"percent": "x"}).status_code == 422
    assert controller.post(ADDRESS, {"act": "books"}).status_code == 422
    assert controller.post(ADDRESS, {"act": "x"}).status_code == 404
    assert controller.post(ADDRESS, fill).status_code == 302
    book = openpyxl.Workbook()
    for cells in (("Konto", "Belopp"), (6000, -24)):
        book.active.append(cells)
    content = io.BytesIO()
    book.save(content)
    sent = SimpleUploadedFile("b.xlsx", content.getvalue())
    told = {"file": sent, "is_income_plus": "plus", "key": "even"}
    assert controller.post(f"{ADDRESS}fil/", told).status_code == 302
    option = catalogue.workplace()
    catalogue.published(option, kronor=100)
    asked = {f"volume-{option.pk}": "2", f"centre-{option.pk}": "IT"}
    assert controller.post(f"{ADDRESS}volymer/", asked).status_code == 422
    asked[f"account-{option.pk}"] = "3100"
    assert controller.post(f"{ADDRESS}volymer/", asked).status_code == 302

    assert sums(version) == {
        ("3000", "IT"): "-1230.00",
        ("3100", "IT"): "-2400.00",
        ("4000", "IT"): "103.00",
        ("6000", ""): "24.00",
    }

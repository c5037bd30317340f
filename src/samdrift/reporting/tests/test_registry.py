"""Tables asked for by key, within one snapshot of the database."""

from datetime import date

import pytest
from django.db import connection, transaction

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.spans import Span
from samdrift.plumbing import contributions
from samdrift.plumbing.exchange.tests.given import taken_in
from samdrift.reporting import registry
from samdrift.reporting.addresses import WebLinks
from samdrift.reporting.ports import (
    Ask,
    CannotAnswer,
    CheckResult,
    Column,
    FigureAddress,
    Row,
    Table,
    TableSource,
    origin_from_query,
    origin_query,
)
from samdrift.reporting.snapshot import remembered, snapshot

TODAY = date(2016, 5, 1)
ASSETS = "id,kind,organisation,location,in_service,out_of_service\n1,tablet,KIN,,2014-01-01,\n"


@pytest.fixture
def loaded(db, tmp_path):
    taken_in(tmp_path, assets=ASSETS)


@pytest.mark.django_db
def test_without_records_there_is_nothing_to_ask():
    assert registry.years() == ()
    with pytest.raises(CannotAnswer, match="Inga poster är inlästa"):
        registry.table("assets.computers", Ask(2015), today=TODAY)


def test_a_table_answers_from_the_first_year_to_this_one(loaded):
    assert registry.years() == (2014,)
    for year in (2014, 2015, 2016):
        assert registry.table("assets.computers", Ask(year), today=TODAY).ask.year == year
    for year in (2013, 2017):
        with pytest.raises(CannotAnswer, match=f"poster för {year}, bara för 2014 till 2016"):
            registry.table("assets.computers", Ask(year), today=TODAY)


def test_tables_come_in_order_and_each_once(loaded):
    ids = [spec.id for spec in registry.tables()]

    assert ids == sorted(set(ids))
    assert "assets.computers" in ids


@pytest.mark.parametrize(
    ("table_id", "ask", "told"),
    [
        ("assets.computer", Ask(2015), "Menade du assets.computers?"),
        ("zzz", Ask(2015), "Se alla med samdrift tables"),
        ("assets.computers", Ask(2015, "IT"), "Ta bort --cost-centre"),
        ("assets.computers", Ask(2015, "", date(2014, 5, 1)), "ligger inte i 2015"),
        ("staff.sick-leave", Ask(2015, "", date(2015, 5, 1)), "räknar en period. Ta bort --day"),
    ],
)
def test_what_cannot_be_asked_is_refused(loaded, table_id, ask, told):
    with pytest.raises(CannotAnswer, match=told):
        registry.table(table_id, ask, today=TODAY)


def test_records_are_told_of_in_their_apps_words(loaded):
    origin = (
        registry.table("assets.computers", Ask(2015), today=TODAY)
        .figure("KIN", "tablet")
        .origins[0]
    )

    assert registry.Describer().title(origin.question) == "Inventarier i drift"
    assert registry.Describer().describe(origin) == "Surfplatta, Kinda, i drift 2015-12-31"
    with pytest.raises(CannotAnswer, match="Sidan finns inte"):
        registry.record_source("no.records")
    told = [(check.title, check.is_right) for check in registry.checks(2015)]
    assert told == [("Summorna är summan av sina delar", True)]


@pytest.mark.django_db
def test_in_a_snapshot_the_same_is_asked_once():
    asked = []

    def ask():
        asked.append(1)
        return len(asked)

    with snapshot():
        assert remembered("a", ask) == remembered("a", ask) == 1
        with snapshot():
            assert remembered("a", ask) == 1
        assert remembered("b", ask) == 2
    assert (remembered("a", ask), remembered("a", ask)) == (3, 4)


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_of_its_own_takes_no_write_lock():
    with snapshot():
        assert connection.in_atomic_block
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SHOW transaction_isolation")
                assert cursor.fetchone() == ("repeatable read",)
    assert not connection.in_atomic_block
    with transaction.atomic():
        assert connection.in_atomic_block


def test_a_year_earlier_is_the_same_day():
    assert Ask(2016).a_year_earlier() == Ask(2015)
    assert (Ask(2016).on, Ask(2016).a_year_earlier().on) == (date(2016, 12, 31), date(2015, 12, 31))
    leap = Ask(2016, "IT", date(2016, 2, 29))
    assert leap.a_year_earlier() == Ask(2015, "IT", date(2015, 2, 28))
    assert Ask(2016, "", date(2016, 3, 29)).a_year_earlier().on == date(2015, 3, 29)


ORIGIN = Origin("a.records", Span.year(2015), (("kind", "x"), ("place", "å & ä")), 1)


def a_table(value):
    figure = Figure(value, Unit.COUNT, (ORIGIN,))
    columns = (Column("c", "C", Unit.COUNT), Column("d", "D", Unit.COUNT))
    return Table("a.t", "T", Ask(2015), Unit.COUNT, columns, (Row("r", "R", (figure, figure)),))


def test_a_figure_is_found_by_row_and_column():
    table = a_table(5)

    assert table.figure("r", "d").value == 5
    with pytest.raises(KeyError):
        table.figure("r", "x")
    with pytest.raises(KeyError):
        table.figure("x", "c")
    with pytest.raises(AssertionError):
        Table("a.t", "T", Ask(2015), Unit.COUNT, (), table.rows)
    assert (a_table(0).has_figures, a_table(None).has_figures, table.has_figures) == (
        False,
        False,
        True,
    )


def test_addresses_are_read_as_they_are_written():
    for ask in (Ask(2015), Ask(2015, "IT"), Ask(2015, "", date(2015, 5, 1))):
        address = FigureAddress("a.t", ask, "r", "c")
        assert FigureAddress.from_query(address.query()) == address
    again = origin_from_query(origin_query(ORIGIN))
    assert (again.question, again.span, again.scope) == ("a.records", ORIGIN.span, ORIGIN.scope)
    with pytest.raises(ValueError, match="records"):
        origin_from_query({"question": "records", "span": "2015-01-01/"})


def test_links_stand_under_their_base():
    links = WebLinks("https://x.se/")

    assert links.origin(ORIGIN) == (
        "https://x.se/poster/?question=a.records&span=2015-01-01%2F2016-01-01&kind=x"
        "&place=%C3%A5+%26+%C3%A4"
    )
    assert WebLinks().figure(FigureAddress("a.t", Ask(2015), "r", "c")) == (
        "/figur/?table=a.t&year=2015&row=r&column=c"
    )


def test_a_check_is_right_where_nothing_differs():
    assert CheckResult("a", "b").is_right
    assert not CheckResult("a", "b", ("c",)).is_right


def test_a_source_may_have_no_years():
    assert TableSource(key="a.t", specs=tuple).years() == frozenset()


class Offering(contributions.SamdriftAppConfig):
    def __init__(self, label, *offers):
        self.label = label
        self._offers = offers

    def offers(self):
        return self._offers


def test_offers_are_collected_once_each_from_their_own_app():
    one, two = TableSource("a.x", tuple), TableSource("a.y", tuple)

    assert contributions.collect([Offering("a", one, two), object(), Offering("b")]) == (one, two)
    with pytest.raises(AssertionError, match="offered twice"):
        contributions.collect([Offering("a", one, one)])
    with pytest.raises(AssertionError, match="is not b's"):
        contributions.collect([Offering("b", one)])

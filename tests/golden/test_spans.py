"""The sample years on any day and over any span, held against their own files line by line."""

import csv
import io
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.golden.conftest import DEMO, SIX

from samdrift.kernel.figures import Unit
from samdrift.kernel.spans import Span, months_of
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask, CannotAnswer, Series
from samdrift.reporting.recount import Verdict, recount
from samdrift.reporting.snapshot import snapshot

SAMPLE = SIX
TODAY = date(2020, 1, 1)
RELAXED = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

pytestmark = pytest.mark.samples


def lines(name, file):
    with zipfile.ZipFile(DEMO / f"{name}.zip") as package:
        return list(csv.DictReader(io.StringIO(package.read(file).decode("utf-8-sig"))))


def asked(table_id, ask):
    with snapshot():
        return registry.table(table_id, ask, today=TODAY)


def held(rows, day, kind, member):
    """Count the slow way: line by line, as the contract says."""
    return sum(
        row["organisation"] == member
        and (row["kind"] == kind or row["kind"].startswith(f"{kind}."))
        and date.fromisoformat(row["in_service"]) <= day
        and (not row["out_of_service"] or date.fromisoformat(row["out_of_service"]) > day)
        for row in rows
    )


def test_a_register_on_any_day_is_what_its_file_says_line_by_line(sample):
    rows = lines(SIX, "assets.csv")
    members = [row["code"] for row in lines(SIX, "organisations.csv") if row["role"] == "member"]

    @RELAXED
    @given(st.dates(date(2013, 12, 1), date(2015, 12, 31)), st.sets(st.sampled_from(members)))
    def check(day, chosen):
        ask = Ask(day.year, day=day, members=tuple(sorted(chosen)))
        table = asked("assets.computers", ask)
        shown = [code for code in members if not chosen or code in chosen]
        assert [row.key for row in table.rows if row.kind == "item"] == shown
        for kind in ("computer", "computer.pupil", "tablet"):
            counts = [held(rows, day, kind, code) for code in shown]
            assert [table.figure(code, kind).value for code in shown] == counts
            assert table.figure("total", kind).value == sum(counts)

    check()


FLOWS = (
    ("fibre.connections", "total", "{year}", 2015),
    ("servicedesk.resolution-times", "{year}", "tickets", 2015),
    ("servicedesk.satisfaction", "friendliness", "answers", 2015),
    ("staff.sick-leave", "all", "absent-days", 2015),
    ("ledger.income-statement", "net", "{year}", 2015),
)


@pytest.mark.parametrize(("table_id", "row", "column", "year"), FLOWS)
def test_the_months_of_a_flow_are_the_year(sample, table_id, row, column, year):
    if table_id == "servicedesk.satisfaction":
        row = asked(table_id, Ask(year)).rows[0].key
    row, column = row.format(year=year), column.format(year=year)
    whole = asked(table_id, Ask(year)).figure(row, column)
    parts = [
        asked(table_id, Ask(year, span=month.span)).figure(row, column) for month in months_of(year)
    ]

    assert whole.value
    values = [part.value for part in parts if part.value is not None]
    first, *others = values
    for value in others:
        first = first + value
    assert first == whole.value
    for part in parts:
        assert recount(part).verdict in (
            Verdict.AGREES,
            Verdict.AGREES_REVERSED,
            Verdict.AGREES_SIGNED,
        )


def test_the_balance_sheet_of_a_month_balances_and_ends_as_the_year(sample):
    for month in months_of(2015):
        day = month.span.last_day
        table = asked("ledger.balance-sheet", Ask(2015, day=day))
        assert table.figure("assets", "2015").value == table.figure("total", "2015").value
    whole = asked("ledger.balance-sheet", Ask(2015))
    assert [row.figures[0].value for row in table.rows] == [
        row.figures[0].value for row in whole.rows
    ]


def test_every_table_says_what_it_takes_and_refuses_the_rest(sample):
    quarter, day = Span(date(2015, 1, 1), date(2015, 4, 1)), date(2015, 6, 30)
    member = registry.members()[0].code
    for spec in registry.tables():
        for takes, ask in (
            (spec.takes_span, Ask(2015, span=quarter)),
            (spec.takes_day, Ask(2015, day=day)),
            (spec.takes_members, Ask(2015, members=(member,))),
        ):
            if takes:
                assert asked(spec.id, ask).ask == ask
            else:
                with pytest.raises(CannotAnswer):
                    asked(spec.id, ask)


def test_every_row_of_every_table_is_followed_over_the_years(sample):
    for spec in registry.tables():
        plain = asked(spec.id, Ask(2015))
        for row in plain.rows[:3]:
            table = asked(spec.id, Ask(2015, series=Series(row.key)))
            assert table.rows[-1].key == "2015"
            assert len(table.rows) <= 5
            for column, figure in zip(table.columns, table.rows[-1].figures, strict=True):
                told = plain.figure(row.key, column.key)
                assert figure == told or (figure.is_missing and not told.value)


def test_chosen_members_are_added_from_records_of_their_own(sample):
    member, other = (each.code for each in registry.members()[:2])
    one = asked("servicedesk.resolution-times", Ask(2015, members=(member,)))
    both = asked("servicedesk.resolution-times", Ask(2015, members=tuple(sorted((member, other)))))

    assert {dict(o.scope)["organisation"] for o in one.figure("2015", "tickets").origins} == {
        member
    }
    figure = both.figure("2015", "tickets")
    assert {dict(o.scope)["organisation"] for o in figure.origins} == {member, other}
    assert recount(figure).verdict is Verdict.AGREES
    assert figure.unit is Unit.COUNT

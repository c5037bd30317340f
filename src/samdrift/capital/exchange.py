"""Investments as a package tells them."""

from __future__ import annotations

from samdrift.capital.choices import Plan
from samdrift.capital.models import Investment
from samdrift.parties.exchange import organisation_code
from samdrift.plumbing.exchange.columns import Column, kronor, one_of, text, year
from samdrift.plumbing.exchange.csv_reader import CsvFile, csv_reader
from samdrift.plumbing.exchange.ports import Reading

INVESTMENTS = (
    "id",
    "plan",
    "group",
    "name",
    "organisation",
    "year",
    "opening",
    "budget",
    "outcome",
    "status",
    "decision",
)


def _columns(reading: Reading) -> tuple[Column, ...]:
    code = organisation_code(reading)
    return (
        Column("id", text(200), field="identifier"),
        Column("plan", one_of(Plan.values)),
        Column("group", text(), may_be_empty=True),
        Column("name", text(), may_be_empty=True),
        Column("organisation", code, may_be_empty=True, empty=None, field="organisation_id"),
        Column("year", year),
        Column("opening", kronor, may_be_empty=True, empty=None),
        Column("budget", kronor, may_be_empty=True, empty=None),
        Column("outcome", kronor, may_be_empty=True, empty=None),
        Column("status", text(), may_be_empty=True),
        Column("decision", text(), may_be_empty=True),
    )


OFFERS = (
    csv_reader(
        key="capital.investments",
        name="investments.csv",
        file=CsvFile(
            model=Investment,
            columns=_columns,
            names=INVESTMENTS,
            key=("identifier",),
            keeps_order=True,
        ),
    ),
)

"""Things and gaps as a package tells them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from samdrift.assets import queries
from samdrift.assets.models import Gap, Holding
from samdrift.parties.exchange import organisation_code
from samdrift.plumbing.exchange.columns import Column, day, last_day, one_of, text
from samdrift.plumbing.exchange.csv_reader import (
    CsvFile,
    Problem,
    Values,
    csv_reader,
    ends_before_it_starts,
)
from samdrift.plumbing.exchange.ports import Reading

ASSETS = ("id", "kind", "organisation", "location", "in_service", "out_of_service")
GAPS = ("kind", "organisation", "from", "to", "reason")


def _asset_columns(reading: Reading) -> tuple[Column, ...]:
    return (
        Column("id", text(200), field="identifier"),
        Column("kind", one_of(queries.kinds(with_groups=False), "okänt slag; det finns")),
        Column("organisation", organisation_code(reading), field="organisation_id"),
        Column("location", text(), may_be_empty=True),
        Column("in_service", day),
        Column("out_of_service", last_day, may_be_empty=True, empty=None),
    )


def _gap_columns(reading: Reading) -> tuple[Column, ...]:
    return (
        Column("kind", one_of(queries.kinds(with_groups=True), "okänt slag; det finns")),
        Column("organisation", organisation_code(reading), field="organisation_id"),
        Column("from", day, field="valid_from"),
        Column("to", last_day, may_be_empty=True, empty=None, field="valid_until"),
        Column("reason", text()),
    )


def _asset_problems(_reading: Reading) -> Callable[[Values], Iterable[Problem]]:
    """Return what is wrong with a row: what the register tells of, a package does not."""
    told = Holding.objects.exclude(device=None).values_list("identifier", flat=True)
    followed = frozenset(told)

    def problems(values: Values) -> Iterable[Problem]:
        if values["identifier"] in followed:
            yield "id", "följs i registret över inventarier och ändras där."
        yield from ends_before_it_starts(
            values, ("in_service", "in_service"), ("out_of_service",) * 2
        )

    return problems


def _gap_problems(values: Values) -> Iterable[Problem]:
    return ends_before_it_starts(values, ("from", "valid_from"), ("to", "valid_until"))


def _gap_key(values: Values) -> Values:
    """A gap is told by all its columns; their digest is its one key in the database."""
    told = "\x1f".join(str(values[field] or "") for field in _GAP_FIELDS)
    return {"key": hashlib.sha256(told.encode()).hexdigest()}


_GAP_FIELDS = ("kind", "organisation_id", "valid_from", "valid_until", "reason")

OFFERS = (
    csv_reader(
        key="assets.holdings",
        name="assets.csv",
        file=CsvFile(
            model=Holding,
            columns=_asset_columns,
            names=ASSETS,
            key=("identifier",),
            problems=_asset_problems,
        ),
    ),
    csv_reader(
        key="assets.gaps",
        name="gaps.csv",
        file=CsvFile(
            model=Gap,
            columns=_gap_columns,
            names=GAPS,
            key=_GAP_FIELDS,
            stored_key=("key",),
            problems=lambda _: _gap_problems,
            derived=_gap_key,
        ),
    ),
)

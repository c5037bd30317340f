"""Connections as a package tells them."""

from __future__ import annotations

from samdrift.fibre.models import Connection
from samdrift.parties.exchange import organisation_code
from samdrift.plumbing.exchange.columns import Column, day, text
from samdrift.plumbing.exchange.csv_reader import CsvFile, csv_reader
from samdrift.plumbing.exchange.ports import Reading

CONNECTIONS = ("id", "organisation", "project", "connected_on")


def _columns(reading: Reading) -> tuple[Column, ...]:
    return (
        Column("id", text(200), field="identifier"),
        Column("organisation", organisation_code(reading), field="organisation_id"),
        Column("project", text()),
        Column("connected_on", day),
    )


OFFERS = (
    csv_reader(
        key="fibre.connections",
        name="connections.csv",
        file=CsvFile(model=Connection, columns=_columns, names=CONNECTIONS, key=("identifier",)),
    ),
)

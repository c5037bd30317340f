"""The connections behind a count."""

from __future__ import annotations

from samdrift.fibre import queries
from samdrift.fibre.models import Connection
from samdrift.kernel.figures import Origin
from samdrift.parties import queries as parties
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored

_COLUMNS = (
    RecordColumn("identifier", "Beteckning"),
    RecordColumn(
        "organisation", "Organisation", Kind.CHOICE, is_grouped=True, words=parties.names_by_code
    ),
    RecordColumn("project", "Projekt", is_grouped=True),
    RecordColumn("connected_on", "Ansluten", Kind.DATE, is_grouped=True),
)


def _connections(origin: Origin) -> Stored[Connection]:
    organisation = dict(origin.scope)["organisation"]
    found = queries.made_in(origin.span).filter(organisation_id=organisation)
    return Stored(found, _COLUMNS, "identifier", fields={"organisation": "organisation_id"})


def _describe(origin: Origin) -> str:
    code = dict(origin.scope)["organisation"]
    return parties.names_by_code().get(code, code)


OFFERS = (
    RecordSource(
        key=queries.CONNECTIONS,
        title="Fiberanslutningar",
        columns=_COLUMNS,
        describe=_describe,
        select=_connections,
    ),
)

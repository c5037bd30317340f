"""The connections behind a count."""

from __future__ import annotations

from django.db.models import QuerySet

from samdrift.fibre import queries
from samdrift.fibre.models import Connection
from samdrift.kernel.figures import Origin
from samdrift.parties import queries as parties
from samdrift.reporting.ports import Record, RecordColumn, RecordPage, RecordSource


def _connections(origin: Origin) -> QuerySet[Connection]:
    organisation = dict(origin.scope)["organisation"]
    return queries.made_in(origin.span).filter(organisation_id=organisation)


def _describe(origin: Origin) -> str:
    code = dict(origin.scope)["organisation"]
    return parties.names_by_code().get(code, code)


def _page(origin: Origin, after: str, size: int) -> RecordPage:
    rows = _connections(origin).filter(identifier__gt=after).order_by("identifier")
    names = parties.names_by_code()
    records = tuple(
        Record(
            row.identifier,
            (row.identifier, names[row.organisation_id], row.project, row.connected_on),
        )
        for row in rows[: size + 1]
    )
    return RecordPage(records[:size], records[size - 1].key if len(records) > size else "")


OFFERS = (
    RecordSource(
        key=queries.CONNECTIONS,
        title="Fiberanslutningar",
        columns=(
            RecordColumn("id", "Beteckning"),
            RecordColumn("organisation", "Organisation"),
            RecordColumn("project", "Projekt"),
            RecordColumn("connected_on", "Ansluten"),
        ),
        describe=_describe,
        count=lambda origin: _connections(origin).count(),
        page=_page,
    ),
)

"""The charges behind what a member pays."""

from __future__ import annotations

from samdrift.billing import belonging, costs
from samdrift.billing.models import Charge
from samdrift.catalogue import queries as catalogue
from samdrift.kernel.figures import Origin
from samdrift.parties import queries as parties
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored

_COLUMNS = (
    RecordColumn("identifier", "Beteckning", is_grouped=True),
    RecordColumn("text", "Tjänst", is_grouped=True),
    RecordColumn(
        "organisation", "Organisation", Kind.CHOICE, is_grouped=True, words=parties.names_by_code
    ),
    RecordColumn("of_month", "Månad", Kind.DATE, is_grouped=True),
    RecordColumn("days", "Dagar", Kind.COUNT),
    RecordColumn("amount", "Belopp", Kind.MONEY),
    RecordColumn("invoice", "Faktura", Kind.NUMBER, is_grouped=True),
    RecordColumn("unit", "Enhet", is_grouped=True),
    RecordColumn("cost_centre", "Kostnadsställe", is_grouped=True),
)
_FIELDS = {
    "text": "line__text",
    "organisation": "line__organisation_id",
    "of_month": "line__of_month",
    "amount": "amount_ore",
    "invoice": "line__invoice__number",
}


def _charges(origin: Origin) -> Stored[Charge]:
    """Return what is invoiced for the days of a span: of a member, and of an option if told."""
    scope = dict(origin.scope)
    found = Charge.objects.filter(
        line__organisation_id=scope["organisation"],
        line__invoice__isnull=False,
        line__of_month__gte=origin.span.start,
        line__of_month__lt=origin.span.end,
    )
    if "option" in scope:
        found = found.filter(line__option_id=int(scope["option"]))
    found = belonging.listed(found, scope)
    return Stored(found, _COLUMNS, own_order=("line__of_month", "identifier"), fields=_FIELDS)


def _describe(origin: Origin) -> str:
    scope = dict(origin.scope)
    code = scope["organisation"]
    words = [parties.names_by_code().get(code, code)]
    if "option" in scope:
        card = catalogue.option_cards().get(int(scope["option"]))
        words += [card.words] if card else []
    words += filter(None, (scope.get("unit"), scope.get("cost-centre")))
    return ", ".join(words)


OFFERS = (
    RecordSource(
        key=costs.CHARGES,
        title="Debiteringar",
        columns=_COLUMNS,
        describe=_describe,
        select=_charges,
    ),
)

"""The lines of a plan behind an amount."""

from __future__ import annotations

from samdrift.capital import queries
from samdrift.capital.choices import Amount, Plan
from samdrift.capital.models import Investment
from samdrift.kernel.figures import Origin
from samdrift.parties import queries as parties
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored
from samdrift.reporting.wording import in_words

_COLUMNS = (
    RecordColumn("identifier", "Beteckning"),
    RecordColumn("name", "Namn"),
    RecordColumn("group", "Grupp", is_grouped=True),
    RecordColumn(
        "organisation", "Organisation", Kind.CHOICE, is_grouped=True, words=parties.names_by_code
    ),
    *(RecordColumn(amount.value, str(amount.label), Kind.MONEY) for amount in Amount),
    RecordColumn("status", "Läge", is_grouped=True),
    RecordColumn("decision", "Beslut"),
)


def _investments(origin: Origin) -> Stored[Investment]:
    """Return the lines of an origin's plan: its one line, its group's, or all; of a member."""
    scope = dict(origin.scope)
    found = Investment.objects.filter(year=origin.span.start.year, plan=Plan(scope["plan"]))
    if "investment" in scope:
        found = found.filter(identifier=scope["investment"])
    elif "group" in scope:
        found = found.filter(group=scope["group"])
    if "organisation" in scope:
        found = found.filter(organisation_id=scope["organisation"])
    fields = {"organisation": "organisation_id"}
    return Stored(found, _COLUMNS, "identifier", own_order=("position",), fields=fields)


def _describe(origin: Origin) -> str:
    scope = dict(origin.scope)
    plan = Plan(scope["plan"])
    words = in_words(str(plan.label))
    if "investment" in scope:
        found = queries.investments(year=origin.span.start.year, plan=plan)
        labels = [line.label for line in found.of_line(scope["investment"]).lines]
        words = f"{words}, {labels[0] if labels else scope['investment']}"
    if "organisation" in scope:
        code = scope["organisation"]
        words = f"{words}, {parties.names_by_code().get(code, code)}"
    return f"{words}, {scope['group']}" if "group" in scope else words


OFFERS = (
    RecordSource(
        key=queries.INVESTMENTS,
        title="Investeringar",
        columns=_COLUMNS,
        describe=_describe,
        select=_investments,
        added=lambda origin: Amount(dict(origin.scope)["amount"]).value,
    ),
)

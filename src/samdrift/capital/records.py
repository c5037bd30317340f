"""The lines of a plan behind an amount."""

from __future__ import annotations

from samdrift.capital import queries
from samdrift.capital.choices import Amount, Plan
from samdrift.kernel.figures import Figure, Origin
from samdrift.kernel.money import Money
from samdrift.parties import queries as parties
from samdrift.reporting.ports import Record, RecordColumn, RecordPage, RecordSource


def _investments(origin: Origin) -> queries.Investments:
    """Return the lines of an origin's plan: its one line, its group's, or all."""
    scope = dict(origin.scope)
    found = queries.investments(year=origin.span.start.year, plan=Plan(scope["plan"]))
    if "investment" in scope:
        return found.of_line(scope["investment"])
    return found.of_group(scope["group"]) if "group" in scope else found


def _describe(origin: Origin) -> str:
    scope = dict(origin.scope)
    words = str(Plan(scope["plan"]).label)
    if "investment" in scope:
        labels = [line.label for line in _investments(origin).lines]
        words = f"{words}, {labels[0] if labels else scope['investment']}"
    return f"{words}, {scope['group']}" if "group" in scope else words


def _page(origin: Origin, after: str, size: int) -> RecordPage:
    lines = _investments(origin).lines
    identifiers = [line.identifier for line in lines]
    start = identifiers.index(after) + 1 if after in identifiers else 0
    names = parties.names_by_code()
    records = tuple(
        Record(
            line.identifier,
            (
                line.identifier,
                line.name,
                line.group,
                names[line.organisation] if line.organisation else "",
                *(_money(line.stated(amount)) for amount in Amount),
                line.status,
                line.decision,
            ),
        )
        for line in lines[start : start + size]
    )
    is_more = len(lines) > start + size
    return RecordPage(records, records[-1].key if is_more else "")


def _money(ore: int | None) -> Money | None:
    return None if ore is None else Money(ore)


def _amount(origin: Origin) -> Figure:
    return _investments(origin).stated(Amount(dict(origin.scope)["amount"]))


OFFERS = (
    RecordSource(
        key=queries.INVESTMENTS,
        title="Investeringar",
        columns=(
            RecordColumn("id", "Beteckning"),
            RecordColumn("name", "Namn"),
            RecordColumn("group", "Grupp"),
            RecordColumn("organisation", "Organisation"),
            *(RecordColumn(amount.value, str(amount.label)) for amount in Amount),
            RecordColumn("status", "Läge"),
            RecordColumn("decision", "Beslut"),
        ),
        describe=_describe,
        count=lambda origin: len(_investments(origin).lines),
        page=_page,
        amount=_amount,
    ),
)

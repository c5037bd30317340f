"""The lines of a plan behind an amount, and the events behind what fixed assets moved."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import BigIntegerField, Case, ExpressionWrapper, F, Q, Value, When
from django.db.models.expressions import Combinable

from samdrift.capital import note, queries, register
from samdrift.capital.choices import Amount, Happening, Plan
from samdrift.capital.models import FixedEvent, Investment
from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
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


def _group_names() -> Mapping[str, str]:
    return {group.key: group.name for group in register.groups()}


def _happenings() -> Mapping[str, str]:
    return {each.value: str(each.label) for each in Happening}


_EVENT_COLUMNS = (
    RecordColumn("number", "Nummer", Kind.NUMBER),
    RecordColumn("name", "Anläggning"),
    RecordColumn("group", "Grupp", Kind.CHOICE, is_grouped=True, words=_group_names),
    RecordColumn("happening", "Händelse", Kind.CHOICE, is_grouped=True, words=_happenings),
    RecordColumn("happened_on", "Dag", Kind.DATE, is_grouped=True),
    RecordColumn("amount", "Belopp", Kind.MONEY),
    RecordColumn("document", "Underlag"),
)


def _fixed_events(origin: Origin) -> Stored[FixedEvent]:
    """Return the events of an origin's movement, of one group or all, each with its amount."""
    scope = dict(origin.scope)
    line = note.LINES[scope["line"]]
    found = FixedEvent.objects.filter(note.happened(line, origin.span))
    whole = ExpressionWrapper(F(f"{line.measure}_ore") * line.sign, output_field=BigIntegerField())
    turned = ExpressionWrapper(
        F(f"{line.measure}_ore") * -line.sign, output_field=BigIntegerField()
    )
    moved = Q(happening=Happening.REGROUPED)
    nothing = Value(0, output_field=BigIntegerField())
    amount = Case(When(moved, then=nothing), default=whole)
    if "group" in scope:
        key = scope["group"]
        found = found.filter(Q(group__key=key) | Q(from_group__key=key))
        amount = Case(When(from_group__key=key, then=turned), default=whole)
    fields: dict[str, str | Combinable] = {
        "number": "fixed_asset__number",
        "name": "fixed_asset__name",
        "group": "group__key",
        "amount": amount,
    }
    return Stored(found, _EVENT_COLUMNS, own_order=("happened_on",), fields=fields)


def _moved(origin: Origin) -> Figure:
    """Return what events moved, added anew; nil where there are none."""
    ore = _fixed_events(origin).totals().sums["amount"] or 0
    return Figure(Money(ore), Unit.MONEY, (origin,))


def _describe_events(origin: Origin) -> str:
    scope = dict(origin.scope)
    words = in_words(note.LINES[scope["line"]].label)
    if "group" in scope:
        key = scope["group"]
        return f"{words}, {_group_names().get(key, key)}"
    return words


OFFERS = (
    RecordSource(
        key=queries.INVESTMENTS,
        title="Investeringar",
        columns=_COLUMNS,
        describe=_describe,
        select=_investments,
        added=lambda origin: Amount(dict(origin.scope)["amount"]).value,
    ),
    RecordSource(
        key=note.EVENTS,
        title="Anläggningars händelser",
        columns=_EVENT_COLUMNS,
        describe=_describe_events,
        select=_fixed_events,
        added=lambda _: "amount",
        readd=_moved,
    ),
)

"""The amounts of a version, month by month, behind what it comes to."""

from __future__ import annotations

from django.db.models import QuerySet, Sum

from samdrift.budget import queries
from samdrift.budget.choices import Made
from samdrift.budget.models import Amount
from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.ledger import queries as ledger
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.sources import span_words
from samdrift.reporting.stored import Stored
from samdrift.reporting.wording import in_words, sentence

_COLUMNS = (
    RecordColumn("account", "Konto", is_grouped=True),
    RecordColumn("cost_centre", "Kostnadsställe", is_grouped=True),
    RecordColumn("project", "Projekt", is_grouped=True),
    RecordColumn("service", "Tjänst", is_grouped=True),
    RecordColumn("month", "Månad", Kind.NUMBER, is_grouped=True),
    RecordColumn(
        "made",
        "Varifrån",
        Kind.CHOICE,
        is_grouped=True,
        words=lambda: {each.value: str(each.label) for each in Made},
    ),
    RecordColumn("text", "Text"),
    RecordColumn("amount", "Belopp", Kind.MONEY),
)
_DIMENSIONS = {"cost-centre": "cost_centre", "project": "project", "service": "service"}


def _amounts(origin: Origin) -> QuerySet[Amount]:
    scope = dict(origin.scope)
    months = ledger.months(origin.span)
    found = Amount.objects.filter(
        version=int(scope["version"]),
        version__year=months.start.year,
        month__range=(months.start.month, months.last_day.month),
    )
    numbers = found.order_by().values_list("account", flat=True).distinct()
    chosen = ledger.choose(scope["accounts"], numbers)
    within = {field: scope[key] for key, field in _DIMENSIONS.items() if key in scope}
    return found.filter(account__in=chosen, **within)


def _added(origin: Origin) -> Figure:
    """Add anew; nothing planned is nil."""
    ore = _amounts(origin).aggregate(ore=Sum("amount_ore"))["ore"]
    return Figure(Money(ore or 0), Unit.MONEY, (origin,))


def _describe(origin: Origin) -> str:
    scope = dict(origin.scope)
    card = next(
        (
            each
            for each in queries.cards(origin.span.start.year)
            if str(each.id) == scope["version"]
        ),
        None,
    )
    if card is None:
        return in_words("versionen finns inte")
    words = sentence(
        "budget {name}, konto {accounts}, {span}",
        name=f"{card.year}:{card.number} {card.name}",
        accounts=scope["accounts"],
        span=span_words(origin.span),
    )
    return ", ".join((words, *(scope[key] for key in _DIMENSIONS if key in scope)))


OFFERS = (
    RecordSource(
        key=queries.AMOUNTS,
        title="Budgetens belopp",
        columns=_COLUMNS,
        describe=_describe,
        select=lambda origin: Stored(
            _amounts(origin),
            _COLUMNS,
            own_order=("account", "cost_centre", "month"),
            fields={"amount": "amount_ore"},
        ),
        added=lambda _: "amount",
        readd=_added,
        is_yearly=False,
    ),
)

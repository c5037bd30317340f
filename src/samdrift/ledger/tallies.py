"""The postings behind many amounts, counted and added by one question a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger import queries
from samdrift.ledger.choices import Measure
from samdrift.ledger.models import LedgerEdition, VoucherLine
from samdrift.reporting.ports import Tally, TallySource

POSTED = frozenset((Measure.MOVEMENT.value, Measure.DEBIT.value, Measure.CREDIT.value))


@dataclass(frozen=True, slots=True)
class _Posted:
    """What the lines of one account at one cost centre come to, read from the lines themselves."""

    account: str
    cost_centre: str
    debit: tuple[int, int]
    credit: tuple[int, int]

    def measured(self, measure: str) -> tuple[int, int]:
        """Return öre and lines."""
        if measure == Measure.DEBIT:
            return self.debit
        if measure == Measure.CREDIT:
            return self.credit
        return self.debit[0] + self.credit[0], self.debit[1] + self.credit[1]


def tally(origins: Sequence[Origin]) -> tuple[Tally, ...]:
    """Count and add the postings, or what the books state, behind each origin."""
    by_span: dict[Span, list[Origin]] = {}
    for origin in origins:
        by_span.setdefault(queries.months(origin.span), []).append(origin)
    answers = {
        origin: answer
        for span, asked in by_span.items()
        for origin, answer in zip(asked, _of_span(span, asked), strict=True)
    }
    return tuple(answers[origin] for origin in origins)


def _of_span(span: Span, origins: Sequence[Origin]) -> Iterable[Tally]:
    scopes = [dict(origin.scope) for origin in origins]
    edition = queries.edition_of(span.start.year)
    posted = [scope for scope in scopes if scope["measure"] in POSTED]
    lines = _lines(edition, posted, span) if edition and posted else ()
    for origin, scope in zip(origins, scopes, strict=True):
        if scope["measure"] in POSTED:
            yield _added(origin, scope, lines)
        else:
            yield _stated(span, scope)


def _lines(
    edition: LedgerEdition, scopes: Sequence[dict[str, str]], span: Span
) -> tuple[_Posted, ...]:
    """Read the lines of every account asked for once; of a year an index has all that is read."""
    chart = queries.account_names(edition.year)
    wanted = {account for scope in scopes for account in queries.choose(scope["accounts"], chart)}
    found = VoucherLine.objects.filter(edition=edition)
    if not span.is_whole_years:
        found = found.filter(
            voucher__booked_on__gte=span.start, voucher__booked_on__lte=span.last_day
        )
    if len(wanted) < len(chart):
        found = found.filter(account__in=wanted)
    centres = {scope.get("cost-centre", "") for scope in scopes}
    if "" not in centres:
        found = found.filter(cost_centre__in=centres)
    is_debit, is_credit = Q(amount_ore__gte=0), Q(amount_ore__lt=0)
    by = ("account",) if centres == {""} else ("account", "cost_centre")
    rows = (
        found.order_by()
        .values(*by)
        .annotate(
            debit=Sum("amount_ore", filter=is_debit, default=0),
            debits=Count("amount_ore", filter=is_debit),
            credit=Sum("amount_ore", filter=is_credit, default=0),
            credits=Count("amount_ore", filter=is_credit),
        )
    )
    return tuple(
        _Posted(
            row["account"],
            row.get("cost_centre", ""),
            (row["debit"], row["debits"]),
            (row["credit"], row["credits"]),
        )
        for row in rows
        if row["account"] in wanted
    )


def _added(origin: Origin, scope: dict[str, str], lines: Iterable[_Posted]) -> Tally:
    pairs = queries.ranges(scope["accounts"])
    centre = scope.get("cost-centre", "")
    own = [
        line.measured(scope["measure"])
        for line in lines
        if any(low <= int(line.account) <= high for low, high in pairs)
        and centre in ("", line.cost_centre)
    ]
    amount = Figure(Money(sum(ore for ore, _ in own)), Unit.MONEY, (origin,))
    return Tally(sum(count for _, count in own), amount)


def _stated(span: Span, scope: dict[str, str]) -> Tally:
    centre = scope.get("cost-centre", "")
    book = queries.book(year=span.start.year, cost_centre=centre, span=span)
    figure = book.figure(scope["accounts"], scope["measure"]) if book else None
    return Tally(figure.record_count if figure else 0, figure)


_READS = (*queries.READS, VoucherLine)

OFFERS = tuple(
    TallySource(key=question, tally=tally, reads=_READS)
    for question in (queries.ACCOUNTS, queries.LINES)
)

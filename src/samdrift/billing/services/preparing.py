"""Preparing a month: what each organisation had, at what price, and what is to be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samdrift.billing import charged, fixed, queries, reckoning, rules
from samdrift.billing.errors import CannotCharge
from samdrift.billing.models import Charge, Comparison, Line, Run
from samdrift.billing.ports import NOWHERE, LineKey, Piece, Place
from samdrift.billing.services.comparing import compared
from samdrift.catalogue import queries as catalogue
from samdrift.kernel.money import Money, total
from samdrift.kernel.spans import Month, years_on
from samdrift.plumbing import bulk

YEARS_MENDED = 1
"""So far back late changes are looked for, and charged or given back."""

_CHARGE_FIELDS = (
    "line_id", "source", "identifier", "days", "amount_ore", "unit", "cost_centre",
)  # fmt: skip

type Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class _Terms:
    """By what a month is charged: prices, which kind is which option, and what options are."""

    month: Month
    prices: reckoning.Prices
    metering: dict[str, dict[str, int | None]]
    options: dict[int, catalogue.OptionCard]
    vat: dict[int, int]

    @property
    def days(self) -> int:
        """How many days the month has."""
        return reckoning.length(self.month.span)


@dataclass(slots=True)
class _Month:
    """What an organisation had in a month: days of things at prices, and where it had them."""

    pieces: Counter[Piece]
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    unpriced: int = 0
    """How many things lack a price some day."""


@transaction.atomic
def prepare(*, month: Month, by: str, at: datetime, tell: Tell) -> Run:
    """Reckon what a month is to charge, in place of what was reckoned before.

    Corrections of invoiced months stand on lines of their own, which say which month they mend.
    Whoever is the same legal person as the one that charges, as the host of a joint board is, pays
    its own share without tax. Refused where the month is invoiced; approvals that were given before
    are taken back.
    """
    first = month.span.start
    run = _begun(month, by, at)
    mended = queries.invoiced_months(before=first, since=years_on(first, -YEARS_MENDED))
    months = [_terms(Month(day.year, day.month)) for day in (*mended, first)]
    run.knows_of = Run.objects.filter(invoiced_at__isnull=False).count()
    run.unpriced = 0
    inside = [replace(terms, vat=dict.fromkeys(terms.vat, 0)) for terms in months]
    everybody, own = queries.who_pays(), queries.who_is_the_same()
    for done, party in enumerate(everybody):
        tell(party.name, done, len(everybody))
        run.unpriced += _charge(run, party.code, inside if party.code in own else months)
    run.save()
    return run


def _begun(month: Month, by: str, at: datetime) -> Run:
    told = {"prepared_by": by, "prepared_at": at}
    run, is_new = Run.objects.select_for_update().get_or_create(
        month=month.span.start, defaults=told
    )
    if is_new:
        return run
    if run.invoiced_at is not None:
        raise CannotCharge(_("Månaden är redan fakturerad. Ändringar kommer med nästa månad."))
    Charge.objects.filter(line__run=run).delete()
    Line.objects.filter(run=run).delete()
    Comparison.objects.filter(run=run).delete()
    run.prepared_by, run.prepared_at, run.first_by = by, at, ""
    return run


def _terms(month: Month) -> _Terms:
    span, options = month.span, catalogue.option_cards()
    metered = queries.metering_on(span.start)
    metering = {
        key: {**source.options(), **metered.get(key, {})}
        for key, source in queries.sources().items()
    }
    prices, vat = catalogue.prices_during(span), rules.vat_on(span.start)
    return _Terms(month, prices, metering, options, vat)


def _charge(run: Run, organisation: str, months: Sequence[_Terms]) -> int:
    """Write an organisation's lines of a month; return how many things have days without price."""
    unpriced = 0
    belongings = charged.belongings(organisation)
    for terms in months:
        had = _had(organisation, terms)
        first = terms.month.span.start
        if first == run.month:
            unpriced, owed = had.unpriced, reckoning.difference(had.pieces, {}, waived=set())
        else:
            before = charged.days_of(organisation=organisation, month=first)
            waived = charged.waived_of(organisation=organisation, month=first)
            owed = reckoning.difference(had.pieces, before, waived=waived)
            gone = {piece for piece in owed if piece not in had.pieces}
            had.places |= charged.places_of(organisation=organisation, month=first, of=gone)
        for key, pieces in reckoning.lines_of(first, owed).items():
            _write(run, organisation, key, _placed(key, pieces, had, belongings), terms)
    Comparison.objects.bulk_create(compared(run, organisation))
    return unpriced


type _Placed = list[tuple[Piece, int, Place]]


def _placed(
    key: LineKey,
    pieces: list[tuple[Piece, int]],
    had: _Month,
    belongings: Mapping[int, Place],
) -> _Placed:
    """Say where each piece belongs: where it was, or else where its option does."""
    otherwise = belongings.get(key.option_id, NOWHERE)
    return [
        (piece, days, at.filled(otherwise))
        for piece, days in pieces
        for at in (had.places.get((piece.source, piece.identifier), NOWHERE),)
    ]


def expected(*, organisation: str, month: Month, service_id: int) -> Money:
    """Return what a month of a service would cost an organisation, by what it has then."""
    terms = _terms(month)
    options = set(catalogue.options_of(service_id))
    had = _had(organisation, terms)
    lines = reckoning.lines_of(month.span.start, had.pieces)
    return total(
        reckoning.line_amount(key.price, sum(days for _, days in pieces), terms.days)
        for key, pieces in lines.items()
        if key.option_id in options
    )


def _had(organisation: str, terms: _Terms) -> _Month:
    span = terms.month.span
    found = _Month(fixed.of_month(organisation, terms.month))
    for key, source in queries.sources().items():
        metered = terms.metering.get(key, {})
        for had in source.had(organisation, span) if metered else ():
            option_id = queries.option_of(had.kind, metered)
            if option_id is None:
                continue
            days = 0
            for piece, part in reckoning.days_of(key, had, option_id, terms.prices, span):
                found.pieces[piece] += part
                days += part
            found.unpriced += days < reckoning.length(had.span.within(span)) * had.count
            if had.place is not NOWHERE:
                found.places[key, had.identifier] = had.place
    return found


def _write(run: Run, organisation: str, key: LineKey, pieces: _Placed, terms: _Terms) -> None:
    days = sum(number for _, number, _ in pieces)
    amount = reckoning.line_amount(key.price, days, terms.days)
    told = terms.options[key.option_id]
    line = Line.objects.create(
        run=run,
        organisation_id=organisation,
        option_id=key.option_id,
        of_month=key.of_month,
        text=told.words,
        measure=str(told.measure.label),
        vat_percent=terms.vat[told.vat_percent],
        price_ore=key.price.ore,
        days=days,
        month_days=terms.days,
        amount_ore=amount.ore,
        is_less=key.is_less,
    )
    bulk.insert(Charge, _CHARGE_FIELDS, _charges(line, pieces))


def _charges(line: Line, pieces: _Placed) -> Iterator[tuple[object, ...]]:
    parts = reckoning.shared(Money(line.amount_ore), [days for _, days, _ in pieces])
    for (piece, days, at), part in zip(pieces, parts, strict=True):
        yield (
            line.pk, piece.source, piece.identifier, days, part.ore, at.unit, at.cost_centre
        )  # fmt: skip

"""The printed figures of a year beside what the records give, and who explained what differs."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from samdrift.annualreport.models import Explanation, PrintedFigure
from samdrift.annualreport.reconciliation.ports import Agreement, Reconciled, Signature
from samdrift.kernel.figures import Figure, Unit
from samdrift.kernel.money import Money
from samdrift.reporting import registry
from samdrift.reporting.formats import Scale, machine_number
from samdrift.reporting.ports import Ask, CannotAnswer, FigureAddress
from samdrift.reporting.snapshot import snapshot


def reconciled(*, year: int, today: date) -> tuple[Reconciled, ...]:
    """Return every printed figure of a year beside the computed one, in the order they came."""
    with snapshot():
        signatures = _signatures(year)
        return tuple(_reconciled(row, signatures.get(row.pk, ()), today) for row in current(year))


def printed_figure(*, year: int, printed_id: int, today: date) -> Reconciled | None:
    """Return one printed figure that counts, None where there is none."""
    found = (each for each in reconciled(year=year, today=today) if each.id == printed_id)
    return next(found, None)


def current(year: int) -> tuple[PrintedFigure, ...]:
    """Return what counts: the latest of every cell, less those that were taken away."""
    latest: dict[tuple[str, str, str, str], PrintedFigure] = {}
    for row in PrintedFigure.objects.filter(year=year).order_by("id"):
        latest[row.table_id, row.cost_centre, row.row_key, row.column_key] = row
    return tuple(row for row in latest.values() if not row.is_removal)


def computed_text(figure: Figure | None) -> str:
    """Return an exact figure as it is kept beside a signature; empty where nothing is known."""
    if figure is None or figure.value is None:
        return ""
    return machine_number(figure.value, Scale.SEK)


def as_printed(figure: Figure | None, scale: Scale | None, decimals: int) -> Decimal | None:
    """Return a figure rounded as a report prints it, a half going away from zero.

    Nothing to state is printed as nil; what is missing is None.
    """
    if figure is None or figure.is_missing:
        return None
    if figure.value is None:
        return Decimal(0)
    value = figure.value
    if isinstance(value, Money):
        exact = Decimal(value.ore) / (scale or Scale.SEK).ore
    else:
        exact = Decimal(value)
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _signatures(year: int) -> dict[int, tuple[Signature, ...]]:
    found: dict[int, list[Signature]] = defaultdict(list)
    for row in Explanation.objects.filter(printed_figure__year=year).order_by("id"):
        found[row.printed_figure_id].append(
            Signature(row.reason, row.is_withdrawal, row.signed_by, row.signed_at, row.computed)
        )
    return {key: tuple(signatures) for key, signatures in found.items()}


def _reconciled(row: PrintedFigure, signatures: tuple[Signature, ...], today: date) -> Reconciled:
    ask = Ask(row.year, row.cost_centre)
    address = FigureAddress(row.table_id, ask, row.row_key, row.column_key)
    title, row_label, column_label, figure = _computed(address, today)
    printed = Decimal(row.printed) if row.printed else None
    scale = Scale(row.scale) if row.scale else None
    is_money = figure is not None and figure.unit is Unit.MONEY
    rounded = as_printed(figure, scale if is_money else None, _decimals(printed, figure, scale))
    is_equal = rounded is not None and rounded == (printed or Decimal(0))
    holds = bool(signatures) and not signatures[-1].is_withdrawal
    is_stale = holds and signatures[-1].computed != computed_text(figure)
    agreement = Agreement.DIFFERS
    if is_equal:
        agreement = Agreement.EQUAL
    elif holds and not is_stale:
        agreement = Agreement.EXPLAINED
    return Reconciled(
        id=row.pk,
        address=address,
        table_title=title,
        row_label=row_label,
        column_label=column_label,
        printed=printed,
        scale=scale if is_money else None,
        figure=figure,
        rounded=rounded,
        agreement=agreement,
        told_by=row.told_by,
        told_at=row.told_at,
        signatures=signatures,
        is_stale=is_stale and not is_equal,
    )


def _decimals(printed: Decimal | None, figure: Figure | None, scale: Scale | None) -> int:
    """Return how many decimals the figure was printed with; a nil tells nothing of that."""
    if printed is not None:
        exponent = printed.as_tuple().exponent
        return -exponent if isinstance(exponent, int) else 0
    if figure is not None and isinstance(figure.value, Decimal):
        exponent = figure.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0
    return 2 if scale is Scale.SEK else 0


def _computed(address: FigureAddress, today: date) -> tuple[str, str, str, Figure | None]:
    """Return the words and the figure of a cell; no figure where the table has it no longer."""
    try:
        table = registry.table(address.table_id, address.ask, today=today)
        row = table.row(address.row_key)
        columns = {column.key: column.label for column in table.columns}
        label = columns[address.column_key]
    except (CannotAnswer, KeyError):
        return address.table_id, address.row_key, address.column_key, None
    figure = table.figure(address.row_key, address.column_key)
    return table.title, row.label, label, figure

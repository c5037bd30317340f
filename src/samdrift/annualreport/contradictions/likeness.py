"""Figures that are like or unlike their neighbours and last year's: probably wrong, not surely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from samdrift.annualreport.contradictions.ports import Contradiction, Kind, Printed, Report

LEAST_REPEATED = Decimal(1_000)
LEAST_BESIDE = 3
STANDS_OUT = Decimal(5)
STANDS_STILL = Decimal(1)


def repeated(report: Report) -> Iterator[Contradiction]:
    """A flow of four figures or more is hardly the same two years running."""
    for printed in report.printed:
        before = report.last_year(printed)
        if printed.measure != "flow" or printed.value is None or before is None:
            continue
        if printed.value == before.value and abs(printed.value) >= LEAST_REPEATED:
            words = f"{before.period} har samma belopp"
            beside = ((1, before),)
            yield Contradiction(Kind.REPEATED, printed, "ett annat belopp", words, beside)


def outliers(report: Report) -> Iterator[Contradiction]:
    """Where the other shares of a thing stand still, one that moves much is hardly right."""
    rows: dict[tuple[str, str, str], list[tuple[Decimal, Printed]]] = defaultdict(list)
    for printed in report.printed:
        before = report.last_year(printed)
        if printed.unit == "%" and printed.value is not None and before is not None:
            moved = printed.value - (before.value or Decimal(0))
            rows[printed.place, printed.subject, printed.period].append((abs(moved), printed))
    for row in rows.values():
        moving = [printed for moved, printed in row if moved >= STANDS_OUT]
        still = sum(moved <= STANDS_STILL for moved, _ in row)
        if len(moving) == 1 and still == len(row) - 1 >= LEAST_BESIDE:
            before = report.last_year(moving[0])
            assert before is not None, "what moved stood somewhere the year before"
            words = f"{before.text} året före, och de andra {still} har knappt rört sig"
            beside = tuple((1, each) for each in (before, *(printed for _, printed in row)))
            should_be = f"omkring {before.text} %"
            yield Contradiction(Kind.OUTLIER, moving[0], should_be, words, beside)


def gone(report: Report) -> Iterator[Contradiction]:
    """A part that was told of last year, and was something, is told of this year too."""
    for printed in report.printed:
        whole = printed.subject.rpartition("/")[0]
        period = f"{printed.year + 1}{printed.period[4:]}"
        total = report.first(whole, printed.measure, period) if whole else None
        if total is None or not printed.value:
            continue
        if not report.by_key.get((printed.subject, printed.measure, period)):
            words = f"summan är tryckt för {period}, men inte raden"
            beside = ((1, total),)
            yield Contradiction(Kind.GONE, printed, f"en rad för {period}", words, beside)


def mixed_bases(report: Report) -> Iterator[Contradiction]:
    """Figures of a row are comparable only if the same is left out of them all."""
    for printed in report.printed:
        if not printed.remark.casefold().startswith("exkl"):
            continue
        beside = [
            each
            for each in report.printed
            if (each.place, each.subject) == (printed.place, printed.subject)
            and each.value is not None
            and not each.remark.casefold().startswith("exkl")
        ]
        if beside and printed.value is not None:
            words = f"{printed.remark}, men inte talen bredvid"
            should_be = "samma grund som talen bredvid"
            others = tuple((1, each) for each in beside)
            yield Contradiction(Kind.BASIS, printed, should_be, words, others)


def periods(report: Report) -> Iterator[Contradiction]:
    """One and the same figure is of one period."""
    seen: dict[tuple[str, str, Decimal], Printed] = {}
    for printed in report.printed:
        if printed.value is None:
            continue
        key = (printed.subject, printed.measure, printed.value)
        first = seen.setdefault(key, printed)
        is_part = "/" in printed.period or "/" in first.period
        if is_part and first.year == printed.year and first.period != printed.period:
            words = f"{first.place} säger {first.period}"
            yield Contradiction(Kind.PERIOD, printed, first.period, words, ((1, first),))

"""The same thing printed twice, wholes and their parts, and shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from samdrift.annualreport.contradictions.comparing import compared, swedish
from samdrift.annualreport.contradictions.ports import Contradiction, Kind, Printed, Report
from samdrift.kernel.rounding import percent

LEAST_MONTHS = 3


def same_things(report: Report) -> Iterator[Contradiction]:
    """What is printed in several places is the same in all; the unit too, where it is no money."""
    for prints in report.by_key.values():
        known = [each for each in prints if each.is_known]
        for other in known[1:]:
            first = known[0]
            both = {first.unit, other.unit}
            words = f"{first.place} har {first.text} {first.unit}"
            if len(both) > 1 and not (first.is_money and other.is_money):
                should_be = f"{first.text} {first.unit}"
                yield Contradiction(Kind.UNIT, other, should_be, words, ((1, first),))
                continue
            found = compared(other, ((1, first),), Kind.TIE, words)
            if found is not None:
                yield found


def parts_of_wholes(report: Report) -> Iterator[Contradiction]:
    """A whole is the sum of its parts: of those under it, and of those another table divides."""
    every = _parts_anywhere(report)
    for (place, measure, period), prints in report.by_table.items():
        here = {each.subject: each for each in prints}
        for whole in sorted(_wholes(here)):
            inside = whole in here
            parts = _parts(here, whole)
            if not inside and {each for each in every[whole, measure] if each} - _below(
                here, whole
            ):
                continue
            for printed in report.by_key.get((whole, measure, period), ()):
                if printed.value is None or (inside and printed.place != place):
                    continue
                kind = Kind.SUM if inside else Kind.TIE
                words = f"delarna i {place} ger en annan summa"
                found = compared(printed, [(1, part) for part in parts], kind, words)
                if found is not None:
                    yield found


def _parts_anywhere(report: Report) -> dict[tuple[str, str], set[str]]:
    """Return the parts right below each whole, of each measure, wherever they are printed."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in report.printed:
        names = each.subject.split("/")
        for depth in range(1, len(names)):
            found["/".join(names[:depth]), each.measure].add("/".join(names[: depth + 1]))
    return found


def _wholes(here: dict[str, Printed]) -> set[str]:
    return {
        "/".join(names[:depth])
        for names in (subject.split("/") for subject in here)
        for depth in range(1, len(names))
    }


def _below(here: dict[str, Printed], whole: str) -> set[str]:
    """Return the parts right below a whole that a table tells of, themselves or by parts."""
    depth = whole.count("/") + 2
    return {"/".join(each.split("/")[:depth]) for each in here if each.startswith(f"{whole}/")}


def _parts(here: dict[str, Printed], whole: str) -> list[Printed]:
    """Return the printed parts of a whole: each right below it, or in its stead its own parts."""
    found: list[Printed] = []
    for part in sorted(_below(here, whole)):
        found += [here[part]] if part in here else _parts(here, part)
    return found


def shares(report: Report) -> Iterator[Contradiction]:
    """A share is its part of its whole, rounded as it is printed."""
    for printed in report.printed:
        if printed.measure != "share" or printed.value is None:
            continue
        part = report.first(printed.subject, "part", printed.period)
        whole = report.first(printed.subject, "whole", printed.period)
        if part is None or whole is None:
            continue
        exponent = printed.value.as_tuple().exponent
        assert isinstance(exponent, int), "a printed number is finite"
        should_be = percent(int(part.amount), int(whole.amount), decimals=-exponent)
        if should_be is not None and should_be != printed.value:
            words = f"{part.text} av {whole.text}"
            beside = ((1, part), (1, whole))
            told = f"{swedish(should_be)} %"
            yield Contradiction(Kind.SHARE, printed, told, words, beside)


def averages(report: Report) -> Iterator[Contradiction]:
    """An average of a year is neither above nor below every month that is printed of it."""
    for printed in report.printed:
        if printed.measure != "average" or printed.value is None:
            continue
        months = [
            each
            for each in report.printed
            if (each.subject, each.measure, each.year) == (printed.subject, "count", printed.year)
            and each.value is not None
            and each.period != printed.period
        ]
        if len(months) < LEAST_MONTHS:
            continue
        amounts = sorted(each.amount for each in months)
        if not amounts[0] <= printed.amount <= amounts[-1]:
            between = f"{swedish(amounts[0])}–{swedish(amounts[-1])}"
            words = f"de {len(months)} månader som är tryckta ligger på {between}"
            beside = tuple((1, each) for each in months)
            yield Contradiction(Kind.AVERAGE, printed, between, words, beside)

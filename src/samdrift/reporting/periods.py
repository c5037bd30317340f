"""Periods somebody looks at: a year, a quarter, a month, or any days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from samdrift.kernel.refusals import Refusal
from samdrift.kernel.spans import Month, Span
from samdrift.reporting.sources import MONTHS

FROM, TO, NAMED = "fran", "till", "period"
"""What the parameters of an address are called."""

_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})))?")
_EARLIEST, _LATEST = 1900, 2999


class NoPeriod(Refusal):
    """What is written is not a period."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days that somebody looks at: how an address says them, and how they are told."""

    key: str
    words: str
    span: Span

    @property
    def last_day(self) -> date:
        """The last of the days."""
        assert self.span.end is not None, "a period ends"
        return self.span.end - timedelta(days=1)

    @property
    def query(self) -> dict[str, str]:
        """The period as the parameters of an address."""
        if self.key:
            return {NAMED: self.key}
        return {FROM: self.span.start.isoformat(), TO: self.last_day.isoformat()}

    def a_year_earlier(self) -> Period:
        """The same days of the year before."""
        return _of(self.span.a_year_earlier())


def asked(query: Mapping[str, str], *, otherwise: int) -> Period:
    """Return the period an address asks for; where it asks for none, a year.

    Raises NoPeriod, which says how a period is written.
    """
    first, last = query.get(FROM, ""), query.get(TO, "")
    if first or last:
        return _days(first or last, last or first)
    return named(query.get(NAMED, "") or str(otherwise))


def named(key: str) -> Period:
    """Return a year, a quarter or a month: `2026`, `2026-Q1`, `2026-03`."""
    found = _WRITTEN.fullmatch(key)
    year = int(found[1]) if found else 0
    if found is None or not _EARLIEST <= year <= _LATEST:
        raise NoPeriod(_("Välj en period i listan, eller skriv två dagar."))
    if found[2]:
        quarter = int(found[2])
        months = (Month(year, 3 * quarter - 2), Month(year, 3 * quarter))
        return Period(
            key,
            _("Kvartal %(quarter)s %(year)s") % {"quarter": quarter, "year": year},
            Span(months[0].span.start, months[1].span.end),
        )
    if not found[3]:
        return Period(key, key, Span.year(year))
    number = int(found[3])
    if not 1 <= number <= 12:
        raise NoPeriod(_("Välj en period i listan, eller skriv två dagar."))
    return Period(key, f"{MONTHS[number - 1].capitalize()} {year}", Month(year, number).span)


def offered(years: tuple[int, ...], *, today: date) -> Iterator[Period]:
    """Yield the periods to choose among: years, and this year's and last year's parts."""
    for year in years:
        yield named(str(year))
    for year in (today.year, today.year - 1):
        if year in years:
            yield from (named(f"{year}-Q{quarter}") for quarter in (1, 2, 3, 4))
            yield from (named(f"{year}-{month:02d}") for month in range(1, 13))


def _days(first: str, last: str) -> Period:
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        raise NoPeriod(_("Skriv dagarna så här: 2026-03-31.")) from error
    if end < start or not _EARLIEST <= start.year <= end.year <= _LATEST:
        raise NoPeriod(_("Den sista dagen är före den första. Byt plats på dem."))
    return _of(Span(start, end + timedelta(days=1)))


def _of(span: Span) -> Period:
    """Return the period of some days, by its name where it has one."""
    assert span.end is not None, "a period ends"
    last = span.end - timedelta(days=1)
    if span == Span.year(span.start.year):
        return named(str(span.start.year))
    return Period("", f"{span.start} – {last}", span)

"""What a table can be asked, as a plain form and as ready choices, and what was asked in words."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.kernel.spans import Span, months_of
from samdrift.reporting import registry, series
from samdrift.reporting.ports import (
    Ask,
    CannotAnswer,
    RowKind,
    Series,
    Table,
    TableSpec,
    asked_query,
    members_asked,
    span_asked,
)
from samdrift.reporting.sources import MONTHS
from samdrift.reporting.views import words

MONTHS_A_QUARTER = 3
SHORT_MONTH = 3
"""How many letters of a month stand in a ready choice."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few, as a link: a year, a unit, a format."""

    words: str
    href: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One of a few to tick or choose in a form."""

    value: str
    words: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """What the form of a table holds: fields are there only for what the table takes."""

    spec: TableSpec
    day: str
    first: str
    last: str
    cost_centre: str
    members: tuple[Option, ...]
    rows: tuple[Option, ...]
    columns: tuple[Option, ...]
    periods: tuple[Choice, ...]
    cannot: str

    @property
    def chosen(self) -> str:
        """Which members are chosen, in words; empty where it is all of them."""
        return ", ".join(option.words for option in self.members if option.is_chosen)

    @property
    def has_fields(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self.rows) or self.spec.takes_day or self.spec.takes_span


def asked(query: QueryDict, year: int) -> Ask:
    """Return what an address asks of a table. Raises CannotAnswer where it is no question.

    All members ticked are none chosen; days that are the whole year are not said.
    """
    row = query.get("series", "")
    return Ask(
        year,
        query.get("cost-centre", ""),
        _day(query.get("day", ""), year),
        _span(query, year),
        _members(query),
        Series(row, query.get("series-column", "")) if row else None,
    )


def other_year(query: QueryDict, year: int) -> int | None:
    """Return the year that a period ends in where it is another, None where it is not."""
    try:
        last = date.fromisoformat(query.get("to", ""))
    except ValueError:
        return None
    return last.year if last.year != year else None


def form(spec: TableSpec, ask: Ask, table: Table | None, *, today: date) -> Form:
    """Return the form of a table, filled with what is asked; `table` is the one without series."""
    span = ask.during
    return Form(
        spec=spec,
        day=ask.on.isoformat(),
        first=span.start.isoformat(),
        last=span.last_day.isoformat(),
        cost_centre=ask.cost_centre,
        members=tuple(_member_options(spec, ask)),
        rows=tuple(_row_options(table, ask)),
        columns=tuple(_column_options(table, ask)),
        periods=tuple(_periods(spec, ask, today)),
        cannot=cannot(spec),
    )


def cannot(spec: TableSpec) -> str:
    """Say in words what a table does not take; nothing where it takes what there is."""
    told = []
    if not spec.takes_day and not spec.takes_span:
        told.append(_("Tabellen gäller ett helt år och visas inte för en annan dag eller period."))
    if not spec.takes_members:
        told.append(_("Den delas inte upp på medlemmar."))
    return " ".join(told)


def words_of(ask: Ask) -> str:
    """Return what is asked about as a heading says it: `2015`, `1 januari – 31 mars 2015`."""
    when = str(ask.year)
    if ask.day is not None:
        when = words.time(Span.day(ask.day))
    elif ask.span is not None:
        when = words.time(ask.span)
    if ask.series is not None:
        when = _("– år för år till %(when)s") % {"when": when}
    return when


def narrowing(ask: Ask) -> str:
    """Return which members are chosen, in words; empty where it is all of them."""
    names = {member.code: member.name for member in registry.members()}
    chosen = [names.get(code, code) for code in names if code in ask.members]
    return _("Bara %(members)s.") % {"members": ", ".join(chosen)} if chosen else ""


def _day(named: str, year: int) -> date | None:
    if not named:
        return None
    try:
        day = date.fromisoformat(named)
    except ValueError as error:
        raise CannotAnswer(_("Skriv dagen så här: 2015-12-31.")) from error
    if day.year != year:
        raise CannotAnswer(_("Välj en dag i %(year)s, eller byt år först.") % {"year": year})
    return None if (day.month, day.day) == (12, 31) else day


def _span(query: QueryDict, year: int) -> Span | None:
    try:
        return span_asked(year, query.get("from", ""), query.get("to", ""))
    except ValueError as error:
        raise CannotAnswer(
            _("Skriv första och sista dagen så här: 2015-01-31, den första först.")
        ) from error


def _members(query: QueryDict) -> tuple[str, ...]:
    chosen = members_asked(code for told in query.getlist("members") for code in told.split(","))
    if not chosen:
        return ()
    every = {member.code for member in registry.members()}
    return () if set(chosen) == every else chosen


def _member_options(spec: TableSpec, ask: Ask) -> Iterator[Option]:
    for member in registry.members() if spec.takes_members else ():
        yield Option(member.code, member.name, member.code in ask.members)


def _row_options(table: Table | None, ask: Ask) -> Iterator[Option]:
    """Yield the rows that can be followed; a row that is compared with is last year's."""
    chosen = ask.series.row_key if ask.series else ""
    for row in table.rows if table else ():
        if row.kind is not RowKind.COMPARISON:
            yield Option(row.key, row.label, row.key == chosen)


def _column_options(table: Table | None, ask: Ask) -> Iterator[Option]:
    chosen = ask.series.column_key if ask.series else ""
    for column in series.own_columns(table) if table else ():
        yield Option(column.key, column.label, column.key == chosen)


def _periods(spec: TableSpec, ask: Ask, today: date) -> Iterator[Choice]:
    """Yield ready choices: the year, its quarters and months, and the last twelve months."""
    if spec.takes_day:
        yield from (_to_day(spec, ask, day) for day in _ends_of_quarters(ask.year))
    if not spec.takes_span:
        return
    yield _to_span(spec, ask, Span.year(ask.year), _("Hela %(year)s") % {"year": ask.year})
    for number in range(1, 5):
        month = MONTHS_A_QUARTER * number
        start = date(ask.year, month - MONTHS_A_QUARTER + 1, 1)
        span = Span(start, _after_month(ask.year, month))
        yield _to_span(spec, ask, span, _("Kvartal %(number)s") % {"number": number})
    for each in months_of(ask.year):
        yield _to_span(spec, ask, each.span, MONTHS[each.number - 1][:SHORT_MONTH])
    if ask.year == today.year:
        end = today.replace(day=1)
        twelve = Span(end.replace(year=end.year - 1), end)
        yield _to_span(spec, ask, twelve, _("Senaste 12 månaderna"))


def _ends_of_quarters(year: int) -> tuple[date, ...]:
    return tuple(_after_month(year, month) - timedelta(days=1) for month in (3, 6, 9, 12))


def _after_month(year: int, month: int) -> date:
    last = calendar.monthrange(year, month)[1]
    return date(year, month, last) + timedelta(days=1)


def _to_day(spec: TableSpec, ask: Ask, day: date) -> Choice:
    is_last = (day.month, day.day) == (12, 31)
    asked = replace(ask, day=None if is_last else day)
    words_of_day = f"{day.day} {MONTHS[day.month - 1]}"
    return Choice(words_of_day, _href(spec, asked), asked.on == ask.on)


def _to_span(spec: TableSpec, ask: Ask, span: Span, named: str) -> Choice:
    last = span.last_day.year
    asked = replace(ask, year=last, span=None if span == Span.year(last) else span)
    return Choice(named, _href(spec, asked), asked.during == ask.during)


def _href(spec: TableSpec, ask: Ask) -> str:
    path = reverse("reporting:table", args=[ask.year, spec.id])
    query = asked_query(ask)
    return f"{path}?{urlencode(query)}" if query else path

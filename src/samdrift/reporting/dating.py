"""Which years records tell of, read from where their days stand: of many by one question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain

from django.db.models import CharField, DateField, DateTimeField, Max, Min, Model, Q, Value
from django.db.models.functions import Cast
from django.db.models.query import QuerySet

from samdrift.plumbing.clock import SWEDEN

EVERY = Q()


def its_year(day: date) -> Iterable[int]:
    """Return the year a day lies in."""
    return (day.year,)


@dataclass(frozen=True, slots=True)
class Dated:
    """A column of days, of moments or of years.

    It tells of the years from the first to the last, or where it `is_each` of those alone that
    stand in it; `years` says of which a day tells.
    """

    model: type[Model]
    field: str
    where: Q = EVERY
    is_each: bool = False
    years: Callable[[date], Iterable[int]] = its_year

    def told(self, text: str) -> Iterable[int]:
        """Return the years that a value tells of, as the database writes it."""
        column = self.model._meta.get_field(self.field)
        if isinstance(column, DateTimeField):
            moment = datetime.fromisoformat(text)
            aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return self.years(aware.astimezone(SWEDEN).date())
        if isinstance(column, DateField):
            return self.years(date.fromisoformat(text))
        return (int(text),)


def years(dates: Sequence[Dated]) -> frozenset[int]:
    """Return the years that some records tell of."""
    return years_of_each({"": dates})[""]


def years_of_each(named: Mapping[str, Sequence[Dated]]) -> dict[str, frozenset[int]]:
    """Return the years that records of several kinds tell of, by one question."""
    every = [(name, dated) for name, dates in named.items() for dated in dates]
    found: dict[str, set[int]] = defaultdict(set)
    edges: dict[str, set[int]] = defaultdict(set)
    for place, text in _values([dated for _, dated in every]):
        name, dated = every[place]
        (found if dated.is_each else edges)[name].update(dated.told(text))
    for name, known in edges.items():
        found[name].update(range(min(known), max(known) + 1))
    return {name: frozenset(found[name]) for name in named}


def _values(dates: Sequence[Dated]) -> Iterator[tuple[int, str]]:
    """Yield the first and the last value of every column, or each, with the column's place."""
    asked = list(chain.from_iterable(_asked(place, dated) for place, dated in enumerate(dates)))
    if not asked:
        return
    rows = asked[0].union(*asked[1:], all=True).order_by()
    for row in map(dict[str, str], rows):
        if row["dated_text"] is not None:
            yield int(row["dated_place"]), row["dated_text"]


def _asked(place: int, dated: Dated) -> Iterator[QuerySet[Model, dict[str, str]]]:
    rows = dated.model._default_manager.filter(dated.where).order_by()
    if dated.is_each:
        text = Cast(dated.field, CharField())
        yield rows.values(dated_place=Value(place), dated_text=text).distinct()
        return
    for edge in (Min, Max):  # Apart: SQLite looks in an index for one, and reads all for two.
        text = Cast(edge(dated.field), CharField())
        yield rows.values(dated_place=Value(place)).annotate(dated_text=text)

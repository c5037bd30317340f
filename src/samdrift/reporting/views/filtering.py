"""The filters of a list: as a sentence, as words to take away, and as a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.utils.translation import gettext as _

from samdrift.kernel.figures import Origin
from samdrift.reporting import formats
from samdrift.reporting.formats import Scale
from samdrift.reporting.selections import (
    Filter,
    Kind,
    ListAsk,
    RecordColumn,
    RecordSource,
    Test,
    Totals,
)
from samdrift.reporting.views import list_asks, words


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in words, and where the list is without it."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Option:
    """A choice in the form."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: its name, its words, what it is, and what it holds."""

    name: str
    label: str
    kind: str
    value: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Filtering:
    """The sentence above a list, its filters one by one, and the form that asks for others."""

    sentence: str
    chips: tuple[Chip, ...]
    clear_href: str
    action: str
    hidden: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    problem: str


def filtering(
    origin: Origin,
    source: RecordSource,
    ask: ListAsk,
    totals: tuple[Totals, Totals],
    *,
    problem: str,
    path: Callable[[ListAsk], str],
) -> Filtering:
    """Return the filters of a list; `totals` are of all its records and of those that passed."""
    fields = tuple(field for column in source.columns for field in _fields(column, ask))
    plain = urlsplit(path(list_asks.replaced(ask, ())))
    named = {field.name for field in fields}
    kept = [
        (list_asks.name_of(each), list_asks.written(source.column(each.column), each))
        for each in ask.filters
    ]
    return Filtering(
        sentence=_sentence(origin, source, ask, totals),
        chips=tuple(
            Chip(
                _words(source.column(each.column), each),
                path(list_asks.replaced(ask, (other for other in ask.filters if other != each))),
            )
            for each in ask.filters
        ),
        clear_href=path(list_asks.replaced(ask, ())) if ask.filters else "",
        action=plain.path,
        hidden=(
            *parse_qsl(plain.query, keep_blank_values=True),
            *(pair for pair in kept if pair[0] not in named),
        ),
        fields=fields,
        problem=problem,
    )


def _sentence(
    origin: Origin, source: RecordSource, ask: ListAsk, totals: tuple[Totals, Totals]
) -> str:
    """Tell how many are chosen and their sum, beside those of the whole."""
    every, chosen = totals
    column = source.added(origin)
    count, sums = words.counted(source, every.count), ""
    if ask.filters:
        count = _("%(some)s av %(all)s") % {
            "some": formats.swedish_number(chosen.count, Scale.SEK),
            "all": count,
        }
    if column and every.sums[column] is not None:
        sums = words.added(Kind.MONEY, every.sums[column])
        if ask.filters:
            sums = _("%(some)s av %(all)s") % {
                "some": words.added(Kind.MONEY, chosen.sums[column] or 0),
                "all": sums,
            }
        sums = f", {sums}{formats.NO_BREAK_SPACE}kr"
    return f"{count}{sums}"


def _words(column: RecordColumn, each: Filter) -> str:
    """Tell a filter: `Text innehåller leasing`, `Dag från 2015-12-01`, `Organisation: Kinda`."""
    value = list_asks.written(column, each)
    if column.kind is Kind.CHOICE:
        value = column.words().get(value, value)
    told = {
        Test.HAS: _("%(column)s innehåller %(value)s"),
        Test.IS: "%(column)s: %(value)s",
        Test.NONE: _("%(column)s: inget angivet"),
        Test.FROM: _("%(column)s från %(value)s"),
        Test.TO: _("%(column)s till %(value)s"),
    }[each.test]
    return told % {"column": column.label, "value": value}


def _fields(column: RecordColumn, ask: ListAsk) -> tuple[Field, ...]:
    held = {each.test: each for each in ask.filters if each.column == column.key}

    def field(test: Test, label: str, kind: str) -> Field:
        name = list_asks.name_of(Filter(column.key, test))
        value = list_asks.written(column, held[test]) if test in held else ""
        return Field(name, label, kind, value, _options(column, value) if kind == "choice" else ())

    if column.kind is Kind.CHOICE:
        return (field(Test.IS, column.label, "choice"),)
    if column.kind is Kind.TEXT:
        return (field(Test.HAS, _("%(column)s innehåller") % {"column": column.label}, "text"),)
    kind = "date" if column.kind.is_time else "number"
    return (
        field(Test.FROM, _("%(column)s från") % {"column": column.label}, kind),
        field(Test.TO, _("%(column)s till") % {"column": column.label}, kind),
    )


def _options(column: RecordColumn, chosen: str) -> tuple[Option, ...]:
    return (
        Option("", _("Alla"), not chosen),
        *(Option(code, told, code == chosen) for code, told in column.words().items() if code),
    )

"""Sources under a table: which records stand behind its figures, numbered through a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from samdrift.kernel.figures import Figure, Origin
from samdrift.kernel.spans import Span
from samdrift.reporting.formats import NO_BREAK_SPACE
from samdrift.reporting.ports import FigureAddress, Table
from samdrift.reporting.wording import in_words, sentence

MOST_SPANS = 3
"""A table whose figures lie in more spans than this gets one source over them all."""
MANY_COLUMNS = 4
"""From so many columns on, a number that all of them have stands once, at the unit."""
MOST_SCOPES = 3
"""A source with more scopes than this names the first and counts the rest."""

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


class Describer(Protocol):
    """Who can say what an origin is."""

    def title(self, question: str) -> str:
        """Return what the question lists: `Verifikationsrader`."""

    def describe(self, origin: Origin) -> str:
        """Return the scope of an origin: `konton 3010–3999`; empty where there is none."""


class Links(Protocol):
    """Who knows the absolute web addresses of figures and of records; empty where none."""

    def figure(self, address: FigureAddress) -> str:
        """Return the address of a figure's own page."""

    def origin(self, origin: Origin) -> str:
        """Return the address of the list of records behind one origin."""


class PlainDescriber:
    """Describes by the origin's own words, where nobody can say it better."""

    def title(self, question: str) -> str:
        """Return the question itself."""
        return question

    def describe(self, origin: Origin) -> str:
        """Return the scope as it stands."""
        return ", ".join(f"{key} {value}" for key, value in origin.scope)


class NoLinks:
    """Leads nowhere: for a document made where there is no web address."""

    def figure(self, address: FigureAddress) -> str:  # noqa: ARG002  The protocol's words.
        """Return no address."""
        return ""

    def origin(self, origin: Origin) -> str:  # noqa: ARG002  The protocol's words.
        """Return no address."""
        return ""


@dataclass(frozen=True, slots=True)
class Source:
    """One numbered line under a table; `href` opens the records where one list holds them all."""

    number: int
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class TableSources:
    """Where in a table the numbers stand, and the lines under it.

    Numbers stand at the columns, or at the rows where they differ by row. A row with a number of
    its own beneath numbered columns is the exception to them. Where many columns would all say the
    same, it is said once, of the whole table.
    """

    columns: tuple[tuple[int, ...], ...]
    rows: tuple[tuple[int, ...], ...]
    lines: tuple[Source, ...]
    whole: tuple[int, ...] = ()


type _Group = tuple[str, Span]


@dataclass(slots=True)
class SourceNumbers:
    """The numbers given so far in a document: the same records keep their number throughout."""

    describer: Describer
    links: Links
    given: dict[_Group, int] = field(default_factory=dict)

    def of(self, table: Table) -> TableSources:
        """Number the sources of a table, after those of the tables before it."""
        covers = _covers(table)
        by_figure = [[_by_group(figure, covers) for figure in row.figures] for row in table.rows]
        groups = dict.fromkeys(group for row in by_figure for cell in row for group in cell)
        for group in groups:
            self.given.setdefault(group, len(self.given) + 1)
        cells = [
            [tuple(sorted(self.given[group] for group in cell)) for cell in row]
            for row in by_figure
        ]
        columns, rows = _placed(cells, len(table.columns))
        every_cell = [cell for row in by_figure for cell in row]
        lines = [self._line(group, every_cell) for group in groups]
        sorted_lines = tuple(sorted(lines, key=lambda line: line.number))
        if len(columns) >= MANY_COLUMNS and len(set(columns)) == 1:
            return TableSources(((),) * len(columns), rows, sorted_lines, columns[0])
        return TableSources(columns, rows, sorted_lines)

    def _line(self, group: _Group, cells: Sequence[dict[_Group, list[Origin]]]) -> Source:
        question, span = group
        origins = [origin for cell in cells for origin in cell.get(group, ())]
        most = max(sum(origin.record_count for origin in cell.get(group, ())) for cell in cells)
        lists = dict.fromkeys((origin.question, origin.span, origin.scope) for origin in origins)
        scope = _scopes(dict.fromkeys(filter(None, map(self.describer.describe, origins))))
        text = f"{in_words(self.describer.title(question))} {span_words(span)}"
        return Source(
            number=self.given[group],
            text=f"{text}{', ' if scope else ''}{scope} ({_records(most, is_one=len(cells) == 1)})",
            href=self.links.origin(origins[0]) if len(lists) == 1 else "",
        )


def span_words(span: Span) -> str:
    """Return a span as it is written in text: `2015`, `mars 2015`, `2015-12-31`, `2015-01-01–…`."""
    start, end = span.start, span.end
    if end is None:
        return sentence("från {day}", day=start)
    if (start.month, start.day, end.month, end.day) == (1, 1, 1, 1):
        last = end.year - 1
        return str(start.year) if last <= start.year else f"{start.year}–{last}"
    if start.day == 1 and end == (start + timedelta(days=31)).replace(day=1):
        return f"{in_words(MONTHS[start.month - 1])} {start.year}"
    last_day = max(start, end - timedelta(days=1))
    return str(start) if last_day == start else f"{start}–{last_day}"


def count_words(count: int) -> str:
    """Return a number of records: `1 post`, `1 203 poster`."""
    grouped = f"{count:,}".replace(",", NO_BREAK_SPACE)
    return f"{grouped}{NO_BREAK_SPACE}{in_words('post' if count == 1 else 'poster')}"


def origin_words(origin: Origin, describer: Describer) -> str:
    """Return one origin in a line: what, when, over what, and how many records."""
    scope = describer.describe(origin)
    head = f"{in_words(describer.title(origin.question))} {span_words(origin.span)}"
    return f"{head}{', ' if scope else ''}{scope} ({count_words(origin.record_count)})"


def _records(most: int, *, is_one: bool) -> str:
    count = count_words(most)
    return count if is_one else sentence("högst {count} bakom ett tal", count=count)


def _scopes(scopes: Iterable[str]) -> str:
    named = list(scopes)
    if len(named) <= MOST_SCOPES:
        return "; ".join(named)
    return sentence("{first} och {more} urval till", first=named[0], more=len(named) - 1)


def _covers(table: Table) -> dict[str, Span]:
    """Return, for each question asked over many spans, the one span that covers them."""
    spans: dict[str, dict[Span, None]] = {}
    for row in table.rows:
        for figure in row.figures:
            for origin in figure.origins:
                spans.setdefault(origin.question, {})[origin.span] = None
    return {
        question: _covering(asked) for question, asked in spans.items() if len(asked) > MOST_SPANS
    }


def _covering(spans: Iterable[Span]) -> Span:
    every = list(spans)
    start = min(span.start for span in every)
    ends = [span.end for span in every if span.end is not None]
    return Span(start, max(ends) if len(ends) == len(every) else None)


def _by_group(figure: Figure, covers: dict[str, Span]) -> dict[_Group, list[Origin]]:
    """Return a figure's origins by group; a blank figure states nothing and has none."""
    groups: dict[_Group, list[Origin]] = {}
    for origin in () if figure.is_blank else figure.origins:
        group = (origin.question, covers.get(origin.question, origin.span))
        groups.setdefault(group, []).append(origin)
    return groups


def _placed(
    cells: Sequence[Sequence[tuple[int, ...]]], width: int
) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
    """Put the numbers at the columns if each has one set, else at the rows if each row has."""
    by_column = [{row[index] for row in cells} - {()} for index in range(width)]
    by_row = [set(row) - {()} for row in cells]
    is_by_row = all(len(found) <= 1 for found in by_row)
    if is_by_row and any(len(found) > 1 for found in by_column):
        return _placed_by_row([_merged(found) for found in by_row], width)
    return tuple(_merged(found) for found in by_column), ((),) * len(cells)


def _placed_by_row(
    rows: Sequence[tuple[int, ...]], width: int
) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
    """Put what most rows share at the columns, and at the rows only what differs from it."""
    (common, count), *_ = Counter(rows).most_common(1)
    if not common or count * 2 <= len(rows):
        return ((),) * width, tuple(rows)
    return (common,) * width, tuple(() if row == common else row for row in rows)


def _merged(found: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sorted({number for numbers in found for number in numbers}))

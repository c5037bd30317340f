"""A list of records, as the figure's page and the records' own page show it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from samdrift.kernel.figures import Origin
from samdrift.plumbing.access import Viewer, viewer_of
from samdrift.plumbing.wording import retold
from samdrift.reporting import long_lists, registry
from samdrift.reporting.selections import (
    Cell,
    Group,
    Kind,
    ListAsk,
    Record,
    RecordColumn,
    RecordSource,
    Selection,
    Sort,
    Totals,
    group_filters,
)
from samdrift.reporting.views import asking, filtering, links, list_asks, trail, words
from samdrift.reporting.wording import in_words, source_in_words

PAGE_SIZE = 50
MOST_SHOWN_IN_GROUP = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list stands: its path, the steps before it, and those for pages further down."""

    path: str
    before: tuple[trail.Step, ...]
    onward: tuple[trail.Step, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few ways to see the list."""

    words: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading: its words, its look, and where it leads to sort by it."""

    label: str
    look: str
    href: str
    order: str
    """As `aria-sort` has it; empty where the list is not sorted by the column."""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a list: its words, its class, and where it leads."""

    words: str
    look: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A record, and the place in the page that the way back leads to."""

    anchor: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group: its words, count and sums; where it opens or closes, its rows where it is open."""

    anchor: str
    words: str
    count: str
    cells: tuple[ShownCell, ...]
    href: str
    is_open: bool
    rows: tuple[ShownRow, ...]
    all_href: str
    """Where all its records stand, when there are more than are shown here."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list's template shows."""

    title: str
    heads: tuple[Head, ...]
    group_choices: tuple[Choice, ...]
    groups: tuple[ShownGroup, ...]
    rows: tuple[ShownRow, ...]
    count: str
    sums: tuple[ShownCell, ...]
    """The cells of the sum row, after the first two; none where there is nothing to add."""
    filtering: filtering.Filtering
    shown: str
    next_href: str
    first_href: str
    xlsx: str
    csv: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A list as it is asked for: of what, how, from where, and by whom."""

    origin: Origin
    source: RecordSource
    ask: ListAsk
    after: str
    place: Place
    viewer: Viewer

    def path(self, ask: ListAsk, *, after: str = "", anchor: str = "") -> str:
        """Return this page asked in another way, and the way that led here."""
        path = list_asks.along(self.place.path, ask, self.source, after=after)
        return trail.along(f"{path}#{anchor}" if anchor else path, self.place.before)

    def opens(self, origin: Origin | None, anchor: str) -> str:
        """Return where a record leads; the way back leads to its row in this page."""
        if origin is None:
            return ""
        *before, here = self.place.onward
        path = list_asks.along(here.path, self.ask, self.source, after=self.after)
        step = replace(here, path=f"{path}#{anchor}")
        return links.WebLinks(self.viewer, steps=(*before, step)).origin(origin)

    def file(self, form: str) -> str:
        """Return where the whole selection is as a file."""
        path = links.records_path(self.origin, "reporting:records-file")
        whole = list_asks.along(path, replace(self.ask, opened=()), self.source)
        return f"{whole}&{urlencode({'form': form})}"


def listing(origin: Origin, request: HttpRequest, place: Place) -> Listing:
    """Return an origin's list, as the address asks for it."""
    source = source_in_words(registry.record_source(origin.question))
    ask, problem = asking.asked(lambda: _ask(request, source))
    after = request.GET.get(list_asks.AFTER, "")
    asked = _Asked(origin, source, ask, after, place, viewer_of(request))
    return asking.asked(lambda: _listing(asked, problem))


def _ask(request: HttpRequest, source: RecordSource) -> tuple[ListAsk, str]:
    """Return how the list is asked for; what cannot be read of the filters is told, not used."""
    try:
        return list_asks.asked(request.GET, source), ""
    except list_asks.NotReadable as refusal:
        return ListAsk(), retold(refusal)


def _listing(asked: _Asked, problem: str) -> Listing:
    source, ask = asked.source, asked.ask
    assert source.select is not None, "records of persons are not listed"
    every = long_lists.whole(source, asked.origin)
    totals = long_lists.filtered(source, asked.origin, ask.filters)
    chosen = source.select(asked.origin).where(ask.filters)
    if ask.group_by:
        groups, next_key = _groups(asked, chosen)
        rows: tuple[ShownRow, ...] = ()
        shown = _("Visar %(some)s grupper") % {"some": len(groups)}
    else:
        page = chosen.page(ask.sort, asked.after, PAGE_SIZE)
        groups, next_key = (), page.next_key
        rows = tuple(_row(asked, record, f"rad-{at}") for at, record in enumerate(page.records, 1))
        shown = _("Visar %(some)s av %(all)s") % {
            "some": len(rows),
            "all": words.counted(source, totals.count),
        }
    return Listing(
        title=source.title,
        heads=tuple(
            _head(asked, column, is_first=at == 0) for at, column in enumerate(source.columns)
        ),
        group_choices=_group_choices(asked),
        groups=groups,
        rows=rows,
        count=words.counted(source, totals.count),
        sums=_sums(source, totals)[2:],
        filtering=filtering.filtering(
            asked.origin,
            source,
            ask,
            (every, totals),
            problem=problem,
            path=asked.path,
        ),
        shown=shown,
        next_href=asked.path(ask, after=next_key, anchor="poster") if next_key else "",
        first_href=asked.path(ask, anchor="poster") if asked.after else "",
        xlsx=asked.file("xlsx"),
        csv=asked.file("csv"),
    )


def _head(asked: _Asked, column: RecordColumn, *, is_first: bool) -> Head:
    now = asked.ask.sort
    is_sorted = now.column == column.key
    turned = not now.is_descending if is_sorted else column.kind.is_added
    wanted = replace(asked.ask, sort=Sort(column.key, is_descending=turned))
    order = ("descending" if now.is_descending else "ascending") if is_sorted else ""
    look = words.look_of(column.kind, is_first=is_first)
    return Head(column.label, look, asked.path(wanted, anchor="poster"), order)


def _group_choices(asked: _Asked) -> tuple[Choice, ...]:
    columns = [column for column in asked.source.columns if column.is_grouped]
    if not columns:
        return ()
    now = asked.ask
    ungrouped = replace(now, group_by="", opened=())
    return (
        Choice(_("Ingen"), asked.path(ungrouped, anchor="poster"), not now.group_by),
        *(
            Choice(
                words.grouped_by(column, columns),
                asked.path(replace(ungrouped, group_by=column.key, sort=now.sort), anchor="poster"),
                now.group_by == column.key,
            )
            for column in columns
        ),
    )


def _groups(asked: _Asked, chosen: Selection) -> tuple[tuple[ShownGroup, ...], str]:
    now = asked.ask
    column = asked.source.column(now.group_by)
    page = long_lists.groups(asked.source, asked.origin, now, asked.after, PAGE_SIZE)
    called = column.words()
    shown = (
        _group(asked, chosen, group, words.group(column, called, group.key), at)
        for at, group in enumerate(page.groups, 1)
    )
    return tuple(shown), page.next_key


def _group(asked: _Asked, chosen: Selection, group: Group, told: str, at: int) -> ShownGroup:
    now, anchor = asked.ask, f"grupp-{at}"
    is_open = group.key in now.opened
    others = tuple(key for key in now.opened if key != group.key)
    turned = replace(now, opened=others if is_open else (*others, group.key))
    filters = group_filters(asked.source.column(now.group_by), group.key)
    rows: tuple[ShownRow, ...] = ()
    all_href = ""
    if is_open:
        page = chosen.where(filters).page(now.sort, "", MOST_SHOWN_IN_GROUP)
        rows = tuple(
            _row(asked, record, f"rad-{at}-{number}")
            for number, record in enumerate(page.records, 1)
        )
        if page.next_key:
            whole = list_asks.replaced(replace(now, group_by=""), (*now.filters, *filters))
            all_href = asked.path(whole)
    return ShownGroup(
        anchor=anchor,
        words=told,
        count=words.counted(asked.source, group.totals.count),
        cells=_sums(asked.source, group.totals)[2:],
        href=asked.path(turned, after=asked.after, anchor=anchor),
        is_open=is_open,
        rows=rows,
        all_href=all_href,
    )


def _sums(source: RecordSource, totals: Totals) -> tuple[ShownCell, ...]:
    """Return the sums as cells under their columns."""
    return tuple(
        ShownCell(words.added(column.kind, totals.sums.get(column.key)), words.look_of(column.kind))
        for column in source.columns
    )


def _row(asked: _Asked, record: Record, anchor: str) -> ShownRow:
    """Return a record's cells; the first that says something opens what lies further down."""
    href = asked.opens(record.opens, anchor)
    opener = next((at for at, value in enumerate(record.cells) if value not in (None, "")), 0)
    return ShownRow(
        anchor,
        tuple(
            ShownCell(
                words.cell(_told(column, value), is_first=at == 0 or _is_name(column)),
                words.look_of(column.kind, is_first=at == 0),
                href if at == opener else "",
            )
            for at, (column, value) in enumerate(
                zip(asked.source.columns, record.cells, strict=True)
            )
        ),
    )


def _told(column: RecordColumn, value: Cell) -> Cell:
    """Return a cell; what a choice is called is told in the language of the page."""
    return in_words(value) if column.kind is Kind.CHOICE and isinstance(value, str) else value


def _is_name(column: RecordColumn) -> bool:
    """Whether a number names a thing, as a year and a line do: it stands ungrouped."""
    return column.kind is Kind.NUMBER

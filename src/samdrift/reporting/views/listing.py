"""A page of records, as the figure's page and the records' own page show it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import urlencode

from samdrift.kernel.figures import Origin
from samdrift.plumbing.access import viewer_of
from samdrift.reporting import registry
from samdrift.reporting.ports import Cell, Record, RecordSource
from samdrift.reporting.views import asking, links, trail, words

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a list: its words, its class, and where it leads."""

    words: str
    look: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading and class."""

    label: str
    look: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list stands: its path, the steps before it, and those for pages further down."""

    path: str
    before: tuple[trail.Step, ...]
    onward: tuple[trail.Step, ...]


def context(origin: Origin, request: HttpRequest, place: Place) -> dict[str, object]:
    """Return what the list's template needs: heads, rows, the next page and the files."""
    source = registry.record_source(origin.question)
    after = request.GET.get(asking.AFTER, "")
    page = asking.asked(lambda: source.page(origin, after, PAGE_SIZE))
    web = links.WebLinks(viewer_of(request), steps=_onward(place, after))
    looks = _looks(source, page.records)
    return {
        "source": source,
        "heads": tuple(
            Head(column.label, look) for column, look in zip(source.columns, looks, strict=True)
        ),
        "rows": tuple(_row(record, looks, web) for record in page.records),
        "next_href": _turned(place, page.next_key) if page.next_key else "",
        "first_href": trail.along(place.path, place.before) if after else "",
        "page_size": PAGE_SIZE,
        "xlsx": f"{links.records_path(origin, 'reporting:records-file')}&form=xlsx",
        "csv": f"{links.records_path(origin, 'reporting:records-file')}&form=csv",
    }


def _onward(place: Place, after: str) -> tuple[trail.Step, ...]:
    """Return the steps for pages further down, so that the way back leads to the same page."""
    *before, here = place.onward
    path = f"{here.path}&{urlencode({asking.AFTER: after})}" if after else here.path
    return (*before, trail.Step(here.title, here.words, path))


def _turned(place: Place, next_key: str) -> str:
    path = f"{place.path}&{urlencode({asking.AFTER: next_key})}"
    return trail.along(path, place.before)


def _looks(source: RecordSource, records: tuple[Record, ...]) -> tuple[str, ...]:
    """Return the class of each column, by the first record that has something there."""
    return tuple(
        next(
            (
                words.look(record.cells[index], is_first=index == 0)
                for record in records
                if record.cells[index] is not None
            ),
            "",
        )
        for index in range(len(source.columns))
    )


def _row(record: Record, looks: tuple[str, ...], web: links.WebLinks) -> tuple[ShownCell, ...]:
    """Return a record's cells; the first that says something opens what lies further down."""
    href = web.origin(record.opens) if record.opens else ""
    opener = next((index for index, value in enumerate(record.cells) if _says(value)), 0)
    return tuple(
        ShownCell(
            words.cell(value, is_first=index == 0), looks[index], href if index == opener else ""
        )
        for index, value in enumerate(record.cells)
    )


def _says(value: Cell) -> bool:
    return value is not None and value != ""

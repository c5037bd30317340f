"""What every ink says alike: the words of figures, of tables' captions and of notes under them."""

from __future__ import annotations

import re

from samdrift.kernel.figures import Origin, Unit
from samdrift.reporting import formats
from samdrift.reporting.documents import FigureTable
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Column, FigureAddress, RowKind, Table
from samdrift.reporting.sources import Links, NoLinks
from samdrift.reporting.wording import in_words

MOST_ADDRESS_SIGNS = 2_000
_NOT_IN_ADDRESSES = re.compile('[\\x00-\\x20\\x7f-\\xa0\\ud800-\\udfff\\ufffe\\uffff<>"]')


def heading_of(block: FigureTable) -> str:
    """Return a table's heading: `Not 3. Leasing` for a note, else its title."""
    return f"Not {block.number}. {block.table.title}" if block.number else block.table.title


def unit_of(table: Table, scale: Scale) -> str:
    """Return what the numbers of a table are counted in, for its caption."""
    return in_words(formats.unit_words(table.unit, scale))


def notes_under(table: Table, scale: Scale) -> tuple[str, ...]:
    """Return the lines under a table, before its sources: notes, gaps and how it is rounded."""
    figures = [figure for row in table.rows for figure in row.figures]
    reasons = dict.fromkeys(figure.reason for figure in figures if figure.is_missing)
    told = [f"Saknas: {reason}" for reason in reasons]
    notes = [*filter(None, [table.explains]), *table.footnotes, *told]
    rounded = in_words("Beloppen avrundas var för sig från exakta kronor.")
    is_rounded = table.unit is Unit.MONEY and scale is not Scale.SEK
    if is_rounded and not any(rounded in note for note in notes):
        notes.append(rounded)
    return tuple(notes)


def row_class(block: FigureTable, index: int) -> str:
    """Return how a row looks: `item`, `group`, `sum`, `then`, or `end` for the last sum."""
    row = block.table.rows[index]
    if row.kind is RowKind.SUM and index == len(block.table.rows) - 1:
        return "end"
    return {RowKind.COMPARISON: "then"}.get(row.kind, row.kind.value)


def is_compared(column: Column, index: int) -> bool:
    """Whether a column is what this year is compared with, and so stands back."""
    is_year = len(column.key) == 4 and column.key.isdigit()
    is_other = index > 0 and (is_year or column.key in {"budget", "previous"})
    return is_other or column.key.endswith(":previous-year")


def references_of(block: FigureTable) -> dict[str, list[tuple[str, str]]]:
    """Return the printed references of each row and the anchors they lead to."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row_key, printed, anchor in block.references:
        found.setdefault(row_key, []).append((printed.removeprefix("Not "), anchor))
    return found


def safe_href(href: str, *, is_on_site: bool = False) -> str:
    """Return an address that may stand in a document: to the web, to mail or within; else none.

    On the site itself an address may also begin at its root, where no other host can be named.
    """
    is_allowed = href.casefold().startswith(("https://", "http://", "mailto:", "#"))
    is_allowed |= is_on_site and href.startswith("/") and href[1:2] not in ("/", "\\")
    is_whole = len(href) <= MOST_ADDRESS_SIGNS and not _NOT_IN_ADDRESSES.search(href)
    return href if is_allowed and is_whole else ""


class SafeLinks:
    """Addresses of figures and records, less those that cannot stand in a document."""

    def __init__(self, links: Links | None, *, is_on_site: bool = False) -> None:
        self._links = links or NoLinks()
        self._is_on_site = is_on_site

    def figure(self, address: FigureAddress) -> str:
        """Return the address of a figure's own page."""
        return safe_href(self._links.figure(address), is_on_site=self._is_on_site)

    def origin(self, origin: Origin) -> str:
        """Return the address of the list of records behind one origin."""
        return safe_href(self._links.origin(origin), is_on_site=self._is_on_site)

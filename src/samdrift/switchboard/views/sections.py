"""Tables drawn on the switchboard's pages, every figure a door to its records."""

from __future__ import annotations

from dataclasses import dataclass, replace

from samdrift.kernel.figures import Figure, Origin
from samdrift.plumbing.access import Viewer
from samdrift.reporting import formats, registry
from samdrift.reporting.documents import FigureTable
from samdrift.reporting.formats import Scale
from samdrift.reporting.ink import html
from samdrift.reporting.ports import FigureAddress, Table
from samdrift.reporting.views.links import WebLinks, inked, is_open, records_path
from samdrift.reporting.wording import table_in_words


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it is written, and where its records are."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class _Doors:
    """Leads each figure of a table straight to the records it counts."""

    viewer: Viewer
    table: Table

    def figure(self, address: FigureAddress) -> str:
        """Return where the records of a figure are; empty where the viewer may not see them."""
        return href(self.table.figure(address.row_key, address.column_key), self.viewer)

    def origin(self, origin: Origin) -> str:
        """Return where the records of an origin are."""
        return WebLinks(self.viewer).origin(origin)


def drawn(table: Table, viewer: Viewer) -> str:
    """Return a table as the page shows it, without its heading."""
    block = FigureTable(replace(table_in_words(table), explains=""), anchor="")
    return inked(html.blocks([block], Scale.TKR, _Doors(viewer, table), registry.Describer()))


def shown(figure: Figure, viewer: Viewer) -> Shown:
    """Return a figure as it is written, with its unit."""
    return Shown(formats.swedish_figure_with_unit(figure, Scale.TKR), href(figure, viewer))


def href(figure: Figure, viewer: Viewer) -> str:
    """Return where the records of a figure are; of a share, those that it counts."""
    origin = figure.origins[0]
    return records_path(origin) if is_open(viewer, origin) else ""

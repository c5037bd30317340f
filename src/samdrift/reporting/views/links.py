"""The addresses of figures and of records, for whoever reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from samdrift.kernel.figures import Origin
from samdrift.plumbing.access import Viewer, may_open_records
from samdrift.reporting import registry
from samdrift.reporting.ports import FigureAddress, origin_query
from samdrift.reporting.selections import RecordSource
from samdrift.reporting.views import trail

THEN = "then-"
"""Begins the names of what the figure is compared with, in the address of a change."""
SEVERAL = "*"
"""Stands for records of several organisations: they are no single member's own."""


@dataclass(frozen=True, slots=True)
class WebLinks:
    """Leads to our own pages; `base` makes the addresses whole, for files that leave the web.

    `steps` is the way that led here: it goes along, so that the reader can go back up.
    """

    viewer: Viewer
    base: str = ""
    steps: tuple[trail.Step, ...] = ()

    def figure(self, address: FigureAddress) -> str:
        """Return the address of a figure's own page."""
        return self.base + trail.along(figure_path(address), self.steps)

    def origin(self, origin: Origin) -> str:
        """Return the address of the records behind an origin; none where they may not be read."""
        if not is_open(self.viewer, origin):
            return ""
        return self.base + trail.along(records_path(origin), self.steps)


def inked(html: str) -> SafeString:
    """Return HTML of the ink to stand in a page: it escapes all text, so all markup is its own."""
    return mark_safe(html)  # noqa: S308  As told above.


def figure_path(address: FigureAddress) -> str:
    """Return where a figure's page is."""
    return f"{_path('reporting:figure')}?{urlencode(address.query())}"


def change_path(now: FigureAddress, then: FigureAddress) -> str:
    """Return where the difference between two figures is told."""
    beside = {f"{THEN}{key}": value for key, value in then.query().items()}
    return f"{reverse('reporting:change')}?{urlencode(now.query() | beside)}"


def records_path(origin: Origin, route: str = "reporting:records") -> str:
    """Return where the records of an origin are, as a page or as a file."""
    return f"{_path(route)}?{urlencode(origin_query(origin))}"


@cache
def _path(route: str) -> str:
    """Return where a page is; a report has a thousand links to the same."""
    return reverse(route)


def is_open(viewer: Viewer, origin: Origin) -> bool:
    """Whether somebody may read the records of an origin. Raises CannotAnswer if there are none."""
    source = registry.record_source(origin.question)
    return may_open_records(
        viewer,
        is_personal=source.is_personal,
        organisation_code=_whose(source, origin),
    )


def _whose(source: RecordSource, origin: Origin) -> str | None:
    """Return whose the records are; a list of everybody's is nobody's own."""
    code = dict(origin.scope).get("organisation")
    if code:
        return code
    tells_whose = any(column.key == "organisation" for column in source.columns)
    return SEVERAL if tells_whose else None

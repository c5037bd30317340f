"""A guide's Markdown as the page shows it."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from samdrift.reporting import markdown
from samdrift.reporting.documents import LiveFigure
from samdrift.reporting.formats import Scale
from samdrift.reporting.ink import html
from samdrift.reporting.sources import NoLinks, PlainDescriber


def guide_html(body: str) -> SafeString:
    """Return a guide as HTML; the ink escapes all that was written."""
    told = markdown.parse(body, figure=_no_figure)
    written = html.blocks(told.blocks, Scale.SEK, NoLinks(), PlainDescriber())
    return mark_safe(written)  # noqa: S308  The ink escapes.


def _no_figure(table: str, cost_centre: str, row: str, column: str) -> LiveFigure:  # noqa: ARG001
    """Turn down every figure: a guide tells how, not how many."""
    raise LookupError("I en guide kan inga tal ur tabeller stå.")

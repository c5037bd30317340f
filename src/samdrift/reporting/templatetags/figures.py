"""Where figures and tables are, for templates that show them."""

from __future__ import annotations

from django import template

from samdrift.kernel.figures import Origin
from samdrift.reporting.ports import FigureAddress
from samdrift.reporting.views import links
from samdrift.reporting.wording import reasons_in_words

register = template.Library()

register.filter("reasons_in_words", reasons_in_words)


@register.filter
def figure_path(address: FigureAddress) -> str:
    """Return where a figure's own page is."""
    return links.figure_path(address)


@register.filter
def records_path(origin: Origin) -> str:
    """Return where the records of an origin are listed."""
    return links.records_path(origin)


@register.filter
def change_path(compared: tuple[FigureAddress, FigureAddress]) -> str:
    """Return where what lies between two figures is told."""
    return links.change_path(*compared)

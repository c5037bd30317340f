"""Where figures and records stand on the web."""

from __future__ import annotations

from urllib.parse import urlencode

from samdrift.kernel.figures import Origin
from samdrift.reporting.ports import FigureAddress, origin_query

FIGURE_PATH = "/figur/"
RECORDS_PATH = "/poster/"


class WebLinks:
    """Addresses under a base: absolute for a file that travels, relative with an empty base."""

    def __init__(self, base: str = "") -> None:
        self._base = base.rstrip("/")

    def figure(self, address: FigureAddress) -> str:
        """Return the address of a figure's own page."""
        return f"{self._base}{FIGURE_PATH}?{urlencode(address.query())}"

    def origin(self, origin: Origin) -> str:
        """Return the address of the list of records behind one origin."""
        return f"{self._base}{RECORDS_PATH}?{urlencode(origin_query(origin))}"

"""What is counted of tickets, and what they are told apart by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samdrift.kernel.figures import Figure, Origin, Unit, share
from samdrift.kernel.spans import Span

OPENED_TICKETS = "servicedesk.opened"
CLOSED_TICKETS = "servicedesk.tickets"
OPEN_TICKETS = "servicedesk.open"

PARTS = ("organisation", "channel", "kind", "group", "service")
"""What tickets are told apart by, besides time."""

KEYWORD = "keyword"
"""What tickets are picked out by though it tells them not apart: one may have several."""

NONE = "-"
"""How an address says that a ticket has no group, or no service."""

HOUR = 3600
OPEN_LIMITS = {
    "open_1h": HOUR,
    "open_2h": 2 * HOUR,
    "open_8h": 8 * HOUR,
    "open_24h": 24 * HOUR,
    "open_40h": 40 * HOUR,
}
"""The open time a ticket is held against, in seconds: a day is 8 open hours, a week 40."""

MEASURES: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "opened": (OPENED_TICKETS, ()),
    "closed": (CLOSED_TICKETS, ()),
    "first_line": (CLOSED_TICKETS, (("line", "1"),)),
    **{
        f"within_{limit}": (CLOSED_TICKETS, (("within", limit),))
        for limit in ("1h", "2h", "1d", "3d", "1w")
    },
    "timed": (CLOSED_TICKETS, (("timed", "yes"),)),
    **{limit: (CLOSED_TICKETS, (("within-open", limit),)) for limit in OPEN_LIMITS},
    "reopened": (CLOSED_TICKETS, (("reopened", "yes"),)),
    "rated": (CLOSED_TICKETS, (("rated", "yes"),)),
    "satisfied": (CLOSED_TICKETS, (("rated", "satisfied"),)),
}
"""What is counted, and which records are behind it."""

WHOLES = dict.fromkeys(OPEN_LIMITS, "timed") | {"satisfied": "rated"}
"""What a measure is a share of, where that is not all that were closed."""

type Where = tuple[tuple[str, str], ...]
"""Which tickets are meant: parts and what they are to be, as an address says it."""

type Key = tuple[Any, ...]
"""What rows were told apart by: a month's or a week's first day, a code, a group's number."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Tickets that are alike, counted over a span: each measure as a figure that opens."""

    span: Span
    where: Where
    numbers: Mapping[str, int]

    def figure(self, measure: str) -> Figure:
        """Return how many, and the tickets they are."""
        question, scope = MEASURES[measure]
        number = self.numbers.get(measure, 0)
        origin = Origin(question, self.span, (*self.where, *scope), number)
        return Figure(number, Unit.COUNT, (origin,))

    def share(self, measure: str) -> Figure:
        """Return a measure as a share of what it is a part of; blank where there is none."""
        return share(self.figure(measure), self.figure(WHOLES.get(measure, "closed")))

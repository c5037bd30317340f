"""Problems, found by their number or by words of their title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.plumbing.access import Viewer, may_read_every_ticket
from samdrift.plumbing.palette.ports import Hit, Nearness, Query, SearchSource
from samdrift.problems import queries

_NUMBER = re.compile(r"p-?(\d{1,9})", re.IGNORECASE)


def _problems(viewer: Viewer, query: Query, limit: int) -> Iterator[Hit]:
    """Yield the problem of a number such as `P-12`, else those of the words."""
    if not may_read_every_ticket(viewer):
        return
    written = _NUMBER.fullmatch(query.number)
    number = int(written[1]) if written else None
    for row in queries.found(number=number, words=() if written else query.words, limit=limit):
        nearness = Nearness.EXACT if written else query.nearness(row.title)
        if nearness is not None:
            href = reverse("problems:problem", args=[row.number])
            yield Hit(f"P-{row.number} {row.title}", _("Problem"), href, nearness, row.service)


OFFERS = (SearchSource("problems.problems", "Problem", _problems, position=22),)

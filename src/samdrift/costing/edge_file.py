"""Every edge of a reckoning as a file, for whoever wants to reckon it anew."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from samdrift.costing.queries import EdgeTold
from samdrift.plumbing.plain_text import unread_as_formula

HEAD = ("avsandare", "mottagare", "nyckel", "andel", "av", "kronor", "in_och_ut")


def edges(told: Iterable[EdgeTold], names: Mapping[str, str]) -> bytes:
    """Return the edges, one a line: whose, to whom, by what, how much of how much, kronor."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for edge in told:
        to = edge.receiver or names.get(edge.organisation, edge.organisation)
        row = (edge.sender, to, str(edge.driver.label))
        writer.writerow(
            (
                *map(unread_as_formula, row),
                edge.weight,
                edge.whole,
                edge.amount.kronor(),
                int(edge.is_passed_on),
            )
        )
    return target.getvalue().encode("utf-8-sig")

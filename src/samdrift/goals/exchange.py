"""Goals as a package tells them."""

from __future__ import annotations

import hashlib

from django.utils.text import slugify

from samdrift.goals.models import Goal
from samdrift.plumbing.exchange.columns import Column, text, whole_number, year
from samdrift.plumbing.exchange.csv_reader import CsvFile, Values, csv_reader
from samdrift.plumbing.exchange.ports import Reading

GOALS = ("year", "main_goal", "sub_goal", "grade", "comment")


def _columns(_reading: Reading) -> tuple[Column, ...]:
    return (
        Column("year", year),
        Column("main_goal", text()),
        Column("sub_goal", text()),
        Column("grade", whole_number(1, 5), may_be_empty=True, empty=None),
        Column("comment", text(), may_be_empty=True),
    )


def _key(values: Values) -> Values:
    """A key that can be read: the beginning of the goal, and a digest of both texts in full."""
    told = f"{values['main_goal']}\x1f{values['sub_goal']}"
    digest = hashlib.sha256(told.encode()).hexdigest()[:12]
    return {"key": f"{slugify(values['sub_goal'])[:50]}-{digest}".lstrip("-")}


OFFERS = (
    csv_reader(
        key="goals.goals",
        name="goals.csv",
        file=CsvFile(
            model=Goal,
            columns=_columns,
            names=GOALS,
            key=("year", "main_goal", "sub_goal"),
            stored_key=("year", "key"),
            derived=_key,
            keeps_order=True,
        ),
    ),
)

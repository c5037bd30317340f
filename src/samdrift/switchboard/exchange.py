"""Calls as a package tells them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from samdrift.plumbing.exchange.columns import Column, moment, text
from samdrift.plumbing.exchange.csv_reader import (
    CsvFile,
    Problem,
    Values,
    csv_reader,
    ends_before_it_starts,
)
from samdrift.plumbing.exchange.ports import Reading
from samdrift.switchboard.call_log import derived
from samdrift.switchboard.models import Call

CALLS = ("id", "started", "answered", "ended")


def _columns(_reading: Reading) -> tuple[Column, ...]:
    return (
        Column("id", text(200), field="identifier"),
        Column("started", moment, field="started_at"),
        Column("answered", moment, may_be_empty=True, empty=None, field="answered_at"),
        Column("ended", moment, field="ended_at"),
    )


def _problems(values: Values) -> Iterable[Problem]:
    started, answered = ("started", "started_at"), ("answered", "answered_at")
    yield from ends_before_it_starts(values, started, answered)
    yield from _too_early_an_end(values)


def _too_early_an_end(values: Values) -> Iterator[Problem]:
    """Find an end before the answer or the start; told once, where it is before both too."""
    ended = ("ended", "ended_at")
    was_answered = values["answered_at"] is not None
    if was_answered and values["answered_at"] > values["started_at"]:
        yield from ends_before_it_starts(values, ("answered", "answered_at"), ended)
    else:
        yield from ends_before_it_starts(values, ("started", "started_at"), ended)


def _derived(values: Values) -> Values:
    return derived(values["started_at"], values["answered_at"])


OFFERS = (
    csv_reader(
        key="switchboard.calls",
        name="calls.csv",
        file=CsvFile(
            model=Call,
            columns=_columns,
            names=CALLS,
            key=("identifier",),
            problems=lambda _: _problems,
            derived=_derived,
        ),
    ),
)

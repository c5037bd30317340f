"""Rows so few that all are read, and that most pages ask for: of all apps by one question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

from django.db.models import Model, Q

from samdrift.plumbing import contributions
from samdrift.reporting import memory, snapshot, together
from samdrift.reporting.memory import Question, Reads
from samdrift.reporting.together import Rows

EVERY = Q()


@dataclass(frozen=True, slots=True)
class FewRows:
    """The rows of a model by some of their fields, in an order; offered, and then asked for.

    What is not of the model itself is told by `reads`.
    """

    key: str
    model: type[Model]
    fields: tuple[str, ...]
    order: tuple[str, ...] = ("id",)
    where: Q = EVERY
    reads: Reads = ()

    @property
    def question(self) -> Question:
        """What is asked, of the records it depends on."""
        return Question(f"few {self.key}", self.reads or (self.model,))


def rows(wanted: FewRows) -> Rows:
    """Return rows, held by each process while they are as they were.

    Within a snapshot the first that is not held is asked for together with all that are not.
    """
    return memory.kept(wanted.question, lambda: _told(wanted))


def _told(wanted: FewRows) -> Rows:
    """Ask for rows; what was held when the others were asked for may have been let go since."""
    known: dict[str, Rows] = {}
    if snapshot.is_open():
        known = snapshot.remembered("reporting.few", lambda: _with_others(wanted))
    return known[wanted.key] if wanted.key in known else _asked((wanted,))[wanted.key]


def _with_others(wanted: FewRows) -> dict[str, Rows]:
    others = (each for each in contributions.offered(FewRows) if each.key != wanted.key)
    missing = [each for each in others if not memory.is_held(each.question)]
    found = _asked((wanted, *missing))
    for each in missing:
        memory.kept(each.question, partial(found.__getitem__, each.key))
    return found


def _asked(every: Iterable[FewRows]) -> dict[str, Rows]:
    """Ask for the rows of several models by one question; their order is ours on any database."""
    asked = {
        each: each.model._default_manager.filter(each.where)
        .order_by()
        .values_list(*each.order, *each.fields)
        for each in every
    }
    return {each.key: _in_order(each, rows) for each, rows in together.asked(asked).items()}


def _in_order(few: FewRows, found: Rows) -> Rows:
    by = len(few.order)
    return tuple(row[by:] for row in sorted(found, key=itemgetter(*range(by))))

"""What every app says of its health, collected; the worst first in what is told of the whole."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import contributions
from samdrift.plumbing.health import Examination, Finding, Level, fault

_ORDER = tuple(Level)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at, and what was found."""

    key: str
    title: str | Promise
    findings: tuple[Finding, ...]

    @property
    def level(self) -> Level:
        """How bad the worst of it is."""
        return worst(finding.level for finding in self.findings)


def worst(levels: Iterable[Level]) -> Level:
    """Return the worst of some levels, well where there is none."""
    return max(levels, key=_ORDER.index, default=Level.GOOD)


def examined(*, at: datetime) -> tuple[Examined, ...]:
    """Look at everything that apps offer to be looked at, the lowest storey first.

    One that breaks is a fault of its own and keeps no other from being looked at. What the database
    does not answer is told of in one line, last.
    """
    found, unseen = [], []
    for each in contributions.offered(Examination):
        try:
            found.append(Examined(each.key, each.title, _findings(each, at)))
        except DatabaseError:
            unseen.append(str(each.title))
    if unseen:
        words = f"Utan databasen går det inte att undersöka: {', '.join(unseen)}."
        found.append(Examined("operation.unseen", _("Ej undersökt"), (fault(words),)))
    return tuple(found)


def is_database_here() -> bool:
    """Whether the database answers."""
    return _answers(connection.ensure_connection) and _answers(_ask_database)


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _answers(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except DatabaseError:
        return False
    return True


def _findings(examination: Examination, at: datetime) -> tuple[Finding, ...]:
    try:
        return tuple(examination.look(at))
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001  What cannot be looked at is itself not well.
        _log.exception("The examination %s broke", examination.key)
        return (fault(f"Det gick inte att undersöka ({type(error).__name__}). Se loggen."),)

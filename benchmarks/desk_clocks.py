"""Clocks of cases that came in at one moment and took as long: those of the first, told again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db import models

_ALIKE = "CREATE TEMP TABLE IF NOT EXISTS alike (subject text, first text, organisation text)"
_TELL = "INSERT INTO alike VALUES (%s, %s, %s)"
_CLOCKS = """
INSERT INTO servicelevels_clock (subject, organisation_id, {0})
SELECT alike.subject, alike.organisation, {0}
FROM alike JOIN servicelevels_clock AS known ON known.subject = alike.first
"""
_EVENTS = """
INSERT INTO servicelevels_clockevent (clock_id, {0})
SELECT anew.id, {0}
FROM alike
JOIN servicelevels_clock AS known ON known.subject = alike.first
JOIN servicelevels_clock AS anew ON anew.subject = alike.subject
JOIN servicelevels_clockevent AS told ON told.clock_id = known.id
ORDER BY told.id
"""


def copy(alike: Sequence[tuple[str, str, str]]) -> None:
    """Give cases clocks: told are each one's subject, that of the first alike, its organisation."""
    from django.db import connection  # noqa: PLC0415

    from samdrift.servicelevels.models import Clock, ClockEvent  # noqa: PLC0415

    clock = _columns(Clock, "known", {"id", "subject", "organisation_id"})
    event = _columns(ClockEvent, "told", {"id", "clock_id"})
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE)
        cursor.execute("DELETE FROM alike")
        cursor.executemany(_TELL, alike)
        for statement, names in ((_CLOCKS, clock), (_EVENTS, event)):
            into, _, values = statement.partition("{0}")
            cursor.execute(f"{into}{names[0]}{values.replace('{0}', names[1])}")


def _columns(model: type[models.Model], table: str, but: set[str]) -> tuple[str, str]:
    """Return the columns of a model as they are written to, and as they are read from a table."""
    every = (str(field.column) for field in model._meta.concrete_fields)
    names = [f'"{name}"' for name in every if name not in but]
    return ", ".join(names), ", ".join(f"{table}.{name}" for name in names)

"""How many tickets there are of a kind, counted by month so that years are told in a moment."""

from __future__ import annotations

from typing import Any, override

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Exact
from django.db.models.sql.compiler import SQLCompiler

from samdrift.servicedesk.choices import Channel, Kind


class DayOfMonth(models.Func):
    """The day of the month of a date, in words that each database knows by itself.

    Django's own on SQLite is a function of its process, which nobody else who checks the database
    has: whether a backup is whole is then not told.
    """

    template = "EXTRACT(DAY FROM %(expressions)s)"
    arity = 1
    output_field = models.IntegerField()

    @override
    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **told: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        """Return the words of SQLite, where a date is text."""
        template = "CAST(substr(%(expressions)s, 9, 2) AS INTEGER)"
        sql, values = self.as_sql(compiler, connection, template=template, **told)
        return sql, tuple(values)


class TicketCount(models.Model):
    """Tickets alike in a month: how many came in, how many were closed, and how soon.

    A kept sum. It is true of a month until a day of that month stands among the days to recount;
    the month is then counted from the tickets themselves until it is kept anew. Codes and not
    foreign keys, so that a count never stops what it counts from being undone.
    """

    month = models.DateField()
    organisation = models.CharField(max_length=20)
    channel = models.CharField(max_length=10, choices=Channel)
    kind = models.CharField(max_length=10, choices=Kind)
    group = models.BigIntegerField(null=True, blank=True)
    service = models.CharField(max_length=100, blank=True)
    opened = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    first_line = models.PositiveIntegerField(default=0)
    within_1h = models.PositiveIntegerField(default=0)
    within_2h = models.PositiveIntegerField(default=0)
    within_1d = models.PositiveIntegerField(default=0)
    within_3d = models.PositiveIntegerField(default=0)
    within_1w = models.PositiveIntegerField(default=0)
    timed = models.PositiveIntegerField(default=0)
    open_1h = models.PositiveIntegerField(default=0)
    open_2h = models.PositiveIntegerField(default=0)
    open_8h = models.PositiveIntegerField(default=0)
    open_24h = models.PositiveIntegerField(default=0)
    open_40h = models.PositiveIntegerField(default=0)
    reopened = models.PositiveIntegerField(default=0)
    rated = models.PositiveIntegerField(default=0)
    satisfied = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("month", "id")
        indexes = (models.Index(fields=("month",), name="ticket_count_of_month"),)
        constraints = (
            models.CheckConstraint(
                name="a_count_is_of_a_whole_month", condition=Exact(DayOfMonth("month"), 1)
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.organisation} {self.opened}/{self.closed}"


class DayToRecount(models.Model):
    """A day, as days are in UTC, on which a ticket was opened or closed that has changed since.

    An event, written by the database itself beside the change, and taken away when the months it
    may lie in are counted anew.
    """

    day = models.DateField(db_index=True)

    class Meta:
        ordering = ("id",)

    @override
    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"

"""How often the records of a table have changed, and what was answered from them."""

from __future__ import annotations

from typing import override

from django.db import models


class RecordChange(models.Model):
    """That rows of a table that figures are read from were written: a slip, left by the database.

    An event, left by a trigger in the transaction that wrote, so that nobody waits for another.
    Slips are added together now and then, which changes no sum: the sums say in which state the
    records are. `token` is drawn at random, so that two states that are not yet committed, and are
    as many changes on, differ.
    """

    table_name = models.CharField(max_length=100)
    changes = models.BigIntegerField()
    token = models.BigIntegerField()

    class Meta:
        indexes = (
            models.Index(fields=("table_name", "changes", "token"), name="change_of_a_table"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.table_name} {self.changes}"


class KeptAnswer(models.Model):
    """An answer as it was read from the records in one state, and the mark of that state.

    A fact of today: the next answer to the same question replaces it. It is shown only while the
    records are in that very state, so it can be lost at any time and never be out of date.
    """

    key = models.CharField(max_length=64, unique=True)
    shelf = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=64)
    text = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("shelf",), name="answer_on_a_shelf"),)

    @override
    def __str__(self) -> str:
        return f"{self.key[:8]} {self.state[:8]}"

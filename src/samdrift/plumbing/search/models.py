"""What the index has been told."""

from __future__ import annotations

from typing import override

from django.db import models


class Entry(models.Model):
    """One thing that can be found, in the words it was told with.

    A fact of today: it is written anew when what it tells of changes, and removed with it. The
    terms it is found as stand beside, where each database keeps them: a column of PostgreSQL's, a
    table of SQLite's.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    organisation = models.CharField(max_length=40, blank=True)
    numbers = models.TextField(blank=True)
    title = models.TextField(blank=True)
    people = models.TextField(blank=True)
    text = models.TextField(blank=True)
    inside = models.TextField(blank=True, default="", db_default="")
    """What only those inside find it by, and are shown."""
    created = models.DateTimeField(db_index=True)
    indexed_at = models.DateTimeField()
    analyser = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "entries"
        indexes = (models.Index(fields=("kind", "analyser"), name="entry_by_analyser"),)
        constraints = (
            models.UniqueConstraint(fields=("kind", "key"), name="entry_is_one_for_each_thing"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Mark(models.Model):
    """That something which is found has changed, and is to be told to the index anew.

    An event, left by the database itself in the transaction that wrote, and gone once it is told.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=100)

    class Meta:
        indexes = (models.Index(fields=("kind", "key"), name="mark_of_a_thing"),)

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

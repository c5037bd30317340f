"""Lists of things that were sent, how their columns are read, and what became of them."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models


class ColumnMap(models.Model):
    """How the columns of lists with certain headings are read, as somebody last said.

    A fact of today.
    """

    headings = models.CharField(max_length=64, unique=True)
    """A digest of the headings, in their order."""
    columns = models.JSONField(default=dict)
    """What each heading tells of: `serial`, or `f_building` for a field of the kind."""

    @override
    def __str__(self) -> str:
        return self.headings


class ThingImport(models.Model):
    """A list of things that somebody sent, and what became of it.

    A fact of today until it is taken in; what it did stands in the events of its stroke.
    """

    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=100)
    """The kind of the things whose rows say none."""
    columns = models.JSONField(default=dict)
    stroke = models.CharField(max_length=32, unique=True)
    sent_at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    taken_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    """How many rows were new, changed, unchanged and wrong when it was taken in."""
    before = models.JSONField(default=list, blank=True)
    """What the things said that were written over, so that it can be undone."""

    class Meta:
        ordering = ("-sent_at", "-id")

    @override
    def __str__(self) -> str:
        return self.name

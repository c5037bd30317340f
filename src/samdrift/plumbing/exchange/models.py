"""What has been imported, and what it changed."""

from __future__ import annotations

from typing import override

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class ImportRun(models.Model):
    """A package taken in: when, from where, by whom, and what became of each file.

    An event: never changed, but for the moment it was undone.
    """

    started_at = models.DateTimeField()
    source = models.CharField(max_length=500)
    key = models.CharField(max_length=100, unique=True, null=True, blank=True)
    taken_by = models.CharField(max_length=150, blank=True)
    summaries = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    @override
    def __str__(self) -> str:
        return f"Import {self.pk} {self.source}"


class ImportChange(models.Model):
    """What one file of an import wrote, in as many pieces as it took: enough to undo it.

    An event: written with the import, never changed.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="changes")
    reader_key = models.CharField(max_length=100)
    file = models.CharField(max_length=255)
    payload = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ("id",)

    @override
    def __str__(self) -> str:
        return f"{self.file} i import {self.run_id}"

"""What an organisation writes in its annual report, and everything it has ever written."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q


class Chapter(models.Model):
    """A chapter, or a section of one, that the organisation has written itself.

    A fact of today; what it said before stands in the versions.
    """

    year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    position = models.PositiveIntegerField()
    body = models.TextField(blank=True)

    class Meta:
        ordering = ("year", "position", "key")
        constraints = (
            models.UniqueConstraint(name="a_year_has_a_chapter_once", fields=("year", "key")),
            models.CheckConstraint(name="a_chapter_has_a_key", condition=~Q(key="")),
            models.CheckConstraint(name="a_chapter_has_a_title", condition=~Q(title="")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.title} {self.year}"


class ChapterVersion(models.Model):
    """What a chapter said from a moment on, and who wrote it.

    An event: never changed. That a chapter was removed is a version too.
    """

    year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    position = models.PositiveIntegerField()
    body = models.TextField(blank=True)
    is_removal = models.BooleanField(default=False)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("year", "key", "-id")
        indexes = (models.Index(fields=("year", "key"), name="chapter_version_of"),)

    @override
    def __str__(self) -> str:
        return f"{self.title} {self.year}, {self.written_at:%Y-%m-%d}"

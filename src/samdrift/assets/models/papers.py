"""Papers that go with what was done: certificates, delivery notes and receipts, as files."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q

from samdrift.assets.choices import PaperSort


class Paper(models.Model):
    """A file that goes with what was done at one stroke; its bytes lie in the store by digest.

    An event, but that it is taken away once after: then its bytes go, and that it was there stays.
    """

    stroke = models.CharField(max_length=32)
    """What joins it with the events of what was done."""
    sort = models.CharField(max_length=12, choices=PaperSort)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    taken_away_at = models.DateTimeField(null=True, blank=True)
    taken_away_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("digest",), name="paper_digest"),)
        constraints = (
            models.CheckConstraint(name="a_paper_goes_with_a_stroke", condition=~Q(stroke="")),
            models.UniqueConstraint(
                fields=("stroke", "digest"),
                condition=Q(taken_away_at__isnull=True),
                name="a_stroke_has_a_paper_once",
            ),
            models.CheckConstraint(
                name="a_paper_taken_away_says_by_whom",
                condition=Q(taken_away_at__isnull=True) ^ ~Q(taken_away_by=""),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name

"""Guides, what they have said, and whether they helped."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.knowledge.choices import Audience, GuideState


class Guide(models.Model):
    """How somebody does something or mends it themselves, in Markdown.

    A fact of today; what it said before stands in the versions.
    """

    key = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=150)
    body = models.TextField()
    words = models.CharField(max_length=500, blank=True)
    """What people write when this is what they need, besides what the guide says itself."""
    service = models.CharField(max_length=100, blank=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.ALL)
    state = models.CharField(max_length=10, choices=GuideState, default=GuideState.DRAFT)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=150)
    from_ticket = models.CharField(max_length=200, blank=True)
    """The number of the ticket that it was first written in."""

    class Meta:
        ordering = ("title", "id")
        constraints = (
            models.CheckConstraint(name="a_guide_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="a_guide_says_something", condition=~Q(body="")),
        )

    @override
    def __str__(self) -> str:
        return self.title


class GuideVersion(models.Model):
    """What a guide said from a moment on, and who wrote it.

    An event: never changed, which the database itself sees to.
    """

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="versions")
    title = models.CharField(max_length=150)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=GuideState)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("guide", "-id")

    @override
    def __str__(self) -> str:
        return f"{self.title} {self.written_at:%Y-%m-%d}"


class GuideAnswer(models.Model):
    """What somebody answered when asked whether a guide solved their problem.

    An event. It names nobody: only whether it helped, when, and in which organisation.
    """

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="answers")
    at = models.DateTimeField()
    has_helped = models.BooleanField()
    organisation_code = models.CharField(max_length=200, blank=True)
    is_before_report = models.BooleanField(default=False)
    """Whether it was asked while a report was being written: a yes then is a case avoided."""

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("at", "has_helped"), name="guide_answer_at"),
            models.Index(fields=("guide", "has_helped"), name="guide_answer_of_guide"),
        )

    @override
    def __str__(self) -> str:
        return f"{'Ja' if self.has_helped else 'Nej'} {self.at:%Y-%m-%d}"

"""Calls to the switchboard."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q


class Call(models.Model):
    """A call that came in: when it began, when it was answered, when it ended.

    An event. Nobody answered a lost call. `local_date` is the Swedish day on which it began; it is
    stored so that days are counted by an index.
    """

    identifier = models.CharField(max_length=200, unique=True)
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField()
    local_date = models.DateField()

    class Meta:
        ordering = ("identifier",)
        indexes = (models.Index(fields=("local_date", "answered_at"), name="call_on_a_day"),)
        constraints = (
            models.CheckConstraint(
                name="a_call_is_answered_after_it_starts",
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="a_call_ends_after_it_is_answered",
                condition=Q(answered_at__isnull=True) | Q(ended_at__gte=F("answered_at")),
            ),
            models.CheckConstraint(
                name="a_call_ends_after_it_starts", condition=Q(ended_at__gte=F("started_at"))
            ),
        )

    @override
    def __str__(self) -> str:
        return self.identifier

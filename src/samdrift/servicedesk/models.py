"""Tickets, and what those who were helped thought of it."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.parties.models import Organisation
from samdrift.servicedesk.choices import Channel, Question


class Ticket(models.Model):
    """A request for help, from the moment it is reported until it is closed.

    An event, with its outcome once there is one. `elapsed_seconds` is the real time it took, also
    over a change of clocks; it is stored so that a million tickets are counted by an index.
    """

    number = models.CharField(max_length=200, unique=True)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(max_length=10, choices=Channel)
    line = models.PositiveSmallIntegerField()
    category = models.TextField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    elapsed_seconds = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(fields=("closed_at", "elapsed_seconds"), name="ticket_closed_within"),
            models.Index(fields=("opened_at",), name="ticket_opened_at"),
        )
        constraints = (
            models.CheckConstraint(
                name="a_ticket_closes_after_it_opens",
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
            ),
            models.CheckConstraint(
                name="a_closed_ticket_knows_how_long_it_took",
                condition=Q(closed_at__isnull=True, elapsed_seconds__isnull=True)
                | Q(closed_at__isnull=False, elapsed_seconds__gte=0),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"#{self.number} {self.category}"


class SurveyAnswer(models.Model):
    """A score from 1 to 5 that someone who was helped gave to one question.

    An event.
    """

    identifier = models.CharField(max_length=200, unique=True)
    answered_on = models.DateField()
    question = models.CharField(max_length=12, choices=Question)
    score = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("identifier",)
        indexes = (
            models.Index(fields=("answered_on", "question", "score"), name="answer_on_a_question"),
        )
        constraints = (
            models.CheckConstraint(
                name="a_score_is_from_1_to_5", condition=Q(score__gte=1, score__lte=5)
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.get_question_display()} {self.score}"

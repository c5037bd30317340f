"""What those who were helped thought of it."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.servicedesk.choices import Question


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

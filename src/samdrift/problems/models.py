"""Problems, the tickets they have caused, and what has been found out of them."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q

from samdrift.problems.choices import Priority, ProblemEventKind, ProblemState
from samdrift.servicedesk.models import Ticket


class Problem(models.Model):
    """The cause, known or looked for, of what people have reported more than once.

    A fact of today; what it was before stands in the events. A known error has a workaround or
    a cause that is told of; a solved problem says what solved it.
    """

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    service = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=12, choices=ProblemState, default=ProblemState.INVESTIGATED)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.MEDIUM)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    root_cause = models.TextField(blank=True)
    workaround = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    begun_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        indexes = (models.Index(fields=("state", "priority"), name="problem_by_state"),)
        constraints = (
            models.CheckConstraint(name="a_problem_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="a_known_error_has_a_workaround",
                condition=~Q(state=ProblemState.KNOWN_ERROR) | ~Q(workaround=""),
            ),
            models.CheckConstraint(
                name="a_solved_problem_says_when_and_how",
                condition=~Q(state__in=(ProblemState.SOLVED, ProblemState.CLOSED))
                | (Q(solved_at__isnull=False) & ~Q(solution="")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"P-{self.number} {self.title}"


class ProblemTicket(models.Model):
    """That a ticket comes of a problem.

    A fact of today; that it was linked or taken away stands in the events.
    """

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="links")
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    linked_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="a_ticket_is_linked_to_a_problem_once", fields=("problem", "ticket")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"P {self.problem_id} #{self.ticket_id}"


class ProblemEvent(models.Model):
    """Something that happened to a problem, and who did it.

    An event: never changed, which the database itself sees to. `batch` is that of the replies
    that were sent in its tickets at one stroke.
    """

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=ProblemEventKind)
    at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    changes = models.JSONField(default=dict)
    batch = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ("id",)

    @override
    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.by_name} {self.at:%Y-%m-%d %H.%M}"

"""What has been asked for, and what became of it."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.plumbing.jobs.choices import EventKind, State


class Job(models.Model):
    """A piece of long work, from the moment it is asked for until it has ended.

    A fact of today: what it changed stands with what it changed. How far it has come is told in a
    file, since on SQLite the work itself holds the one lock there is.
    """

    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=100)
    told = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.CharField(max_length=150, blank=True)
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("state", "id"), name="job_state"),)
        constraints = (
            models.CheckConstraint(
                name="job_that_runs_has_been_claimed",
                condition=~Q(state=State.RUNNING) | Q(claimed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="job_that_waits_or_runs_has_not_ended",
                condition=Q(state__in=(State.WAITING, State.RUNNING)) ^ Q(ended_at__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.key} ({self.state})"


class JobEvent(models.Model):
    """What happened to a job: asked for, begun, taken up again, ended.

    An event, kept as long as its job. By whom is a person where one asked, else the worker.
    """

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=EventKind)
    at = models.DateTimeField()
    by = models.CharField(max_length=150, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)

    @override
    def __str__(self) -> str:
        return f"{self.job_id} {self.kind}"

"""When nothing may be changed, when work is agreed to be done, and who follows the calendar."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samdrift.parties.models import Organisation


class Standstill(models.Model):
    """A time in which nothing is changed, and why; an empty service or organisation is every one.

    States over time, half-open. Only emergency changes are excepted.
    """

    reason = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    service = models.CharField(max_length=100, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        to_field="code",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        ordering = ("starts_at", "id")
        constraints = (
            models.CheckConstraint(
                name="a_standstill_ends_after_it_starts", condition=Q(starts_at__lt=F("ends_at"))
            ),
            models.CheckConstraint(name="a_standstill_has_its_reason", condition=~Q(reason="")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.reason} {self.starts_at:%Y-%m-%d}–{self.ends_at:%Y-%m-%d}"


class MaintenanceWindow(models.Model):
    """A time of the week agreed for work on a service, for an organisation; empty is every one.

    A fact of today.
    """

    service = models.CharField(max_length=100, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        to_field="code",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    weekday = models.PositiveSmallIntegerField()
    """Monday is 0."""
    opens = models.PositiveSmallIntegerField()
    """The minute of the day, in Swedish time."""
    closes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("weekday", "opens", "id")
        constraints = (
            models.CheckConstraint(
                name="a_maintenance_window_lies_in_one_day",
                condition=Q(weekday__lte=6, closes__lte=1440, opens__lt=F("closes")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.service} {self.weekday} {self.opens}–{self.closes}"


class FeedKey(models.Model):
    """What opens the calendar of changes to somebody's calendar program; kept as a digest.

    A fact of today: a new key takes the place of the old.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return f"Kalendernyckel för {self.user_id}"

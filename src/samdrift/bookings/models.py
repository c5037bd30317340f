"""When the desk can be booked, and who has booked when."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samdrift.bookings.choices import MINUTES_OF_A_DAY, Language, Way, Whom
from samdrift.directory.models import Person
from samdrift.servicedesk.models import Ticket


class BookableTime(models.Model):
    """Hours of a weekday when a colleague can be booked, cut into times of some minutes.

    States over time, half-open. They may lie outside the opening hours.
    """

    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    """Monday is 1, as in ISO 8601."""
    opens = models.PositiveSmallIntegerField()
    """The minute of the day, in Swedish time."""
    closes = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    """How long a time is."""
    whom = models.CharField(max_length=10, choices=Whom, default=Whom.ALL)
    ways = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    place = models.CharField(max_length=200, blank=True)
    """Where the helper is met by those who come to the desk."""
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("weekday", "opens", "id")
        constraints = (
            models.CheckConstraint(
                name="a_bookable_time_lies_in_one_day",
                condition=Q(
                    weekday__gte=1,
                    weekday__lte=7,
                    opens__lt=F("closes"),
                    closes__lte=MINUTES_OF_A_DAY,
                ),
            ),
            models.CheckConstraint(
                name="a_time_to_book_is_some_minutes", condition=Q(minutes__gte=5)
            ),
            models.CheckConstraint(
                name="a_bookable_time_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.helper} {self.weekday} {self.opens}–{self.closes}"


class Booking(models.Model):
    """A time that somebody has booked with a colleague at the desk.

    A fact of today until it has been; what happened to it stands in its ticket. `sequence` rises
    each time it is moved, so that calendars know which is the latest.
    """

    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ticket = models.OneToOneField(Ticket, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    service = models.CharField(max_length=100)
    way = models.CharField(max_length=10, choices=Way)
    place = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, choices=Language)
    sequence = models.PositiveSmallIntegerField(default=0)
    booked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("starts_at", "id")
        indexes = (
            models.Index(fields=("person", "starts_at"), name="booking_of_a_person"),
            models.Index(
                fields=("starts_at",),
                condition=Q(cancelled_at__isnull=True),
                name="booking_to_come",
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="a_booking_ends_after_it_starts", condition=Q(starts_at__lt=F("ends_at"))
            ),
            models.UniqueConstraint(
                name="a_helper_is_booked_once_at_a_time",
                fields=("helper", "starts_at"),
                condition=Q(cancelled_at__isnull=True),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.person}"

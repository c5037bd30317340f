"""Things that are lent to whoever needs one for a while, and when they are booked."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samdrift.assets.models.devices import Device
from samdrift.directory.models import Person


class LoanBooking(models.Model):
    """That somebody has booked a thing of the loan pool for some days.

    States over time, half-open; no two of a thing overlap but for those taken back, which whoever
    books sees to by holding the thing meanwhile.
    """

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="bookings")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("starts_on", "id")
        indexes = (models.Index(fields=("device", "starts_on"), name="loan_of_a_device"),)
        constraints = (
            models.CheckConstraint(
                name="a_loan_ends_after_it_begins", condition=Q(ends_on__gt=F("starts_on"))
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.starts_on} {self.device_id}"

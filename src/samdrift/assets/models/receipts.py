"""That somebody was handed things, and put their name to it."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models

from samdrift.assets.models.devices import Device
from samdrift.directory.models import Person


class Receipt(models.Model):
    """That somebody was handed things on a day, and has signed for them or is to.

    An event, but that it is signed once after.
    """

    stroke = models.CharField(max_length=32, unique=True)
    """What joins it with the events of the hand-over."""
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    devices = models.ManyToManyField(Device, related_name="receipts")
    day = models.DateField()
    at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    signed_name = models.CharField(max_length=200, blank=True)
    signature = models.TextField(blank=True)
    """The strokes of a pen, as the path of a drawing 300 wide and 100 high."""
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-id")

    @override
    def __str__(self) -> str:
        return self.stroke

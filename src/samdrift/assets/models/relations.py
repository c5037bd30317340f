"""What runs on what, what needs what, and what is connected to what."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samdrift.assets.choices import RelationKind
from samdrift.assets.models.devices import Device


class Relation(models.Model):
    """That a thing runs on, needs or is connected to another, in a span.

    States over time, half-open: what no longer holds is ended, and stays told.
    """

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="leans_on")
    other = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="carries")
    kind = models.CharField(max_length=12, choices=RelationKind)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("kind", "id")
        constraints = (
            models.CheckConstraint(
                name="no_thing_leans_on_itself", condition=~Q(device=F("other"))
            ),
            models.CheckConstraint(
                name="a_relation_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
            models.UniqueConstraint(
                fields=("device", "other", "kind"),
                condition=Q(valid_until__isnull=True),
                name="a_relation_holds_once_at_a_time",
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.device_id} {self.kind} {self.other_id}"

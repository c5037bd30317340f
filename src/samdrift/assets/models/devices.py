"""A thing of the register, what has happened to it, and how it has stood because of that."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samdrift.assets.models.leases import Lease
from samdrift.assets.models.life import LifeState
from samdrift.assets.models.stock import StockPlace
from samdrift.directory.models import Person, Unit
from samdrift.parties.models import Organisation


class Device(models.Model):
    """One thing of the register, as one meets it: by its tag, its name or its maker's number.

    A fact of today: how it stands is a copy of its last standing. What was held when, which is what
    is counted, stands in the holdings; what happened, in the events.
    """

    tag = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=100, blank=True, db_index=True)
    serial = models.CharField(max_length=100, blank=True, db_index=True)
    model = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=100, blank=True)
    values = models.JSONField(default=dict, blank=True)
    """What the fields of its kind say, by their keys."""
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    holder = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    held_since = models.DateField(null=True, blank=True)
    state = models.ForeignKey(
        LifeState, null=True, blank=True, to_field="key", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.ForeignKey(
        StockPlace, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    location = models.CharField(max_length=200, blank=True)
    bought_on = models.DateField(null=True, blank=True)
    warranty_until = models.DateField(null=True, blank=True)
    cost_ore = models.BigIntegerField(null=True, blank=True)
    lease = models.ForeignKey(
        Lease, null=True, blank=True, on_delete=models.PROTECT, related_name="devices"
    )
    is_counted = models.BooleanField(default=True)
    """Whether its holdings are told by its events; no where a package tells what is counted."""
    is_for_loan = models.BooleanField(default=False)
    """Whether it is lent to whoever needs one for a while."""
    version = models.PositiveIntegerField(default=0)
    """Rises with every change, so that nobody writes over what they have not seen."""

    class Meta:
        ordering = ("tag",)
        indexes = (
            models.Index(fields=("kind", "tag"), name="device_of_a_kind"),
            models.Index(fields=("organisation", "tag"), name="device_of_an_organisation"),
            models.Index(fields=("state", "place", "kind"), name="device_in_a_state"),
            models.Index(fields=("holder",), name="device_of_a_holder"),
            models.Index(fields=("model",), name="device_of_a_model"),
        )
        constraints = (
            models.CheckConstraint(name="a_device_has_a_tag", condition=~Q(tag="")),
            models.CheckConstraint(
                name="a_device_that_is_held_says_since_when",
                condition=Q(holder__isnull=True) ^ Q(held_since__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.tag


class DeviceEvent(models.Model):
    """Something that happened to a thing on a day: what it set, and who said so.

    An event: never changed. A correction is an event that says which it corrects and takes its
    place; an undone one is told by an event that says which it undoes.
    """

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=50)
    day = models.DateField()
    at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    sets = models.JSONField(default=dict)
    """How the thing stands from then on, by what the event touches; the rest stays."""
    changes = models.JSONField(default=dict, blank=True)
    """What was written over: each field with what it said and says."""
    note = models.TextField(blank=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stroke = models.CharField(max_length=32, blank=True, db_index=True)
    """What joins what was done to many things at once."""

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("device", "id"), name="event_of_a_device"),)

    @override
    def __str__(self) -> str:
        return f"{self.day} {self.act}"


class Standing(models.Model):
    """How a thing stood in a span: its state, whose it was, who had it and where.

    States over time, half-open, told by the events; no two of a thing overlap.
    """

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="standings")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    state = models.ForeignKey(LifeState, to_field="key", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    holder = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.ForeignKey(
        StockPlace, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    location = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("device", "valid_from")
        indexes = (
            models.Index(fields=("device", "valid_from"), name="standing_of_a_device"),
            models.Index(fields=("valid_until", "valid_from", "state"), name="standing_on_a_day"),
        )
        constraints = (
            models.CheckConstraint(
                name="a_standing_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.valid_from} {self.state_id}"

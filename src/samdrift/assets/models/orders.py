"""Standard models, what is ordered of them, who approved it, and what has come."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q

from samdrift.assets.choices import OrderAct, OrderState
from samdrift.assets.models.devices import Device
from samdrift.directory.models import Person, Unit
from samdrift.parties.models import Organisation


class StandardModel(models.Model):
    """A model that can be ordered: of which kind, from whom and at what price.

    A fact of today; an order keeps the price it was made at. One that has been ordered is never
    deleted, only put away.
    """

    kind = models.CharField(max_length=100)
    name = models.CharField(max_length=200, unique=True)
    supplier = models.CharField(max_length=200)
    product_number = models.CharField(max_length=50, blank=True)
    """What the supplier calls it."""
    price_ore = models.BigIntegerField()
    warranty_months = models.PositiveSmallIntegerField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("kind", "name")
        constraints = (
            models.CheckConstraint(
                name="a_standard_model_costs_nothing_or_more", condition=Q(price_ore__gte=0)
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Order(models.Model):
    """That things are wanted for a unit: asked for, approved by who holds its budget, and bought.

    A fact of today: its state is a copy of its last event.
    """

    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approver = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who holds the unit's budget; where nobody does, whoever answers for the year decides."""
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.ASKED)
    made_at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    replaces = models.ManyToManyField(Device, related_name="replaced_by")
    """The things that those ordered come instead of."""

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("state", "-id"), name="order_in_a_state"),)

    @override
    def __str__(self) -> str:
        return str(self.pk)


class OrderLine(models.Model):
    """How many of a standard model an order is of, at the price of the day it was made.

    A fact of today; never changed once the order is approved.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    model = models.ForeignKey(StandardModel, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    price_ore = models.BigIntegerField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="an_order_is_of_something", condition=Q(number__gte=1)),
            models.UniqueConstraint(
                fields=("order", "model"), name="an_order_tells_of_a_model_once"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.number} {self.model_id}"


class OrderEvent(models.Model):
    """That somebody asked, decided, bought or took something back of an order.

    An event: never changed.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=10, choices=OrderAct)
    at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)

    @override
    def __str__(self) -> str:
        return f"{self.order_id} {self.act}"


class Delivery(models.Model):
    """That some things of an order came with a delivery note, and were registered at one stroke.

    An event: never changed. Where the stroke is undone, they have not come.
    """

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="deliveries")
    stroke = models.CharField(max_length=32, unique=True)
    delivery_note = models.CharField(max_length=100)
    day = models.DateField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("id",)

    @override
    def __str__(self) -> str:
        return self.delivery_note

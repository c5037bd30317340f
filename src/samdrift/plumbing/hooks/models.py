"""Who is told of what, what happened, and how it stands with telling them."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q

from samdrift.plumbing.hooks.choices import UNDER_WAY, DeliveryState


class Subscription(models.Model):
    """That another system is told of some events, as far as its owner may see them.

    A fact of today; one that is ended stays, with when. The secret it signs with is not kept: it is
    made of the installation's own key and `salt`. While `earlier_until` has not come, what was
    signed with the one before is signed with both.
    """

    name = models.CharField(max_length=100, unique=True)
    address = models.CharField(max_length=500)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    events = models.JSONField(default=list)
    scope = models.JSONField(default=dict, blank=True)
    keeper_address = models.CharField(max_length=320)
    salt = models.CharField(max_length=64)
    earlier_salt = models.CharField(max_length=64, blank=True)
    earlier_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_why = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                name="a_subscription_has_a_name_and_an_address",
                condition=~Q(name="") & ~Q(address=""),
            ),
            models.CheckConstraint(
                name="a_paused_subscription_says_why",
                condition=Q(paused_at__isnull=True) | ~Q(paused_why=""),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Happening(models.Model):
    """Something that happened, written in the same transaction as what it tells of.

    An event, but that wiping by rule takes its body away. `key` is what its receiver knows it by.
    """

    key = models.CharField(max_length=64, unique=True)
    event = models.CharField(max_length=60)
    reference = models.CharField(max_length=60)
    body = models.JSONField(default=dict)
    is_secret = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("reference",), name="happening_of"),)

    @override
    def __str__(self) -> str:
        return f"{self.event} {self.reference}"


class HookDelivery(models.Model):
    """The telling of one subscription of one happening, and each try at it.

    A fact of today: `tries` has when each was, the code it was answered with, and what went wrong.
    """

    subscription = models.ForeignKey(
        Subscription, on_delete=models.PROTECT, related_name="deliveries"
    )
    happening = models.ForeignKey(Happening, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    answer_code = models.PositiveSmallIntegerField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    tries = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=("due_at", "id"), condition=Q(state__in=UNDER_WAY), name="hook_due"
            ),
            models.Index(fields=("subscription", "-id"), name="hook_of_subscription"),
        )
        constraints = (
            models.CheckConstraint(
                name="a_delivery_that_is_under_way_has_not_ended",
                condition=Q(state__in=UNDER_WAY) ^ Q(ended_at__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.happening_id} {self.state}"

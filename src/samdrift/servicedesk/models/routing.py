"""Rules that say where a new ticket goes."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q

from samdrift.servicedesk.choices import Channel, Kind, Level
from samdrift.servicedesk.models.groups import Group


class RoutingRule(models.Model):
    """Which new tickets go to whom, and how much haste they have; the first that fits decides.

    A fact of today; a ticket's own history says which rule it went by. What is unsaid fits all.
    """

    title = models.CharField(max_length=100, unique=True)
    position = models.PositiveIntegerField()
    is_active = models.BooleanField(default=True)
    organisation_code = models.CharField(max_length=20, blank=True)
    service = models.CharField(max_length=100, blank=True)
    category = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=300, blank=True)
    """Words, with commas between, any of which may stand in the subject."""
    mailbox_key = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, blank=True)
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    impact = models.PositiveSmallIntegerField(choices=Level, null=True, blank=True)
    urgency = models.PositiveSmallIntegerField(choices=Level, null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                name="a_rule_of_routing_says_where_or_how_soon",
                condition=Q(group__isnull=False)
                | Q(assignee__isnull=False)
                | Q(impact__isnull=False)
                | Q(urgency__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.title

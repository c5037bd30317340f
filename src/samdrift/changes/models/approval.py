"""Who decides about changes, and what they have voted."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samdrift.changes.choices import Kind, RiskClass
from samdrift.changes.models.changes import Change


class RiskCell(models.Model):
    """Which class a probability and a consequence make together.

    A fact of today.
    """

    probability = models.PositiveSmallIntegerField()
    consequence = models.PositiveSmallIntegerField()
    risk_class = models.CharField(max_length=10, choices=RiskClass)

    class Meta:
        ordering = ("probability", "consequence")
        constraints = (
            models.UniqueConstraint(
                name="a_risk_has_one_class", fields=("probability", "consequence")
            ),
            models.CheckConstraint(
                name="a_risk_cell_lies_in_the_matrix",
                condition=Q(
                    probability__gte=1,
                    probability__lte=4,
                    consequence__gte=1,
                    consequence__lte=4,
                ),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.probability} × {self.consequence}: {self.get_risk_class_display()}"


class ApprovalRule(models.Model):
    """Whose approval a change needs, and how many of them; an empty field holds for all.

    Every rule that holds for a change is to be met. A fact of today: a rule is shut, not deleted.
    """

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind, blank=True)
    risk_class = models.CharField(max_length=10, choices=RiskClass, blank=True)
    service = models.CharField(max_length=100, blank=True)
    approvers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    quorum = models.PositiveSmallIntegerField(default=1)
    hours_afterwards = models.PositiveSmallIntegerField(default=72)
    """How soon an emergency change that was done first is to be approved."""
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(name="a_rule_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="a_rule_needs_somebody", condition=Q(quorum__gte=1)),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Delegation(models.Model):
    """That somebody votes for somebody else who is away.

    States over time, half-open: from a day up to, and not including, another.
    """

    from_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    valid_from = models.DateField()
    valid_until = models.DateField()

    class Meta:
        ordering = ("valid_from", "id")
        constraints = (
            models.CheckConstraint(
                name="nobody_votes_for_themselves_by_delegation",
                condition=~Q(from_user=F("to_user")),
            ),
            models.CheckConstraint(
                name="a_delegation_ends_after_it_begins",
                condition=Q(valid_from__lt=F("valid_until")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.to_user_id} för {self.from_user_id} {self.valid_from}/{self.valid_until}"


class Vote(models.Model):
    """What somebody voted about a change, and why.

    `seat` is whose vote it is: their own, or that of somebody who is away. An event: never
    changed, which the database itself sees to.
    """

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="votes")
    round = models.PositiveSmallIntegerField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    seat = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_for = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="nobody_votes_twice_about_a_change", fields=("change", "round", "by_user")
            ),
            models.UniqueConstraint(
                name="a_seat_has_one_vote_about_a_change", fields=("change", "round", "seat")
            ),
            models.CheckConstraint(name="a_vote_has_its_reason", condition=~Q(reason="")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.by_user_id} {'för' if self.is_for else 'emot'} {self.change_id}"

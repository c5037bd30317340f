"""Rules of wiping, what is kept from it, what was decided and done, and the protocol of it."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samdrift.servicedesk.choices import Kind
from samdrift.servicedesk.models import Ticket

SHORTEST_DAYS = 30


class WipingRule(models.Model):
    """Which tickets may be wiped when, by a decision of the information management plan.

    A fact of today; it is ended, never changed: what was decided by it says what it said.
    """

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind, blank=True)
    service = models.CharField(max_length=100, blank=True)
    organisation = models.CharField(max_length=20, blank=True)
    days = models.PositiveIntegerField()
    decision = models.CharField(max_length=200)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(
                name="a_rule_of_wiping_waits_thirty_days", condition=Q(days__gte=SHORTEST_DAYS)
            ),
            models.CheckConstraint(
                name="a_rule_of_wiping_names_its_decision", condition=~Q(decision="")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name


class LeaverRule(models.Model):
    """How long those who have left keep their names, by a decision of the information plan.

    A fact of today; it is ended, never changed.
    """

    days = models.PositiveIntegerField()
    decision = models.CharField(max_length=200)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="a_rule_of_leavers_waits_thirty_days", condition=Q(days__gte=SHORTEST_DAYS)
            ),
            models.CheckConstraint(
                name="a_rule_of_leavers_names_its_decision", condition=~Q(decision="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.days}"


class LeaverProtocol(models.Model):
    """That those who had left long enough ago lost their names, by which rule, and who, unnamed.

    An event: never changed. With it the same is done again where an older backup is restored.
    """

    rule = models.ForeignKey(LeaverRule, on_delete=models.PROTECT, related_name="protocols")
    at = models.DateTimeField()
    number = models.PositiveIntegerField()
    people = models.JSONField()
    """The numbers of their rows, whose they were and since when gone; no names."""

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="a_protocol_of_leavers_is_of_somebody", condition=Q(number__gte=1)
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.at} {self.number}"


class Hold(models.Model):
    """That a ticket is preserved (`bevaras`): nothing of it is wiped while this counts.

    States over time, half-open.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    made_by = models.CharField(max_length=200)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-valid_from", "-id")
        constraints = (
            models.UniqueConstraint(
                name="a_ticket_is_preserved_once_at_a_time",
                fields=("ticket",),
                condition=Q(valid_until__isnull=True),
            ),
            models.CheckConstraint(name="what_is_preserved_says_why", condition=~Q(why="")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.ticket_id} bevaras: {self.why}"


class Wiping(models.Model):
    """That tickets are to be wiped: decided by one, and set going by another.

    An event, but for how far it has come. What the rule said stands in it.
    """

    rule = models.ForeignKey(WipingRule, on_delete=models.PROTECT, related_name="wipings")
    rule_words = models.CharField(max_length=500)
    decision = models.CharField(max_length=200)
    closed_before = models.DateTimeField()
    expected = models.PositiveIntegerField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_name = models.CharField(max_length=200)
    decided_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    started_name = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="who_decides_on_a_wiping_does_not_start_it",
                condition=Q(started_by__isnull=True) | ~Q(started_by=F("decided_by")),
            ),
            models.CheckConstraint(
                name="a_wiping_that_has_started_says_by_whom",
                condition=Q(started_at__isnull=True) ^ Q(started_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_wiping_that_is_withdrawn_never_started",
                condition=Q(withdrawn_at__isnull=True) | Q(started_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_wiping_ends_after_it_has_started",
                condition=Q(ended_at__isnull=True) | Q(started_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="a_rule_is_carried_out_once_at_a_time",
                fields=("rule",),
                condition=Q(ended_at__isnull=True, withdrawn_at__isnull=True),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"Gallring {self.pk}: {self.rule_words}"


class WipedTicket(models.Model):
    """That a ticket was wiped: a line of the protocol, and what lets its words be taken away.

    An event: never changed, which the database itself sees to. It refuses one of a ticket that is
    secret, preserved or not closed, and lets go of a ticket's log where there is one.
    """

    wiping = models.ForeignKey(Wiping, on_delete=models.PROTECT, related_name="tickets")
    ticket = models.OneToOneField(Ticket, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=200, unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    @override
    def __str__(self) -> str:
        return self.number


class Protocol(models.Model):
    """What a wiping came to, when it had ended: how many tickets, and the digest of their list.

    An event: never changed, which the database itself sees to.
    """

    wiping = models.OneToOneField(Wiping, on_delete=models.PROTECT, related_name="protocol")
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    @override
    def __str__(self) -> str:
        return f"Gallringsprotokoll {self.wiping_id}: {self.count}"

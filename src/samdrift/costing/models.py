"""The model by which costs are handed on, and every time it was reckoned."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.catalogue.models import Service
from samdrift.costing.choices import CostKind, DriverKind, MethodChoice, NodeKind, Settled
from samdrift.parties.models import Organisation


class Node(models.Model):
    """A place that costs come to and are handed on from: a pool, an internal service, a service.

    A fact of today; whatever is reckoned keeps its own copy.
    """

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=10, choices=NodeKind)
    service = models.OneToOneField(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    driver = models.CharField(max_length=10, choices=DriverKind)
    is_measured = models.BooleanField(default=False)
    """Whether the organisations' parts are counted in the records, not typed."""
    capacity = models.PositiveBigIntegerField(default=0)
    """How much could have been taken; nothing where there is no such limit."""
    position = models.PositiveIntegerField(default=0)
    """Its place among those of its kind, which is the order of the step-down method."""

    class Meta:
        ordering = ("position", "name")
        constraints = (
            models.CheckConstraint(name="a_node_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="only_a_service_node_is_of_a_service",
                condition=Q(service__isnull=True) | Q(kind="service"),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Intake(models.Model):
    """Which accounts of the ledger, at which cost centre, a node takes the costs of.

    A fact of today.
    """

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="intakes")
    accounts = models.CharField(max_length=200)
    """Numbers and ranges, blank-separated."""
    cost_centre = models.CharField(max_length=50, blank=True)

    class Meta:
        ordering = ("node", "accounts", "cost_centre")
        constraints = (
            models.UniqueConstraint(
                name="a_node_takes_in_accounts_once", fields=("node", "accounts", "cost_centre")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.accounts} {self.cost_centre}"


class Share(models.Model):
    """How much of a node another node, or an organisation, takes: a number that was typed.

    A fact of today.
    """

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="shares")
    to_node = models.ForeignKey(
        Node, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation,
        to_field="code",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    weight = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("node", "to_node__position", "organisation", "id")
        constraints = (
            models.CheckConstraint(
                name="a_share_goes_to_one",
                condition=Q(to_node__isnull=True) ^ Q(organisation__isnull=True),
            ),
            models.UniqueConstraint(name="a_node_takes_one_share", fields=("node", "to_node")),
            models.UniqueConstraint(
                name="an_organisation_takes_one_share", fields=("node", "organisation")
            ),
            models.CheckConstraint(
                name="nobody_takes_a_share_of_itself", condition=~Q(to_node=F("node"))
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.node} {self.weight}"


class Spread(models.Model):
    """A purchase whose cost is spread over the months it is used: a licence for three years.

    A fact of today. In the period it is booked the whole is taken off its node, and in every
    period its months fall in their part is laid on.
    """

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="spreads")
    name = models.CharField(max_length=100)
    amount_ore = models.BigIntegerField()
    booked_on = models.DateField()
    starts = models.DateField()
    months = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("starts", "id")
        constraints = (
            models.CheckConstraint(
                name="a_spread_lasts_some_months", condition=Q(months__gte=1, months__lte=240)
            ),
            models.CheckConstraint(name="a_spread_is_of_something", condition=Q(amount_ore__gt=0)),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Passed(models.Model):
    """A cost had for one organisation only: it goes in and out, and is no part of any price.

    A fact of today.
    """

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="passed")
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=100)
    amount_ore = models.BigIntegerField()
    booked_on = models.DateField()

    class Meta:
        ordering = ("booked_on", "id")
        constraints = (
            models.CheckConstraint(
                name="what_is_passed_on_is_something", condition=Q(amount_ore__gt=0)
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name


class CostRun(models.Model):
    """The model reckoned for some months, with what it was reckoned from.

    An event: the database refuses to change it, and all that came of it.
    """

    starts = models.DateField()
    ends = models.DateField()
    method = models.CharField(max_length=12, choices=MethodChoice)
    ledger_digest = models.CharField(max_length=64)
    """Which state the books were in."""
    model_digest = models.CharField(max_length=64)
    """Which nodes, accounts and drivers it was reckoned by."""
    price_lists = models.CharField(max_length=500, blank=True)
    """The names of the price lists that held within the months."""
    reckoned_by = models.CharField(max_length=150)
    reckoned_at = models.DateTimeField()
    cost_ore = models.BigIntegerField()
    unused_ore = models.BigIntegerField()
    passed_on_ore = models.BigIntegerField()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="a_cost_run_is_of_some_days", condition=Q(ends__gt=F("starts"))
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.starts} {self.ends}"


class CostPart(models.Model):
    """A node as it was when the model was reckoned: what it had of its own and in all.

    An event.
    """

    run = models.ForeignKey(CostRun, on_delete=models.PROTECT, related_name="parts")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=NodeKind)
    service_key = models.CharField(max_length=60, blank=True)
    driver = models.CharField(max_length=10, choices=DriverKind)
    own_ore = models.BigIntegerField()
    gross_ore = models.BigIntegerField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("run", "position", "id")
        constraints = (
            models.UniqueConstraint(name="a_part_is_in_a_run_once", fields=("run", "key")),
        )

    @override
    def __str__(self) -> str:
        return self.name


class PartCost(models.Model):
    """One of the costs that a part had of its own: of which accounts, or of which purchase.

    An event.
    """

    part = models.ForeignKey(CostPart, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=10, choices=CostKind)
    words = models.CharField(max_length=250)
    accounts = models.CharField(max_length=200, blank=True)
    cost_centre = models.CharField(max_length=50, blank=True)
    amount_ore = models.BigIntegerField()
    records = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("part", "id")

    @override
    def __str__(self) -> str:
        return self.words


class CostEdge(models.Model):
    """What one part handed to another, to an organisation, or to nobody.

    An event. `weight` of `whole` is the share by which the amount was handed on.
    """

    run = models.ForeignKey(CostRun, on_delete=models.PROTECT, related_name="edges")
    sender = models.ForeignKey(CostPart, on_delete=models.PROTECT, related_name="sent")
    receiver = models.ForeignKey(
        CostPart, null=True, blank=True, on_delete=models.PROTECT, related_name="received"
    )
    organisation = models.ForeignKey(
        Organisation,
        to_field="code",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_passed_on = models.BooleanField(default=False)
    weight = models.BigIntegerField()
    whole = models.BigIntegerField()
    amount_ore = models.BigIntegerField()

    class Meta:
        ordering = ("run", "id")
        constraints = (
            models.CheckConstraint(
                name="an_edge_leads_to_one_or_nobody",
                condition=Q(receiver__isnull=True) | Q(organisation__isnull=True),
            ),
            models.CheckConstraint(
                name="an_edge_is_a_share_of_something",
                condition=Q(whole__gt=0, weight__gte=0, weight__lte=F("whole")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.weight}/{self.whole}"


class Recovery(models.Model):
    """What a service brought of an organisation in the months, beside what it cost in full.

    An event. `over_ore` is below zero where what was paid falls short of the cost.
    """

    run = models.ForeignKey(CostRun, on_delete=models.PROTECT, related_name="recoveries")
    part = models.ForeignKey(CostPart, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    paid_ore = models.BigIntegerField()
    cost_ore = models.BigIntegerField()
    over_ore = models.BigIntegerField()

    class Meta:
        ordering = ("run", "part", "organisation")
        constraints = (
            models.UniqueConstraint(
                name="a_recovery_is_told_once", fields=("run", "part", "organisation")
            ),
            models.CheckConstraint(
                name="a_recovery_is_what_is_paid_less_the_cost",
                condition=Q(over_ore=F("paid_ore") - F("cost_ore")),
            ),
        )

    @override
    def __str__(self) -> str:
        return str(self.over_ore)


class Settlement(models.Model):
    """That what a year brought beyond its cost is carried on or settled, by which decision.

    An event: a year's recovery is settled once.
    """

    run = models.OneToOneField(CostRun, on_delete=models.PROTECT, related_name="settlement")
    how = models.CharField(max_length=10, choices=Settled)
    decision = models.CharField(max_length=200)
    decided_by = models.CharField(max_length=150)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_settlement_names_its_decision", condition=~Q(decision="")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.decision

"""Investments, fixed assets with every event of theirs, loans and leases."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.capital.choices import (
    BEGINNINGS,
    Begins,
    DayCounting,
    Happening,
    LifeBasis,
    Plan,
    Progress,
)
from samdrift.parties.models import Organisation


class Investment(models.Model):
    """A line of a plan of investments: what was carried in, granted and spent, in öre.

    A fact of the year it names; an amount nobody stated is null, which is not nil. A line with a
    group and no name carries what was granted to the group itself. `position` is its place in the
    file it came in.
    """

    identifier = models.CharField(max_length=200, unique=True)
    plan = models.CharField(max_length=10, choices=Plan)
    group = models.TextField(blank=True)
    name = models.TextField(blank=True)
    organisation = models.ForeignKey(
        Organisation,
        to_field="code",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    year = models.PositiveSmallIntegerField()
    opening = models.BigIntegerField(null=True, blank=True)
    budget = models.BigIntegerField(null=True, blank=True)
    outcome = models.BigIntegerField(null=True, blank=True)
    status = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("year", "plan", "position", "id")
        constraints = (
            models.CheckConstraint(
                name="an_investment_has_an_identifier", condition=~Q(identifier="")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name or self.group or self.identifier


class InvestmentWord(models.Model):
    """What was told of an investment by who answers for it: how far it is, and what it will cost.

    An event: the database refuses to change it. The latest says how it stands.
    """

    investment = models.ForeignKey(Investment, on_delete=models.PROTECT, related_name="words")
    progress = models.CharField(max_length=10, choices=Progress)
    foreseen_ore = models.BigIntegerField(null=True, blank=True)
    """What the whole year is thought to come to; empty where nobody has said."""
    project = models.CharField(max_length=50, blank=True)
    """The project that it is booked on."""
    note = models.CharField(max_length=200, blank=True)
    carried_to = models.OneToOneField(
        Investment, null=True, blank=True, on_delete=models.PROTECT, related_name="carried_from"
    )
    """The investment of the year after that what was left was moved to."""
    told_by = models.CharField(max_length=150)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ("investment", "id")

    @override
    def __str__(self) -> str:
        return f"{self.investment} {self.progress}"


class FixedGroup(models.Model):
    """A group of fixed assets that are told of together: how long they last, and their accounts.

    A fact of today; what has happened keeps its own amounts and months.
    """

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100, unique=True)
    basis = models.CharField(max_length=10, choices=LifeBasis)
    months = models.PositiveSmallIntegerField(default=0)
    """The useful life that is proposed; nil where it is told asset by asset, or not written off."""
    begins = models.CharField(max_length=5, choices=Begins, default=Begins.NEXT)
    cost_account = models.CharField(max_length=10)
    depreciation_account = models.CharField(max_length=10, blank=True)
    impairment_account = models.CharField(max_length=10, blank=True)
    expense_account = models.CharField(max_length=10, blank=True)
    impairment_expense_account = models.CharField(max_length=10, blank=True)
    gain_account = models.CharField(max_length=10, blank=True)
    loss_account = models.CharField(max_length=10, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(name="a_fixed_group_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="a_fixed_group_has_an_account", condition=~Q(cost_account="")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name


class CapitalisationRule(models.Model):
    """From which year what share of the price base amount a purchase must reach to be an asset.

    States over time: a rule holds until the next begins.
    """

    since = models.PositiveSmallIntegerField(unique=True)
    percent = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField(default=36)
    """The shortest useful life of a fixed asset."""
    decision = models.CharField(max_length=200)

    class Meta:
        ordering = ("since",)
        constraints = (
            models.CheckConstraint(
                name="a_capitalisation_rule_has_a_decision", condition=~Q(decision="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.since}: {self.percent} %"


class FixedAsset(models.Model):
    """A fixed asset, or a component of one: what it is called and where it belongs.

    A fact of today; every amount stands in its events.
    """

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=150)
    component_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="components"
    )
    investment = models.ForeignKey(
        Investment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cost_centre = models.CharField(max_length=50, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.CheckConstraint(name="a_fixed_asset_has_a_name", condition=~Q(name="")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class DepreciationRun(models.Model):
    """That a month was written off, once, by whom.

    An event: the database refuses to change it.
    """

    month = models.DateField(unique=True)
    """The first day of the month."""
    done_by = models.CharField(max_length=150)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ("month",)

    @override
    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class FixedEvent(models.Model):
    """What happened to a fixed asset, and what it added to cost, depreciation and impairment.

    An event: the database refuses to change it. A mistake is taken back by an event that says the
    opposite. Amounts are in öre; what is written off or down adds to depreciation or impairment,
    and what leaves the register takes away. `group` is where it stood after; what is regrouped
    came `from_group`.
    """

    fixed_asset = models.ForeignKey(FixedAsset, on_delete=models.PROTECT, related_name="events")
    happening = models.CharField(max_length=12, choices=Happening)
    happened_on = models.DateField()
    group = models.ForeignKey(FixedGroup, on_delete=models.PROTECT, related_name="+")
    from_group = models.ForeignKey(
        FixedGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cost_ore = models.BigIntegerField(default=0)
    depreciation_ore = models.BigIntegerField(default=0)
    impairment_ore = models.BigIntegerField(default=0)
    proceeds_ore = models.BigIntegerField(default=0)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    """The life from here; empty where it is as it was."""
    first_month = models.DateField(null=True, blank=True)
    """The first month it is written off in, where that is told."""
    residual_ore = models.BigIntegerField(null=True, blank=True)
    """What it is not written off below from here; empty where it is as it was."""
    run = models.ForeignKey(
        DepreciationRun, null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    takes_back = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="taken_back_by"
    )
    document = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=200, blank=True)
    told_by = models.CharField(max_length=150)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ("fixed_asset", "id")
        indexes = (models.Index(fields=("happened_on",), name="fixed_event_by_day"),)
        constraints = (
            models.UniqueConstraint(
                name="a_fixed_asset_begins_once",
                fields=("fixed_asset",),
                condition=Q(
                    happening__in=tuple(each.value for each in BEGINNINGS), takes_back__isnull=True
                ),
            ),
            models.UniqueConstraint(
                name="a_fixed_asset_is_written_off_once_in_a_run",
                fields=("fixed_asset", "run"),
                condition=Q(run__isnull=False),
            ),
            models.CheckConstraint(
                name="only_what_is_regrouped_came_from_a_group",
                condition=Q(happening="regrouped", from_group__isnull=False)
                | (~Q(happening="regrouped") & Q(from_group__isnull=True)),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.fixed_asset} {self.happening} {self.happened_on}"


class Loan(models.Model):
    """A loan: what was borrowed, of whom, and on which account it is booked.

    A fact of today, as its contract has it.
    """

    name = models.CharField(max_length=100, unique=True)
    lender = models.CharField(max_length=100)
    account = models.CharField(max_length=10)
    taken_on = models.DateField()
    amount_ore = models.BigIntegerField()
    day_count = models.CharField(max_length=10, choices=DayCounting)
    cost_account = models.CharField(max_length=10, blank=True, default="", db_default="")
    accrued_account = models.CharField(max_length=10, blank=True, default="", db_default="")
    """Where its interest is booked month by month, and where it is owed; empty of none proposed."""

    class Meta:
        ordering = ("taken_on", "id")
        constraints = (
            models.CheckConstraint(name="a_loan_is_of_something", condition=Q(amount_ore__gt=0)),
            models.CheckConstraint(name="a_loan_has_a_name", condition=~Q(name="")),
        )

    @override
    def __str__(self) -> str:
        return self.name


class LoanTerm(models.Model):
    """The rate of a loan from a day on, fixed until a day or moving.

    States over time: a term holds until the next begins.
    """

    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, related_name="terms")
    since = models.DateField()
    rate_millionths = models.IntegerField()
    """The rate in millionths: 2,35 % is 23500."""
    fixed_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("loan", "since")
        constraints = (
            models.UniqueConstraint(
                name="a_loan_has_one_term_from_a_day", fields=("loan", "since")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.loan} {self.since}"


class LoanRepayment(models.Model):
    """What is paid back of a loan on a day.

    A fact of today, as the contract has it.
    """

    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, related_name="repayments")
    due_on = models.DateField()
    amount_ore = models.BigIntegerField()

    class Meta:
        ordering = ("loan", "due_on")
        constraints = (
            models.UniqueConstraint(
                name="a_loan_is_paid_back_once_on_a_day", fields=("loan", "due_on")
            ),
            models.CheckConstraint(
                name="a_repayment_is_of_something", condition=Q(amount_ore__gt=0)
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.loan} {self.due_on}"


class Lease(models.Model):
    """A lease: what is paid each month, from one day up to and not with another.

    A fact of today, as its contract has it.
    """

    name = models.CharField(max_length=100, unique=True)
    lessor = models.CharField(max_length=100, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    monthly_ore = models.BigIntegerField()

    class Meta:
        ordering = ("ends", "name")
        constraints = (
            models.CheckConstraint(
                name="a_lease_ends_after_it_starts", condition=Q(ends__gt=F("starts"))
            ),
            models.CheckConstraint(name="a_lease_has_a_name", condition=~Q(name="")),
        )

    @override
    def __str__(self) -> str:
        return self.name

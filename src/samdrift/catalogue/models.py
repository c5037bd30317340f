"""Services, the options they are had in, and what they cost from which day, reckoned from what."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.catalogue.choices import InformationClass, Measure, VatRate


class Service(models.Model):
    """Something a member can have of the organisation, as the catalogue tells of it.

    A fact of today; what was charged for it keeps its own words.
    """

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    description = models.TextField()
    included = models.TextField(blank=True)
    """What one gets for the price, a line each."""
    levels = models.TextField(blank=True)
    """What is promised: when it is there, how soon one is helped."""
    measure = models.CharField(max_length=20, choices=Measure)
    owner = models.CharField(max_length=100, blank=True)
    """Who answers for the service, by role or name."""
    information_class = models.CharField(
        max_length=10, choices=InformationClass, default=InformationClass.INTERNAL
    )
    vat_percent = models.PositiveSmallIntegerField(choices=VatRate, default=VatRate.FULL)
    is_passed_on = models.BooleanField(default=False)
    """Whether it goes in and out at what it costs, and is in no price of anything else."""
    is_in_portal = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True)
    """The first day it can no longer be had."""

    class Meta:
        ordering = ("position", "name", "id")
        constraints = (
            models.CheckConstraint(name="a_service_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="a_service_is_described", condition=~Q(description="")),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Option(models.Model):
    """One of the ways a service can be had: small, medium, large. Every service has one or more.

    A fact of today.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="options")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=100)
    description = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("service__position", "service__name", "position", "id")
        constraints = (
            models.UniqueConstraint(name="a_service_has_an_option_once", fields=("service", "key")),
            models.CheckConstraint(name="an_option_has_a_name", condition=~Q(name="")),
        )

    @override
    def __str__(self) -> str:
        return self.name


class PriceList(models.Model):
    """Prices that were decided on together, which hold from a day.

    An event once it is published: the database then refuses to change it, or any price in it. No
    price is raised for days that have been (KL 2:4): a list that holds from before it was decided
    or published raises nothing, and says so.
    """

    name = models.CharField(max_length=100)
    holds_from = models.DateField()
    decision = models.CharField(max_length=200)
    """By what it was decided: a paragraph, a number in the register."""
    decided_on = models.DateField()
    published_on = models.DateField(null=True, blank=True)
    published_by = models.CharField(max_length=150, blank=True)
    raises_nothing = models.BooleanField(default=False)

    class Meta:
        ordering = ("-holds_from", "-id")
        constraints = (
            models.CheckConstraint(
                name="a_price_list_names_its_decision", condition=~Q(decision="")
            ),
            models.CheckConstraint(
                name="a_price_is_not_raised_backwards",
                condition=Q(published_on__isnull=True)
                | Q(raises_nothing=True)
                | Q(decided_on__lte=F("holds_from"), published_on__lte=F("holds_from")),
            ),
            models.CheckConstraint(
                name="a_price_list_is_published_after_it_is_decided",
                condition=Q(published_on__isnull=True) | Q(published_on__gte=F("decided_on")),
            ),
            models.CheckConstraint(
                name="a_published_price_list_says_by_whom",
                condition=Q(published_on__isnull=True) ^ ~Q(published_by=""),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Price(models.Model):
    """What one of an option costs a month, from the day its list holds until the next such day.

    States over time: `holds_from` is empty until the list is published. What the year's volume
    brings is never more than what it costs (KL 2:6).
    """

    price_list = models.ForeignKey(PriceList, on_delete=models.PROTECT, related_name="prices")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="prices")
    amount_ore = models.BigIntegerField()
    volume = models.PositiveIntegerField()
    """How many months of one are reckoned with in a year: 100 computers are 1,200."""
    cost_ore = models.BigIntegerField()
    """The year's self-cost: the sum of the cost items."""
    behind = models.CharField(max_length=100, blank=True, default="", db_default="")
    """The key of the reckoning that the self-cost was taken out of, where it was."""
    holds_from = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("option__service__position", "option__position", "id")
        constraints = (
            models.UniqueConstraint(
                name="an_option_has_a_price_once_in_a_list", fields=("price_list", "option")
            ),
            models.UniqueConstraint(
                name="an_option_has_one_price_from_a_day", fields=("option", "holds_from")
            ),
            models.CheckConstraint(name="a_price_is_not_negative", condition=Q(amount_ore__gte=0)),
            models.CheckConstraint(
                name="a_price_is_at_most_the_self_cost",
                condition=Q(cost_ore__gte=F("amount_ore") * F("volume")),
            ),
            models.CheckConstraint(name="a_price_is_for_some_volume", condition=Q(volume__gte=1)),
        )

    @override
    def __str__(self) -> str:
        return f"{self.option} {self.amount_ore}"


class CostItem(models.Model):
    """One of the costs of a year that a price is reckoned from, and where it is found.

    An event once the price's list is published.
    """

    price = models.ForeignKey(Price, on_delete=models.PROTECT, related_name="items")
    name = models.CharField(max_length=100)
    amount_ore = models.BigIntegerField()
    source = models.CharField(max_length=200, blank=True)
    """Where the cost is found: accounts and cost centres, a contract, a budget."""
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("price", "position", "id")
        constraints = (
            models.CheckConstraint(name="a_cost_item_has_a_name", condition=~Q(name="")),
        )

    @override
    def __str__(self) -> str:
        return self.name

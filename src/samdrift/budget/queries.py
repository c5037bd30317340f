"""The versions of a year's budget, what they have on accounts, and which is followed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, QuerySet, Sum

from samdrift.budget.choices import Made
from samdrift.budget.models import Adoption, Amount, PassedOn, Version
from samdrift.budget.ports import (
    AdoptionTold,
    Place,
    PlaceTold,
    VersionTold,
    VolumeSource,
    VolumeTold,
)
from samdrift.catalogue import queries as catalogue
from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger import queries as ledger
from samdrift.plumbing import contributions
from samdrift.reporting import few, together
from samdrift.reporting.few import FewRows
from samdrift.reporting.snapshot import remembered

AMOUNTS = "budget.amounts"
READS = (Adoption, Amount, PassedOn, Version)
"""What tables are read from."""
WHOLE = ("", "")
"""The dimension of what is not narrowed."""

_VERSIONS = FewRows(
    "budget.versions",
    Version,
    ("id", "year", "number", "name", "adoption__id"),
    ("year", "number"),
    reads=(Adoption, Version),
)
_PASSED = FewRows("budget.passed", PassedOn, ("year", "accounts"))
FEW = (_VERSIONS, _PASSED)

type _Sums = dict[int, dict[str, tuple[int, int]]]
"""Öre and how many records, by month and account."""


@dataclass(frozen=True, slots=True)
class Card:
    """A version by its number and name."""

    id: int
    year: int
    number: int
    name: str
    adoption_id: int | None


@dataclass(frozen=True, slots=True)
class BudgetBook:
    """What a version has on every account each month, of the whole and of each dimension."""

    card: Card
    sums: Mapping[tuple[str, str], _Sums]

    def figure(self, accounts: str, span: Span, within: tuple[str, str] = WHOLE) -> Figure:
        """Return what numbers and ranges have in some months of the year, debit positive.

        `within` narrows it: a cost centre, a project or a service.
        """
        months = range(span.start.month, span.last_day.month + 1)
        by_month = self.sums.get(within, {})
        told = [
            sums[number]
            for month in months
            for sums in (by_month.get(month, {}),)
            for number in ledger.choose(accounts, sums)
        ]
        scope: tuple[tuple[str, str], ...] = (
            ("version", str(self.card.id)),
            ("accounts", accounts),
        )
        if within != WHOLE:
            scope = (*scope, within)
        origin = Origin(AMOUNTS, span, scope, sum(count for _, count in told))
        return Figure(Money(sum(ore for ore, _ in told)), Unit.MONEY, (origin,))

    def values(self, dimension: str) -> tuple[str, ...]:
        """Return what is budgeted of a dimension: its cost centres, projects or services."""
        return tuple(sorted(value for kind, value in self.sums if kind == dimension and value))


def cards(year: int) -> tuple[Card, ...]:
    """Return the versions of a year, the first first."""
    return tuple(Card(*row) for row in few.rows(_VERSIONS) if row[1] == year)


def years() -> frozenset[int]:
    """Return the years there are versions of."""
    return frozenset(row[1] for row in few.rows(_VERSIONS))


def in_force(year: int) -> Card | None:
    """Return the version that a year is followed by: the latest adopted; None before that."""
    adopted = [card for card in cards(year) if card.adoption_id is not None]
    return max(adopted, key=lambda card: card.adoption_id or 0, default=None)


def book_in_force(year: int) -> BudgetBook | None:
    """Return what a year was adopted to cost; None before anything is adopted."""
    card = in_force(year)
    return book(card) if card else None


def book(card: Card) -> BudgetBook:
    """Return what a version has on accounts, month by month."""
    return remembered(("budget.book", card.id), lambda: _book(card))


def ahead(year: int) -> dict[Any, QuerySet[Amount, Any]]:
    """Return what the tables of a year ask."""
    return {("budget.book", card.id): _asked(card) for card in cards(year)}


def _asked(card: Card) -> QuerySet[Amount, Any]:
    found = Amount.objects.filter(version=card.id).order_by()
    rows = found.values_list("cost_centre", "project", "service", "month", "account")
    return rows.annotate(Sum("amount_ore"), Count("id"))


def _book(card: Card) -> BudgetBook:
    found: dict[tuple[str, str], _Sums] = defaultdict(lambda: defaultdict(dict))
    for centre, project, service, month, account, ore, count in together.rows(
        ("budget.book", card.id), _asked(card)
    ):
        named = (("cost-centre", centre), ("project", project), ("service", service))
        for within in (WHOLE, *(each for each in named if each[1])):
            sums = found[within][month]
            before = sums.get(account, (0, 0))
            sums[account] = (before[0] + ore, before[1] + count)
    return BudgetBook(card, {within: dict(months) for within, months in found.items()})


def passed_on(year: int) -> str:
    """Return the accounts of what is passed on in a year; none is the empty word."""
    return next((row[1] for row in reversed(few.rows(_PASSED)) if row[0] == year), "")


def apart(accounts: str, others: str) -> tuple[str, str]:
    """Return the accounts of some ranges that others name too, and those that they do not."""
    within: list[tuple[int, int]] = []
    without = list(ledger.ranges(accounts))
    for low, high in ledger.ranges(others):
        rest: list[tuple[int, int]] = []
        for first, last in without:
            if last < low or high < first:
                rest.append((first, last))
                continue
            within.append((max(first, low), min(last, high)))
            rest += [each for each in ((first, low - 1), (high + 1, last)) if each[0] <= each[1]]
        without = rest
    return _ranges(within), _ranges(without)


def _ranges(pairs: list[tuple[int, int]]) -> str:
    return " ".join(f"{first}-{last}" for first, last in sorted(pairs))


# What the pages of a budget show.


def versions(year: int) -> tuple[VersionTold, ...]:
    """Return the versions of a year with who made them and what became of them, newest first."""
    followed = in_force(year)
    rows = Version.objects.filter(year=year).select_related("adoption").order_by("-number")
    return tuple(_told(row, followed) for row in rows)


def version(year: int, number: int) -> VersionTold | None:
    """Return one version; None where there is none of that number."""
    rows = Version.objects.filter(year=year, number=number).select_related("adoption")
    row = rows.first()
    return None if row is None else _told(row, in_force(year))


def _told(row: Version, followed: Card | None) -> VersionTold:
    adoption = getattr(row, "adoption", None)
    told = None
    if adoption is not None:
        told = AdoptionTold(
            adoption.decision, adoption.decided_on, adoption.adopted_by, adoption.adopted_at
        )
    is_in_force = followed is not None and followed.id == row.pk
    return VersionTold(
        row.pk, row.year, row.number, row.name, row.because, row.made_by, row.made_at, told,
        is_in_force,
    )  # fmt: skip


def places(version_id: int) -> tuple[PlaceTold, ...]:
    """Return what a version has on each place in the year."""
    rows = (
        Amount.objects.filter(version=version_id)
        .order_by()
        .values_list("account", "cost_centre", "project", "service")
        .annotate(Sum("amount_ore"), Count("id"), Max("made"), Max("text"))
        .order_by("account", "cost_centre", "project", "service")
    )
    return tuple(
        PlaceTold(Place(*row[:4]), Money(row[4]), row[5], str(Made(row[6]).label), row[7])
        for row in rows
    )


def planned(version_id: int) -> dict[Place, tuple[dict[int, int], str]]:
    """Return the öre of each month of each place, and what is said of it."""
    found: dict[Place, tuple[dict[int, int], str]] = {}
    rows = Amount.objects.filter(version=version_id).order_by("id")
    for *place, month, ore, text in rows.values_list(
        "account", "cost_centre", "project", "service", "month", "amount_ore", "text"
    ):
        months, _ = found.setdefault(Place(*place), ({}, text))
        months[month] = ore
    return found


# What a version is worked out from.


def volumes_of(year: int) -> dict[int, VolumeTold]:
    """Return what was charged for in a year, by the option's id, of all who tell."""
    found: dict[int, VolumeTold] = {}
    for source in contributions.offered(VolumeSource):
        found |= source.volumes(year)
    return found


def prices_by_month(year: int) -> dict[int, tuple[Money, ...]]:
    """Return the price of each option on the first day of each month of a year.

    A month before an option's first price of the year has that first one.
    """
    found: dict[int, tuple[Money, ...]] = {}
    for option_id, held in catalogue.prices_during(Span.year(year)).items():
        earliest = min(held, key=lambda each: each[0].start)[1]
        found[option_id] = tuple(
            next((price for span, price in held if day in span), earliest)
            for day in (date(year, month, 1) for month in range(1, 13))
        )
    return found


def month_amounts(year: int, accounts: str) -> dict[Place, dict[int, int]]:
    """Return what a year's books moved each month on accounts, by account and cost centre."""
    edition = ledger.edition_of(year)
    if edition is None:
        return {}
    found: dict[Place, dict[int, int]] = defaultdict(dict)
    rows = ledger.movements(edition).order_by("account", "cost_centre", "month")
    chosen = frozenset(ledger.choose(accounts, ledger.account_names(year)))
    for account, centre, month, ore in rows.values_list(
        "account", "cost_centre", "month", F("debit_ore") + F("credit_ore")
    ):
        if account in chosen:
            found[Place(account, centre)][month] = ore
    return dict(found)

"""Working a budget out, version by version, and adopting one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction
from django.db.models import Max, Q

from samdrift.budget import queries
from samdrift.budget.choices import Made, MonthKey
from samdrift.budget.errors import CannotBudget
from samdrift.budget.models import Adoption, Amount, PassedOn, Version
from samdrift.budget.ports import Place, Planned, WantedVolume
from samdrift.budget.spreading import changed, spread, weights
from samdrift.catalogue import queries as catalogue
from samdrift.kernel.money import Money
from samdrift.kernel.rounding import divide_half_away
from samdrift.ledger import monthly
from samdrift.ledger import queries as ledger
from samdrift.plumbing.exchange.columns import EARLIEST_YEAR, LATEST_YEAR

LONGEST_NAME = 100
LONGEST_TEXT = 200
LONGEST_DECISION = 200
MOST_PERMILLE = 10_000
AT_A_TIME = 2_000


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it, and when."""

    by: str
    at: datetime


@transaction.atomic
def begin(*, year: int, name: str, because: str, who: Actor) -> Version:
    """Begin a version of a year's budget, empty."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise CannotBudget("Året kan inte ha någon budget här.")
    plain = name.strip()
    if not plain or len(plain) > LONGEST_NAME:
        raise CannotBudget(f"Versionen ska ha ett namn med högst {LONGEST_NAME} tecken.")
    latest = Version.objects.select_for_update().filter(year=year).aggregate(Max("number"))
    return Version.objects.create(
        year=year,
        number=(latest["number__max"] or 0) + 1,
        name=plain,
        because=because.strip(),
        made_by=who.by,
        made_at=who.at,
    )


@transaction.atomic
def fill_from_outcome(
    version_id: int, *, accounts: str, permille: int, key: MonthKey = MonthKey.AS_BEFORE
) -> int:
    """Plan what last year's books moved on accounts, so much higher; return how many places."""
    version = _open(version_id)
    if abs(permille) > MOST_PERMILLE:
        raise CannotBudget("Så mycket kan det inte ändras. Skriv procenten så här: 2,5.")
    moved = queries.month_amounts(version.year - 1, _known(accounts))
    if not moved:
        raise CannotBudget("Det finns ingen bokföring för året före på de kontona.")
    return _replace(
        version,
        (
            Planned(place, spread(changed(sum(months.values()), permille), weights(key, months)))
            for place, months in moved.items()
        ),
        Made.OUTCOME,
    )


@transaction.atomic
def fill_from_books(version_id: int) -> int:
    """Plan what the year's own books say is budgeted; return how many places."""
    version = _open(version_id)
    found: dict[Place, list[Money]] = {}
    for account, centre, month, ore in monthly.budgeted(version.year):
        months = found.setdefault(Place(account, centre), [Money(0)] * 12)
        months[month - 1] += Money(ore)
    if not found:
        raise CannotBudget("Årets bokföring har ingen budget.")
    told = (Planned(place, tuple(months)) for place, months in found.items())
    return _replace(version, told, Made.BOOKS)


@transaction.atomic
def fill_from_version(version_id: int, *, other_id: int) -> int:
    """Plan what another version has; return how many places."""
    version = _open(version_id)
    if version_id == other_id or not Version.objects.filter(pk=other_id).exists():
        raise CannotBudget("Välj en annan version att börja från.")
    return _replace(
        version,
        (
            Planned(place, tuple(Money(months.get(at, 0)) for at in range(1, 13)), text)
            for place, (months, text) in queries.planned(other_id).items()
        ),
        Made.VERSION,
    )


@transaction.atomic
def fill_from_volumes(version_id: int, *, wanted: Iterable[WantedVolume]) -> int:
    """Plan the income of services: each month's volume times its price; return how many places."""
    version = _open(version_id)
    prices = queries.prices_by_month(version.year)
    keys, cards = catalogue.service_keys(), catalogue.option_cards()
    found: dict[Place, Planned] = {}
    for each in wanted:
        held = prices.get(each.option_id)
        if held is None:
            raise CannotBudget("Tjänsten har inget pris det året.")
        if each.volume < 0:
            raise CannotBudget("En volym är inte mindre än noll.")
        place = Place(_account(each.account), each.cost_centre, each.project, keys[each.option_id])
        months = tuple(_income(price, each.volume) for price in held)
        words = f"{cards[each.option_id].words}: {_number(each.volume)} x {held[-1].kronor()} kr"
        found[place] = _joined(found.get(place), Planned(place, months, words))
    return _replace(version, found.values(), Made.VOLUMES)


@transaction.atomic
def fill_from_list(version_id: int, *, planned: Iterable[Planned]) -> int:
    """Plan what a list says; return how many places."""
    return _replace(_open(version_id), planned, Made.FILE)


@transaction.atomic
def plan(version_id: int, *, place: Place, amount: Money, key: MonthKey, text: str) -> None:
    """Plan a year's amount on a place, as books have it; none at all takes the place away."""
    version = _open(version_id)
    _account(place.account)
    before = queries.month_amounts(version.year - 1, place.account) if amount else {}
    months = before.get(Place(place.account, place.cost_centre), {})
    told = Planned(place, spread(amount, weights(key, months)), text.strip()[:LONGEST_TEXT])
    _replace(version, (told,), Made.HAND)


@transaction.atomic
def adopt(version_id: int, *, decision: str, decided_on: date, who: Actor) -> Adoption:
    """Adopt a version by a decision: it is followed from then on, and never changed again."""
    version = _open(version_id)
    plain = decision.strip()
    if not plain or len(plain) > LONGEST_DECISION:
        raise CannotBudget("Skriv vilket beslut som antog budgeten, till exempel § 41.")
    if decided_on > who.at.date():
        raise CannotBudget("Beslutet kan inte vara fattat i framtiden.")
    if not version.amounts.exists():
        raise CannotBudget("Versionen är tom. Det finns inget att anta.")
    return Adoption.objects.create(
        version=version,
        decision=plain,
        decided_on=decided_on,
        adopted_by=who.by,
        adopted_at=who.at,
    )


@transaction.atomic
def pass_on(*, year: int, accounts: str, who: Actor) -> None:
    """Say which accounts of a year hold what is passed on; none is that there are none."""
    plain = " ".join(accounts.split())
    if plain:
        _known(plain)
    if queries.passed_on(year) != plain:
        PassedOn.objects.create(year=year, accounts=plain, set_by=who.by, set_at=who.at)


def _open(version_id: int) -> Version:
    """Return a version that is worked on, locked. Raises CannotBudget for one that is adopted."""
    version = Version.objects.select_for_update().get(pk=version_id)
    if Adoption.objects.filter(version=version).exists():
        raise CannotBudget("Versionen är antagen och ändras inte. Börja en ny från den.")
    return version


def _replace(version: Version, planned: Iterable[Planned], made: Made) -> int:
    """Write what is planned instead of what stood on the same places; return how many."""
    told: Mapping[Place, Planned] = {each.place: each for each in planned}
    here = list(told)
    for at in range(0, len(here), AT_A_TIME // 10):
        asked = Q()
        for place in here[at : at + AT_A_TIME // 10]:
            asked |= Q(
                account=place.account,
                cost_centre=place.cost_centre,
                project=place.project,
                service=place.service,
            )
        version.amounts.filter(asked).delete()
    Amount.objects.bulk_create(
        (
            Amount(
                version=version,
                account=place.account,
                cost_centre=place.cost_centre,
                project=place.project,
                service=place.service,
                month=month,
                amount_ore=amount.ore,
                made=made,
                text=each.text[:LONGEST_TEXT],
            )
            for place, each in told.items()
            for month, amount in enumerate(each.months, 1)
            if amount
        ),
        batch_size=AT_A_TIME,
    )
    return len(told)


def _joined(one: Planned | None, other: Planned) -> Planned:
    if one is None:
        return other
    months = tuple(mine + theirs for mine, theirs in zip(one.months, other.months, strict=True))
    return Planned(one.place, months, f"{one.text}; {other.text}"[:LONGEST_TEXT])


def _income(price: Money, volume: Fraction) -> Money:
    ore = price.ore * volume
    return Money(-divide_half_away(ore.numerator, ore.denominator))


def _number(volume: Fraction) -> str:
    return f"{float(volume):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _account(number: str) -> str:
    if not (number.isascii() and number.isdecimal() and len(number) <= 10):
        raise CannotBudget("Skriv kontot med siffror.")
    return number


def _known(accounts: str) -> str:
    try:
        pairs = ledger.ranges(accounts)
    except ValueError as error:
        raise CannotBudget("Skriv konton och intervall så här: 4600-4699 6550.") from error
    if not pairs:
        raise CannotBudget("Skriv vilka konton det gäller.")
    return accounts

"""The points of a year's close: each what must hold, how it stands, and the door that mends it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samdrift.billing import queries as billing
from samdrift.budget import queries as budgets
from samdrift.capital import register
from samdrift.ledger import queries as ledger
from samdrift.reporting import registry
from samdrift.reporting.ports import CheckResult
from samdrift.yearend import booking, queries
from samdrift.yearend.choices import JUDGED, EntryKind, State
from samdrift.yearend.ports import SignedTold

DECEMBER = 12
MOST_FAULTS = 3


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the close: its words, how it stands, where it is mended, and who signed it."""

    key: str
    title: str
    words: str
    state: State
    door: str
    signed: SignedTold | None = None

    @property
    def is_left(self) -> bool:
        """Whether it is neither done nor judged to be."""
        return self.state in (State.LEFT, State.WRONG)


def points(year: int) -> tuple[Point, ...]:
    """Return every point of a year's close, with what was signed of it."""
    signed = queries.signed_off(year)
    return tuple(_with(point, signed.get(point.key)) for point in _points(year))


def _with(point: Point, signed: SignedTold | None) -> Point:
    if signed is None or point.state is State.DONE:
        return point
    return Point(point.key, point.title, point.words, State.SIGNED, point.door, signed)


def _points(year: int) -> Iterator[Point]:
    yield _books(year)
    if year not in ledger.years():
        return
    yield _adopted(year)
    yield _charged(year)
    yield _written_off(year)
    yield _reconciled(year)
    yield from _entered(year)
    for key, title, meaning in JUDGED:
        address = reverse("reporting:tables", args=(year,))
        yield Point(key, str(title), str(meaning), State.LEFT, address)
    yield from _checked(year)


def _books(year: int) -> Point:
    has = year in ledger.years()
    words = _("Årets bokföring är inläst.") if has else _("Läs in årets bokföring (SIE 4E).")
    return _point("books", _("Bokföringen"), words, reverse("exchange:choose"), is_done=has)


def _adopted(year: int) -> Point:
    card = budgets.in_force(year)
    words = card.name if card else _("Ingen budget är antagen här.")
    return _point(
        "budget",
        _("Budgeten är antagen"),
        words,
        reverse("budget:year", args=(year,)),
        is_done=card is not None,
    )


def _charged(year: int) -> Point:
    last = billing.last_invoiced_month()
    is_done = last is not None and (last.year, last.month) >= (year, DECEMBER)
    words = (
        _("Senast fakturerade månad: %(month)s.") % {"month": f"{last:%Y-%m}"}
        if last
        else _("Ingen månad är fakturerad här.")
    )
    address = reverse("billing:months")
    return _point("charged", _("Alla månader är fakturerade"), words, address, is_done=is_done)


def _written_off(year: int) -> Point:
    month = register.month_to_run()
    is_done = month is None or month.year > year
    words = (
        _("Inget återstår att skriva av.")
        if is_done
        else _("Nästa månad att skriva av: %(month)s.") % {"month": month}
    )
    address = reverse("capital:months")
    return _point(
        "written-off", _("Årets avskrivningar är gjorda"), words, address, is_done=is_done
    )


def _reconciled(year: int) -> Point:
    balances, held = queries.balances(year), queries.reconciled(year)
    count = sum(account in held for account in balances)
    words = _("%(count)s av %(all)s konton är hållna mot underlag.") % {
        "count": count,
        "all": len(balances),
    }
    address = reverse("yearend:reconcile", args=(year,))
    is_done = count == len(balances)
    return _point("reconciled", _("Balanserna är avstämda"), words, address, is_done=is_done)


def _entered(year: int) -> Iterator[Point]:
    address = reverse("yearend:entries", args=(year,))
    told = queries.entries(year)
    for kind in (EntryKind.HOLIDAY, EntryKind.PENSION, EntryKind.RESULT):
        mine = [entry for entry in told if entry.kind == kind]
        left = [entry for entry in mine if booking.left(year, entry)]
        if kind is EntryKind.RESULT and not mine and not queries.uncarried(year):
            yield _point(kind, str(kind.label), _("Är bokfört."), address, is_done=True)
        elif not mine:
            yield _point(kind, str(kind.label), _("Är inte angiven."), address, is_done=False)
        else:
            words = _("Verifikationen är föreslagen, inte bokförd.") if left else _("Är bokfört.")
            yield _point(kind, str(kind.label), words, address, is_done=not left)


def _checked(year: int) -> Iterator[Point]:
    address = reverse("annualreport:reconciliation", args=(year,))
    results = registry.checks(year)
    right = sum(result.is_right for result in results)
    words = _("%(right)s av %(all)s avstämningar stämmer.") % {
        "right": right,
        "all": len(results),
    }
    yield _point("checks", _("Avstämningarna"), words, address, is_done=True)
    with translation.override("sv"):
        keys = [_key(result) for result in registry.checks(year)]
    for key, result in zip(keys, results, strict=True):
        if not result.is_right:
            yield Point(key, result.title, _faults(result), State.WRONG, address)


def _key(result: CheckResult) -> str:
    """Return what a check that found faults is signed by: other faults are signed anew."""
    told = hashlib.blake2b("\n".join(result.faults).encode(), digest_size=8).hexdigest()
    return f"check:{result.title[:150]}:{told}"


def _faults(result: CheckResult) -> str:
    more = len(result.faults) - MOST_FAULTS
    rest = _("; och %(more)s till") % {"more": more} if more > 0 else ""
    return f"{'; '.join(result.faults[:MOST_FAULTS])}{rest}."


def _point(key: str, title: str, words: str, door: str, *, is_done: bool) -> Point:
    return Point(key, title, words, State.DONE if is_done else State.LEFT, door)

"""Telling what no account tells, entering, holding against documents, and signing."""

from __future__ import annotations

from django.db import transaction

from samdrift.kernel.money import ZERO, Money
from samdrift.ledger import queries as ledger
from samdrift.plumbing import files
from samdrift.plumbing.sent_files import Kept
from samdrift.yearend import queries
from samdrift.yearend.choices import EntryKind, FactKind
from samdrift.yearend.errors import CannotClose
from samdrift.yearend.models import Entry, Fact, Reconciliation, SignOff
from samdrift.yearend.ports import Actor

RESERVES_SINCE = 2013
"""The year from which a part of a surplus may be kept for worse years."""
LONGEST = 2_000
_SIGNS = {FactKind.RESERVE_TO: -1, FactKind.RESERVE_FROM: 1}


@transaction.atomic
def tell(*, year: int, kind: FactKind, amount: Money, reason: str, who: Actor) -> None:
    """Tell what no account tells of the balance requirement of a year, and why."""
    plain = _plain(reason)
    if not plain:
        raise CannotClose("Skriv varför, eller vilket beslut det följer av.")
    if kind is FactKind.DEFICIT:
        if year in ledger.years() or amount < ZERO:
            raise CannotClose("Ett underskott skrivs utan minus, för ett år utan bokföring här.")
    else:
        _require_books(year)
    if kind in _SIGNS:
        _require_reserve(year, kind, amount)
    if kind is FactKind.EXCEPTIONAL:
        deficit = -(queries.balance_result(year).money)
        if not ZERO <= amount <= max(deficit, ZERO):
            raise CannotClose("Synnerliga skäl gäller högst årets underskott.")
    Fact.objects.create(
        year=year, kind=kind, amount_ore=amount.ore, reason=plain,
        told_by=who.by, told_at=who.at,
    )  # fmt: skip


def _require_reserve(year: int, kind: FactKind, amount: Money) -> None:
    """Raise CannotClose for what a reserve cannot take or give."""
    if year < RESERVES_SINCE:
        raise CannotClose(f"En reserv för resultatet finns sedan {RESERVES_SINCE}.")
    if amount.ore * _SIGNS[kind] < 0:
        raise CannotClose("Det som reserveras skrivs med minus, det som används utan.")
    if kind is FactKind.RESERVE_TO and -amount > max(queries.adjusted(year).money, ZERO):
        raise CannotClose("Mer än årets överskott kan inte reserveras.")


@transaction.atomic
def enter(
    *, year: int, kind: EntryKind, accounts: tuple[str, str], amount: Money, source: str, who: Actor
) -> None:
    """Enter what an account is to hold when a year has closed, against another account."""
    _require_books(year)
    account, against = accounts
    if account == against or not (account.isdecimal() and against.isdecimal()):
        raise CannotClose("Skriv två olika konton, med siffror.")
    Entry.objects.create(
        year=year, kind=kind, account=account, against=against,
        amount_ore=0 if kind is EntryKind.RESULT else amount.ore,
        source=_plain(source), entered_by=who.by, entered_at=who.at,
    )  # fmt: skip


@transaction.atomic
def reconcile(
    *, year: int, account: str, amount: Money, note: str, document: Kept | None, who: Actor
) -> None:
    """Say what a document says that an account held at the end of a year; debit plus."""
    if account not in queries.balances(year):
        raise CannotClose("Kontot har ingen balans vid årets slut.")
    plain = _plain(note)
    if not plain and document is None:
        raise CannotClose("Bifoga underlaget, eller skriv vad det hölls mot.")
    Reconciliation.objects.create(
        year=year, account=account, amount_ore=amount.ore, note=plain,
        file_name=document.name if document else "",
        media_type=document.media_type if document else "",
        digest=document.digest if document else "",
        held_by=who.by, held_at=who.at,
    )  # fmt: skip


@transaction.atomic
def sign(*, year: int, key: str, reason: str, who: Actor) -> None:
    """Judge a point of a year's close to be done, and say why."""
    plain = _plain(reason)
    if not plain:
        raise CannotClose("Skriv varför punkten är klar.")
    SignOff.objects.create(year=year, key=key, reason=plain, signed_by=who.by, signed_at=who.at)


@transaction.atomic
def take_back(*, year: int, key: str, who: Actor) -> None:
    """Take back that a point was judged to be done; what was said is kept."""
    if key not in queries.signed_off(year):
        raise CannotClose("Punkten är inte signerad.")
    SignOff.objects.create(year=year, key=key, signed_by=who.by, signed_at=who.at)


def _plain(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(plain) > LONGEST:
        raise CannotClose(f"Skriv med högst {LONGEST} tecken.")
    return plain


def _require_books(year: int) -> None:
    if year not in ledger.years():
        raise CannotClose("Det finns ingen bokföring för året.")


FILES = files.FileHolder("yearend.documents", queries.held_files)

"""Taking in what the bank tells was paid: all of a file or nothing, and each payment once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from samdrift.billing.errors import CannotTakeIn
from samdrift.billing.models import Payment
from samdrift.billing.ports import Paid
from samdrift.kernel.money import Money

HEAD = ("referens", "datum", "ocr", "belopp")
_LONGEST = {"reference": 60, "ocr": 30}


@transaction.atomic
def take_in(file: bytes) -> int:
    """Take in the payments of a file, and return how many were new.

    Raises CannotTakeIn at the first row that cannot be read, or that tells otherwise of a payment
    that is taken in already.
    """
    known = {
        each.reference: Paid(each.reference, each.paid_on, each.ocr, Money(each.amount_ore))
        for each in Payment.objects.all()
    }
    new: list[Payment] = []
    for row, paid in _read(file):
        if paid.reference in known:
            if known[paid.reference] != paid:
                raise CannotTakeIn(
                    _("Rad %(row)s: betalningen %(reference)s är redan inläst med annat innehåll.")
                    % {"row": row, "reference": paid.reference}
                )
            continue
        known[paid.reference] = paid
        new.append(
            Payment(
                reference=paid.reference,
                paid_on=paid.paid_on,
                ocr=paid.ocr,
                amount_ore=paid.amount.ore,
            )
        )
    Payment.objects.bulk_create(new)
    return len(new)


def _read(file: bytes) -> Iterator[tuple[int, Paid]]:
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotTakeIn(_("Filen är inte UTF-8.")) from error
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    if tuple(next(rows, ())) != HEAD:
        raise CannotTakeIn(_("Första raden ska vara %(head)s.") % {"head": ";".join(HEAD)})
    for number, cells in enumerate(rows, 2):
        if cells:
            yield number, _paid(number, cells)


def _paid(number: int, cells: list[str]) -> Paid:
    try:
        reference, day, ocr, amount = (cell.strip() for cell in cells)
        paid = Paid(reference, date.fromisoformat(day), ocr, Money.parse(amount))
    except ValueError as error:
        raise CannotTakeIn(
            _("Rad %(row)s: skriv referens, datum (2026-03-31), OCR och belopp (1234.50).")
            % {"row": number}
        ) from error
    is_long = len(reference) > _LONGEST["reference"] or len(ocr) > _LONGEST["ocr"]
    if not reference or not paid.amount or is_long or abs(paid.amount.ore) >= 10**15:
        raise CannotTakeIn(_("Rad %(row)s: referens eller belopp saknas.") % {"row": number})
    return paid

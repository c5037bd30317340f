"""Saying whose number it is that people call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from samdrift.directory.queries import phone_digits
from samdrift.kernel.spans import Span
from samdrift.parties import queries as parties
from samdrift.switchboard.call_log import LONGEST_NUMBER
from samdrift.switchboard.errors import CannotKeep
from samdrift.switchboard.models import Call, CalledNumber


@dataclass(frozen=True, slots=True)
class Wanted:
    """A number as somebody writes it, whose it is, what it is for, and from which day."""

    number: str
    organisation_code: str
    purpose: str
    valid_from: date


@transaction.atomic
def give_number(wanted: Wanted) -> CalledNumber:
    """Say whose a number is from a day on; whoever had it before has it until then.

    Calls to it from that day are theirs too, those that have been taken in as well. Raises
    CannotKeep where it is no number, nobody's, or somebody's from that day or later already.
    """
    number = phone_digits(wanted.number)
    if not number or len(number) > LONGEST_NUMBER:
        raise CannotKeep("Skriv ett telefonnummer, till exempel 0494-191 00.")
    if wanted.organisation_code not in parties.codes():
        raise CannotKeep("Välj vilken organisation numret hör till.")
    known = CalledNumber.objects.select_for_update().filter(number=number)
    later = known.filter(valid_from__gte=wanted.valid_from).first()
    if later is not None:
        raise CannotKeep(
            f"Numret hör redan till {later.organisation.name} från {later.valid_from}."
        )

    known.filter(valid_until__isnull=True).update(valid_until=wanted.valid_from)
    known.filter(valid_until__gt=wanted.valid_from).update(valid_until=wanted.valid_from)
    row = CalledNumber.objects.create(
        number=number,
        organisation_id=wanted.organisation_code,
        purpose=wanted.purpose.strip(),
        valid_from=wanted.valid_from,
    )
    _hand_calls_over(number, Span(wanted.valid_from), wanted.organisation_code)
    return row


@transaction.atomic
def end_number(*, number_id: int, on: date) -> None:
    """Say that a number is nobody's from a day on. Raises CannotKeep where it is not theirs then.

    What ends the day it begins has never been, and is taken away.
    """
    row = CalledNumber.objects.select_for_update().filter(pk=number_id).first()
    if row is None:
        raise CannotKeep("Numret finns inte längre i registret.")
    if on < row.valid_from or (row.valid_until is not None and on > row.valid_until):
        raise CannotKeep(f"Numret gäller från {row.valid_from}. Välj en dag då det gäller.")
    _hand_calls_over(row.number, Span(on, row.valid_until), None)
    if on == row.valid_from:
        row.delete()
        return
    row.valid_until = on
    row.save(update_fields=["valid_until"])


def _hand_calls_over(number: str, span: Span, organisation_code: str | None) -> None:
    calls = Call.objects.filter(called=number, local_date__gte=span.start)
    if span.end is not None:
        calls = calls.filter(local_date__lt=span.end)
    calls.update(organisation_id=organisation_code)

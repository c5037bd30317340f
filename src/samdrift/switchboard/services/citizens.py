"""Writing down what a measurement of the telephone came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from samdrift.parties import queries as parties
from samdrift.switchboard.choices import Measure
from samdrift.switchboard.errors import CannotKeep
from samdrift.switchboard.models import CitizenMeasure

MOST = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a measure came to for an organisation on a day, of how many, and who says so."""

    organisation_code: str
    measured_on: date
    measure: Measure
    value: int
    source: str
    asked: int | None = None


@transaction.atomic
def write_down(told: Outcome, *, by: str, at: datetime) -> CitizenMeasure:
    """Write an outcome down; the same measure of the same day is written over.

    Raises CannotKeep where it cannot be, or has no source.
    """
    if told.organisation_code not in {party.code for party in parties.members()}:
        raise CannotKeep("Välj vilken kommun mätningen gäller.")
    if told.measured_on > at.date():
        raise CannotKeep("Välj en dag som har varit.")
    if not 0 <= told.value <= MOST:
        raise CannotKeep("Skriv ett heltal från 0 till 100.")
    if not told.source.strip():
        raise CannotKeep("Skriv var uppgiften kommer från, till exempel SKR:s KKiK 2018.")
    row, _ = CitizenMeasure.objects.update_or_create(
        organisation_id=told.organisation_code,
        measure=told.measure,
        measured_on=told.measured_on,
        defaults={
            "value": told.value,
            "asked": told.asked,
            "source": told.source.strip(),
            "noted_by": by,
            "noted_at": at,
        },
    )
    return row


def take_away(*, measure_id: int) -> None:
    """Take away an outcome that was written down by mistake."""
    CitizenMeasure.objects.filter(pk=measure_id).delete()

"""Drawing samples of vouchers, and noting what was found."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samdrift.auditing import drawing, queries
from samdrift.auditing.choices import Method, Verdict
from samdrift.auditing.errors import CannotSample
from samdrift.auditing.models import AuditNote, PickedVoucher, Sample
from samdrift.auditing.ports import WantedSample
from samdrift.ledger import queries as ledger

MOST = 500
LONGEST = 2_000


@transaction.atomic
def draw(wanted: WantedSample, *, by: str, at: datetime) -> Sample:
    """Pick vouchers out of a year's books and keep which. Raises CannotSample where none can be."""
    edition = ledger.edition_of(wanted.year)
    if edition is None:
        raise CannotSample(f"Det finns ingen bokföring för {wanted.year}.")
    if not 1 <= wanted.size <= MOST:
        raise CannotSample(f"Ett stickprov har mellan 1 och {MOST} verifikationer.")
    every = list(queries.population(edition))
    whole = sum(each.ore for each in every)
    if wanted.method == Method.RANDOM:
        found = drawing.at_random(every, seed=wanted.seed, size=wanted.size)
    else:
        found = drawing.by_amount(every, seed=wanted.seed, size=wanted.size, whole=whole)
    if not found:
        raise CannotSample("Det finns inga verifikationer att välja bland.")
    sample = Sample.objects.create(
        year=wanted.year,
        method=wanted.method,
        seed=wanted.seed,
        size=wanted.size,
        population=len(every),
        population_ore=whole,
        head=queries.head(wanted.year),
        drawn_by=by,
        drawn_at=at,
    )
    PickedVoucher.objects.bulk_create(
        PickedVoucher(sample=sample, voucher_id=each.id, amount_ore=each.ore) for each in found
    )
    return sample


def note(
    picked_id: int, *, sample_id: int, verdict: str, text: str, by: str, at: datetime
) -> AuditNote:
    """Note what was found of a voucher; what was noted before stays."""
    if not PickedVoucher.objects.filter(pk=picked_id, sample=sample_id).exists():
        raise CannotSample("Verifikationen är inte med i stickprovet.")
    if verdict not in Verdict or (verdict != Verdict.RIGHT and not text.strip()):
        raise CannotSample("Skriv vad frågan eller felet är.")
    return AuditNote.objects.create(
        picked_id=picked_id, verdict=verdict, text=text.strip(), written_by=by, written_at=at
    )

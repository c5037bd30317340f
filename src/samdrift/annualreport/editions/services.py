"""Reviewing and adopting a year's report, each by somebody else."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db import IntegrityError, transaction

from samdrift.annualreport import queries as reports
from samdrift.annualreport.editions import queries
from samdrift.annualreport.errors import CannotAdopt, CannotReview
from samdrift.annualreport.models import Adoption, Edition
from samdrift.reporting import frozen
from samdrift.reporting.snapshot import snapshot

LONGEST_PARAGRAPH = 40
_SIGN = re.compile(r"^§\s*")


@transaction.atomic
def review_report(*, year: int, by: str, at: datetime) -> Edition:
    """Freeze the report as it stands now, as the next edition of its year.

    Two who review at once get one edition and one refusal, for a number is used once.
    """
    assert by, "somebody reviews"

    with snapshot():
        document = reports.annual_report(year=year, at=at)
    if not document.blocks:
        raise CannotReview(f"Det finns ingen årsredovisning för {year} att granska.")

    text = frozen.text_of(document)
    digest = frozen.digest(text)
    latest = Edition.objects.select_for_update().filter(year=year).first()
    try:
        return Edition.objects.create(
            year=year,
            number=latest.number + 1 if latest else 1,
            document=text,
            digest=digest,
            reviewed_by=by,
            reviewed_at=at,
        )
    except IntegrityError as error:
        raise CannotReview(
            "Någon annan granskade samtidigt. Läs den utgåvan innan du granskar på nytt."
        ) from error


@transaction.atomic
def adopt_edition(
    *, year: int, number: int, decided_on: date, paragraph: str, by: str, at: datetime
) -> Adoption:
    """Write down that an edition was adopted, by which decision and who says so.

    Four eyes: whoever reviewed it cannot also adopt it.
    """
    assert by, "somebody adopts"
    paragraph = _SIGN.sub("", paragraph.strip())

    edition = Edition.objects.select_for_update().filter(year=year, number=number).first()
    if edition is None:
        raise CannotAdopt(f"Det finns ingen utgåva {number} för {year}.")
    _check_turn(edition, by)
    _check_decision(edition, decided_on, paragraph, at)

    return Adoption.objects.create(
        edition=edition, decided_on=decided_on, paragraph=paragraph, adopted_by=by, adopted_at=at
    )


def _check_turn(edition: Edition, by: str) -> None:
    known = queries.editions(edition.year)
    this = next(each for each in known if each.number == edition.number)
    if this.is_adopted:
        raise CannotAdopt(f"Utgåva {edition.number} är redan fastställd.")
    if known[0].number != edition.number:
        raise CannotAdopt(f"Utgåva {known[0].number} är granskad senare. Fastställ den i stället.")
    if edition.reviewed_by == by:
        raise CannotAdopt(
            "Du har granskat utgåvan. Någon annan behöver fastställa den, så att två har sett den."
        )


def _check_decision(edition: Edition, decided_on: date, paragraph: str, at: datetime) -> None:
    if decided_on > at.date():
        raise CannotAdopt("Beslutets dag har inte varit än. Skriv dagen då ni beslutade.")
    if decided_on.year < edition.year:
        raise CannotAdopt(f"Beslutets dag ligger före {edition.year}. Skriv dagen då ni beslutade.")
    if not paragraph or len(paragraph) > LONGEST_PARAGRAPH:
        raise CannotAdopt(f"Skriv beslutets paragraf med högst {LONGEST_PARAGRAPH} tecken.")

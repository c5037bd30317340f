"""Telling how investments go, and moving what is left of them to the year after."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from samdrift.capital import following
from samdrift.capital.choices import Progress
from samdrift.capital.errors import CannotKeep
from samdrift.capital.models import Investment, InvestmentWord
from samdrift.capital.ports import WantedWord


def tell(*, investment_id: int, wanted: WantedWord, by: str, at: datetime) -> InvestmentWord:
    """Tell how an investment goes; what was told before stays."""
    return InvestmentWord.objects.create(
        investment_id=investment_id,
        progress=wanted.progress,
        foreseen_ore=None if wanted.foreseen is None else wanted.foreseen.ore,
        project=wanted.project,
        note=wanted.note,
        told_by=by,
        told_at=at,
    )


@transaction.atomic
def carry_on(*, investment_id: int, decision: str, by: str, at: datetime) -> Investment:
    """Move what an investment leaves unused to the year after. Raises CannotKeep where it can't."""
    row = Investment.objects.select_for_update().get(pk=investment_id)
    told = following.investment(investment_id)
    if told is None or not told.can_be_carried:
        raise CannotKeep("Det finns inget kvar att föra över, eller så är det redan fört.")
    year = row.year + 1
    last = Investment.objects.filter(year=year).aggregate(last=Max("position"))["last"] or 0
    new = Investment.objects.create(
        identifier=f"{row.identifier}/{year}"[:200],
        plan=row.plan,
        group=row.group,
        name=row.name,
        organisation_id=row.organisation_id,
        year=year,
        opening=told.left.ore,
        decision=decision,
        position=last + 1,
    )
    word = told.word
    InvestmentWord.objects.create(
        investment=row,
        progress=Progress.POSTPONED,
        foreseen_ore=None if word is None else word.foreseen_ore,
        project="" if word is None else word.project,
        note=decision,
        carried_to=new,
        told_by=by,
        told_at=at,
    )
    return new

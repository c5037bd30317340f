"""Letters to those who answer for a cost centre and have not told what they expect of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samdrift.followup import queries
from samdrift.followup.models import ForecastReminder
from samdrift.followup.ports import Answering, RoundTold
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.mail import outbox
from samdrift.plumbing.mail.models import Mailbox

_BEFORE = timedelta(days=3)
_AFTER = (timedelta(days=1), timedelta(days=8), timedelta(days=15))


def remind(at: datetime) -> int:
    """Write to all who are to be written to now, once each; return how many letters there were."""
    mailbox = Mailbox.objects.filter(is_open=True).order_by("id").first()
    if mailbox is None:
        return 0
    on = at.astimezone(SWEDEN).date()
    people = [each for each in queries.answering() if each.email]
    return sum(_round(asked, people, on, mailbox.key, at) for asked in queries.open_rounds())


def steps(asked: RoundTold) -> tuple[date, ...]:
    """Return the days of a round on which whoever has not told is written to.

    When it is asked, three days before it is due where that is later, and thrice after.
    """
    asked_on = asked.at.astimezone(SWEDEN).date()
    soon = asked.due_on - _BEFORE
    before = (soon,) if soon > asked_on else ()
    return (asked_on, *before, *(asked.due_on + wait for wait in _AFTER))


def _round(
    asked: RoundTold, people: list[Answering], on: date, mailbox_key: str, at: datetime
) -> int:
    """Write to those who have not told; of several times that have passed, only for the last."""
    step = sum(day <= on for day in steps(asked))
    if not step or on > steps(asked)[-1] + _BEFORE:
        return 0
    told = queries.told_since(asked)
    done = set(
        ForecastReminder.objects.filter(round=asked.id, step__gte=step).values_list(
            "cost_centre", flat=True
        )
    )
    centres = dict(queries.cost_centres(asked.year))
    missing = [
        each
        for each in people
        if each.cost_centre in centres and each.cost_centre not in told | dict.fromkeys(done)
    ]
    for each in missing:
        _write(asked, each, step, centres[each.cost_centre], mailbox_key, at)
    return len(missing)


@transaction.atomic
def _write(
    asked: RoundTold, whom: Answering, step: int, name: str, mailbox_key: str, at: datetime
) -> None:
    ForecastReminder.objects.create(
        round_id=asked.id,
        cost_centre=whom.cost_centre,
        person_id=whom.person_id,
        step=step,
        sent_at=at,
    )
    with translation.override(whom.language):
        outbox.post(_letter(asked, whom, name), mailbox_key=mailbox_key, at=at)


def _letter(asked: RoundTold, whom: Answering, name: str) -> outbox.Draft:
    address = f"{reverse('followup:year', args=(asked.year,))}?kst={whom.cost_centre}"
    told = {
        "centre": name or whom.cost_centre,
        "year": asked.year,
        "tertial": asked.tertial,
        "due": asked.due_on,
        "address": f"{settings.BASE_URL}{address}#expect",
    }
    text = _(
        "Vad väntas %(centre)s komma till %(year)s? Lämna din prognos från tertial %(tertial)s "
        "senast %(due)s, här: %(address)s"
    )
    return outbox.Draft(
        to=(whom.email,),
        subject=_("Prognos %(year)s, tertial %(tertial)s: %(centre)s") % told,
        text=text % told,
        reference=f"forecast-{asked.id}",
        is_automatic=True,
        language=whom.language,
    )

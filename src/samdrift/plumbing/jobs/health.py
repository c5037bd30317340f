"""Whether somebody works, and gets through what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.health import Examination, Finding, fault, good, warning
from samdrift.plumbing.jobs import beats
from samdrift.plumbing.jobs.choices import State
from samdrift.plumbing.jobs.models import Job

UNSEEN = timedelta(minutes=2)
"""A worker is seen every few seconds; one that does a long chore may be a little late."""
LONG_WAIT = timedelta(minutes=15)
RECENT = timedelta(days=1)


def look_at_workers(at: datetime) -> Iterator[Finding]:
    """Tell when a worker was last seen, and for how long the oldest job has waited."""
    seen = beats.worker_last_seen()
    age = at.timestamp() - seen
    if not seen:
        yield fault("Ingen arbetare har setts. Starta samdrift serve eller samdrift work.")
    elif age > UNSEEN.total_seconds():
        yield fault(
            f"Ingen arbetare har setts på {age / 60:.0f} minuter. "
            "Starta samdrift serve eller samdrift work."
        )
    else:
        yield good("En arbetare är igång.")
    waiting = Job.objects.filter(state=State.WAITING)
    oldest = waiting.order_by("asked_at").values_list("asked_at", flat=True).first()
    if oldest is not None and at - oldest > LONG_WAIT:
        minutes = (at - oldest).total_seconds() / 60
        yield warning(
            f"{waiting.count()} arbeten väntar, det äldsta sedan {minutes:.0f} minuter. "
            "Kör en arbetare till med samdrift work."
        )


def look_at_failures(at: datetime) -> Iterator[Finding]:
    """Tell how many jobs failed lately."""
    failed = Job.objects.filter(state=State.FAILED, ended_at__gte=at - RECENT).count()
    if failed:
        yield warning(f"{failed} arbeten misslyckades det senaste dygnet. Se dem på sidan Drift.")
    else:
        yield good("Inget arbete har misslyckats det senaste dygnet.")


OFFERS = (
    Examination("jobs.workers", _("Arbetare"), look_at_workers),
    Examination("jobs.failures", _("Misslyckade arbeten"), look_at_failures),
)

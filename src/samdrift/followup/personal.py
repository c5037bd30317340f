"""What is held of people here, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samdrift.directory.ports import LeaverSource
from samdrift.followup.models import Responsible
from samdrift.plumbing.personal import HeldOfPerson


def _needs(person_ids: tuple[int, ...]) -> frozenset[int]:
    """Return those who answer for a cost centre yet: another must be said to first."""
    rows = Responsible.objects.filter(person__in=person_ids).order_by()
    return frozenset(rows.values_list("person", flat=True))


def _forget(_person_ids: tuple[int, ...]) -> None:
    """Keep what was sent: it names nobody by itself."""


OFFERS = (
    LeaverSource("followup.leavers", _needs, _forget),
    HeldOfPerson(
        "followup.responsible-of-person",
        "followup.Responsible",
        ("person",),
        _("Kostnadsställen som någon ansvarar för"),
    ),
    HeldOfPerson(
        "followup.reminder-of-person",
        "followup.ForecastReminder",
        ("person",),
        _("Påminnelser om prognoser"),
    ),
)

"""How many of each option were charged for in a year, told to whoever budgets the next."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

from samdrift.billing import queries
from samdrift.billing.models import Coding
from samdrift.budget.ports import VolumeSource, VolumeTold
from samdrift.catalogue import queries as catalogue

_MONTHS = 12


def volumes(year: int) -> dict[int, VolumeTold]:
    """Return the mean volume of a year's months by option, and where its income is booked."""
    found: dict[int, Fraction] = defaultdict(Fraction)
    had = queries.months_had(since=date(year, 1, 1), before=date(year + 1, 1, 1))
    for (_organisation, option_id), months in had.items():
        found[option_id] += months
    services = catalogue.service_ids()
    codings = {coding.service_id: coding for coding in Coding.objects.all()}
    told = {}
    for option_id, months in found.items():
        coding = codings.get(services[option_id])
        places = (coding.account, coding.cost_centre, coding.project) if coding else ("", "", "")
        told[option_id] = VolumeTold(months / _MONTHS, *places)
    return told


OFFERS = (VolumeSource("billing.volumes", volumes),)

"""The demo's settled months: what everybody had in the year, invoiced month by month."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.billing import queries
from samdrift.billing.services import deciding, metering, preparing
from samdrift.catalogue.models import Option
from samdrift.kernel.spans import Month
from samdrift.plumbing.clock import SWEDEN

_YEAR, _FIRST_MONTH = 2015, 10
_METERED = (
    ("computer.staff", "arbetsplats", "pc"),
    ("computer.pupil", "arbetsplats", "pc"),
    ("tablet", "arbetsplats", "platta"),
    ("phone.mobile", "arbetsplats", "telefon"),
    ("server.virtual", "server", "medel"),
    ("server.physical", "server", "stor"),
    ("access_point", "kommunikation", "mobil"),
    ("phone.extension", "kommunikation", "fast"),
)
_QUESTIONED = "Utrustningen hade lämnats tillbaka, men stod kvar i registret."


def furnish() -> None:
    """Meter what the sample has, settle the last months of the year, and credit one line."""
    first = Month(_YEAR, _FIRST_MONTH)
    for kind, service, key in _METERED:
        option = Option.objects.get(service__key=service, key=key)
        metering.meter(source="assets.holdings", kind=kind, option_id=option.pk, since=first)
    for number in range(_FIRST_MONTH, 13):
        _settle(Month(_YEAR, number))
    for invoice in queries.invoices()[:1]:
        smallest = min(queries.lines_of_invoice(invoice.id), key=lambda line: line.amount)
        at = datetime(_YEAR + 1, 1, 20, 10, tzinfo=SWEDEN)
        deciding.credit(line_ids=[smallest.id], reason=_QUESTIONED, at=at)


def _settle(month: Month) -> None:
    day = month.next.span.start + timedelta(days=2)
    at = datetime(day.year, day.month, day.day, 9, tzinfo=SWEDEN)
    run = preparing.prepare(month=month, by="controller", at=at, tell=lambda *_: None)
    deciding.approve(month=run.month, by="controller")
    deciding.issue(month=run.month, by="chef", at=at)

"""Keeping on which accounts invoices are booked."""

from __future__ import annotations

from django.db import transaction

from samdrift.billing.models import BookingAccounts, Coding
from samdrift.billing.ports import AccountDetails, CodingDetails


@transaction.atomic
def keep_accounts(details: AccountDetails) -> None:
    """Keep on which accounts, and in which series, invoices are booked."""
    told = {"receivable": details.receivable, "vat": details.vat, "series": details.series}
    BookingAccounts.objects.update_or_create(id=1, defaults=told)


@transaction.atomic
def code(*, service_id: int, details: CodingDetails) -> None:
    """Keep how the income of a service is booked."""
    told = {
        "account": details.account,
        "cost_centre": details.cost_centre,
        "activity": details.activity,
        "project": details.project,
    }
    Coding.objects.update_or_create(service_id=service_id, defaults=told)

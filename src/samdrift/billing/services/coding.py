"""Keeping on which accounts invoices are booked, and what members have budgeted."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from samdrift.billing.models import BookingAccounts, Coding, MemberBudget
from samdrift.billing.ports import AccountDetails, CodingDetails
from samdrift.kernel.money import Money


@transaction.atomic
def keep_accounts(details: AccountDetails) -> None:
    """Keep on which accounts, and in which series, invoices are booked."""
    told = {"receivable": details.receivable, "vat": details.vat, "series": details.series}
    BookingAccounts.objects.update_or_create(id=1, defaults=told)


@transaction.atomic
def budget(*, organisation: str, year: int, amounts: Mapping[int, Money]) -> None:
    """Keep what a member has reckoned with to pay in a year, by service; nothing takes it away."""
    mine = MemberBudget.objects.filter(organisation_id=organisation, year=year)
    mine.delete()
    MemberBudget.objects.bulk_create(
        MemberBudget(
            organisation_id=organisation, year=year, service_id=service_id, amount_ore=amount.ore
        )
        for service_id, amount in amounts.items()
    )


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

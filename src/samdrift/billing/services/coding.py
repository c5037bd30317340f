"""Keeping how invoices are booked: here, and by whoever pays them, with what is budgeted."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from samdrift.billing.models import (
    Belonging,
    BookingAccounts,
    CentreBudget,
    Coding,
    MemberBudget,
)
from samdrift.billing.ports import AccountDetails, CodingDetails, Place
from samdrift.directory import services as directory
from samdrift.kernel.money import Money


@transaction.atomic
def keep_accounts(details: AccountDetails) -> None:
    """Keep on which accounts, and in which series, invoices are booked."""
    told = {
        "receivable": details.receivable,
        "vat": details.vat,
        "series": details.series,
        "rounding": details.rounding,
    }
    BookingAccounts.objects.update_or_create(id=1, defaults=told)


@transaction.atomic
def budget(
    *, organisation: str, year: int, amounts: Mapping[int, Money],
    on_centres: Mapping[str, Money] | None = None,
) -> None:  # fmt: skip
    """Keep what a member has reckoned with to pay in a year, by service and by cost centre.

    Nothing takes it away.
    """
    mine = MemberBudget.objects.filter(organisation_id=organisation, year=year)
    mine.delete()
    CentreBudget.objects.filter(organisation_id=organisation, year=year).delete()
    CentreBudget.objects.bulk_create(
        CentreBudget(
            organisation_id=organisation, year=year, cost_centre=centre, amount_ore=amount.ore
        )
        for centre, amount in (on_centres or {}).items()
    )
    MemberBudget.objects.bulk_create(
        MemberBudget(
            organisation_id=organisation, year=year, service_id=service_id, amount_ore=amount.ore
        )
        for service_id, amount in amounts.items()
    )


@transaction.atomic
def place(
    *, organisation: str, centres: Mapping[int, str], belongings: Mapping[int, Place]
) -> None:
    """Keep on which cost centre a member's units are, and where each option belongs otherwise.

    It is heeded by the months that are reckoned from then on.
    """
    directory.keep_cost_centres(organisation=organisation, centres=centres)
    Belonging.objects.filter(organisation_id=organisation).delete()
    Belonging.objects.bulk_create(
        Belonging(
            organisation_id=organisation,
            option_id=option_id,
            unit=place.unit,
            cost_centre=place.cost_centre,
        )
        for option_id, place in belongings.items()
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

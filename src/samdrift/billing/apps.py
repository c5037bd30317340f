"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "billing.months",
        _("Debitering"),
        "billing:months",
        91,
        is_for=access.may_charge,
        is_in_bar=False,
    ),
    MenuItem(
        "billing.invoices",
        _("Fakturor"),
        "billing:invoices",
        92,
        is_for=access.reads_invoices,
        is_in_bar=False,
    ),
)


class BillingConfig(contributions.SamdriftAppConfig):
    """What is charged to whom, and the invoices."""

    name = "samdrift.billing"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.billing import (  # noqa: PLC0415  Models load late.
            checks,
            records,
            sights,
            volumes,
            work,
        )

        return (
            *MENU,
            *work.OFFERS,
            *checks.OFFERS,
            *records.OFFERS,
            *sights.OFFERS,
            *volumes.OFFERS,
        )

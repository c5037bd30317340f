"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "costing.model",
        _("Kostnadsmodell"),
        "costing:model",
        93,
        is_for=access.reads_invoices,
        is_in_bar=False,
    ),
)


class CostingConfig(contributions.SamdriftAppConfig):
    """What everything costs in full, and to whom it is handed on."""

    name = "samdrift.costing"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.costing import behind, checks  # noqa: PLC0415  Models load late.

        return (*MENU, *behind.OFFERS, *checks.OFFERS)

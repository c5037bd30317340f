"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.billing.ports import MemberDoor
from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "agreements.list",
        _("Överenskommelser"),
        "agreements:list",
        94,
        is_for=access.reads_invoices,
        is_in_bar=False,
    ),
)


def _where_to_order(code: str) -> str:
    return reverse("agreements:order", args=(code,))


class AgreementsConfig(contributions.SamdriftAppConfig):
    """What members and customers have agreed on, and who signed."""

    name = "samdrift.agreements"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.agreements import sights, volumes, work  # noqa: PLC0415  Models load late.

        order = MemberDoor("agreements.order", _("Beställ och säg upp"), _where_to_order)
        return (*MENU, order, *sights.OFFERS, *volumes.OFFERS, *work.OFFERS)

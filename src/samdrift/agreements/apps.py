"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

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


class AgreementsConfig(contributions.SamdriftAppConfig):
    """What members and customers have agreed on, and who signed."""

    name = "samdrift.agreements"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        return MENU

"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem("catalogue.list", _("Tjänster och priser"), "catalogue:list", 90, is_in_bar=False),
)


class CatalogueConfig(contributions.SamdriftAppConfig):
    """What is offered, and at what price."""

    name = "samdrift.catalogue"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        return MENU

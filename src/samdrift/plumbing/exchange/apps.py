"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem("exchange.choose", _("Inläsning"), "exchange:choose", 40, is_for=access.may_import),
    MenuItem(
        "exchange.history",
        _("Alla inläsningar"),
        "exchange:history",
        41,
        is_for=access.may_import,
        is_in_bar=False,
    ),
)


class ExchangeConfig(contributions.SamdriftAppConfig):
    """Packages of records taken in, whole or not at all, and undone."""

    name = "samdrift.plumbing.exchange"
    label = "exchange"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return the word of the top bar, and the long work."""
        from samdrift.plumbing.exchange import work  # noqa: PLC0415  Models load after apps.

        return (*MENU, *work.OFFERS)

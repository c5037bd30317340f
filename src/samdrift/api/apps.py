"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.api import personal
from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "api.webhooks",
        _("Webhookar"),
        "webhooks:list",
        61,
        is_for=access.may_administer,
        is_in_bar=False,
    ),
)


class ApiConfig(contributions.SamdriftAppConfig):
    """What other systems may ask and do here, with a token that somebody gave them."""

    name = "samdrift.api"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return the page's word, found by whoever administers, and what is held ready."""
        from samdrift.api import queries  # noqa: PLC0415  Models are there first now.

        return (*MENU, *queries.OFFERS, *personal.OFFERS)

"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.parties import personal
from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem("parties.people", _("Personer"), "people", 50, is_for=access.may_administer),
    MenuItem(
        "parties.new-person",
        _("Lägg till en person"),
        "new-person",
        51,
        is_for=access.may_administer,
        is_in_bar=False,
    ),
    MenuItem(
        "parties.rights",
        _("Behörigheter"),
        "rights",
        53,
        is_for=access.may_administer,
        is_in_bar=False,
    ),
    MenuItem(
        "parties.who-sees",
        _("Vem kan se det här?"),
        "who-sees",
        54,
        is_for=access.may_review_access,
        is_in_bar=False,
    ),
    MenuItem("parties.appearance", _("Utseende och språk"), "appearance", 90, is_in_bar=False),
    MenuItem("parties.password", _("Byt lösenord"), "change-password", 91, is_in_bar=False),
)


class PartiesConfig(contributions.SamdriftAppConfig):
    """Organisations, people and their roles, and since when."""

    name = "samdrift.parties"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return how its files are read, what is found, its pages, and who the members are."""
        from samdrift.parties import exchange, queries, searches  # noqa: PLC0415  Models load late.

        return (*exchange.OFFERS, *searches.OFFERS, *MENU, *queries.OFFERS, *personal.OFFERS)

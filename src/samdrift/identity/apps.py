"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "identity.providers",
        _("Inloggningstjänster"),
        "identity:providers",
        52,
        is_for=access.may_administer,
        is_in_bar=False,
    ),
)


class IdentityConfig(contributions.SamdriftAppConfig):
    """Who somebody is, as their own organisation vouches for."""

    name = "samdrift.identity"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return its pages, and the ways to sign in that it knows."""
        from samdrift.identity import personal, ways  # noqa: PLC0415  Models load late.

        return (*MENU, *ways.OFFERS, *personal.OFFERS)

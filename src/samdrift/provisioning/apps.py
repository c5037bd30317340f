"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "provisioning.feeds",
        _("Konton genom SCIM"),
        "provisioning:feeds",
        56,
        is_for=access.may_administer,
        is_in_bar=False,
    ),
)


class ProvisioningConfig(contributions.SamdriftAppConfig):
    """Who has an account here, as their organisation's own directory says by SCIM."""

    name = "samdrift.provisioning"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return its page, and what it holds of people."""
        from samdrift.provisioning import personal  # noqa: PLC0415  Models load late.

        return (*MENU, *personal.OFFERS)

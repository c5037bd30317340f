"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "mandates.list",
        _("Tillfälliga behörigheter"),
        "mandates:list",
        54,
        is_for=access.may_give_any,
        is_in_bar=False,
    ),
    MenuItem(
        "mandates.emergency",
        _("Nödöppning"),
        "mandates:emergency",
        55,
        is_for=access.may_open_in_emergency,
        is_in_bar=False,
    ),
)


class MandatesConfig(contributions.SamdriftAppConfig):
    """What somebody may do for a while, over which part, and why."""

    name = "samdrift.mandates"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return its pages, and what mandates add to what somebody may do."""
        from samdrift.mandates import personal, queries  # noqa: PLC0415  Models load late.

        return (*MENU, *queries.OFFERS, *personal.OFFERS)

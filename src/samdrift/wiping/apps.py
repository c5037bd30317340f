"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem
from samdrift.wiping import personal

MENU = (
    MenuItem(
        "wiping.list", _("Gallring"), "wiping:list", 60, is_for=access.may_wipe, is_in_bar=False
    ),
)


class WipingConfig(contributions.SamdriftAppConfig):
    """Words of tickets wiped by rule when their time is over, with a protocol that stays."""

    name = "samdrift.wiping"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.wiping import beside, work  # noqa: PLC0415  Models load late.

        return (*MENU, *work.OFFERS, *beside.OFFERS, *personal.OFFERS)

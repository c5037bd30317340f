"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "inventory.machines",
        _("Maskiner"),
        "inventory:machines",
        24,
        is_for=access.may_read_machines,
        is_in_bar=False,
    ),
    MenuItem(
        "inventory.titles",
        _("Program"),
        "inventory:titles",
        25,
        is_for=access.may_read_machines,
        is_in_bar=False,
    ),
)


class InventoryConfig(contributions.SamdriftAppConfig):
    """What machines tell of themselves, and which of them are one."""

    name = "samdrift.inventory"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.inventory import searches, work  # noqa: PLC0415  Models load late.

        return (*MENU, *searches.OFFERS, *work.OFFERS)

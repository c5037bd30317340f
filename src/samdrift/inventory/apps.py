"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class InventoryConfig(contributions.SamdriftAppConfig):
    """What machines tell of themselves, and which of them are one."""

    name = "samdrift.inventory"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        return ()

"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.disturbances import personal
from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "disturbances.list",
        _("Störningar"),
        "disturbances:list",
        22,
        is_for=access.may_read_every_ticket,
    ),
)


class DisturbancesConfig(contributions.SamdriftAppConfig):
    """What does not work just now, for whom, and when it does again."""

    name = "samdrift.disturbances"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.disturbances import (  # noqa: PLC0415  Models load late.
            beside,
            hooks,
            records,
            tables,
            work,
        )

        rooms = (tables, records, beside, work, hooks, personal)
        return (*MENU, *(offer for room in rooms for offer in room.OFFERS))

"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "switchboard.calls",
        _("Växel"),
        "switchboard:calls",
        8,
        is_for=access.may_read_tickets,
        is_in_bar=False,
    ),
)


class SwitchboardConfig(contributions.SamdriftAppConfig):
    """Telephone calls, answered and lost."""

    name = "samdrift.switchboard"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.switchboard import (  # noqa: PLC0415  Models load late.
            call_tables,
            exchange,
            records,
            tables,
        )

        return (
            *MENU,
            *exchange.OFFERS,
            *tables.OFFERS,
            *call_tables.OFFERS,
            *records.OFFERS,
        )

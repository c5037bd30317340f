"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "servicedesk.desk", _("Ärenden"), "servicedesk:desk", 5, is_for=access.may_read_tickets
    ),
    MenuItem(
        "servicedesk.register",
        _("Nytt ärende"),
        "servicedesk:register",
        6,
        is_for=access.may_work_tickets,
        is_in_bar=False,
    ),
    MenuItem(
        "servicedesk.statistics",
        _("Statistik"),
        "servicedesk:statistics",
        7,
        is_for=access.may_read_tickets,
    ),
)


class ServicedeskConfig(contributions.SamdriftAppConfig):
    """What people asked for help with and what became of it."""

    name = "samdrift.servicedesk"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.servicedesk import (  # noqa: PLC0415  Models load late.
            count_tables,
            exchange,
            records,
            searches,
            tables,
            work,
        )

        return (
            *MENU,
            *exchange.OFFERS,
            *tables.OFFERS,
            *count_tables.OFFERS,
            *records.OFFERS,
            *searches.OFFERS,
            *work.OFFERS,
        )

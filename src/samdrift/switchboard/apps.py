"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem
from samdrift.switchboard import personal

MENU = (
    MenuItem(
        "switchboard.calls",
        _("När ringer de, när är vi där?"),
        "switchboard:calls",
        8,
        is_for=access.may_read_tickets,
        is_in_bar=False,
    ),
    MenuItem(
        "switchboard.logs",
        _("Samtalsloggar"),
        "switchboard:logs",
        8,
        is_for=access.may_keep_switchboard,
        is_in_bar=False,
    ),
    MenuItem(
        "switchboard.numbers",
        _("Växelns nummer"),
        "switchboard:numbers",
        8,
        is_for=access.may_keep_switchboard,
        is_in_bar=False,
    ),
    MenuItem(
        "switchboard.presence",
        _("Bemanning i växeln"),
        "switchboard:presence",
        8,
        is_for=access.may_read_tickets,
        is_in_bar=False,
    ),
    MenuItem(
        "switchboard.front-desk",
        _("Reception och telefonist"),
        "switchboard:front-desk",
        8,
        is_for=access.may_work_tickets,
        is_in_bar=False,
    ),
    MenuItem(
        "switchboard.citizens",
        _("Medborgarnas mått"),
        "switchboard:citizens",
        8,
        is_for=access.may_read_tickets,
        is_in_bar=False,
    ),
)


class SwitchboardConfig(contributions.SamdriftAppConfig):
    """Telephone calls, answered and lost, and who is there to answer."""

    name = "samdrift.switchboard"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.switchboard import exchange, records, work  # noqa: PLC0415  Models load late.
        from samdrift.switchboard.queries import live  # noqa: PLC0415  As above.
        from samdrift.switchboard.tables import calls, members, times  # noqa: PLC0415  As above.

        rooms = (exchange, calls, times, members, records, work, live, personal)
        return (*MENU, *(offer for room in rooms for offer in room.OFFERS))

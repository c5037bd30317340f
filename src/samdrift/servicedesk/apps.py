"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem
from samdrift.servicedesk import personal

MENU = (
    MenuItem(
        "servicedesk.desk", _("Ärenden"), "servicedesk:desk", 5, is_for=access.may_read_tickets
    ),
    MenuItem(
        "servicedesk.day",
        _("Min dag"),
        "servicedesk:day",
        7,
        is_for=access.goes_out,
    ),
    MenuItem(
        "servicedesk.blocks",
        _("Textblock"),
        "servicedesk:blocks",
        8,
        is_for=access.may_work_tickets,
        is_in_bar=False,
    ),
    MenuItem(
        "servicedesk.guides",
        _("Guider"),
        "servicedesk:guides",
        9,
        is_for=access.may_work_tickets,
        is_in_bar=False,
    ),
    MenuItem(
        "servicedesk.post",
        _("Post"),
        "servicedesk:post",
        10,
        is_for=access.may_work_tickets,
        is_in_bar=False,
    ),
    MenuItem(
        "servicedesk.set-up",
        _("Grupper, leverantörer och prioriteter"),
        "servicedesk:set-up",
        11,
        is_for=access.may_run_desk,
        is_in_bar=False,
    ),
    MenuItem(
        "servicedesk.places",
        _("Platser"),
        "servicedesk:places",
        11,
        is_for=access.may_run_desk,
        is_in_bar=False,
    ),
    MenuItem(
        "servicedesk.promises",
        _("Servicenivåer och öppettider"),
        "servicedesk:promises",
        12,
        is_for=access.may_run_desk,
        is_in_bar=False,
    ),
    MenuItem(
        "servicedesk.mentions",
        _("Nämnd"),
        "servicedesk:mentions",
        13,
        is_for=access.may_work_tickets,
        is_in_bar=False,
        counted_at="servicedesk:mentions-unread",
    ),
    MenuItem(
        "servicedesk.reminders",
        _("Påminnelser"),
        "servicedesk:reminders",
        14,
        is_for=access.may_work_tickets,
        is_in_bar=False,
    ),
    MenuItem(
        "servicedesk.away",
        _("Borta"),
        "servicedesk:away",
        15,
        is_for=access.may_work_tickets,
        is_in_bar=False,
    ),
    MenuItem(
        "servicedesk.routing",
        _("Fördelningsregler"),
        "servicedesk:routing",
        16,
        is_for=access.may_run_desk,
        is_in_bar=False,
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
        12,
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
            drivers,
            exchange,
            hooks,
            machines,
            records,
            searches,
            tables,
            work,
        )
        from samdrift.servicedesk.casework import sights  # noqa: PLC0415  As above.
        from samdrift.servicedesk.conversation import attachments  # noqa: PLC0415  As above.
        from samdrift.servicedesk.letters import offers  # noqa: PLC0415  As above.

        rooms = (
            exchange,
            tables,
            count_tables,
            records,
            searches,
            attachments,
            offers,
            sights,
            work,
            hooks,
            machines,
            drivers,
            personal,
        )
        return (*MENU, *(offer for room in rooms for offer in room.OFFERS))

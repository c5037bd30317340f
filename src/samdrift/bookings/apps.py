"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.bookings import personal
from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "bookings.list",
        _("Bokade tider"),
        "bookings:list",
        10,
        is_for=access.may_work_tickets,
        is_in_bar=False,
    ),
)


class BookingsConfig(contributions.SamdriftAppConfig):
    """Times that people have booked with the desk."""

    name = "samdrift.bookings"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.bookings import beside, work  # noqa: PLC0415  Models load late.

        return (*MENU, *beside.OFFERS, *work.OFFERS, *personal.OFFERS)

"""What is held of people here, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.personal import HeldOfPerson, Processing

OFFERS = (
    HeldOfPerson(
        "bookings.booking-of-person",
        "bookings.Booking",
        (
            "person",
            "helper",
        ),
        _("Bokade tider"),
    ),
    HeldOfPerson(
        "bookings.bookabletime-of-person", "bookings.BookableTime", ("helper",), _("Tider att boka")
    ),
    Processing(
        "bookings.processing",
        name=_("Bokade tider"),
        purpose=_("Att mötas på en tid som passar"),
        whose=_("De som bokar och de som möter"),
        what=_("Tid, sätt, plats, språk"),
        kept=_("Med ärendet"),
        told=_("Ingen"),
    ),
)

"""A booked time as calendars read it (iCalendar, RFC 5545 and 5546)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from samdrift.bookings.ports import Booked
from samdrift.plumbing import icalendar

KIND = "application/ics"
NAME = "bokad-tid.ics"


def invitation(told: Booked, *, address: str, at: datetime) -> bytes:
    """Return a booking as a calendar of one event, or as that event taken back."""
    host = address.partition("//")[2].partition("/")[0].partition(":")[0]
    ticket = _("Ärende %(number)s.") % {"number": told.number}
    about = f"{told.way.label}, {told.helper_name}. {ticket}"
    summary = _("IT-hjälpen: %(service)s") % {"service": told.service}
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Samdrift//Bookings//SV",
        f"METHOD:{'CANCEL' if told.is_cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:booking-{told.id}@{host}",
        f"SEQUENCE:{told.sequence}",
        f"DTSTAMP:{icalendar.moment(at)}",
        f"DTSTART:{icalendar.moment(told.starts_at)}",
        f"DTEND:{icalendar.moment(told.ends_at)}",
        f"SUMMARY:{icalendar.text(summary)}",
        f"LOCATION:{icalendar.text(told.place or str(told.way.label))}",
        f"DESCRIPTION:{icalendar.text(about)}",
        f"URL:{address}",
        f"STATUS:{'CANCELLED' if told.is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return icalendar.written(lines).encode()

"""Municipalities, numbers and logs for the tests of the switchboard."""

from datetime import date, datetime

from samdrift.parties.choices import OrganisationRole
from samdrift.parties.models import Organisation
from samdrift.plumbing.clock import SWEDEN
from samdrift.switchboard.services import numbers

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=SWEDEN)
KINDA, YDRE = "0494-191 00", "0381-661 00"
KINDA_DIGITS, YDRE_DIGITS = "4649419100", "4638166100"
FROM = date(2026, 1, 1)


def municipalities():
    """Two members, and a supplier that no number is given to."""
    for position, (code, name) in enumerate((("KIN", "Kinda"), ("YDR", "Ydre")), start=1):
        Organisation.objects.create(
            code=code, name=name, role=OrganisationRole.MEMBER, position=position
        )


def number(written, code, valid_from=FROM):
    return numbers.give_number(numbers.Wanted(written, code, "Växel", valid_from))


def log(*rows):
    """Return a log of rows: id, start, answer, end, number called; on the Monday."""
    lines = (
        ";".join((name, *(f"2026-03-02 {each}" if each else "" for each in times), called))
        for name, *times, called in rows
    )
    return ("id;started;answered;ended;called\n" + "\n".join(lines) + "\n").encode()


TO_KINDA = ("A1", "08:00:00", "08:00:12", "08:03:00", KINDA)
TO_YDRE = ("A2", "09:00:00", "", "09:01:00", "+46 381 661 00")
TO_NOBODY = ("A3", "10:00:00", "10:01:30", "10:02:00", "0500-1")

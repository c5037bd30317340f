"""Eight who want the same time at once: one gets it, on whichever database."""

import json
import subprocess
import sys

BOOK = """
import json
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from samdrift.bookings import queries, services
from samdrift.bookings.errors import CannotBook
from samdrift.bookings.models import Booking
from samdrift.bookings.tests.given import card, hours, wanted
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.tests.given import MONDAY
from samdrift.servicedesk.tests.letters_given import PostedDesk
call_command("migrate", verbosity=0)
desk = PostedDesk()
hours(desk.jonas)
people = [card(desk.person(f"p{n}", f"Person {n}")) for n in range(8)]
first = queries.free_slots(person=people[0], at=MONDAY)[0]

def book(person):
    try:
        services.book(person=person, key=first.key, wanted=wanted(), at=MONDAY)
    except CannotBook:
        return False
    finally:
        connection.close()
    return True

with ThreadPoolExecutor(8) as pool:
    outcomes = sorted(pool.map(book, people))
print(json.dumps([outcomes, Booking.objects.count(), Ticket.objects.count()]))
"""


def test_of_eight_who_want_the_same_time_at_once_one_gets_it(place):
    told = subprocess.run(
        [sys.executable, "-c", BOOK], env=place, capture_output=True, text=True, check=True
    )

    assert json.loads(told.stdout) == [[False] * 7 + [True], 1, 1]

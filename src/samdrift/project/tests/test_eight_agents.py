"""Eight in the same case at the same moment: nothing anybody did is lost, on whichever database."""

import json
import subprocess
import sys

import pytest

GIVEN = """
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
import django
django.setup()
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from samdrift.kernel.refusals import Refusal
from samdrift.servicedesk.casework import changing, standing, timing
from samdrift.servicedesk.choices import Channel, Status
from samdrift.servicedesk.models import Message, Ticket, TicketEvent, Timer, TimeSpent
from samdrift.servicedesk.ports import Actor, Wanted, Written
from samdrift.servicedesk.tests.given import MONDAY, Desk
call_command("migrate", verbosity=0)
desk = Desk()
number = desk.ticket().number
users = [User.objects.create_user(f"a{n}", first_name=f"Agent {n}") for n in range(8)]
desk.first.members.add(*users)
agents = [Actor(user.first_name, user_id=user.pk) for user in users]
together = Barrier(8)

def each(act):
    def alone(n):
        together.wait()
        try:
            act(n)
        except Refusal as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"
    with ThreadPoolExecutor(8) as pool:
        return sorted(pool.map(alone, range(8)))

def change(n, fields, seen):
    changing.change_ticket(number=number, wanted=Wanted(fields, seen), actor=agents[n], at=MONDAY)
"""
TAKE = """
said = each(lambda n: change(n, {"assignee_id": users[n].pk}, {"assignee_id": None}))
changed = TicketEvent.objects.filter(kind="changed")
is_theirs = changed.get().by_user_id == Ticket.objects.get().assignee_id
print(json.dumps([said, changed.count(), is_theirs]))
"""
FIELDS = """
fields = [("subject", "Nytt"), ("category", "Konto"), ("service", "E-post"), ("place", "Kisa"),
          ("is_secret", True), ("urgency", 1), ("impact", 1), ("kind", "request")]
seen = {name: getattr(Ticket.objects.get(), name) for name, _ in fields}
said = each(lambda n: change(n, dict([fields[n]]), {fields[n][0]: seen[fields[n][0]]}))
ticket = Ticket.objects.get()
told = [getattr(ticket, name) == value for name, value in fields]
print(json.dumps([said, told, ticket.priority, TicketEvent.objects.filter(kind="changed").count()]))
"""
WRITE = """
def write(n):
    told = {"number": number, "written": Written(f"Rad {n}"), "actor": agents[n], "at": MONDAY}
    if n % 2:
        standing.note(**told)
    else:
        standing.reply(**told, channel=Channel.PORTAL, then=Status.WAITING)
said = each(write)
texts = sorted(Message.objects.exclude(kind="report").values_list("text", flat=True))
print(json.dumps([said, texts, Ticket.objects.get().status]))
"""
REGISTER = """
said = each(lambda n: desk.ticket(f"Nr {n}"))
numbers = [int(each) for each in Ticket.objects.order_by("pk").values_list("number", flat=True)]
print(json.dumps([said, len(set(numbers)), max(numbers) - min(numbers)]))
"""
TIME = """
numbers = [desk.ticket(f"Nr {n}").number for n in range(8)]
me = users[0].pk
said = each(lambda n: timing.start_timer(number=numbers[n], user_id=me, at=MONDAY))
spent = TimeSpent.objects.filter(user=me)
print(json.dumps([said, Timer.objects.filter(user=me).count(), spent.count()]))
"""
SOLVE = """
def end(n):
    told = {"number": number, "actor": agents[n], "at": MONDAY}
    if n:
        standing.solve(**told, resolution=f"Svar {n}")
    else:
        standing.note(**told, written=Written("Medan det löstes"))
said = each(end)
ticket = Ticket.objects.get()
events = [each.changes for each in TicketEvent.objects.all() if "status" in each.changes]
print(json.dumps([said, ticket.status, len(events), Message.objects.filter(kind="note").count()]))
"""
DONE, MEANWHILE, REFUSED = "done", "ChangedMeanwhile", "CannotChange"


@pytest.mark.parametrize(
    ("at_once", "outcome"),
    [
        (TAKE, [[MEANWHILE] * 7 + [DONE], 1, True]),
        (FIELDS, [[DONE] * 8, [True] * 8, 1, 8]),
        (WRITE, [[DONE] * 8, [f"Rad {n}" for n in range(8)], "waiting"]),
        (REGISTER, [[DONE] * 8, 9, 8]),
        (TIME, [[DONE] * 8, 1, 7]),
        (SOLVE, [[REFUSED] * 6 + [DONE] * 2, "solved", 1, 1]),
    ],
    ids=["take", "change-a-field-each", "write", "register", "time", "solve"],
)
def test_of_what_eight_do_at_once_nothing_is_lost(place, at_once, outcome):
    told = subprocess.run(
        [sys.executable, "-c", GIVEN + at_once],
        env=place,
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.stderr == ""
    assert json.loads(told.stdout) == outcome

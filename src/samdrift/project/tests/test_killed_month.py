"""Months killed (`kill -9`) at random moments: the invoices of an undisturbed run, none twice."""

import json
import os
import subprocess
import sys

import pytest

KILLS = 200 if os.environ.get("SAMDRIFT_PROOFS") == "whole" else 8
YEAR = """
import hashlib, json, os, random, signal, sys, time
from datetime import date, datetime
import django
django.setup()
from django.db import connection
from samdrift.billing.models import Invoice, Run
from samdrift.billing.services import deciding, preparing
from samdrift.billing.tests.given import Member
from samdrift.kernel.spans import Month
from samdrift.parties.models import Organisation
from samdrift.plumbing.clock import SWEDEN

KILLS, MONTHS = int(sys.argv[1]), int(sys.argv[2])
BEYOND = 1.3  # A child is killed within so many times as long as a month took in peace.

def begin():
    member = Member()
    for position, code in enumerate(("VIM", "YDR"), 2):
        told = dict(code=code, name=code, role="member", position=position)
        Organisation.objects.create(**told)
    for number in range(60):
        start = date(2014 + number % 2, 1 + number % 12, 1 + number % 28)
        end = date(2016, 1 + number % 12, 9) if number % 5 == 0 else None
        member.computer(f"d{number}", start, end, of=("KIN", "VIM", "YDR")[number % 3])

def settle_next():
    done = Run.objects.filter(invoiced_at__isnull=False).count()
    month = Month(2015 + done // 12, done % 12 + 1)
    at = datetime(month.year, month.number, 28, 9, tzinfo=SWEDEN)
    run = Run.objects.filter(month=month.span.start).first()
    if run is None:
        run = preparing.prepare(month=month, by="anna", at=at, tell=lambda *_: None)
    if not run.first_by:
        deciding.approve(month=run.month, by="anna")
    deciding.issue(month=run.month, by="bo", at=at)

def in_peace():
    begun = time.monotonic()
    settle_next()
    return time.monotonic() - begun

def whole():
    rows = [
        (each.number, str(each.organisation_id), str(each.run.month), each.amount_ore,
         [(line.text, str(line.of_month), line.days, line.amount_ore,
           list(line.charges.order_by("id").values_list("identifier", "days", "amount_ore")))
          for line in each.lines.order_by("id")])
        for each in Invoice.objects.order_by("number").select_related("run")
    ]
    mark = hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()
    return [row[0] for row in rows], mark

begin()
killed, rng = 0, random.Random("en månad")
lasts = in_peace()
while killed < KILLS:
    connection.close()
    child = os.fork()
    if not child:
        settle_next()
        os._exit(0)
    time.sleep(rng.random() * BEYOND * lasts)
    os.kill(child, signal.SIGKILL)
    killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
    if killed % 10 == 9:
        lasts = in_peace()
done = Run.objects.filter(invoiced_at__isnull=False).count()
for _ in range(max(MONTHS - done, 1)):
    settle_next()
print(json.dumps([killed, *whole()]))
"""


def settled(place, kills, months):
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", YEAR, str(kills), str(months)],
        env=place, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr[-2000:]
    return json.loads(told.stdout)


@pytest.mark.proof
def test_months_that_are_killed_end_as_those_that_were_not(place, another_place):
    killed, numbers, mark = settled(place, KILLS, 0)
    months = len(numbers) // 3
    undisturbed = settled(another_place, 0, months)

    assert killed == KILLS
    assert numbers == list(range(1, 3 * months + 1))
    assert [0, numbers, mark] == undisturbed

"""Eight who hand out from the same stock at once: no thing goes twice, on whichever database."""

import json
import subprocess
import sys

HAND_OUT = """
import json
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from samdrift.assets.errors import CannotKeep
from samdrift.assets.life import services
from samdrift.assets.models import Device, DeviceEvent
from samdrift.assets.ports import Told
from samdrift.assets.tests import given
call_command("migrate", verbosity=0)
for number in range(20):
    given.thing(f"KIN-{number}")
place = given.place().pk
people = [given.person(f"p{n}").pk for n in range(8)]

def hand_out(person):
    told = Told(given.day(2, 1), holder_id=person)
    mine = []
    try:
        for _ in range(4):
            mine.append(services.take_any(
                kind=given.LAPTOP, place_id=place, act="hand-over", told=told,
                actor=given.CHEF, at=given.AT))
    except CannotKeep:
        pass
    connection.close()
    return mine

with ThreadPoolExecutor(8) as pool:
    handed = [tag for tags in pool.map(hand_out, people) for tag in tags]
events = DeviceEvent.objects.filter(act="hand-over")
print(json.dumps([
    len(handed), len(set(handed)), events.count(), events.values("device").distinct().count(),
    Device.objects.filter(state="stock").count(),
]))
"""


def test_of_twenty_things_that_eight_hand_out_at_once_none_goes_twice(place):
    told = subprocess.run(
        [sys.executable, "-c", HAND_OUT], env=place, capture_output=True, text=True, check=True
    )

    assert json.loads(told.stdout) == [20, 20, 20, 20, 0]

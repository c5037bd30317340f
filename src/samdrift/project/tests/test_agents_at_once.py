"""Agents that send at the same moment: no machine twice, no word lost, nobody stuck."""

import json
import subprocess
import sys

import pytest

SEND = """
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from samdrift.inventory.models import Component, Difference, Installation, Machine, Title
from samdrift.inventory.reading import messages
from samdrift.inventory.services import taking
from samdrift.inventory.tests.given import a_computer, an_organisation, later
call_command("migrate", verbosity=0)
an_organisation()
UUID = "4c4c4544-0034-3010-8048-b6c04f503732"
PROGRAMS = [{"name": f"Program {at}", "version": "1"} for at in range(60)]

def send(told):
    at, content = told
    try:
        message = messages.read(content)
        moment = later(seconds=at)
        return taking.take_in(message, organisation_code="KIN", at=moment)[0].fate
    finally:
        connection.close()

def same():
    return [(0, a_computer("PC-1", uuid=UUID, softwares=PROGRAMS))] * 8

def otherwise():
    return [
        (at, a_computer("PC-1", uuid=UUID, softwares=PROGRAMS, monitors=[{"serial": f"M{at}"}]))
        for at in range(8)
    ]

def many():
    return [
        (0, a_computer(f"PC-{at}", serial=f"SERIE{at}", softwares=PROGRAMS[:: (-1) ** at]))
        for at in range(24)
    ]

with ThreadPoolExecutor(8) as pool:
    fates = Counter(pool.map(send, WHAT()))
now = {"until": None}
print(json.dumps({
    "fates": fates,
    "machines": Machine.objects.count(),
    "differences": Difference.objects.count(),
    "titles": Title.objects.count(),
    "installed": Installation.objects.filter(**now).count(),
    "monitors": [
        Component.objects.filter(section="monitors").count(),
        Component.objects.filter(section="monitors", **now).count(),
    ],
}))
"""


def sent(place, what):
    done = subprocess.run(
        [sys.executable, "-c", SEND.replace("WHAT", what)],
        env=place,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        pytest.param(
            "same",
            {"fates": {"new": 1, "unchanged": 7}, "machines": 1, "differences": 1, "titles": 60,
             "installed": 60, "monitors": [0, 0]},
            id="the same new machine eight times is one",
        ),
        pytest.param(
            "otherwise",
            {"fates": {"new": 1, "changed": 7}, "machines": 1, "differences": 8, "titles": 60,
             "installed": 60, "monitors": [8, 1]},
            id="different tellings of a machine all count and one stands",
        ),
        pytest.param(
            "many",
            {"fates": {"new": 24}, "machines": 24, "differences": 24, "titles": 60,
             "installed": 24 * 60, "monitors": [0, 0]},
            id="many new machines with the same new programs share their titles",
        ),
    ],
)  # fmt: skip
def test_what_is_sent_at_once_all_counts_once(place, what, told):
    assert sent(place, what) == told

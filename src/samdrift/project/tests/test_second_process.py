"""What one process remembers, when another changes the records."""

import json
import subprocess
import sys

from samdrift.plumbing.exchange.tests.given import folder_of
from samdrift.project.tests.shell import samdrift

HEAD = "id,kind,organisation,location,in_service,out_of_service\n"
ONE = f"{HEAD}1,computer.pupil,KIN,,2015-01-01,\n"
THREE = f"{ONE}2,computer.pupil,KIN,,2015-01-01,\n3,computer.pupil,KIN,,2015-01-01,\n"
ADD = """
import django
django.setup()
from datetime import date
from samdrift.assets.models import Holding
Holding.objects.create(
    identifier="2", kind="computer.pupil", organisation_id="KIN", in_service=date(2015, 1, 1)
)
"""
TAKE_AWAY = """
import django
django.setup()
from samdrift.assets.models import Holding
Holding.objects.get(identifier="2").delete()
"""
ASK = """
import sys, json, django
django.setup()
from datetime import date
from django.db import connection
from django.test.utils import CaptureQueriesContext
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask
from samdrift.reporting.snapshot import snapshot
for line in sys.stdin:
    with CaptureQueriesContext(connection) as asked, snapshot():
        table = registry.table("assets.computers", Ask(2015), today=date(2016, 1, 1))
    is_anew = any("assets_holding" in query["sql"] for query in asked)
    print(json.dumps([table.figure("KIN", "computer.pupil").value, is_anew]), flush=True)
"""


def test_a_change_by_another_process_is_seen_at_once_and_what_it_made_is_read(place, tmp_path):
    def shell(*words):
        home, database = tmp_path / "home", place["SAMDRIFT_DATABASE_URL"]
        assert samdrift(home, *words, database=database).status == 0

    def another(script):
        subprocess.run([sys.executable, "-c", script], env=place, check=True)

    def asking():
        command = [sys.executable, "-c", ASK]
        return subprocess.Popen(
            command, env=place, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def pupils(process):
        process.stdin.write("\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    shell("import", folder_of(tmp_path, {"assets.csv": ONE}))
    with asking() as one, asking() as other:
        told = [pupils(one), pupils(other)]
        another(ADD)
        told += [pupils(one), pupils(other), pupils(one)]
        another(TAKE_AWAY)
        told += [pupils(other), pupils(one), pupils(one)]
        shell("import", folder_of(tmp_path, {"assets.csv": THREE}))
        told += [pupils(other), pupils(one)]
        shell("undo")
        told += [pupils(one), pupils(other)]

    # Who takes a package in, or undoes it, has the year made ready at once.
    assert told == [
        [1, False],
        [1, False],
        [2, True],
        [2, False],
        [2, False],
        [1, True],
        [1, False],
        [1, False],
        [3, False],
        [3, False],
        [1, False],
        [1, False],
    ]

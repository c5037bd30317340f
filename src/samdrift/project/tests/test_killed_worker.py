"""A worker that is killed amid an import: nothing halfway, and done by the next, once."""

import json
import os
import signal
import subprocess
import sys
import time

from samdrift.plumbing.exchange.tests.given import folder_of
from samdrift.project.tests.shell import COMMAND, samdrift

ROWS = 60_000
IN_DJANGO = "import django; django.setup(); from samdrift.plumbing import clock; "
SHORT_LEASE = (
    "from datetime import timedelta; from samdrift.plumbing.jobs import services, worker; "
    "services.LEASE = timedelta(seconds=1); "
)
WORK = f"{IN_DJANGO}{SHORT_LEASE}worker.work(is_over=lambda: False)"
WORK_ONCE = f"{IN_DJANGO}{SHORT_LEASE}print(worker.work_once())"
COUNT = f"""{IN_DJANGO}
import json
from samdrift.parties.models import Organisation
from samdrift.plumbing.exchange.models import ImportRun
from samdrift.plumbing.jobs.models import Job
print(json.dumps([
    Organisation.objects.count(), ImportRun.objects.count(),
    list(Job.objects.values_list("state", "attempts")),
]))"""
ASK = f"""{IN_DJANGO}
import shutil
from pathlib import Path
from django.conf import settings
from samdrift.plumbing.exchange import work
shutil.copytree(%r, Path(settings.UPLOADS) / "sent" / "loose")
told = dict(token="sent", source="paket", is_loose=True, files=2)
work.ask_for_import("sent", told, asked_by="eva", at=clock.now())"""


def run(place, code):
    told = subprocess.run(
        [sys.executable, "-c", code], env=place, capture_output=True, text=True, check=True
    )
    return told.stdout


def test_a_worker_that_is_killed_leaves_nothing_halfway_and_the_next_does_it_once(place, tmp_path):
    rows = "".join(f"K{n},Namn {n},member\n" for n in range(ROWS))
    package = folder_of(tmp_path, {"organisations.csv": f"code,name,role\n{rows}"})
    run(place, ASK % str(package))

    worker = subprocess.Popen([sys.executable, "-c", WORK], env=place)
    beat = tmp_path / "home" / "jobs" / "1.1.beat"
    for _ in range(400):
        if beat.exists() and json.loads(beat.read_text())["done"] > 0:
            break
        assert worker.poll() is None
        time.sleep(0.05)
    os.kill(worker.pid, signal.SIGKILL)
    assert worker.wait(20) == -signal.SIGKILL

    assert json.loads(run(place, COUNT)) == [0, 0, [["running", 1]]]

    time.sleep(1.2)
    assert run(place, WORK_ONCE) == "True\n"
    assert json.loads(run(place, COUNT)) == [ROWS, 1, [["done", 2]]]
    assert run(place, WORK_ONCE) == "False\n"
    assert not list((tmp_path / "home" / "uploads").iterdir())


def test_work_once_does_what_waits_and_ends(place, tmp_path):
    home, database = tmp_path / "home", place["SAMDRIFT_DATABASE_URL"]
    package = folder_of(tmp_path, {})
    run(place, ASK % str(package))

    said = samdrift(home, "work", "--once", database=database)

    assert (said.status, said.out, said.err) == (0, "", "")
    assert json.loads(run(place, COUNT))[1:] == [1, [["done", 1]]]


def test_a_worker_that_is_asked_to_stop_stops(place):
    worker = subprocess.Popen([*COMMAND, "work"], env=place, stdout=subprocess.PIPE, text=True)
    assert "väntar på arbete" in worker.stdout.readline()

    worker.terminate()

    assert worker.wait(20) == 0
    worker.stdout.close()

"""A worker that is killed amid telling another system: told again, under the same id."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from samdrift.plumbing.hooks.tests.given import Receiver
from samdrift.project.tests.test_killed_worker import IN_DJANGO, run

SHORT_LEASE = (
    "from datetime import timedelta; from samdrift.plumbing.hooks import sending; "
    "sending.LEASE = timedelta(seconds=1); "
)
SEND = f"{IN_DJANGO}{SHORT_LEASE}print(sending.send_due(at=clock.now()))"
SUBSCRIBE = f"""{IN_DJANGO}
from django.contrib.auth.models import User
from samdrift.plumbing.hooks import services
from samdrift.plumbing.hooks.services import Wanted
User.objects.create_user("eva")
made = services.subscribe(
    wanted=Wanted("Mål", %r, "eva", ("ticket.solved",), "eva@exempel.se"), by="eva", at=clock.now()
)
services.send_test(subscription_id=made.pk, at=clock.now())"""
TOLD = f"""{IN_DJANGO}
import json
from samdrift.plumbing.hooks.models import HookDelivery
print(json.dumps(list(HookDelivery.objects.values_list("state", "attempts"))))"""


@pytest.fixture
def receiver():
    told = Receiver()
    yield told
    told.close()


def test_a_delivery_whose_worker_is_killed_is_made_by_the_next(place, tmp_path, receiver):
    place["SAMDRIFT_HOOK_NETWORKS"] = "127.0.0.0/8"
    run(place, SUBSCRIBE % receiver.address)
    may_go_on = threading.Event()
    receiver.answers = [lambda _handler: may_go_on.wait(20)]

    worker = subprocess.Popen([sys.executable, "-c", SEND], env=place)
    for _ in range(400):
        if receiver.got:
            break
        assert worker.poll() is None
        time.sleep(0.05)
    os.kill(worker.pid, signal.SIGKILL)
    assert worker.wait(20) == -signal.SIGKILL
    may_go_on.set()

    assert json.loads(run(place, TOLD)) == [["sending", 1]]
    time.sleep(1.2)
    assert run(place, SEND) == "1\n"

    assert json.loads(run(place, TOLD)) == [["delivered", 2]]
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    assert len(receiver.got) == 2

"""Debian's own agent, run for real against the product: this machine appears, and once."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from samdrift.plumbing.exchange.tests.given import folder_of
from samdrift.project.tests.shell import COMMAND, samdrift

AGENT = shutil.which("fusioninventory-agent")
WANTED = os.environ.get("SAMDRIFT_TEST_AGENT")
ORGANISATIONS = {"organisations.csv": "code,name,role\nKIN,Kinda,member\n"}
LOOK = """
import django, json
django.setup()
from samdrift.inventory.models import Difference, Installation, Machine, Unread
print(json.dumps({
    "machines": list(Machine.objects.values_list("name", "system")),
    "first": Difference.objects.filter(is_first=True).count(),
    "programs": Installation.objects.filter(until=None).count(),
    "unread": list(Unread.objects.values_list("reason", flat=True)),
}))
"""

pytestmark = pytest.mark.skipif(
    not (AGENT or WANTED), reason="fusioninventory-agent is not installed"
)


def look(place):
    done = subprocess.run(
        [sys.executable, "-c", LOOK], env=place, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def run_the_agent(address, key):
    """Run the agent once, with nothing but its inventory, and return what it said."""
    assert AGENT, "SAMDRIFT_TEST_AGENT is set, and there is no fusioninventory-agent"
    done = subprocess.run(
        [AGENT, "--config=none", "--server", address, "--user", "agent", "--password", key,
         "--force", "--no-httpd", "--tasks=inventory", "--logger=stderr"],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def test_this_machine_appears_once_however_often_the_agent_is_run(place, tmp_path):
    home, database = tmp_path / "home", place["SAMDRIFT_DATABASE_URL"]
    samdrift(home, "import", folder_of(tmp_path, ORGANISATIONS), database=database)
    key = samdrift(
        home, "agents", "add", "kinda", "--organisation", "KIN", database=database
    ).out.strip()
    port = free_port()
    serving = subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=place)
    try:
        wait_for(serving, f"http://127.0.0.1:{port}/inventering/")
        for _ in range(2):
            said = run_the_agent(f"http://127.0.0.1:{port}/inventering/", key)
            assert "[error]" not in said, said
    finally:
        serving.terminate()
        serving.wait(20)

    found = look(place)
    assert found["unread"] == []
    assert len(found["machines"]) == 1
    assert found["machines"][0][0]
    assert found["first"] == 1
    assert found["programs"] > 50


def wait_for(serving, address):
    for _ in range(240):
        assert serving.poll() is None
        try:
            urllib.request.urlopen(address)  # noqa: S310  Our own.
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.25)
    raise AssertionError(address)

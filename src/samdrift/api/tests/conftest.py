"""What every test of the interface begins with: an open desk, and two who call it."""

import pytest

from samdrift.api.tests.given import Caller, OpenDesk
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership
from samdrift.plumbing import clock
from samdrift.servicedesk.tests.given import later


@pytest.fixture(autouse=True)
def _an_own_home(settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.setattr(clock, "now", lambda: later(hours=1))


@pytest.fixture
def desk():
    return OpenDesk()


@pytest.fixture
def agent(desk, client):
    return Caller(client, desk.token())


@pytest.fixture
def karin(desk, client):
    return Caller(client, desk.token("karin"))


@pytest.fixture
def manager(desk, client):
    Membership.objects.create(user=desk.anna, role=PersonRole.MANAGER)
    return Caller(client, desk.token("anna"))

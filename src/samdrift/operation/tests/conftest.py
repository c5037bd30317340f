"""Whoever runs the product, for tests."""

import pytest
from django.contrib.auth.models import User

from samdrift.parties import services as parties
from samdrift.parties.choices import PersonRole
from samdrift.plumbing import clock


@pytest.fixture
def home(settings, tmp_path):
    """Have the product live in a folder of its own."""
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def admin(db, client, home):
    """Return a client that an administrator has signed in with."""
    wanted = parties.Wanted((PersonRole.ADMINISTRATOR,), "", "Sofia", "Rask")
    parties.save_user(
        name="sofia", password="lång-nog-mening", wanted=wanted, by="test", at=clock.now()
    )
    client.force_login(User.objects.get(username="sofia"))
    return client

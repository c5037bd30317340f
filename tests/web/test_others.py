"""Every address that leads somebody to something of theirs, tried by those whose it is not."""

import re
from collections import defaultdict
from urllib.parse import unquote_plus

import pytest
from django.contrib.auth.models import User
from django.test import Client
from tests.web.conftest import MOMENT, PASSWORD
from tests.web.desks import person_with
from tests.web.test_doors import DOORS, at_the_desk

from samdrift.parties import services as parties

OF_VIMMERBY = ("Skrivaren svarar inte", "Hot mot en skola", "server-1")
THINGS = "/poster/?question=assets.holdings&span=2015-12-31/2016-01-01&organisation=VIM"
SEEDS = (
    *("/hjalp/", "/hjalp/arenden/", "/arenden/?view=all", "/arenden/{ticket}/"),
    *("/arenden/{secret}/", "/inventarier/", "/sok/?q=skrivaren", f"{THINGS}&kind=server"),
)
LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)"')


def signing_in(name, role, organisation):
    """Return a client that somebody of an organisation has signed in with, and who they are."""
    wanted = parties.Wanted((role,), organisation)
    parties.save_user(name=name, password=PASSWORD, wanted=wanted, by="test", at=MOMENT)
    user = User.objects.get(username=name)
    client = Client()
    client.force_login(user)
    return client, user


def text_of(client, address):
    answer = client.get(address)
    if answer.status_code != 200:
        return ""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace")


@pytest.fixture
def told(year, files_of_its_own):
    """Return what addresses hold, and every address that pages lead Vimmerby's people to."""
    karin, _user = signing_in("employee", "employee", "VIM")
    held = at_the_desk("employee")
    owners = [karin, signing_in("chef", "manager", "")[0], signing_in("eko", "economist", "VIM")[0]]
    texts = [text_of(owner, seed.format(**held)) for owner in owners for seed in SEEDS]
    assert [each for each in OF_VIMMERBY if each not in "".join(texts)] == []
    found = {link.replace("&amp;", "&") for text in texts for link in LINK.findall(text)}
    any_other = defaultdict(lambda: 1, held)
    found |= {address.format_map(any_other) for _, address, _ in DOORS}
    return sorted(each for each in found if not each.startswith(("/static/", "/logga-ut/")))


def test_no_address_shows_anybody_what_is_another_municipalitys_or_anothers(told):
    asking = {
        "Boxholm's employee": ("box", "employee", "BOX"),
        "Boxholm's economist": ("boxeko", "economist", "BOX"),
        "Vimmerby's other employee": ("vim", "employee", "VIM"),
    }
    leaks = []
    for who, (name, role, organisation) in asking.items():
        client, user = signing_in(name, role, organisation)
        person_with(name, name, organisation=organisation, user=user)
        leaks += [
            (who, address, each)
            for address in told
            for text in [text_of(client, address)]
            for each in OF_VIMMERBY
            if each in text and each not in unquote_plus(address)
        ]

    assert len(told) > 200
    assert leaks == []

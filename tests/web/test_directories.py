"""The pages of directories: what they say, and what is done on them."""

import pytest
from tests.web import directories

from samdrift.directory.models import Person
from samdrift.directorysync.models import Fetch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(tmp_path, settings):
    settings.HOME = tmp_path


def test_what_differs_is_told_in_numbers_and_one_by_one(signed_in):
    first, _halted, _failed = directories.tell()

    page = signed_in("manager").get(f"/katalogen/hamtning/{first.pk}/?sort=person&vad=new")

    text = page.content.decode()
    assert 'aria-label="Personer, Nya: 8"' in text
    assert "CN=Karin Ek,OU=Skolan,OU=Kinda,DC=kommun,DC=test" in text
    assert "Kinda, info" not in text


def test_what_stopped_says_why_and_waits_for_an_answer(signed_in):
    _first, halted, _failed = directories.tell()
    manager = signed_in("manager")

    text = manager.get(f"/katalogen/hamtning/{halted.pk}/").content.decode()
    manager.post(f"/katalogen/hamtning/{halted.pk}/svara/", {"answer": "drop"})

    assert "3 av 8 personer finns inte längre i katalogen." in text
    assert "Det stämmer, genomför" in text
    assert Fetch.objects.get(pk=halted.pk).state == "dropped"
    assert Person.objects.filter(is_active=True).count() == 8


def test_everything_on_the_pages_can_be_done(signed_in):
    directories.walk(signed_in("manager"))

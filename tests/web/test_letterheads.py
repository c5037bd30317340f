"""As whom and in which language letters are sent, told in the browser."""

import pytest
from tests.web.test_pages import words

from samdrift.servicedesk.models import Letterhead

ROOT = "/arenden/post/avsandare/"


@pytest.fixture
def manager(desk, person, client):
    client.force_login(person("manager"))
    return client


def test_the_sender_of_an_organisation_is_told_and_shown_as_a_letter(manager, desk):
    told = {"organisation": "KIN", "name": "IT-hjälpen i Kinda", "signature": "Hälsar IT"}

    said = words(manager.post(ROOT, told, follow=True))

    assert "Avsändaren är sparad." in said
    assert "Jonas Ek -- Hälsar IT" in said
    row = Letterhead.objects.get()
    assert (row.organisation_code, row.name) == ("KIN", "IT-hjälpen i Kinda")


def test_a_sender_that_is_refused_stands_as_it_was_typed(manager):
    page = manager.post(ROOT, {"organisation": "KIN", "name": "x" * 201})

    assert page.status_code == 422
    assert "Skriv avsändarens namn på en rad" in words(page)
    assert "x" * 201 in page.content.decode()
    assert not Letterhead.objects.exists()


def test_the_desk_says_which_language_somebody_is_written_to_in(agent, desk):
    route = f"/arenden/person/{desk.karin.pk}/sprak/"

    assert "Brev skickas på det från nu." in words(
        agent.post(route, {"language": "en"}, follow=True)
    )
    assert "Välj svenska eller engelska." in words(
        agent.post(route, {"language": "tlh"}, follow=True)
    )

    desk.karin.refresh_from_db()
    assert desk.karin.language == "en"

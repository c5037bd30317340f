"""Guides written at the desk: from a case, previewed, published, taken in, with every version."""

import pytest
from tests.web.budget import few_questions
from tests.web.desks import draft_guide, published_guide
from tests.web.test_pages import addresses, words

from samdrift.knowledge.models import Guide, GuideVersion
from samdrift.servicedesk.casework import standing
from samdrift.servicedesk.tests.given import MONDAY
from samdrift.servicedesk.tests.given import agent as acting

GUIDE = {"title": "Byt lösenord", "body": "1. Tryck **Ctrl**.", "words": "glömt", "audience": "all"}


def test_a_guide_is_made_of_a_case_and_read_by_whoever_needs_help(agent, desk, requester):
    ticket = desk.ticket()
    jonas = acting(desk.jonas)
    standing.solve(number=ticket.number, resolution="Byt i telefonen.", actor=jonas, at=MONDAY)
    (way,) = addresses(agent.get(f"/arenden/{ticket.number}/"), "/arenden/guider/ny/")

    begun = agent.get(way).context["form"]
    assert begun.initial["body"] == "Byt i telefonen."
    saved = agent.post(way, GUIDE | {"act": "save"}, follow=True)
    assert "Guiden är sparad." in words(saved)
    guide = Guide.objects.get()
    assert (guide.state, guide.from_ticket) == ("draft", ticket.number)
    assert requester.get(f"/hjalp/guider/{guide.key}/").status_code == 404

    agent.post(f"/arenden/guider/{guide.key}/", GUIDE | {"act": "publish"})
    assert "Tryck Ctrl ." in words(requester.get(f"/hjalp/guider/{guide.key}/"))
    agent.post(f"/arenden/guider/{guide.key}/", GUIDE | {"act": "withdraw"})
    assert requester.get(f"/hjalp/guider/{guide.key}/").status_code == 404
    page = words(agent.get(f"/arenden/guider/{guide.key}/"))
    assert "Indragen" in page
    assert page.count("2026-03-02 09.00, agent, Byt lösenord") == GuideVersion.objects.count()


def test_a_guide_is_read_before_it_is_saved(agent):
    page = agent.post("/arenden/guider/ny/", GUIDE | {"act": "preview"})

    assert "<strong>Ctrl</strong>" in page.content.decode()
    assert Guide.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "told"),
    [({"title": ""}, "Skriv en rubrik."), ({"body": " "}, "Skriv vad man ska göra.")],
)
def test_a_guide_that_lacks_something_is_told_and_not_saved(agent, sent, told):
    page = agent.post("/arenden/guider/ny/", GUIDE | sent)

    assert page.status_code == 422
    assert told in words(page)
    assert Guide.objects.count() == 0


def test_guides_that_fit_stand_beside_the_case(agent, desk):
    fits = published_guide("Logga in igen")
    draft_guide("Logga in i smyg")
    ticket = desk.ticket()

    with few_questions():
        page = agent.get(f"/arenden/{ticket.number}/")

    assert addresses(page, "/arenden/guider/l") == [f"/arenden/guider/{fits.key}/"]
    assert "Utkast" in words(agent.get("/arenden/guider/"))
    assert agent.get("/arenden/guider/finns-inte/").status_code == 404

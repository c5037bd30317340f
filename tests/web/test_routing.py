"""Rules of where new tickets go, written, tried and put in order in the browser."""

import pytest
from tests.web.budget import MOST_QUESTIONS
from tests.web.test_pages import words

from samdrift.servicedesk.casework import routing
from samdrift.servicedesk.casework.routing import Facts, Rule
from samdrift.servicedesk.models import RoutingRule

ROOT = "/arenden/regler/"
WIRELESS = {"title": "Trådlöst", "words": "wifi, trådlös", "urgency": "1", "is_active": "on"}


@pytest.fixture
def manager(desk, person, client):
    client.force_login(person("manager"))
    return client


def test_a_rule_is_tried_on_the_latest_tickets_and_on_one_and_nothing_is_saved(manager, desk):
    ticket = desk.ticket("Wifi borta")
    desk.ticket("Skrivaren")
    told = WIRELESS | {"group_id": desk.second.pk, "act": "prova"}

    latest = words(manager.post(f"{ROOT}ny/", told))
    one = words(manager.post(f"{ROOT}ny/", told | {"number": f"#{ticket.number}"}))

    assert "Av de 2 senaste ärendena skulle regeln ta 1." in latest
    assert f"{ticket.number} Wifi borta Regeln är inte sparad." in latest
    assert f"{ticket.number} Wifi borta: Nätverk, brådska minst hög, av regeln Trådlöst." in one
    assert not RoutingRule.objects.exists()
    missing = manager.post(f"{ROOT}ny/", told | {"number": "77"})
    assert missing.status_code == 422
    assert "Det finns inget ärende 77 att prova på." in words(missing)


def test_a_rule_is_saved_told_in_words_changed_and_taken_away(manager, desk):
    assert "Inga regler än." in words(manager.get(ROOT))

    said = manager.post(f"{ROOT}ny/", WIRELESS | {"group_id": desk.second.pk}, follow=True)
    told = "Trådlöst Något av orden wifi, trådlös → Nätverk, brådska minst hög"
    assert told in words(said)
    row = RoutingRule.objects.get()
    assert "wifi, trådlös" in manager.get(f"{ROOT}{row.pk}/").content.decode()
    manager.post(f"{ROOT}{row.pk}/", WIRELESS | {"group_id": desk.first.pk, "is_active": ""})
    row.refresh_from_db()
    assert (row.group, row.is_active) == (desk.first, False)

    assert "Regeln är borttagen." in words(manager.post(f"{ROOT}{row.pk}/ta-bort/", follow=True))
    assert not RoutingRule.objects.exists()
    assert manager.get(f"{ROOT}{row.pk}/").status_code == 404


def test_a_rule_that_says_nothing_is_told_so_and_not_saved(manager):
    page = manager.post(f"{ROOT}ny/", {"title": "Tom"})

    assert page.status_code == 422
    assert "Välj vart ärendet ska gå, eller hur bråttom det är." in words(page)
    assert not RoutingRule.objects.exists()


def test_where_a_ticket_would_go_is_asked_beside_the_rules(manager, desk):
    ticket = desk.ticket("Wifi")
    first = routing.save_rule(Rule(0, "Alla", Facts(), group_id=desk.first.pk))
    routing.save_rule(Rule(0, "Trådlöst", Facts(subject="wifi"), group_id=desk.second.pk))

    assert "Servicedesk, av regeln Alla." in words(manager.get(f"{ROOT}?arende={ticket.number}"))
    manager.post(f"{ROOT}{first.pk}/ner/")
    assert "Nätverk, av regeln Trådlöst." in words(manager.get(f"{ROOT}?arende={ticket.number}"))
    manager.post(f"{ROOT}{first.pk}/upp/")
    assert "Servicedesk, av regeln Alla." in words(manager.get(f"{ROOT}?arende={ticket.number}"))
    assert "Det finns inget ärende 77" in words(manager.get(f"{ROOT}?arende=77"))
    assert manager.post(f"{ROOT}{first.pk}/okand/").status_code == 404


def test_the_story_of_a_ticket_tells_of_its_rule(manager, desk):
    routing.save_rule(Rule(0, "Trådlöst", Facts(subject="wifi"), group_id=desk.second.pk))
    ticket = desk.ticket("Wifi")

    told = words(manager.get(f"/arenden/{ticket.number}/"))

    assert "Fördelat av regeln: – → Trådlöst. Grupp: – → Nätverk" in told


def test_many_rules_keep_the_budget(manager, desk, django_assert_max_num_queries):
    for number in range(30):
        routing.save_rule(Rule(0, f"Regel {number}", Facts(), group_id=desk.first.pk))

    with django_assert_max_num_queries(MOST_QUESTIONS):
        manager.get(ROOT)

"""The search page: what is found by words, how it is shown, and to whom."""

import pytest
from tests.web import desks
from tests.web.budget import MOST_QUESTIONS
from tests.web.test_pages import words

from samdrift.plumbing.search import services
from samdrift.servicedesk.casework import standing
from samdrift.servicedesk.ports import Actor, Written

KARIN_IS_CALLED = "Karin Lindqvist"


def titles(page):
    return [row.title_text for row in page.context["answer"].rows]


@pytest.fixture
def told(desk):
    """Return the desk, with tickets, a guide, and people that the index has been told of."""
    desks.published_guide("Skrivaren skriver inte ut", "Starta om **skrivaren**.")
    desk.shown = desk.ticket("Skrivaren på plan 2", written=Written("Den drar papper snett."))
    desk.secret = desk.ticket("Skrivaren hos rektor", is_secret=True)
    services.tell_marked(at=desks.MONDAY, most=100)
    return desk


def test_tickets_guides_and_people_are_found_with_the_words_marked(told, agent):
    page = agent.get("/sok/", {"q": "skrivare"})

    assert sorted(titles(page)) == ["Skrivaren på plan 2", "Skrivaren skriver inte ut"]
    assert "2 träffar" in words(page)
    assert "<mark>Skrivaren</mark> på plan 2" in page.content.decode()
    assert f"/arenden/{told.shown.number}/" in page.content.decode()
    (row,) = agent.get("/sok/", {"q": "papperet"}).context["answer"].rows
    assert "Den drar [papper] snett." in "".join(
        f"[{piece.text}]" if piece.is_marked else piece.text for piece in row.snippet
    )
    assert titles(agent.get("/sok/", {"q": "lindqvist", "bland": "personer"})) == [KARIN_IS_CALLED]


@pytest.mark.parametrize(
    "pasted", ["070-174 06 35", "+46701740635", "0701740635", "karin@kinda.example"]
)
def test_a_pasted_number_or_address_leads_to_whose_it_is(told, agent, pasted):
    told.per.mobile = "46700000000"
    told.per.save()
    services.tell_marked(at=desks.MONDAY, most=100)

    page = agent.get("/sok/", {"q": pasted, "bland": "personer"})

    assert titles(page) == [KARIN_IS_CALLED]
    assert KARIN_IS_CALLED in words(agent.get(page.context["answer"].rows[0].href))


def test_the_palette_finds_the_same_by_words(told, agent):
    part = agent.get("/sok/", {"q": "skrivar", "del": "1"})

    found = [(hit.title, hit.kind) for hit in part.context["hits"]]
    assert (f"{told.shown.number} Skrivaren på plan 2", "Ärende") in found
    assert ("Skrivaren skriver inte ut", "Guide") in found
    assert not any("rektor" in title for title, _ in found)


def test_a_secret_ticket_is_shown_to_few_and_its_text_to_nobody(told, agent, signed_in, client):
    secret = told.secret
    for words_of_it in ("rektor", secret.number):
        page = agent.get("/sok/", {"q": words_of_it})
        assert titles(page) == []
        assert page.context["answer"].count == 0

    manager = signed_in("manager")
    page = manager.get("/sok/", {"q": "rektor"})
    assert titles(page) == ["Skrivaren hos rektor"]
    assert "Sekretess." in words(page)
    assert "Det står fel lösenord." not in words(page)


def test_a_note_is_shown_to_the_desk_alone(told, agent, requester):
    standing.note(
        number=told.shown.number,
        written=Written("Garantin gick ut."),
        actor=Actor("Jonas", user_id=told.jonas.pk),
        at=desks.MONDAY,
    )

    assert titles(agent.get("/sok/", {"q": "garantin"})) == ["Skrivaren på plan 2"]
    assert "Garantin" not in words(requester.get("/hjalp/sok/", {"q": "skrivaren"}))
    assert "Skrivaren på plan 2" not in words(requester.get("/hjalp/sok/", {"q": "garantin"}))


def test_tickets_are_narrowed_by_state_group_organisation_and_year(told, agent):
    asked = {"q": "skrivaren", "bland": "arenden"}
    assert titles(agent.get("/sok/", asked)) == ["Skrivaren på plan 2"]

    for name, value, is_found in (
        ("lage", "open", True),
        ("lage", "over", False),
        ("organisation", "KIN", True),
        ("organisation", "YDR", False),
        ("inkom", "2026", True),
        ("grupp", str(told.first.pk), True),
        ("grupp", str(told.second.pk), False),
    ):
        page = agent.get("/sok/", asked | {name: value})
        assert bool(titles(page)) is is_found, (name, value)
    assert "Inget i urvalet har orden." in words(agent.get("/sok/", asked | {"lage": "over"}))
    assert titles(agent.get("/sok/", asked | {"lage": "nonsens"})) == ["Skrivaren på plan 2"]


def test_pages_follow_each_other(told, agent):
    for number in range(25):
        told.ticket(f"Datorn {number}")

    first = agent.get("/sok/", {"q": "dator", "bland": "arenden"})
    second = agent.get(f"/sok/{first.context['next_page']}")

    assert (len(titles(first)), len(titles(second))) == (20, 5)
    assert set(titles(first)).isdisjoint(titles(second))
    assert second.context["next_page"] == ""


def test_where_nothing_has_all_the_words_it_says_so(told, agent):
    page = agent.get("/sok/", {"q": "skrivaren exploderade igår"})

    assert "Inget har alla orden. Det här har några av dem." in words(page)
    assert "Skrivaren på plan 2" in titles(page)


def test_what_is_typed_and_found_is_never_markup(told, agent):
    told.ticket("<b>fet</b> skärm")

    page = agent.get("/sok/", {"q": "<b>fet skärm"}).content.decode()

    assert "<b>fet" not in page
    assert "&gt;<mark>fet</mark>" in page


@pytest.mark.parametrize("asked", ["", "skrivare", "zzz", "10001", "karin lindqvist", '"plan 2"'])
@pytest.mark.parametrize("among", ["", "arenden", "personer", "nonsens"])
def test_the_page_keeps_its_budget_of_questions(
    told, agent, django_assert_max_num_queries, asked, among
):
    agent.get("/sok/", {"q": "zzz"})  # Which year is the newest has been asked before.

    with django_assert_max_num_queries(MOST_QUESTIONS):
        assert agent.get("/sok/", {"q": asked, "bland": among}).status_code == 200

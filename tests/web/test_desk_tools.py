"""What an agent makes for themselves and others: text blocks, saved views, mentions, a day."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from tests.web.budget import MOST_QUESTIONS
from tests.web.test_desk import numbers
from tests.web.test_pages import addresses, words

from samdrift.plumbing import sent_files
from samdrift.servicedesk.casework import changing, standing
from samdrift.servicedesk.conversation import attachments
from samdrift.servicedesk.models import (
    Attachment,
    ChecklistItem,
    Draft,
    SavedView,
    TextBlock,
    Ticket,
    Watcher,
)
from samdrift.servicedesk.ports import Wanted, Written
from samdrift.servicedesk.tests.given import MONDAY
from samdrift.servicedesk.tests.given import agent as acting

BLOCK = {"title": "Låst konto", "text": "Hej {namn}! Kontot är upplåst.", "status": "waiting"}


def test_a_text_block_is_written_used_rewritten_and_removed(agent, desk):
    page = agent.post("/arenden/textblock/", BLOCK | {"checklist": "Ring\nMejla"}, follow=True)
    assert "Textblocket är sparat." in words(page)
    block, ticket = TextBlock.objects.get(), desk.ticket()

    agent.post(f"/arenden/{ticket.number}/textblock/", {"block": block.pk})

    assert Draft.objects.get().content == {"text": "Hej Karin! Kontot är upplåst."}
    assert Ticket.objects.get().status == "waiting"
    assert [item.text for item in ChecklistItem.objects.all()] == ["Ring", "Mejla"]
    assert "Hej Karin! Kontot är upplåst." in words(agent.get(f"/arenden/{ticket.number}/"))

    rewrite = f"/arenden/textblock/?andra={block.pk}"
    assert "Hej {namn}!" in words(agent.get(rewrite))
    agent.post(rewrite, {"title": "Låst konto", "text": "Nu går det."})
    assert list(TextBlock.objects.values_list("text", "changes")) == [("Nu går det.", {})]
    agent.post(rewrite, {"act": "remove"})
    assert TextBlock.objects.count() == 0
    assert agent.get(rewrite).status_code == 404


def test_a_second_text_block_comes_after_what_was_kept(agent, desk):
    agent.post("/arenden/textblock/", BLOCK)
    ticket, block = desk.ticket(), TextBlock.objects.get().pk
    agent.post("/arenden/utkast/", {"kind": "reply", "ticket": ticket.number, "text": "Godmorgon."})

    agent.post(f"/arenden/{ticket.number}/textblock/", {"block": block})

    text = "Godmorgon.\n\nHej Karin! Kontot är upplåst."
    assert Draft.objects.get().content == {"text": text}


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"title": "", "text": "x"}, "Skriv vad textblocket ska heta."),
        ({"title": "Tomt"}, "Skriv en text, eller välj något som ska hända med ärendet."),
        (BLOCK, "Det finns redan ett textblock som heter Låst konto."),
    ],
)
def test_a_text_block_that_cannot_be_is_told_and_not_saved(agent, sent, told):
    TextBlock.objects.create(title="Låst konto", text="Ett annat.")

    page = agent.post("/arenden/textblock/", sent)

    assert page.status_code == 422
    assert told in words(page)
    assert list(TextBlock.objects.values_list("text", flat=True)) == ["Ett annat."]


def test_a_list_is_narrowed_in_a_sentence_and_saved_as_a_view(agent, desk):
    of_kinda = desk.ticket("Kinda")
    desk.ticket("Ydre", organisation_code="YDR", requester_id=desk.per.pk)

    page = agent.get("/arenden/?view=all&organisation=KIN&priority=")
    assert numbers(page) == [of_kinda.number]
    assert "Bara organisation Kinda" in words(page)

    sent = {"title": "Kinda", "kept": page.context["kept"], "shared": "1"}
    saved = agent.post("/arenden/vyer/", sent, follow=True)
    assert "Vyn är sparad." in words(saved)
    (view,) = SavedView.objects.all()
    assert (view.selection, view.is_shared) == ({"view": "all", "organisation": "KIN"}, True)
    assert "/arenden/?view=all&organisation=KIN" in addresses(saved, "/arenden/?")
    forgotten = agent.post(f"/arenden/vyer/{view.pk}/ta-bort/", follow=True)
    assert "Vyn är borttagen." in words(forgotten)
    assert SavedView.objects.count() == 0


def test_a_shared_view_is_seen_by_others_and_removed_by_its_owner_alone(agent, desk, person):
    sent = {"title": "Allas", "kept": "view=new", "shared": "1"}
    agent.post("/arenden/vyer/", sent)
    agent.post("/arenden/vyer/", {"title": "Min", "kept": "view=new"})
    view = SavedView.objects.get(title="Allas").pk

    agent.force_login(person("technician"))

    page = agent.get("/arenden/")
    assert [tab.title for tab in page.context["saved_tabs"]] == ["Allas"]
    told = agent.post(f"/arenden/vyer/{view}/ta-bort/", follow=True)
    assert "Vyn är redan borta, eller någon annans." in words(told)
    assert SavedView.objects.count() == 2


def test_a_view_without_a_name_is_not_saved(agent):
    page = agent.post("/arenden/vyer/", {"title": " ", "kept": "view=new"}, follow=True)

    assert "Skriv vad vyn ska heta" in words(page)
    assert SavedView.objects.count() == 0


def test_who_is_mentioned_in_a_note_follows_the_ticket_and_finds_it(agent, desk):
    ticket, other = desk.ticket(), desk.ticket("Annat")
    written = Written("Kan @agent titta? Mejla @agentur eller jonas@agent.se.")
    standing.note(number=ticket.number, written=written, actor=acting(desk.jonas), at=MONDAY)

    assert list(Watcher.objects.values_list("ticket", "user")) == [(ticket.pk, desk.agent.pk)]
    assert numbers(agent.get("/arenden/?view=watched")) == [ticket.number]
    assert other.number not in numbers(agent.get("/arenden/?view=watched"))


def planned(desk, subject, place, user):
    ticket = desk.ticket(subject)
    actor = acting(User.objects.get(pk=user.pk)) if user.get_full_name() else acting(desk.jonas)
    wanted = Wanted({"assignee_id": user.pk})
    changing.change_ticket(number=ticket.number, wanted=wanted, actor=actor, at=MONDAY)
    day = MONDAY.date()
    standing.visit(number=ticket.number, wanted=standing.Visit(day, place), actor=actor, at=MONDAY)
    return ticket


def test_a_day_shows_ones_own_visits_by_place_with_a_way_there(agent, desk):
    second = planned(desk, "Skrivaren", "Ån 2, Kisa", desk.agent)
    first = planned(desk, "Skärmen", "Kisa skola", desk.agent)
    planned(desk, "Någon annans", "Ydre", desk.anna)

    page = agent.get("/arenden/min-dag/")

    assert [visit.number for visit in page.context["visits"]] == [first.number, second.number]
    assert "2 besök, måndag 2 mars" in words(page)
    route = "https://www.openstreetmap.org/search?query=%C3%85n+2%2C+Kisa"
    way = "https://www.openstreetmap.org/directions?from=Kisa+skola&to=%C3%85n+2%2C+Kisa"
    assert [visit.way for visit in page.context["visits"]] == ["", way]
    assert route in addresses(page, "https://")
    assert "tel:+46701740635" in addresses(page, "tel:")
    assert agent.get("/arenden/min-dag/?dag=2026-03-03").context["visits"] == []
    sent = {"on": "2026-03-02", "day": "2026-03-02", "place": "Ån 2, Kisa", "time": "09:30"}
    moved = agent.post(f"/arenden/{second.number}/besok/", sent)
    assert moved.headers["Location"] == "/arenden/min-dag/?dag=2026-03-02"
    page = agent.get(moved.headers["Location"])
    told = [(visit.number, visit.hour) for visit in page.context["visits"]]
    assert told == [(second.number, "09:30"), (first.number, "")]
    agent.post(f"/arenden/{first.number}/besok/", sent | {"time": "25:00"})
    assert "Skriv klockslaget så här: 09.30." in words(agent.get(moved.headers["Location"]))
    assert agent.get("/arenden/min-dag/?dag=x").context["on"] == MONDAY.date()


def test_after_an_answer_one_goes_on_with_the_next_ticket(agent, desk):
    one, two = desk.ticket("Ett"), desk.ticket("Två")
    page = agent.get(f"/arenden/{one.number}/?view=all")
    assert page.context["following"] == two.number

    sent = {"text": "Hej", "then": "waiting", "following": two.number, "kept": "view=all"}
    answer = agent.post(f"/arenden/{one.number}/svara/", sent)

    assert answer.headers["Location"] == f"/arenden/{two.number}/?view=all"
    last = agent.get(f"/arenden/{two.number}/?view=all")
    assert last.context["following"] == one.number


def test_the_tools_ask_few_questions(agent, desk, django_assert_max_num_queries):
    for n in range(20):
        TextBlock.objects.create(title=f"Block {n}", text="Hej")
        planned(desk, f"Besök {n}", "Kisa", desk.agent)
        SavedView.objects.create(title=f"Vy {n}", user=desk.agent, selection={"view": "all"})

    for address in ("/arenden/textblock/", "/arenden/min-dag/", "/arenden/?view=all"):
        with django_assert_max_num_queries(MOST_QUESTIONS):
            assert agent.get(address).status_code == 200


def test_a_pasted_number_leads_to_the_ticket_but_never_to_a_secret_one(agent, desk):
    ticket, secret = desk.ticket("Skrivaren"), desk.ticket("Hot", is_secret=True)

    found = agent.get(f"/sok/?q={ticket.number}")
    hidden = agent.get(f"/sok/?q={secret.number}")

    assert f"/arenden/{ticket.number}/" in addresses(found, "/arenden/1")
    assert "Skrivaren" in words(found)
    assert addresses(hidden, "/arenden/1") == []
    assert "Hot" not in words(hidden)


def test_messages_that_are_chosen_in_the_page_become_a_ticket_of_their_own(agent, desk):
    ticket = desk.ticket()
    told = {"number": ticket.number, "actor": acting(desk.jonas), "at": MONDAY}
    other = standing.note(written=Written("Skrivaren också."), **told)
    page = agent.get(f"/arenden/{ticket.number}/").content.decode()
    assert f'form="split" name="message" value="{other.pk}"' in page

    sent = {"message": [other.pk], "subject": "Skrivaren"}
    said = words(agent.post(f"/arenden/{ticket.number}/dela/", sent, follow=True))

    started = Ticket.objects.get(subject="Skrivaren")
    assert f"Meddelandena ligger nu i ärende {started.number}." in said
    other.refresh_from_db()
    assert other.ticket == started
    refused = agent.post(f"/arenden/{ticket.number}/dela/", {"subject": "Inget"}, follow=True)
    assert "Välj de meddelanden som handlar om något annat." in words(refused)


def test_a_letter_with_pictures_is_shown_as_it_was_sent(agent, desk, files_of_its_own):
    picture, other = attachments.take_in(
        [sent_files.Sent("bild.png", b"\x89PNG\r\n\x1a\n"), sent_files.Sent("a.txt", b"a")]
    )
    html = '<p>Så här: <img src="cid:a&amp;b"> <img src="cid:okand"></p>'
    written = Written("Så här:", html=html, attachments=(replace(picture, content_id="a&b"), other))
    ticket = desk.ticket(written=written)

    page = agent.get(f"/arenden/{ticket.number}/").content.decode()

    file_id = Attachment.objects.get(name="bild.png").pk
    assert "Som brevet såg ut" in page
    assert f'<p>Så här: <img src="/arenden/{ticket.number}/fil/{file_id}/"> <img ></p>' in page
    assert "cid:" not in page
    plain = desk.ticket(written=Written("Hej", html="<p>Hej</p>"))
    assert "Som brevet såg ut" not in agent.get(f"/arenden/{plain.number}/").content.decode()

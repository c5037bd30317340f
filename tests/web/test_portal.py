"""The portal: from the first word to a score, in plain Swedish."""

import pytest
from tests.web.budget import MOST_QUESTIONS
from tests.web.desks import draft_guide, published_guide
from tests.web.test_desk import conversation
from tests.web.test_pages import addresses, words

from samdrift.knowledge.models import GuideAnswer
from samdrift.servicedesk.casework import standing
from samdrift.servicedesk.choices import Channel, Status
from samdrift.servicedesk.models import Message, Opinion, Ticket, TicketEvent
from samdrift.servicedesk.ports import Written
from samdrift.servicedesk.tests.given import MONDAY, later
from samdrift.servicedesk.tests.given import agent as acting

NEW_YEARS_NIGHT = MONDAY.replace(month=1, day=1, hour=3)


def stored():
    """Return all that the portal could have written in tickets."""
    kept = (Ticket, TicketEvent, Message, Opinion)
    return [list(model.objects.order_by("pk").values()) for model in kept]


def test_a_report_is_sent_and_thanked_for(requester, desk):
    begun = requester.get("/hjalp/anmal/?q=Kan inte logga in")
    assert begun.context["form"].initial["subject"] == "Kan inte logga in"
    sent = {"subject": "Kan inte logga in", "text": "Fel lösenord.", "stops": "1", "place": "Sal 3"}
    thanks = requester.post("/hjalp/anmal/", sent, follow=True)
    ticket = Ticket.objects.get()
    assert f"Vi har tagit emot ärende {ticket.number}" in words(thanks)
    assert "Någon svarar dig senast i dag 13.00." in words(thanks)
    assert (ticket.urgency, ticket.place, ticket.channel) == (1, "Sal 3", Channel.PORTAL)
    assert (ticket.requester, ticket.unit) == (desk.karin, desk.school)


def test_a_case_goes_from_an_answer_to_a_score(requester, desk, clock_at):
    ticket = desk.ticket()
    jonas = acting(desk.jonas)
    reply = {"number": ticket.number, "actor": jonas, "channel": Channel.PORTAL}
    standing.reply(**reply, written=Written("Prova nu."), then=Status.WAITING, at=later(minutes=5))
    clock_at(later(minutes=10))
    page = requester.get("/hjalp/")
    assert "Svar i dag 09.05. Läs svaret." in words(page)
    answer = f"/hjalp/arenden/{ticket.number}/svara/"
    assert "Ditt svar är skickat." in words(requester.post(answer, {"text": "Nej."}, follow=True))
    assert Ticket.objects.get().status == Status.OPEN

    standing.reply(**reply, written=Written("Upplåst."), then=Status.SOLVED, at=later(minutes=20))
    clock_at(later(minutes=30))
    page = requester.get(f"/hjalp/arenden/{ticket.number}/")
    assert "Blev det bra? Upplåst." in words(page)
    opened = requester.post(
        f"/hjalp/arenden/{ticket.number}/oppna/", {"text": "Samma fel."}, follow=True
    )
    assert "Ärendet är öppet igen. Vi hör av oss." in words(opened)
    assert Ticket.objects.get().reopened_count == 1

    standing.solve(
        number=ticket.number, resolution="Nytt lösenord.", actor=jonas, at=later(hours=1)
    )
    clock_at(later(hours=2))
    done = requester.post(f"/hjalp/arenden/{ticket.number}/avsluta/", follow=True)
    assert "Tack. Ärendet är avslutat." in words(done)
    assert "Hur gick det?" in words(done)
    scored = requester.post(f"/hjalp/arenden/{ticket.number}/betyg/", {"score": "5"}, follow=True)
    assert "Tack för ditt omdöme." in words(scored)
    assert Opinion.objects.get().score == 5


def test_a_report_without_words_says_so_and_keeps_the_rest(requester, desk):
    page = requester.post(
        "/hjalp/anmal/", {"subject": "", "text": "Det luktar bränt.", "stops": "1"}
    )

    assert page.status_code == 422
    assert "Anmälan är inte skickad än Skriv med några ord vad du behöver hjälp med." in words(page)
    assert "Det luktar bränt." in words(page)
    assert Ticket.objects.count() == 0


def test_out_of_hours_it_says_when_somebody_comes(requester, clock_at):
    clock_at(NEW_YEARS_NIGHT)

    page = requester.get("/hjalp/")

    assert page.context["opening"] != ""
    assert page.context["opening"] in words(page)


def test_notes_and_what_happened_inside_are_not_shown(requester, desk):
    ticket = desk.ticket()
    jonas = acting(desk.jonas)
    standing.note(
        number=ticket.number, written=Written("Hon har fel igen."), actor=jonas, at=MONDAY
    )

    told = words(requester.get(f"/hjalp/arenden/{ticket.number}/"))

    assert "Det står fel lösenord." in told
    assert "Hon har fel igen." not in told


@pytest.mark.parametrize(
    ("name", "sent", "told"),
    [
        ("oppna", {}, "kan inte öppnas igen"),
        ("avsluta", {}, "är inte löst än"),
        ("betyg", {"score": "5"}, "är inte löst än"),
        ("betyg", {"score": "bra"}, "Välj ett betyg från 1 till 5."),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(requester, desk, name, sent, told):
    ticket = desk.ticket()
    before = stored()

    page = requester.post(f"/hjalp/arenden/{ticket.number}/{name}/", sent, follow=True)

    assert told in words(page)
    assert stored() == before


def test_an_empty_answer_is_not_sent(requester, desk):
    ticket = desk.ticket()
    before = stored()

    page = requester.post(f"/hjalp/arenden/{ticket.number}/svara/", {"text": ""})

    assert page.status_code == 422
    assert "Svaret är inte skickat än Skriv något innan du skickar." in words(page)
    assert stored() == before


def test_nobody_reaches_the_case_of_another(requester, desk):
    others = desk.ticket("Pers ärende", requester_id=desk.per.pk, organisation_code="YDR")
    before = stored()

    assert requester.get(f"/hjalp/arenden/{others.number}/").status_code == 404
    assert requester.get(f"/hjalp/anmal/{others.number}/tack/").headers["Location"] == "/hjalp/"
    for name in ("svara", "oppna", "avsluta", "betyg"):
        answer = requester.post(f"/hjalp/arenden/{others.number}/{name}/", {"text": "x"})
        assert answer.status_code == 404
    assert stored() == before


def test_a_manager_of_a_unit_reads_its_cases_and_writes_in_none(requester, desk):
    desk.school.manager = desk.karin
    desk.school.save()
    lena = desk.person("lena", "Lena Ström", unit=desk.school)
    ticket = desk.ticket("Lenas skrivare", requester_id=lena.pk)
    secret = desk.ticket("Lenas lön", requester_id=lena.pk, is_secret=True)
    before = stored()

    listed = words(requester.get("/hjalp/arenden/"))
    assert "Lenas skrivare" in listed
    assert "Lenas lön" not in listed
    page = requester.get(f"/hjalp/arenden/{ticket.number}/")
    assert "Skicka svaret" not in words(page)
    assert requester.get(f"/hjalp/arenden/{secret.number}/").status_code == 404
    for name in ("svara", "oppna", "avsluta", "betyg"):
        answer = requester.post(f"/hjalp/arenden/{ticket.number}/{name}/", {"text": "x"})
        assert answer.status_code == 404
    assert stored() == before


def test_an_act_that_there_is_none_of_is_not_found(requester, desk):
    ticket = desk.ticket()

    assert requester.post(f"/hjalp/arenden/{ticket.number}/gallra/").status_code == 404


def test_guides_are_offered_while_one_types_and_before_one_sends(requester):
    guide = published_guide("Byt lösenord", words="glömt logga in")
    draft_guide("Byt lösenord i smyg")

    found = requester.get("/hjalp/forslag/?q=glömt lösenord").json()["guides"]
    page = requester.get("/hjalp/anmal/?q=glömt lösenord")

    assert found == [{"title": "Byt lösenord", "href": f"/hjalp/guider/{guide.key}/"}]
    assert addresses(page, "/hjalp/guider/b") == [f"/hjalp/guider/{guide.key}/?fran=anmalan"]
    assert requester.get("/hjalp/forslag/?q=moped").json() == {"guides": []}


@pytest.mark.parametrize(("came_from", "is_avoided"), [("anmalan", True), ("", False)])
def test_whether_a_guide_solved_the_problem_is_counted(requester, came_from, is_avoided):
    guide = published_guide("Byt lösenord", "1. Tryck **Ctrl**.")
    page = requester.get(f"/hjalp/guider/{guide.key}/?fran={came_from}")
    assert "Löste detta ditt problem?" in words(page)
    sent = {"helped": "1", "reported": page.context["reported"]}

    thanked = requester.post(f"/hjalp/guider/{guide.key}/svar/", sent, follow=True)

    assert "Vad bra. Tack för svaret." in words(thanked)
    (answer,) = GuideAnswer.objects.all()
    assert (answer.has_helped, answer.is_before_report) == (True, is_avoided)
    assert answer.organisation_code == "KIN"


def test_a_guide_that_did_not_help_leads_on_to_a_report(requester):
    guide = published_guide("Byt lösenord")

    answer = requester.post(f"/hjalp/guider/{guide.key}/svar/", {"helped": "0"})

    assert answer.headers["Location"] == "/hjalp/anmal/"
    assert GuideAnswer.objects.get().has_helped is False


def test_a_guide_that_is_withdrawn_is_answered_about_no_more(requester):
    guide = draft_guide("Utkast")

    page = requester.post(f"/hjalp/guider/{guide.key}/svar/", {"helped": "1"}, follow=True)

    assert "Guiden finns inte längre." in words(page)
    assert GuideAnswer.objects.count() == 0


def test_guides_are_found_and_where_none_is_one_may_ask(requester):
    published_guide("Byt lösenord")

    assert "1 guide hittad" in words(requester.get("/hjalp/guider/?q=lösenord"))
    page = requester.get("/hjalp/guider/?q=moped")
    assert "0 guider hittade Fråga oss i stället" in words(page)


def test_the_list_of_ones_cases_goes_on_to_older_ones(requester, desk):
    for n in range(52):
        desk.ticket(f"Nr {n}", at=later(minutes=n))

    first = requester.get("/hjalp/arenden/")
    older = requester.get("/hjalp/arenden/", {"after": first.context["next_page"]})

    assert [row.subject for row in older.context["rows"]] == ["Nr 1", "Nr 0"]
    assert older.context["next_page"] == ""


def test_who_is_not_in_the_directory_is_told_what_to_do(desk, person, client):
    client.force_login(person("manager"))

    page = client.get("/hjalp/")

    assert page.status_code == 403
    assert "Vi hittar dig inte i katalogen" in words(page)


def test_a_case_in_english_is_in_english(requester, desk):
    ticket = desk.ticket()
    requester.cookies["language"] = "en"

    told = words(requester.get(f"/hjalp/arenden/{ticket.number}/"))

    assert "My cases" in told
    assert "Received" in told


def test_pages_of_the_portal_ask_few_questions(requester, desk, django_assert_max_num_queries):
    ticket = conversation(desk)
    for n in range(20):
        desk.ticket(f"Nr {n}")
        published_guide(f"Guide {n}")

    for address in (
        "/hjalp/",
        "/hjalp/arenden/",
        f"/hjalp/arenden/{ticket.number}/",
        "/hjalp/anmal/?q=guide",
        "/hjalp/guider/",
    ):
        with django_assert_max_num_queries(MOST_QUESTIONS):
            assert requester.get(address).status_code == 200

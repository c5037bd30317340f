"""The desk's pages: the queue, a ticket beside it, a call taken down, drafts, many at a stroke."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from tests.web.budget import MOST_QUESTIONS, few_questions
from tests.web.desks import published_guide
from tests.web.test_pages import addresses, words

from samdrift.assets.models import Device
from samdrift.servicedesk.casework import beside, callers, relating, standing
from samdrift.servicedesk.choices import Channel, Level, LinkKind, Status
from samdrift.servicedesk.models import Draft, SecrecyReading, Ticket
from samdrift.servicedesk.ports import Written
from samdrift.servicedesk.tests.given import KARIN, MONDAY, later
from samdrift.servicedesk.tests.given import agent as acting


def numbers(page):
    """Return the tickets of the list, in order."""
    return [row.number for row in page.context["rows"]]


def test_the_queue_begins_with_ones_own_and_has_the_rest_a_click_away(agent, desk):
    own = desk.ticket("Min")
    desk.ticket("Ny")
    agent.post(f"/arenden/{own.number}/ta/")

    page = agent.get("/arenden/")

    assert numbers(page) == [own.number]
    assert "Min kö 1 Nya 1 Väntar 0 Följer 0 Alla 2 Lösta Avslutade" in words(page)


@pytest.mark.parametrize(
    ("view", "told"),
    [
        ("mine", "Du har inga öppna ärenden. Ta ett av de nya."),
        ("new", "Inga nya ärenden. Nästa kommer hit av sig själv."),
        ("waiting", "Inget väntar på svar, leverantör eller avtalad tid."),
        ("watched", "Du följer inget. Den som nämns med @ i en anteckning följer ärendet."),
        ("all", "Inga öppna ärenden. Nästa kommer hit av sig själv."),
        ("solved", "Inga lösta ärenden väntar på att någon ser att det fungerar."),
        ("closed", "Inga avslutade ärenden."),
    ],
)
def test_an_empty_list_says_what_would_be_there(agent, view, told):
    assert told in words(agent.get(f"/arenden/?view={view}"))


def test_a_long_list_turns_both_ways_and_keeps_its_selection(agent, desk):
    made = [desk.ticket(f"Nr {n}", at=later(minutes=n)).number for n in range(52)]

    first = agent.get("/arenden/?view=all&organisation=KIN")
    second = agent.get(first.context["next_page"])
    back = agent.get(second.context["previous_page"])

    assert numbers(first) == made[:50]
    assert numbers(second) == made[50:]
    assert numbers(back) == made[:50]
    assert all("organisation=KIN" in each for each in addresses(second, "/arenden/1"))


def test_a_ticket_tells_its_story_its_deadline_and_who_asked(agent, desk):
    ticket = desk.ticket()
    agent.post(f"/arenden/{ticket.number}/svara/", {"text": "Prova igen.", "then": "waiting"})
    agent.post(f"/arenden/{ticket.number}/anteckna/", {"text": "Kontot är låst."})

    told = words(agent.get(f"/arenden/{ticket.number}/"))

    assert "Kan inte logga in" in told
    assert "Karin Lindqvist via portalen, i dag 09.00 Det står fel lösenord." in told
    assert "agent via portalen, i dag 09.00 Prova igen." in told
    assert "Intern anteckning agent, i dag 09.00. Syns inte för anmälaren. Kontot är låst." in told
    assert "Status: Nytt → Väntar på svar" in told
    assert "Klockan står still" in told
    assert "Kisa skola Kinda" in told
    assert "070-174 06 35" in told


def test_a_solved_ticket_tells_when_it_was_solved_and_is_never_late_any_more(agent, desk, clock_at):
    ticket = desk.ticket()
    standing.solve(number=ticket.number, resolution="Nytt.", actor=acting(desk.jonas), at=MONDAY)
    clock_at(later(days=400))

    told = words(agent.get(f"/arenden/{ticket.number}/?view=all"))

    assert "Löstes 2026-03-02 09.00 Inom tidsfristen" in told
    assert " sen " not in told


def test_reading_a_secret_ticket_is_noted(agent, desk):
    ticket = desk.ticket(is_secret=True)
    assert agent.get(f"/arenden/{ticket.number}/").status_code == 404
    Ticket.objects.update(assignee=desk.agent)

    page = agent.get(f"/arenden/{ticket.number}/")

    assert "Sekretess. Läsningen loggas." in words(page)
    (reading,) = SecrecyReading.objects.all()
    assert (reading.ticket_id, reading.by_user_id, reading.at) == (ticket.pk, desk.agent.pk, MONDAY)


def test_colleagues_see_each_other_in_a_ticket(agent, desk, person, clock_at):
    ticket = desk.ticket()
    agent.get(f"/arenden/puls/?ticket={ticket.number}&writing=1")
    other = type(agent)()
    other.force_login(person("technician"))

    told = other.get(f"/arenden/puls/?ticket={ticket.number}").json()
    assert told["present"] == ["agent skriver i ärendet"]
    assert "agent skriver i ärendet" in words(other.get(f"/arenden/{ticket.number}/"))

    clock_at(later(minutes=2))
    told = other.get(f"/arenden/puls/?ticket={ticket.number}").json()
    assert told["present"] == []


def test_the_pulse_tells_whether_a_list_is_old(agent, desk, clock_at):
    desk.ticket()
    since = later(minutes=1).isoformat()

    assert agent.get("/arenden/puls/", {"since": since}).json()["changed"] is False
    assert agent.get("/arenden/puls/", {"since": "i går"}).json()["changed"] is True
    clock_at(later(minutes=5))
    desk.ticket(at=later(minutes=5))
    assert agent.get("/arenden/puls/", {"since": since}).json()["changed"] is True


def test_a_call_is_taken_down_with_who_it_is_and_what_they_have(agent, desk):
    desk.ticket("Skrivaren")

    page = agent.get("/arenden/nytt/?telefon=070-174 06 35")
    assert "Karin Lindqvist" in words(page)
    chosen = agent.get(f"/arenden/nytt/?vem={desk.karin.pk}")
    assert "Öppna ärenden 10001 Skrivaren" in words(chosen)

    sent = {
        "requester": desk.karin.pk,
        "organisation": "KIN",
        "subject": "Glömt lösenordet",
        "text": "Kommer inte in.",
        "kind": "incident",
        "impact": "3",
        "urgency": "1",
        "channel": "phone",
    }
    answer = agent.post("/arenden/nytt/", sent)

    ticket = Ticket.objects.get(subject="Glömt lösenordet")
    assert answer.headers["Location"] == f"/arenden/{ticket.number}/"
    assert (ticket.requester, ticket.unit, ticket.owner) == (desk.karin, desk.school, desk.agent)
    assert (ticket.channel, ticket.urgency) == (Channel.PHONE, Level.HIGH)


def test_a_phone_number_of_one_alone_chooses_them(agent, desk):
    desk.per.mobile = "46709999999"
    desk.per.save()

    page = agent.get("/arenden/nytt/?telefon=0709999999")

    assert page.context["caller"].name == "Per Ek"
    assert page.context["form"].initial["organisation"] == "YDR"


def test_a_call_that_lacks_something_says_what_and_keeps_what_was_typed(agent, desk):
    page = agent.post("/arenden/nytt/", {"text": "Kommer inte in."})

    assert page.status_code == 422
    told = words(page)
    assert "Ärendet är inte registrerat än Välj vilken organisation det gäller." in told
    assert "Skriv med några ord vad det gäller." in told
    assert "Kommer inte in." in told
    assert Ticket.objects.count() == 0


def test_people_are_found_as_one_types(agent, desk):
    found = agent.get("/arenden/personer/?q=karin").json()["people"]

    assert [(each["name"], each["unit"]) for each in found] == [("Karin Lindqvist", "Kisa skola")]


def test_a_draft_is_there_when_one_comes_back_and_gone_when_it_is_sent(agent, desk):
    ticket = desk.ticket()
    sent = {"kind": "reply", "ticket": ticket.number, "text": "Hej, jag"}
    assert agent.post("/arenden/utkast/", sent).json() == {"saved": "09.00"}

    agent.logout()
    agent.force_login(desk.agent)
    assert "Hej, jag" in words(agent.get(f"/arenden/{ticket.number}/"))

    agent.post(f"/arenden/{ticket.number}/svara/", {"text": "Hej, jag har låst upp kontot."})
    assert Draft.objects.count() == 0


def test_a_draft_of_what_there_is_not_is_refused(agent, desk):
    assert agent.post("/arenden/utkast/", {"kind": "x", "text": "a"}).status_code == 422
    sent = {"kind": "reply", "ticket": "404", "text": "a"}
    assert agent.post("/arenden/utkast/", sent).status_code == 404
    assert Draft.objects.count() == 0


def test_many_are_changed_at_a_stroke_and_set_back(agent, desk):
    one, two, untouched = (desk.ticket(f"Nr {n}") for n in range(3))
    marked = {"number": [one.number, two.number], "urgency": "1", "kept": "view=new"}

    answer = agent.post("/arenden/flera/", marked)
    page = agent.get(answer.headers["Location"])

    assert "2 ärenden ändrade." in words(page)
    assert list(Ticket.objects.order_by("pk").values_list("urgency", flat=True)) == [1, 1, 2]
    (undo,) = (
        each for each in page.content.decode().split('"') if each.startswith("/arenden/angra/")
    )
    undone = agent.get(agent.post(undo, {"kept": "view=new"}).headers["Location"])
    assert "2 ärenden är som förut." in words(undone)
    assert list(Ticket.objects.order_by("pk").values_list("urgency", flat=True)) == [2, 2, 2]
    assert untouched.version == Ticket.objects.get(pk=untouched.pk).version


def test_a_stroke_tells_which_could_not_be_changed_and_why(agent, desk):
    one, closed = desk.ticket(), desk.ticket("Klar")
    standing.solve(number=closed.number, resolution="Klart", actor=acting(desk.jonas), at=MONDAY)
    standing.verify(number=closed.number, actor=KARIN(desk), at=MONDAY)

    answer = agent.post("/arenden/flera/", {"number": [one.number, closed.number], "urgency": "1"})

    told = words(agent.get(answer.headers["Location"]))
    assert "1 ärende ändrat." in told
    assert f"{closed.number}: Ärende {closed.number} är avslutat och ändras inte." in told


def test_nothing_marked_is_told_and_an_unknown_stroke_too(agent):
    agent.post("/arenden/flera/", {"urgency": "1"})
    assert "Markera minst ett ärende." in words(agent.get("/arenden/"))
    agent.post("/arenden/angra/abc/")
    assert "Det går att ångra i 10 minuter." in words(agent.get("/arenden/"))


def test_what_leads_back_is_only_ever_a_selection(agent, desk):
    ticket = desk.ticket()
    sent = {"kept": "view=new\r\nSet-Cookie: a=b&ond=1"}

    answer = agent.post(f"/arenden/{ticket.number}/ta/", sent)

    assert answer.headers["Location"] == f"/arenden/{ticket.number}/?view=all"
    answer = agent.post(f"/arenden/{ticket.number}/ta/", {"following": "//ond.example", "kept": ""})
    assert answer.headers["Location"] == f"/arenden/{ticket.number}/"


def conversation(desk):
    """Return a ticket of thirty messages, with a note, a link, a child, a checklist and time."""
    ticket = desk.ticket()
    jonas = acting(desk.jonas)
    for n in range(29):
        standing.reply(
            number=ticket.number,
            written=Written(f"Svar {n}"),
            actor=jonas,
            channel=Channel.PORTAL,
            at=later(minutes=n),
            then=Status.WAITING if n % 2 else Status.OPEN,
        )
    return ticket


def test_pages_of_the_desk_ask_few_questions(agent, desk, django_assert_max_num_queries):
    ticket = conversation(desk)
    for n in range(60):
        desk.ticket(f"Nr {n}", at=MONDAY + timedelta(minutes=n))
    agent.get("/arenden/")

    for address in (
        "/arenden/?view=all",
        f"/arenden/{ticket.number}/?view=all",
        "/arenden/nytt/",
        f"/arenden/nytt/?vem={desk.karin.pk}",
        f"/arenden/person/{desk.karin.pk}/",
        f"/arenden/puls/?ticket={ticket.number}",
    ):
        with django_assert_max_num_queries(MOST_QUESTIONS):
            assert agent.get(address).status_code == 200


def test_an_open_case_with_all_that_may_stand_beside_it_asks_few_questions(agent, desk):
    ticket, jonas = conversation(desk), acting(desk.jonas)
    act = {"number": ticket.number, "actor": jonas, "at": later(days=1)}
    for n in range(8):
        desk.ticket(f"Nr {n}", at=later(days=2, minutes=n))
    other = desk.ticket("Samma fel", at=later(days=3))
    relating.link(**act, other=other.number, kind=LinkKind.RELATED)
    beside.add_to_checklist(number=ticket.number, texts=("Beställ", "Skapa konto"))
    beside.spend_time(
        number=ticket.number, user_id=desk.jonas.pk, minutes=25, note="", at=later(days=1)
    )
    beside.watch(number=ticket.number, user_id=desk.jonas.pk, is_wanted=True)
    callers.write_note(person_id=desk.karin.pk, text="Ring helst.", actor=jonas, at=later(days=1))
    held = {"holder": desk.karin, "held_since": date(2026, 1, 1)}
    Device.objects.create(tag="KIN-1", model="Bok", organisation=desk.kinda, **held)
    published_guide("Logga in igen")
    agent.get(f"/arenden/{ticket.number}/?view=all")

    with few_questions():
        page = agent.get(f"/arenden/{ticket.number}/?view=all")

    told = words(page)
    assert all(each in told for each in ("Samma fel", "Skapa konto", "Ring helst.", "KIN-1"))


def test_an_economist_reads_the_tickets_of_their_member_and_writes_in_none(year, person, client):
    client.force_login(person("economist"))
    User.objects.create_user("somebody")

    page = client.get("/arenden/?view=closed")

    assert numbers(page) == ["3"]
    assert "Nytt ärende" not in words(page)
    assert client.get("/arenden/2/").status_code == 404

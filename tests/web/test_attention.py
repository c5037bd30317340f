"""The pages of what asks for one's own attention, without JavaScript."""

from django.contrib.auth.models import User
from tests.web.budget import few_questions
from tests.web.test_pages import words

from samdrift.servicedesk.casework import standing
from samdrift.servicedesk.models import Reminder, Timer, TimeSpent
from samdrift.servicedesk.ports import Written
from samdrift.servicedesk.tests.given import agent as acting
from samdrift.servicedesk.tests.given import later


def test_a_clock_is_started_in_a_ticket_seen_everywhere_and_stopped(agent, desk, clock_at):
    ticket, other = desk.ticket("Skrivaren"), desk.ticket("Nätet")
    agent.post(f"/arenden/{ticket.number}/klocka/")
    clock_at(later(minutes=22))

    beside = words(agent.get(f"/arenden/{other.number}/"))
    assert f"22 min i {ticket.number} , sedan i dag 09.00" in beside

    said = agent.post("/arenden/klocka/stoppa/", {"ticket": other.number}, follow=True)
    assert f"Tiden i {ticket.number} är skriven: 22 min." in words(said)
    assert said.redirect_chain == [(f"/arenden/{other.number}/", 302)]
    assert TimeSpent.objects.get().minutes == 22


def test_the_clock_survives_that_one_signs_out(agent, desk):
    ticket = desk.ticket()
    agent.post(f"/arenden/{ticket.number}/klocka/")

    agent.post("/logga-ut/")
    agent.force_login(User.objects.get(username="agent"))

    assert "Stoppa och skriv tiden" in words(agent.get("/arenden/"))


def test_the_second_ticket_says_what_was_written_in_the_first(agent, desk, clock_at):
    ticket, other = desk.ticket("Skrivaren"), desk.ticket("Nätet")
    agent.post(f"/arenden/{ticket.number}/klocka/")
    clock_at(later(minutes=5))

    said = agent.post(f"/arenden/{other.number}/klocka/", follow=True)

    told = f"Klockan går här. Tiden i {ticket.number} är skriven: 5 min."
    assert told in words(said)


def test_a_clock_can_be_thrown_away_or_told_otherwise(agent, desk):
    ticket = desk.ticket()
    agent.post(f"/arenden/{ticket.number}/klocka/")
    wrong = agent.post("/arenden/klocka/stoppa/", {"minutes": "en kvart"}, follow=True)
    assert "Skriv tiden i hela minuter, till exempel 45." in words(wrong)
    agent.post("/arenden/klocka/stoppa/", {"minutes": "15", "note": "Samtal"})
    assert list(TimeSpent.objects.values_list("minutes", "note")) == [(15, "Samtal")]

    agent.post(f"/arenden/{ticket.number}/klocka/")
    agent.post("/arenden/klocka/kasta/")

    assert TimeSpent.objects.count() == 1
    assert not Timer.objects.exists()
    assert agent.post("/arenden/klocka/okand/").status_code == 404


def test_a_mention_is_counted_listed_and_read_by_opening_its_ticket(agent, desk):
    ticket = desk.ticket("Skrivaren")
    note = Written("@agent kan du titta på det här?")
    standing.note(number=ticket.number, written=note, actor=acting(desk.jonas), at=later())

    assert "Nämnd 1" in words(agent.get("/arenden/"))
    assert 'data-waiting="/arenden/namnd/antal/"' in agent.get("/arenden/guider/").content.decode()
    assert agent.get("/arenden/namnd/antal/").json() == {"count": 1}
    told = words(agent.get("/arenden/namnd/"))
    assert f"{ticket.number} Skrivaren Oläst @agent kan du titta på det här?" in told

    agent.get(f"/arenden/{ticket.number}/")

    assert "Nämnd 1" not in words(agent.get("/arenden/"))
    assert "Oläst" not in words(agent.get("/arenden/namnd/"))
    assert agent.get("/arenden/namnd/antal/").json() == {"count": 0}


def test_nobody_has_been_mentioned_and_nothing_is_due(agent, desk):
    assert "Ingen har nämnt dig." in words(agent.get("/arenden/namnd/"))
    assert "Inga påminnelser." in words(agent.get("/arenden/paminnelser/"))


def test_a_reminder_is_set_in_a_ticket_and_stands_first_when_it_is_due(agent, desk, clock_at):
    ticket = desk.ticket("Skrivaren")
    asked = {"on": "2026-03-03", "clock": "13:30", "note": "Ring Karin"}

    said = agent.post(f"/arenden/{ticket.number}/paminn/", asked, follow=True)
    assert "Du påminns i morgon 13.30." in words(said)
    assert "Kommande" in words(agent.get("/arenden/paminnelser/"))

    clock_at(later(days=1, hours=5))
    desk_words = words(agent.get("/arenden/"))
    assert f"{ticket.number} Skrivaren Ring Karin i dag 13.30" in desk_words
    reminder = Reminder.objects.get().pk
    agent.post(f"/arenden/paminnelser/{reminder}/i-morgon/")
    assert "Ring Karin" not in words(agent.get("/arenden/"))
    agent.post(f"/arenden/paminnelser/{reminder}/klar/")
    assert Reminder.objects.get().done_at == later(days=1, hours=5)


def test_what_cannot_be_read_is_told_and_nothing_is_set(agent, desk):
    ticket = desk.ticket()
    for asked, told in (
        ({"on": "snart"}, "Skriv datumet så här: 2026-03-02."),
        ({"on": "2026-03-09", "clock": "lunch"}, "Skriv klockslaget så här: 14:30."),
        ({"on": "2026-03-01"}, "Välj en tid som inte har varit."),
    ):
        said = agent.post(f"/arenden/{ticket.number}/paminn/", asked, follow=True)
        assert told in words(said)

    assert not Reminder.objects.exists()


def test_a_desk_with_much_to_attend_to_keeps_its_budget(agent, desk, clock_at):
    ticket = desk.ticket()
    agent.post(f"/arenden/{ticket.number}/klocka/")
    agent.post(f"/arenden/{ticket.number}/paminn/", {"on": "2026-03-02", "clock": "10:00"})
    note = Written("@agent")
    standing.note(number=ticket.number, written=note, actor=acting(desk.jonas), at=later())
    clock_at(later(hours=2))

    with few_questions():
        agent.get(f"/arenden/{ticket.number}/")

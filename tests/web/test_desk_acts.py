"""Every act at the desk through the web: it works, and whoever may not changes nothing."""

import pytest
from tests.web.test_pages import words

from samdrift.assets.tests.given import thing
from samdrift.servicedesk.casework import (
    beside,
    blocks,
    concerning,
    handing_over,
    keywords,
    relating,
    standing,
)
from samdrift.servicedesk.casework.blocks import BlockText
from samdrift.servicedesk.choices import LinkKind, Status
from samdrift.servicedesk.models import (
    ChecklistItem,
    ConcernedThing,
    Draft,
    Handover,
    Message,
    Reminder,
    Ticket,
    TicketEvent,
    TicketKeyword,
    TicketLink,
    Timer,
    TimeSpent,
    Watcher,
)
from samdrift.servicedesk.ports import Written
from samdrift.servicedesk.tests.given import MONDAY
from samdrift.servicedesk.tests.given import agent as acting
from samdrift.servicedesk.views.acts import ACTS


def stored():
    """Return all that an act could have written."""
    kept = (
        *(Ticket, TicketEvent, Message, TicketLink, TicketKeyword),
        *(ChecklistItem, TimeSpent, Watcher, Handover),
    )
    return [list(model.objects.order_by("pk").values()) for model in kept]


class Case:
    """A ticket with another beside it, a link, a to-do, as an act meets it."""

    def __init__(self, desk):
        self.desk, self.jonas = desk, acting(desk.jonas)
        self.ticket = desk.ticket()
        self.other = desk.ticket("Samma sak")
        self.number, self.another = self.ticket.number, self.other.number

    def solved(self):
        standing.solve(number=self.number, resolution="Klart", actor=self.jonas, at=MONDAY)
        return {}

    def linked(self):
        made = relating.link(
            number=self.number,
            other=self.another,
            kind=LinkKind.RELATED,
            actor=self.jonas,
            at=MONDAY,
        )
        return {"link": made.pk}

    def listed(self):
        beside.add_to_checklist(number=self.number, texts=("Ring",))
        return {"item": ChecklistItem.objects.get().pk, "done": "1"}

    def handed_over(self):
        handing_over.hand_over(
            number=self.number,
            supplier_code="LEV",
            address="",
            promised_by=None,
            actor=self.jonas,
            at=MONDAY,
        )
        return {}

    def with_block(self):
        told = BlockText("Prova", "{namn}, prova {nummer}. {jag}", {})
        return {"block": blocks.write_block(told=told).pk}

    def answered(self):
        said = standing.note(
            number=self.number, written=Written("Två fel."), actor=self.jonas, at=MONDAY
        )
        return {"message": said.pk, "subject": "Det andra"}

    def concerned(self):
        thing("KIN-1")
        concerning.concern(number=self.number, tag="KIN-1", actor=self.jonas, at=MONDAY)
        return {"tag": "KIN-1"}

    def with_keyword(self):
        keywords.change_keywords(number=self.number, added=("lan",), actor=self.jonas, at=MONDAY)
        return {"keyword": "lan"}

    def with_thing(self):
        thing("KIN-1")
        return {"tag": "KIN-1"}

    def now(self):
        return Ticket.objects.get(pk=self.ticket.pk)


# Act: what it needs before, what is sent, and what must be so afterwards.
WORKS = {
    "svara": (None, {"text": "Hej", "then": "waiting"}, lambda c: c.now().status == "waiting"),
    "anteckna": (None, {"text": "Låst"}, lambda _: Message.objects.filter(kind="note").exists()),
    "andra": (None, {"urgency": "1"}, lambda c: c.now().urgency == 1),
    "ta": (None, {}, lambda c: c.now().assignee == c.desk.agent),
    "status": (None, {"status": "waiting"}, lambda c: c.now().status == Status.WAITING),
    "planera": (None, {"on": "2026-03-09"}, lambda c: c.now().status == Status.PLANNED),
    "los": (None, {"text": "Låste upp."}, lambda c: c.now().resolution == "Låste upp."),
    "avsluta": (Case.solved, {}, lambda c: c.now().status == Status.CLOSED),
    "oppna": (Case.solved, {"text": "Nej"}, lambda c: c.now().reopened_count == 1),
    "besok": (None, {"on": "2026-03-04", "place": "Sal 3"}, lambda c: c.now().place == "Sal 3"),
    "sammanfor": (None, {"number": "{other}"}, lambda c: c.now().merged_into == c.other),
    "lanka": (
        None,
        {"number": "#{other}", "kind": "duplicate"},
        lambda _: TicketLink.objects.get().kind == "duplicate",
    ),
    "ta-bort-lank": (Case.linked, {}, lambda _: not TicketLink.objects.exists()),
    "dela": (
        Case.answered,
        {},
        lambda _: Ticket.objects.filter(subject="Det andra").exists(),
    ),
    "lagg-under": (None, {"number": "{other}"}, lambda c: c.now().parent == c.other),
    "folj": (None, {"wanted": "1"}, lambda c: Watcher.objects.get().user == c.desk.agent),
    "att-gora": (None, {"text": "Ring\nMejla"}, lambda _: ChecklistItem.objects.count() == 2),
    "bocka": (Case.listed, {}, lambda c: ChecklistItem.objects.get().done_by == c.desk.agent),
    "tid": (None, {"minutes": "15", "note": "x"}, lambda _: TimeSpent.objects.get().minutes == 15),
    "leverantor": (
        None,
        {"supplier": "LEV", "promised": "2026-03-06"},
        lambda c: c.now().status == Status.SUPPLIER,
    ),
    "textblock": (
        Case.with_block,
        {"so-far": "Hej!"},
        lambda _: Draft.objects.get().content == {"text": "Hej!\n\nKarin, prova 10001. agent"},
    ),
    "ta-tillbaka": (Case.handed_over, {}, lambda c: c.now().status == Status.OPEN),
    "leverantorens-nummer": (
        Case.handed_over,
        {"reference": "S-77"},
        lambda _: Handover.objects.get().reference == "S-77",
    ),
    "galler": (
        Case.with_thing,
        {},
        lambda c: ConcernedThing.objects.get().ticket == c.ticket,
    ),
    "galler-inte": (Case.concerned, {}, lambda _: not ConcernedThing.objects.exists()),
    "nyckelord": (
        None,
        {"keywords": "Skolstart, skolstart ; Flytt"},
        lambda c: (
            set(c.ticket.keywords.values_list("keyword__word", flat=True)) == {"skolstart", "flytt"}
        ),
    ),
    "ta-bort-nyckelord": (
        Case.with_keyword,
        {},
        lambda c: not c.ticket.keywords.exists(),
    ),
    "klocka": (None, {}, lambda c: Timer.objects.get().user == c.desk.agent),
    "paminn": (
        None,
        {"on": "2026-03-09", "note": "Ring"},
        lambda _: Reminder.objects.get().note == "Ring",
    ),
}

# Act: what is sent that cannot be done, and what is said.
REFUSED = [
    ("svara", {"text": " "}, "Skriv något innan du skickar."),
    ("anteckna", {"text": ""}, "Skriv något innan du skickar."),
    ("andra", {"urgency": "7"}, "Välj bland de värden som visas."),
    ("andra", {"assignee_id": "404404"}, "Det du valde finns inte längre."),
    ("andra", {"urgency": "1", "had-urgency": "3"}, "någon annan har ändrat till Medel"),
    ("status", {"status": "closed"}, "Välj bland de värden som visas."),
    ("planera", {"on": "i morgon"}, "Skriv datumet så här: 2026-03-02."),
    ("planera", {"on": "2026-02-02"}, "Välj en tid som inte har varit."),
    ("los", {"text": ""}, "Skriv vad som löste ärendet."),
    ("avsluta", {}, "är inte löst än"),
    ("oppna", {}, "kan inte öppnas igen"),
    ("besok", {"on": "x"}, "Skriv datumet så här: 2026-03-02."),
    ("sammanfor", {"number": ""}, "Skriv det andra ärendets nummer."),
    ("lanka", {"number": "{other}", "kind": "x"}, "Välj bland de värden som visas."),
    ("ta-bort-lank", {"link": "x"}, "Länken"),
    ("dela", {"subject": "Nytt"}, "Välj"),
    ("lagg-under", {"number": "{own}"}, "Ärende"),
    ("bocka", {"item": "x"}, "Punkten finns inte kvar på listan."),
    ("tid", {"minutes": "en kvart"}, "Skriv tiden i minuter"),
    ("leverantor", {"supplier": "KIN"}, "leverantör"),
    ("ta-tillbaka", {}, "leverantör"),
    ("leverantorens-nummer", {"reference": "77"}, "är inte hos någon leverantör"),
    ("paminn", {"on": "snart"}, "Skriv datumet så här: 2026-03-02."),
    ("galler", {"tag": "INGEN-1"}, "ingen inventarie"),
    ("galler-inte", {"tag": "INGEN-1"}, "gäller inte"),
    ("nyckelord", {"keywords": " , "}, "Skriv minst ett nyckelord."),
    ("nyckelord", {"keywords": "x" * 41}, "Ett nyckelord har högst 40 tecken."),
    ("textblock", {"block": "404"}, "Textblocket finns inte längre."),
]


def filled(sent, case):
    return {
        key: str(value).format(other=case.another, own=case.number) for key, value in sent.items()
    }


def test_every_act_has_its_line():
    assert set(WORKS) == set(ACTS)


@pytest.mark.parametrize("name", WORKS)
def test_an_act_is_done_and_leads_back_to_the_ticket(agent, desk, name):
    case = Case(desk)
    before, sent, is_done = WORKS[name]
    more = before(case) if before else {}

    answer = agent.post(
        f"/arenden/{case.number}/{name}/", filled(sent, case) | more | {"kept": "view=new"}
    )

    assert answer.headers["Location"] == f"/arenden/{case.number}/?view=new"
    assert is_done(case)


@pytest.mark.parametrize(("name", "sent", "told"), REFUSED)
def test_what_cannot_be_done_is_told_and_changes_nothing(agent, desk, name, sent, told):
    case = Case(desk)
    before = stored()

    answer = agent.post(f"/arenden/{case.number}/{name}/", filled(sent, case), follow=True)

    assert told in words(answer)
    assert 'role="alert"' in answer.content.decode()
    assert stored() == before


@pytest.mark.parametrize("role", ["controller", "auditor", "economist", "elected", "administrator"])
def test_whoever_does_not_work_with_tickets_finds_no_act_and_changes_nothing(
    desk, person, client, role
):
    Case(desk)
    Ticket.objects.update(organisation=desk.kinda)
    client.force_login(_of_kinda(person, role))
    number = Ticket.objects.first().number
    before = stored()

    answers = {client.post(f"/arenden/{number}/{name}/", WORKS[name][1]).status_code
               for name in ACTS}  # fmt: skip
    answers |= {
        client.post("/arenden/flera/", {"number": number, "urgency": "1"}).status_code,
        client.post("/arenden/angra/abc/").status_code,
        client.post("/arenden/utkast/", {"kind": "note", "ticket": number}).status_code,
        client.post("/arenden/nytt/", {"subject": "x", "text": "x"}).status_code,
    }

    assert answers == {404}
    assert stored() == before


def _of_kinda(person, role):
    if role == "economist":
        from samdrift.parties.models import Organisation  # noqa: PLC0415

        Organisation.objects.create(code="VIM", name="Vimmerby", role="member", position=9)
    return person(role)


def test_a_secret_ticket_of_others_cannot_be_acted_on_nor_merged_into(agent, desk):
    case = Case(desk)
    Ticket.objects.filter(pk=case.other.pk).update(is_secret=True)
    before = stored()

    assert agent.post(f"/arenden/{case.another}/ta/").status_code == 404
    for name in ("sammanfor", "lanka"):
        sent = {"number": case.another}
        assert agent.post(f"/arenden/{case.number}/{name}/", sent).status_code == 404
    answer = agent.post(f"/arenden/{case.number}/lagg-under/", {"number": case.another})
    assert answer.status_code == 404
    assert stored() == before


def test_whoever_takes_what_another_took_meanwhile_is_told_and_takes_nothing(agent, desk):
    ticket = desk.ticket()
    Ticket.objects.filter(pk=ticket.pk).update(assignee=desk.anna)
    before = stored()

    page = agent.post(f"/arenden/{ticket.number}/ta/", {"had-assignee_id": ""}, follow=True)

    assert f"Någon annan ändrade ärende {ticket.number}" in words(page)
    assert stored() == before
    agent.post(f"/arenden/{ticket.number}/ta/", {"had-assignee_id": desk.anna.pk})
    assert Ticket.objects.get().assignee == desk.agent


def test_an_act_that_there_is_none_of_is_not_found(agent, desk):
    assert agent.post(f"/arenden/{desk.ticket().number}/gallra/").status_code == 404


def test_two_who_change_the_same_field_get_one_change_and_one_refusal(agent, desk):
    case = Case(desk)
    seen = {"had-urgency": "2", "urgency": "1"}
    agent.post(f"/arenden/{case.number}/andra/", seen)

    late = agent.post(f"/arenden/{case.number}/andra/", seen | {"urgency": "3"}, follow=True)

    assert "Brådska: agent har ändrat till Hög, du ville ha Låg. Inget är sparat." in words(late)
    assert case.now().urgency == 1


def test_words_that_could_not_be_sent_are_kept(agent, desk):
    case = Case(desk)
    case.solved()

    agent.post(f"/arenden/{case.number}/svara/", {"text": "Ett långt svar."})
    standing.reopen(number=case.number, why="", actor=case.jonas, at=MONDAY)

    assert "Ett långt svar." in words(agent.get(f"/arenden/{case.number}/"))

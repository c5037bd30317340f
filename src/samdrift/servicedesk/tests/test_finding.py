"""What tickets are found by, by whom, and that nobody finds more than the door shows them."""

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.plumbing.search import queries, services
from samdrift.plumbing.search.queries import Page
from samdrift.servicedesk import finding
from samdrift.servicedesk.casework import changing, door, handing_over, relating, standing
from samdrift.servicedesk.choices import Channel, Status
from samdrift.servicedesk.models import Message, Ticket
from samdrift.servicedesk.ports import NewAttachment, Reader, Wanted, Written
from samdrift.servicedesk.tests.given import Desk, agent, desk_reader, later, reporter

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def found(words, reader, **how):
    """Return the numbers of the tickets that a reader finds."""
    answer = queries.find(
        words, scope=finding.scope(reader), kinds=(finding.TICKET,), page=Page(100, **how)
    )
    assert answer.count == len(answer.hits)
    ids = [int(hit.key) for hit in answer.hits]
    numbers = dict(Ticket.objects.values_list("pk", "number"))
    return [numbers[each] for each in ids]


def own_reader(person, **rights):
    return Reader(0, person_id=person.pk, **rights)


def catch_up():
    services.tell_marked(at=later(hours=9), most=100)


def test_a_ticket_that_is_registered_is_told_as_it_would_be_told_later(desk, monkeypatch):
    told = []

    def tell(things, *, at):
        told.extend(things)

    monkeypatch.setattr(finding.search, "index", tell)
    file = NewAttachment("felkod-E4711.png", "image/png", 3, "0" * 64)
    written = Written("Ingenting fungerar.", attachments=(file,))

    ticket = desk.ticket("Glömt lösenordet", written=written, place="Rum 214", category="Konto")

    assert told == list(finding.things([ticket.pk]))
    assert told[0].text.split(finding.APART)[:2] == ["Ingenting fungerar.", "felkod-E4711.png"]


def test_a_ticket_is_found_by_all_that_is_said_in_it(desk):
    file = NewAttachment("felkod-E4711.png", "image/png", 3, "0" * 64)
    written = Written("Ingenting fungerar i fiberanslutningen.", attachments=(file,))
    ticket = desk.ticket("Glömt lösenordet", written=written, place="Rum 214", category="Konto")
    standing.reply(
        number=ticket.number,
        written=Written("Vi skickar en installatör."),
        actor=agent(desk.jonas),
        channel=Channel.PORTAL,
        at=later(hours=1),
    )
    standing.solve(
        number=ticket.number,
        resolution="Bytte strömadaptern.",
        actor=agent(desk.jonas),
        at=later(hours=2),
    )

    reader = desk_reader(desk.anna)
    for words in (
        *("lösenord", "fiber", "anslutningar", "felkod", "e4711", "installatören", "strömadapter"),
        *("karin", "lindqvist", "kisa skola", "rum 214", "konto", ticket.number),
    ):
        assert found(words, reader) == [ticket.number], words
    assert found("skrivare", reader) == []


def test_a_note_is_found_by_the_desk_alone(desk):
    ticket = desk.ticket("Skärmen är svart")
    standing.note(
        number=ticket.number,
        written=Written("Misstänker vattenskada, se fakturan."),
        actor=agent(desk.jonas),
        at=later(hours=1),
    )

    assert found("vattenskada", desk_reader(desk.anna)) == [ticket.number]
    assert found("skärm faktura", desk_reader(desk.anna)) == [ticket.number]
    for reader in (
        own_reader(desk.karin),
        Reader(0, organisation_code="KIN"),
        Reader(0, unit_ids=(desk.school.pk,)),
    ):
        assert found("skärm", reader) == [ticket.number]
        assert found("vattenskada", reader) == []
        assert found("skärm -vattenskada", reader) == [ticket.number]
        (hit,) = queries.find("skärm", scope=finding.scope(reader)).hits
        assert "vattenskada" not in "".join(piece.text for piece in hit.snippet)


def test_a_secret_ticket_is_found_by_who_works_on_it_and_who_reported_it(desk):
    ticket = desk.ticket("Hotbild mot elev", is_secret=True)
    everybody = {
        "anna": desk_reader(desk.anna),
        "jonas": desk_reader(desk.jonas),
        "manager": desk_reader(desk.anna, sees_secret=True),
        "karin": own_reader(desk.karin),
        "per": own_reader(desk.per),
        "organisation": Reader(0, organisation_code="KIN"),
        "unit": Reader(0, unit_ids=(desk.school.pk,)),
    }

    def finders():
        return {name for name, reader in everybody.items() if found("hotbild", reader)}

    assert finders() == {"manager", "karin"}
    _change(ticket, assignee_id=desk.jonas.pk)
    assert finders() == {"manager", "karin", "jonas"}
    _change(ticket, is_secret=False)
    assert finders() == set(everybody) - {"per"}
    _change(ticket, is_secret=True)
    assert finders() == {"manager", "karin", "jonas"}


def test_what_is_merged_is_found_where_it_goes_on(desk):
    gone, kept = desk.ticket("Skrivaren"), desk.ticket("Utskrift")
    Message.objects.filter(ticket=gone).update(text="Tonern läcker.")

    relating.merge(number=gone.number, into=kept.number, actor=agent(desk.jonas), at=later(hours=1))

    assert found("tonern", desk_reader(desk.anna)) == [kept.number]
    assert found("skrivaren", desk_reader(desk.anna)) == [gone.number]


def test_what_is_split_off_is_found_where_it_went(desk):
    ticket = desk.ticket("Skrivaren")
    told = standing.answer(
        number=ticket.number,
        written=Written("Projektorn är också trasig."),
        actor=reporter(desk.karin),
        channel=Channel.PORTAL,
        at=later(hours=1),
    )

    started = relating.split(
        number=ticket.number,
        message_ids=(told.pk,),
        subject="En annan sak",
        actor=agent(desk.jonas),
        at=later(hours=2),
    )

    assert found("projektor", desk_reader(desk.anna)) == [started.number]


def test_what_the_index_was_not_told_of_is_told_by_a_worker(desk):
    ticket = desk.ticket("Skrivaren")
    handing_over.hand_over(
        number=ticket.number,
        supplier_code="LEV",
        address="",
        promised_by=None,
        actor=agent(desk.jonas),
        at=later(hours=1),
    )
    handing_over.note_reference(number=ticket.number, reference="INC-77120", promised_by=None)
    Ticket.objects.create(
        number="H-1",
        organisation=desk.kinda,
        channel=Channel.PHONE,
        line=1,
        category="Skolplattform",
        opened_at=later(days=-900),
        closed_at=later(days=-899),
        elapsed_seconds=86_400,
    )
    desk.karin.name = "Karin Bergdahl"
    desk.karin.save()
    reader = desk_reader(desk.anna)
    assert found("bergdahl", reader) == []

    catch_up()

    assert found("bergdahl", reader) == [ticket.number]
    assert found("inc-77120", reader) == [ticket.number]
    assert found("inc-77120", own_reader(desk.karin)) == []
    assert found("skolplattform", reader) == ["H-1"]
    assert found("H-1", reader) == ["H-1"]


def test_what_is_wiped_is_not_found(desk):
    ticket = desk.ticket("Skärmen", written=Written("Mitt personnummer är hemligt."))
    assert found("personnummer", desk_reader(desk.anna)) == [ticket.number]

    Message.objects.filter(ticket=ticket).update(text="", wiped_at=later(days=900))
    catch_up()

    assert found("personnummer", desk_reader(desk.anna)) == []


def test_what_changes_nothing_that_is_found_tells_nothing(desk, monkeypatch):
    ticket = desk.ticket("Skärmen")
    told = []
    monkeypatch.setattr(finding, "tell", lambda *ids, **_at: told.append(ids))

    _change(ticket, urgency=1)
    assert told == []
    _change(ticket, subject="Skärmen och tangentbordet")
    assert told == [(ticket.pk,)]


def test_tickets_are_narrowed_to_those_of_a_state_a_group_and_a_year(desk):
    one, two = desk.ticket("Skärm"), desk.ticket("Skärm", group_id=desk.second.pk)
    standing.solve(
        number=one.number, resolution="Klart.", actor=agent(desk.jonas), at=later(hours=1)
    )
    everything = finding.scope(desk_reader(desk.anna))

    def narrowed(*labels):
        scope = everything
        for label in labels:
            scope = scope.narrowed(label)
        ids = {int(hit.key) for hit in queries.find("skärm", scope=scope).hits}
        return set(Ticket.objects.filter(pk__in=ids).values_list("number", flat=True))

    assert narrowed("state:open") == {two.number}
    assert narrowed("state:over") == {one.number}
    assert narrowed(f"group:{desk.second.pk}", "year:2026") == {two.number}
    assert narrowed("year:2025") == set()
    assert narrowed("organisation:KIN") == {one.number, two.number}
    assert narrowed("organisation:YDR") == set()


PERSONS, USERS, UNITS = ("karin", "per", None), ("jonas", "anna", None), (True, False)
TICKETS = st.lists(
    st.fixed_dictionaries(
        {
            "requester": st.sampled_from(PERSONS),
            "organisation": st.sampled_from(("KIN", "YDR")),
            "is_secret": st.booleans(),
            "assignee": st.sampled_from(USERS),
            "owner": st.sampled_from(USERS),
            "is_of_school": st.booleans(),
            "status": st.sampled_from((Status.NEW, Status.OPEN)),
        }
    ),
    min_size=1,
    max_size=6,
)
READERS = st.fixed_dictionaries(
    {
        "user": st.sampled_from(("jonas", "anna")),
        "person": st.sampled_from(PERSONS),
        "is_desk": st.booleans(),
        "sees_secret": st.booleans(),
        "organisation_code": st.sampled_from(("", "KIN", "YDR")),
        "is_of_school": st.booleans(),
    }
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(tickets=TICKETS, readers=st.lists(READERS, min_size=3, max_size=6))
def test_somebody_finds_just_those_tickets_that_the_door_shows(desk, tickets, readers):
    """Whatever stands in it, and whoever asks: found and counted is what may be opened."""
    Ticket.objects.all().delete()
    catch_up()
    made = [_made(desk, number, told) for number, told in enumerate(tickets)]
    finding.tell(*(ticket.pk for ticket in made), at=later())

    for told in readers:
        reader = _reader(desk, told)
        shown = set(door.visible(reader).values_list("number", flat=True))

        assert set(found("skärm", reader)) == shown
        for ticket in made:
            assert (found(ticket.number, reader) == [ticket.number]) is (ticket.number in shown)


def _made(desk, number, told):
    users = {"jonas": desk.jonas, "anna": desk.anna, None: None}
    people = {"karin": desk.karin, "per": desk.per, None: None}
    return Ticket.objects.create(
        number=str(5000 + number),
        organisation_id=told["organisation"],
        channel=Channel.PORTAL,
        line=1,
        category="",
        subject=f"Skärm {number}x",
        opened_at=later(),
        is_live=True,
        is_secret=told["is_secret"],
        requester=people[told["requester"]],
        assignee=users[told["assignee"]],
        owner=users[told["owner"]],
        unit=desk.school if told["is_of_school"] else None,
        status=told["status"],
    )


def _reader(desk, told):
    person = {"karin": desk.karin, "per": desk.per, None: None}[told["person"]]
    user = User.objects.get(username=told["user"])
    return Reader(
        user.pk,
        person_id=person.pk if person else None,
        is_desk=told["is_desk"],
        sees_secret=told["sees_secret"],
        organisation_code=told["organisation_code"],
        unit_ids=(desk.school.pk,) if told["is_of_school"] else (),
    )


def _change(ticket, **fields):
    changing.change_ticket(
        number=ticket.number, wanted=Wanted(fields), actor=SOMEBODY, at=later(hours=1)
    )


SOMEBODY = agent(User(pk=None, first_name="Någon"))

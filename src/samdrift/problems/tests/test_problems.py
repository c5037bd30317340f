"""Problems: begun of tickets, known, told of at one stroke, solved, and seen by who may."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from samdrift.problems import queries, services
from samdrift.problems.choices import Priority, ProblemEventKind, ProblemState
from samdrift.problems.errors import CannotChangeProblem
from samdrift.problems.models import Problem, ProblemEvent, ProblemTicket
from samdrift.problems.ports import ProblemText
from samdrift.servicedesk.casework import standing
from samdrift.servicedesk.choices import MessageKind, Status
from samdrift.servicedesk.errors import NoSuchTicket
from samdrift.servicedesk.models import Message, Ticket, TicketEvent
from samdrift.servicedesk.tests.given import Desk, agent, desk_reader, later

PRINTERS = ProblemText("Skrivarna tappar nätet", "Varje måndag.", "Utskrift", Priority.HIGH)


@pytest.fixture
def desk(db):
    return Desk()


def begun(desk, *tickets, text=PRINTERS):
    numbers = tuple(ticket.number for ticket in tickets)
    return services.begin_problem(
        text=text,
        tickets=numbers,
        reader=desk_reader(desk.jonas),
        actor=agent(desk.jonas),
        at=later(hours=1),
    )


def acting(desk):
    return {"actor": agent(desk.jonas), "at": later(hours=2)}


def known(desk, problem):
    return services.know_error(
        number=problem.number, workaround="Starta om skrivaren.", root_cause="", **acting(desk)
    )


def solved(desk, problem):
    return services.solve_problem(
        number=problem.number, solution="Ny programvara.", root_cause="Fel i 4.1.", **acting(desk)
    )


def test_problems_are_numbered_from_one(desk):
    assert [begun(desk).number, begun(desk).number] == [1, 2]
    assert str(Problem.objects.get(number=2)) == "P-2 Skrivarna tappar nätet"


def test_a_problem_begins_of_several_tickets_and_says_so(desk):
    one, two = desk.ticket("Skrivaren är död"), desk.ticket("Ingen utskrift")

    problem = begun(desk, one, two)

    told = queries.problem(problem.number)
    assert (told.state, told.title, told.service, told.priority, told.open_tickets) == (
        "investigated",
        "Skrivarna tappar nätet",
        "Utskrift",
        1,
        2,
    )
    linked = queries.linked(problem_id=problem.pk, reader=desk_reader(desk.anna))
    assert {ticket.number for ticket in linked.tickets} == {one.number, two.number}
    kinds = ProblemEvent.objects.values_list("kind", flat=True)
    assert list(kinds) == ["begun", "linked", "linked"]


def test_a_ticket_that_is_not_there_begins_nothing(desk):
    with pytest.raises(NoSuchTicket, match="Det finns inget ärende 99"):
        services.begin_problem(
            text=PRINTERS, tickets=("99",), reader=desk_reader(desk.jonas), **acting(desk)
        )

    assert not Problem.objects.exists()


def test_a_ticket_that_may_not_be_read_cannot_be_linked_and_looks_as_if_not_there(desk):
    secret = desk.ticket("Hemligt", is_secret=True)
    problem = begun(desk)

    with pytest.raises(NoSuchTicket, match=f"Det finns inget ärende {secret.number}"):
        services.link_tickets(
            number=problem.number,
            tickets=(secret.number,),
            reader=desk_reader(desk.jonas),
            **acting(desk),
        )

    assert not ProblemTicket.objects.exists()


def test_a_secret_ticket_is_counted_for_those_who_may_not_read_it_and_not_named(desk):
    secret = desk.ticket("Hemligt", is_secret=True)
    problem = begun(desk)
    services.link_tickets(
        number=problem.number,
        tickets=(secret.number,),
        reader=desk_reader(desk.anna, sees_secret=True),
        **acting(desk),
    )

    linked = queries.linked(problem_id=problem.pk, reader=desk_reader(desk.jonas))
    story = queries.story(problem_id=problem.pk, reader=desk_reader(desk.jonas))

    assert (linked.tickets, linked.hidden) == ((), 1)
    assert [each.changes for each in story if each.kind == "linked"] == [{"ticket": [None, None]}]


def test_linking_twice_is_linking_once(desk):
    ticket = desk.ticket()
    problem = begun(desk, ticket)

    again = services.link_tickets(
        number=problem.number,
        tickets=(ticket.number, ticket.number),
        reader=desk_reader(desk.jonas),
        **acting(desk),
    )

    assert again == 0
    assert ProblemTicket.objects.count() == 1


def test_a_link_is_taken_back_once(desk):
    ticket = desk.ticket()
    problem = begun(desk, ticket)
    wanted = {
        "number": problem.number,
        "ticket": ticket.number,
        "reader": desk_reader(desk.jonas),
    }

    services.unlink_ticket(**wanted, **acting(desk))

    assert not ProblemTicket.objects.exists()
    with pytest.raises(CannotChangeProblem, match="är inte länkat till P-1"):
        services.unlink_ticket(**wanted, **acting(desk))
    assert ProblemEvent.objects.filter(kind=ProblemEventKind.UNLINKED).count() == 1


def test_a_known_error_has_a_workaround(desk):
    problem = begun(desk)

    with pytest.raises(CannotChangeProblem, match="Skriv hur man kommer runt felet"):
        services.know_error(number=1, workaround="  ", root_cause="", **acting(desk))
    assert Problem.objects.get().state == ProblemState.INVESTIGATED

    known(desk, problem)
    told = queries.problem(1)
    assert (told.state, told.workaround) == ("known_error", "Starta om skrivaren.")


def test_everybody_who_waits_is_told_at_one_stroke_and_nobody_else(desk):
    waiting, other, done = desk.ticket("Ett"), desk.ticket("Två"), desk.ticket("Tre")
    problem = begun(desk, waiting, other, done)
    standing.solve(number=done.number, resolution="Klart.", **acting(desk))
    unlinked = desk.ticket("Fyra")

    told = services.inform_linked(
        number=problem.number, text="Starta om så länge.", is_solving=False, **acting(desk)
    )

    assert (told.told, told.refused) == (2, 0)
    replies = Message.objects.filter(kind=MessageKind.REPLY)
    assert {reply.ticket_id for reply in replies} == {waiting.pk, other.pk}
    assert {reply.text for reply in replies} == {"Starta om så länge."}
    assert TicketEvent.objects.filter(batch=told.batch).count() == 2
    event = ProblemEvent.objects.get(kind=ProblemEventKind.INFORMED)
    assert (event.batch, event.text) == (told.batch, "Starta om så länge.")
    assert Ticket.objects.get(pk=unlinked.pk).responded_at is None


def test_those_who_wait_can_be_told_and_their_tickets_solved(desk):
    ticket = desk.ticket()
    problem = begun(desk, ticket)

    services.inform_linked(
        number=problem.number, text="Nu är det rättat.", is_solving=True, **acting(desk)
    )

    ticket.refresh_from_db()
    assert (ticket.status, ticket.resolution) == (Status.SOLVED, "Nu är det rättat.")
    assert queries.problem(problem.number).open_tickets == 0


def test_nobody_is_told_nothing(desk):
    ticket = desk.ticket()
    problem = begun(desk, ticket)

    with pytest.raises(CannotChangeProblem, match="Skriv vad de som väntar"):
        services.inform_linked(number=problem.number, text=" ", is_solving=False, **acting(desk))
    with pytest.raises(CannotChangeProblem, match="Inget länkat ärende väntar"):
        services.inform_linked(
            number=begun(desk).number, text="Hej.", is_solving=False, **acting(desk)
        )

    assert not Message.objects.filter(kind=MessageKind.REPLY).exists()


def test_a_problem_is_solved_with_its_root_cause(desk):
    problem = begun(desk)

    with pytest.raises(CannotChangeProblem, match="Skriv grundorsaken"):
        services.solve_problem(number=1, solution="Bytt.", root_cause="", **acting(desk))
    assert Problem.objects.get().solution == ""

    solved(desk, problem)
    told = queries.problem(1)
    assert (told.state, told.root_cause, told.solved_at) == (
        "solved",
        "Fel i 4.1.",
        later(hours=2),
    )
    with pytest.raises(CannotChangeProblem, match="P-1 är redan löst"):
        solved(desk, problem)
    with pytest.raises(CannotChangeProblem, match="P-1 är löst"):
        known(desk, problem)


def test_a_problem_is_closed_once_solved_and_then_takes_no_tickets(desk):
    problem = begun(desk)
    with pytest.raises(CannotChangeProblem, match="P-1 är inte löst än"):
        services.close_problem(number=1, **acting(desk))

    solved(desk, problem)
    services.close_problem(number=1, **acting(desk))

    assert queries.problem(1).state == ProblemState.CLOSED
    with pytest.raises(CannotChangeProblem, match="P-1 är avslutat"):
        services.link_tickets(
            number=1, tickets=("1",), reader=desk_reader(desk.jonas), **acting(desk)
        )


@pytest.mark.parametrize(
    ("has_workaround", "state"), [(True, "known_error"), (False, "investigated")]
)
def test_a_problem_that_comes_back_is_looked_into_again(desk, has_workaround, state):
    problem = begun(desk)
    if has_workaround:
        known(desk, problem)
    with pytest.raises(CannotChangeProblem, match="P-1 utreds redan"):
        services.reopen_problem(number=1, why="Tillbaka.", **acting(desk))
    solved(desk, problem)

    services.reopen_problem(number=1, why="Tillbaka.", **acting(desk))

    told = queries.problem(1)
    assert (told.state, told.solution, told.solved_at) == (state, "", None)
    assert told.root_cause == "Fel i 4.1."


def test_what_is_changed_is_told_and_what_is_not_is_not(desk):
    begun(desk)

    services.change_problem(number=1, text=PRINTERS, **acting(desk))
    assert not ProblemEvent.objects.filter(kind=ProblemEventKind.CHANGED).exists()

    wanted = ProblemText("Skrivarna", "Varje måndag.", "Utskrift", Priority.LOW, desk.anna.pk)
    services.change_problem(number=1, text=wanted, **acting(desk))
    event = ProblemEvent.objects.get(kind=ProblemEventKind.CHANGED)
    assert event.changes == {
        "title": ["Skrivarna tappar nätet", "Skrivarna"],
        "priority": [1, 3],
        "owner_id": [None, desk.anna.pk],
    }
    assert queries.problem(1).owner_name == "Anna Ek"


@pytest.mark.parametrize("title", ["", " ", "x" * 201])
def test_a_problem_has_a_title_that_can_be_kept(desk, title):
    with pytest.raises(CannotChangeProblem, match="högst 200 tecken"):
        begun(desk, text=ProblemText(title))

    assert not Problem.objects.exists()


def test_texts_have_an_end(desk):
    begun(desk)
    long = "x" * 20_001

    with pytest.raises(CannotChangeProblem, match="högst 20000 tecken"):
        begun(desk, text=ProblemText("Långt", long))
    with pytest.raises(CannotChangeProblem, match="högst 20000 tecken"):
        services.add_note(number=1, text=long, **acting(desk))
    with pytest.raises(CannotChangeProblem, match="vad du har kommit fram till"):
        services.add_note(number=1, text=" ", **acting(desk))
    with pytest.raises(CannotChangeProblem, match="inget problem P-7"):
        services.add_note(number=7, text="Hej.", **acting(desk))
    with pytest.raises(CannotChangeProblem, match="minst ett ärendenummer"):
        services.link_tickets(number=1, tickets=(), reader=desk_reader(desk.jonas), **acting(desk))

    assert list(ProblemEvent.objects.values_list("kind", flat=True)) == ["begun"]


def test_lists_have_the_most_urgent_first_and_count_what_waits(desk):
    begun(desk, text=ProblemText("Lågt", priority=Priority.LOW))
    begun(desk, desk.ticket(), text=ProblemText("Högt", priority=Priority.HIGH))

    rows = queries.problems(("investigated",))

    assert [(row.title, row.tickets, row.open_tickets) for row in rows] == [
        ("Högt", 1, 1),
        ("Lågt", 0, 0),
    ]
    assert queries.counts() == {"investigated": 2, "known_error": 0, "solved": 0, "closed": 0}


def test_what_has_happened_is_never_changed(desk):
    begun(desk)

    with pytest.raises(DatabaseError), transaction.atomic():
        ProblemEvent.objects.update(text="Annat")
    with pytest.raises(DatabaseError), transaction.atomic():
        ProblemEvent.objects.all().delete()

    assert ProblemEvent.objects.get().text == ""


def test_the_database_knows_no_known_error_without_a_workaround(desk):
    begun(desk)

    with pytest.raises(IntegrityError), transaction.atomic():
        Problem.objects.update(state=ProblemState.KNOWN_ERROR)


def test_two_who_begin_at_once_get_a_number_each(desk, monkeypatch):
    begun(desk)
    asked, stale = Problem.objects.aggregate, [0]

    def seen_before_the_other_began(**told):
        return {"last": stale.pop()} if stale else asked(**told)

    monkeypatch.setattr(Problem.objects, "aggregate", seen_before_the_other_began)

    assert begun(desk).number == 2
    monkeypatch.setattr(Problem.objects, "aggregate", lambda **_told: {"last": 0})
    with pytest.raises(IntegrityError), transaction.atomic():
        begun(desk)
    assert Problem.objects.count() == 2


def test_a_problem_has_no_more_tickets_than_can_be_read(desk, monkeypatch):
    monkeypatch.setattr(services, "MOST_LINKED", 1)

    with pytest.raises(CannotChangeProblem, match="högst 1 länkade"), transaction.atomic():
        begun(desk, desk.ticket(), desk.ticket())
    assert not Problem.objects.exists()


def test_what_a_ticket_may_come_of_is_found_by_words_of_its_title_or_service(desk):
    printers = begun(desk)
    begun(desk, text=ProblemText("E-posten stannar", "", "E-post", Priority.LOW))

    assert [row.number for row in queries.to_link("måndag")] == []
    assert [row.number for row in queries.to_link("skrivarna utskrift")] == [printers.number]

"""Major incidents: proposed, decided, led, reported, and counted in the table of the year."""

import pytest

from samdrift.disturbances.choices import DisturbanceEventKind, DisturbanceState, MajorState
from samdrift.disturbances.errors import CannotLead, CannotTell
from samdrift.disturbances.models import CommunicationTask, Disturbance, DisturbanceEvent
from samdrift.disturbances.models import MajorIncident as Major
from samdrift.disturbances.ports import DisturbanceText, MajorReport, Update
from samdrift.disturbances.queries import desk as desk_queries
from samdrift.disturbances.services import majors, telling
from samdrift.disturbances.tables import MAJOR
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask
from samdrift.reporting.recount import Verdict, recount
from samdrift.servicedesk.tests.given import MONDAY, Desk, agent, desk_reader, later

REPORT = MajorReport("E-posten stod still.", "Full disk.", "Larm på diskarna.")


@pytest.fixture
def desk(db):
    return Desk()


def begun(desk, *tickets, **told):
    wanted = {"started_at": MONDAY, "services": "E-post", "organisations": ("KIN",)} | told
    return telling.begin(
        text=DisturbanceText("E-posten är nere", "Inga brev.", **wanted),
        tickets=tuple(ticket.number for ticket in tickets),
        reader=desk_reader(desk.jonas),
        actor=agent(desk.jonas),
        at=MONDAY,
    )


def doing(desk, disturbance, at=None):
    who = {"actor": agent(desk.anna), "at": at or later(minutes=10)}
    return {"disturbance_id": disturbance.pk} | who


def promoted(desk, *tickets, **told):
    disturbance = begun(desk, *tickets, **told)
    majors.propose(why="Alla drabbas.", **doing(desk, disturbance))
    majors.promote(**doing(desk, disturbance))
    return disturbance


def ended(desk, disturbance):
    told = Update("Det fungerar.", state=DisturbanceState.ENDED)
    telling.update(told=told, **doing(desk, disturbance, later(hours=3)))


def table(year=2026):
    (spec,) = [each for each in registry.tables() if each.id == MAJOR]
    return spec.build(Ask(year))


def test_what_is_proposed_is_not_led_until_somebody_decides(desk):
    disturbance = begun(desk)

    majors.propose(why="Alla drabbas.", **doing(desk, disturbance))

    assert Major.objects.get().state == MajorState.PROPOSED
    with pytest.raises(CannotLead, match="redan föreslagen"):
        majors.propose(why="Igen.", **doing(desk, disturbance))
    with pytest.raises(CannotLead, match="leds inte som"):
        majors.add_task(text="Ring", due_at=None, **doing(desk, disturbance))
    assert not CommunicationTask.objects.exists()


def test_a_decision_gives_a_lead_a_list_and_a_clock(desk):
    disturbance = promoted(desk)

    major = desk_queries.page(disturbance.pk).major
    assert (major.state, major.decided_by, major.lead_name) == ("promoted", "Anna Ek", "Anna Ek")
    assert [task.due_at for task in major.tasks] == [
        later(minutes=minutes) for minutes in (20, 25, 40, 40, 70)
    ]
    disturbance.refresh_from_db()
    assert (disturbance.update_minutes, disturbance.next_update_by) == (30, later(minutes=40))


def test_a_promise_that_was_made_already_is_kept(desk):
    disturbance = promoted(desk, update_minutes=15)

    disturbance.refresh_from_db()
    assert (disturbance.update_minutes, disturbance.next_update_by) == (15, later(minutes=25))


def test_what_is_declined_can_be_proposed_again(desk):
    disturbance = begun(desk)
    majors.propose(why="Alla drabbas.", **doing(desk, disturbance))

    majors.decline(why="Bara en skola.", **doing(desk, disturbance))
    assert Major.objects.get().state == MajorState.DECLINED
    with pytest.raises(CannotLead, match="inget förslag"):
        majors.promote(**doing(desk, disturbance))

    majors.propose(why="Nu hela kommunen.", **doing(desk, disturbance))
    major = Major.objects.get()
    assert (major.state, major.why, major.decided_by) == ("proposed", "Nu hela kommunen.", "")


@pytest.mark.parametrize("act", [majors.propose, majors.decline])
def test_a_reason_is_given(desk, act):
    disturbance = begun(desk)
    with pytest.raises(CannotTell, match="Skriv varför"):
        act(why=" ", **doing(desk, disturbance))

    assert not Major.objects.exists()


def test_roles_are_given_to_those_there_are(desk):
    disturbance = promoted(desk)
    wanted = {"lead_id": desk.jonas.pk, "communicator_id": None}

    majors.give_roles(**wanted, **doing(desk, disturbance))

    told = desk_queries.page(disturbance.pk).major
    assert (told.lead_name, told.communicator_name) == ("Jonas Berg", "")
    assert DisturbanceEvent.objects.last().text == "Leder: Jonas Berg. Kommunicerar: –."
    with pytest.raises(CannotLead, match="Välj bland dem"):
        majors.give_roles(lead_id=999_999, communicator_id=None, **doing(desk, disturbance))
    assert Major.objects.get().lead_id == desk.jonas.pk


def test_a_task_is_ticked_by_somebody_and_the_tick_taken_back(desk):
    disturbance = promoted(desk)
    task = majors.add_task(text="Ring Ydre", due_at=later(hours=1), **doing(desk, disturbance))

    majors.tick_task(task_id=task.pk, is_done=True, **doing(desk, disturbance))
    task.refresh_from_db()
    assert (task.done_at, task.done_by, task.position) == (later(minutes=10), "Anna Ek", 5)

    majors.tick_task(task_id=task.pk, is_done=False, **doing(desk, disturbance))
    task.refresh_from_db()
    assert (task.done_at, task.done_by) == (None, "")
    told = DisturbanceEvent.objects.filter(kind=DisturbanceEventKind.TASK)
    assert [event.text for event in told] == [
        "Ny: Ring Ydre",
        "Klar: Ring Ydre",
        "Inte klar: Ring Ydre",
    ]
    with pytest.raises(CannotLead, match="finns inte kvar"):
        majors.tick_task(task_id=0, is_done=True, **doing(desk, disturbance))


def test_a_list_of_tasks_has_an_end(desk, monkeypatch):
    monkeypatch.setattr(majors, "MOST_TASKS", 5)
    disturbance = promoted(desk)

    with pytest.raises(CannotLead, match="högst 5 uppgifter"):
        majors.add_task(text="En till", due_at=None, **doing(desk, disturbance))
    assert CommunicationTask.objects.count() == 5


def test_the_report_is_written_when_it_is_over_and_can_be_bettered(desk):
    disturbance = promoted(desk)
    with pytest.raises(CannotLead, match="när störningen är avslutad"):
        majors.write_report(report=REPORT, **doing(desk, disturbance))
    ended(desk, disturbance)

    with pytest.raises(CannotTell, match="Skriv orsaken"):
        majors.write_report(report=MajorReport("Vad", "", "Åtgärd"), **doing(desk, disturbance))
    assert Major.objects.get().reported_at is None

    majors.write_report(report=REPORT, **doing(desk, disturbance, later(days=1)))
    major = Major.objects.get()
    assert (major.cause, major.measure, major.reported_by) == (
        "Full disk.",
        "Larm på diskarna.",
        "Anna Ek",
    )
    with pytest.raises(CannotLead, match="är avslutad"):
        majors.give_roles(lead_id=None, communicator_id=None, **doing(desk, disturbance))


def test_the_table_of_the_year_tells_how_long_and_how_many_and_opens_to_its_records(desk):
    one = promoted(desk, desk.ticket(), desk.ticket())
    promoted(desk, organisations=())
    begun(desk)
    for disturbance in Disturbance.objects.all():
        ended(desk, disturbance)
    majors.write_report(report=REPORT, **doing(desk, one, later(days=1)))

    told = table()

    assert [[figure.value for figure in row.figures] for row in told.rows] == [
        [180, 2],
        [180, 0],
        [360, 2],
    ]
    assert told.rows[0].label == "2026-03-02 E-posten är nere (E-post, Kinda)"
    assert told.rows[1].label == "2026-03-02 E-posten är nere (E-post, alla)"
    assert told.footnotes == ("E-posten är nere. Orsak: Full disk. Åtgärd: Larm på diskarna.",)
    verdicts = {recount(figure).verdict for row in told.rows for figure in row.figures}
    assert verdicts == {Verdict.AGREES}
    assert table(2025).rows == ()


def test_what_goes_on_is_missing_in_the_table_and_in_its_sum(desk):
    promoted(desk)

    told = table()

    assert [row.figures[0].reason for row in told.rows] == ["störningen pågår"] * 2
    assert [row.figures[1].value for row in told.rows] == [0, 0]


def test_the_records_behind_tell_cause_and_measure(desk):
    disturbance = promoted(desk, desk.ticket())
    ended(desk, disturbance)
    majors.write_report(report=REPORT, **doing(desk, disturbance, later(days=1)))
    minutes, tickets = table().rows[0].figures

    source = registry.record_source(minutes.origins[0].question)
    (record,) = source.page(minutes.origins[0], "", 10).records
    assert record.cells[4:] == (180, 1, "Full disk.", "Larm på diskarna.")
    assert source.describe(minutes.origins[0]) == "E-posten är nere"

    source = registry.record_source(tickets.origins[0].question)
    (record,) = source.page(tickets.origins[0], "", 10).records
    assert record.cells[:2] == ("10001", "Kinda")

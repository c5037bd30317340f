"""Who calls: found by name, number or what stands on their computer; what to know of them."""

import pytest

from samdrift.assets.tests.given import thing
from samdrift.directory.queries import phone_words
from samdrift.servicedesk.casework import callers, standing
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.models import PersonNote
from samdrift.servicedesk.tests.given import MONDAY, Desk, agent, desk_reader, later


@pytest.fixture
def desk(db):
    return Desk()


def device(desk, tag, holder):
    state, whose = ("held", holder.pk) if holder else ("stock", None)
    return thing(tag, state, serial="5CG901", model="HP EliteBook", holder=whose)


@pytest.mark.parametrize("typed", ["karin", "070-174 06 35", "karin@kinda.example"])
def test_a_caller_is_found_by_name_number_and_address(desk, typed):
    found = callers.callers(typed)

    assert desk.karin.pk in [each.person.id for each in found]
    assert all(each.device == "" for each in found)


@pytest.mark.parametrize("typed", ["KIN-30277", "kin-3", "5cg"])
def test_a_caller_is_found_by_what_stands_on_their_computer(desk, typed):
    device(desk, "KIN-30277", desk.karin)

    (found,) = callers.callers(typed)

    assert found.person.id == desk.karin.pk
    assert found.device == "KIN-30277, HP EliteBook, 5CG901"


def test_a_device_that_nobody_has_points_out_nobody(desk):
    device(desk, "KIN-30277", None)

    assert callers.callers("KIN-30277") == ()


def test_tickets_are_counted_by_how_they_stand(desk):
    desk.ticket()
    solved, closed = desk.ticket(), desk.ticket()
    for ticket in (solved, closed):
        told = {"actor": agent(desk.jonas), "at": later(hours=1)}
        standing.solve(number=ticket.number, resolution="Så.", **told)
    standing.verify(number=closed.number, actor=agent(desk.jonas), at=later(hours=2))
    desk.ticket(is_secret=True)

    told = callers.tally(reader=desk_reader(desk.jonas), person_id=desk.karin.pk)

    assert told == callers.Tally(open=1, solved=1, closed=1)


def test_what_to_know_is_kept_with_who_said_so_until_it_is_taken_away(desk):
    told = {"person_id": desk.karin.pk, "actor": agent(desk.jonas), "at": MONDAY}
    note = callers.write_note(text="  Nås före\n tio. ", **told)

    (known,) = callers.notes(desk.karin.pk)
    assert (known.text, known.by_name, known.at) == ("Nås före tio.", "Jonas Berg", MONDAY)

    with pytest.raises(CannotChange, match="redan borttagen"):
        callers.forget_note(person_id=desk.per.pk, note_id=note.pk)
    assert PersonNote.objects.count() == 1
    callers.forget_note(person_id=desk.karin.pk, note_id=note.pk)
    assert callers.notes(desk.karin.pk) == ()


def test_a_note_that_says_nothing_or_too_much_is_refused(desk):
    told = {"person_id": desk.karin.pk, "actor": agent(desk.jonas), "at": MONDAY}
    for text in (" ", "x" * 501):
        with pytest.raises(CannotChange, match="högst 500 tecken"):
            callers.write_note(text=text, **told)
    for number in range(callers.MOST_NOTES):
        callers.write_note(text=f"Nr {number}", **told)
    with pytest.raises(CannotChange, match="högst 20 anteckningar"):
        callers.write_note(text="En till", **told)
    assert PersonNote.objects.count() == callers.MOST_NOTES


@pytest.mark.parametrize(
    ("digits", "told"),
    [
        ("46701740635", "070-174 06 35"),
        ("46846500412", "08-465 004 12"),
        ("46492123456", "0492-12 34 56"),
        ("4613123456", "013-12 34 56"),
        ("4630412345", "0304-123 45"),
        ("1234", "1234"),
        ("4791234567", "+4791234567"),
        ("358401234567", "+358401234567"),
    ],
)
def test_a_phone_number_is_written_as_in_sweden(digits, told):
    assert phone_words(digits) == told

"""Times booked with the desk: what is free, what becomes of one, and nobody is booked twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from samdrift.bookings import queries, services
from samdrift.bookings.choices import Language, Way, Whom
from samdrift.bookings.errors import CannotBook
from samdrift.bookings.models import BookableTime, Booking
from samdrift.bookings.tests.given import card, hours, wanted
from samdrift.directory.choices import PersonKind
from samdrift.directory.models import Person
from samdrift.plumbing import files
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.mail.models import OutgoingLetter
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.queue import queries as queue
from samdrift.servicedesk.tests.given import MONDAY, desk_reader
from samdrift.servicedesk.tests.letters_given import PostedDesk

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 3, 5)


@pytest.fixture
def desk(settings, tmp_path):
    settings.HOME = tmp_path
    return PostedDesk()


def free(desk, at=MONDAY, person=None):
    return queries.free_slots(person=card(person or desk.karin), at=at)


def evening(day, hour, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SWEDEN)


def book(desk, slot, *, at=MONDAY, person=None, **told):
    person = card(person or desk.karin)
    return services.book(person=person, key=slot.key, wanted=wanted(**told), at=at)


def test_what_is_free_is_cut_from_the_hours_three_weeks_ahead(desk):
    hours(desk.jonas)

    found = free(desk)

    assert [slot.starts_at for slot in found] == [
        evening(THURSDAY + timedelta(days=week * 7), 17, minute)
        for week in range(3)
        for minute in (0, 30)
    ]
    assert (found[0].helper_name, found[0].place) == ("Jonas Berg", "Storgatan 1")


def test_a_time_that_begins_within_the_hour_or_on_a_public_holiday_is_not_free(desk):
    hours(desk.jonas)
    at = evening(THURSDAY, 16, 1)

    assert [slot.starts_at.minute for slot in free(desk, at)][:1] == [30]
    before_epiphany = datetime(2026, 1, 5, 9, tzinfo=SWEDEN)
    hours(desk.anna, weekdays=(2,))
    assert date(2026, 1, 6) not in {slot.starts_at.date() for slot in free(desk, before_epiphany)}


def test_times_for_elected_members_are_free_to_them_alone(desk):
    hours(desk.jonas, whom=Whom.ELECTED)
    assert free(desk) == ()

    desk.karin.kind = PersonKind.ELECTED
    desk.karin.save()

    assert len(free(desk)) == 6


def test_a_time_keeps_to_the_swedish_clock_over_its_change(desk):
    hours(desk.jonas)
    march = datetime(2026, 3, 23, 9, tzinfo=SWEDEN)

    starts = [slot.starts_at.astimezone(UTC).hour for slot in free(desk, march)]

    assert starts == [16, 16, 15, 15, 15, 15]


def test_a_booking_is_a_ticket_in_the_helpers_day_and_a_letter_with_the_time(desk):
    hours(desk.jonas)

    told = book(desk, free(desk)[0])

    ticket = Ticket.objects.get(number=told.number)
    assert (ticket.subject, ticket.status) == ("Bokad tid: Ny läsplatta", Status.PLANNED)
    assert (ticket.assignee, ticket.visit_on) == (desk.jonas, THURSDAY)
    assert ticket.wake_at == evening(THURSDAY, 17)
    [visit] = queue.visits(reader=desk_reader(desk.jonas), on=THURSDAY)
    assert visit.number == told.number
    letter = OutgoingLetter.objects.get(subject__contains="Din tid är bokad")
    assert letter.to == ["karin@kinda.example"]
    assert "torsdag 5 mars 17.00 (17.00–17.30)" in letter.text
    [enclosed] = letter.attachments
    calendar = files.content(enclosed["digest"]).decode()
    assert enclosed["name"] == "bokad-tid.ics"
    assert "DTSTART:20260305T160000Z\r\nDTEND:20260305T163000Z\r\n" in calendar
    assert "STATUS:CONFIRMED" in calendar
    assert [slot.starts_at.minute for slot in free(desk)][:1] == [30]
    [known] = queries.of_ticket(ticket.pk)
    assert known == (told.starts_at, told.ends_at, "teams", None, "Jonas", "Berg", "jonas")
    assert queries.coming(at=MONDAY, until=MONDAY + timedelta(days=7)) == (told,)


def test_who_reads_english_is_written_to_in_english(desk):
    hours(desk.jonas)
    Person.objects.filter(pk=desk.karin.pk).update(language="en")

    book(desk, free(desk)[0])

    letter = OutgoingLetter.objects.get(subject__contains="Your time is booked")
    assert letter.language == "en"
    assert "Thursday 5 March 17.00 (17.00–17.30)" in letter.text
    assert "Change or cancel: " in letter.text
    calendar = files.content(letter.attachments[0]["digest"]).decode()
    assert "SUMMARY:IT help: Ny läsplatta" in calendar


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"service": " "}, "vad det gäller"),
        ({"way": Way.PHONE}, "sätt att mötas"),
        ({"language": Language.ENGLISH, "way": Way.TEAMS}, "språk"),
        ({"way": Way.AT_YOURS}, "var du är"),
    ],
)
def test_what_cannot_be_met_is_refused_and_nothing_is_booked(desk, told, words):
    hours(desk.jonas, languages=(Language.SWEDISH,))

    with pytest.raises(CannotBook, match=words):
        book(desk, free(desk)[0], **told)

    assert not Booking.objects.exists()
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "0@x", "9" * 30, "{id}@2026-03-05T16:10:00+00:00"])
def test_a_time_that_is_none_is_refused(desk, key):
    hours(desk.jonas)
    written = key.format(id=BookableTime.objects.get().pk)

    with pytest.raises(CannotBook, match="inte ledig längre"):
        services.book(person=card(desk.karin), key=written, wanted=wanted(), at=MONDAY)


def test_hours_that_lie_over_each_other_do_not_book_anybody_twice(desk):
    hours(desk.jonas)
    hours(desk.jonas, minutes=60)

    book(desk, next(slot for slot in free(desk) if slot.starts_at.minute == 30))

    assert [slot.starts_at for slot in free(desk)][:2] == [
        evening(THURSDAY, 17),
        evening(THURSDAY + timedelta(days=7), 17),
    ]


def test_a_booking_is_moved_with_its_ticket_and_its_calendar(desk):
    hours(desk.jonas)
    hours(desk.anna)
    told = book(desk, free(desk)[0], way=Way.AT_DESK)
    slot = next(each for each in free(desk) if each.helper_id == desk.anna.pk)
    services.remind(evening(THURSDAY, 12))

    moved = services.move(person=card(desk.karin), booking_id=told.id, key=slot.key, at=MONDAY)

    assert (moved.helper_name, moved.sequence, moved.starts_at) == ("Anna Ek", 1, slot.starts_at)
    assert Booking.objects.get().reminded_at is None
    ticket = Ticket.objects.get(number=told.number)
    assert (ticket.assignee, ticket.place) == (desk.anna, "Storgatan 1")
    letter = OutgoingLetter.objects.get(subject__contains="Din tid är ändrad")
    assert "SEQUENCE:1" in files.content(letter.attachments[0]["digest"]).decode()


def test_a_booking_is_taken_back_and_its_time_is_free_again(desk):
    hours(desk.jonas)
    slot = free(desk)[0]
    told = book(desk, slot)

    services.cancel(person=card(desk.karin), booking_id=told.id, at=MONDAY)

    assert free(desk)[0] == slot
    ticket = Ticket.objects.get(number=told.number)
    assert (ticket.status, ticket.resolution) == (Status.CLOSED, "Tiden är avbokad.")
    letter = OutgoingLetter.objects.get(subject__contains="Din tid är avbokad")
    calendar = files.content(letter.attachments[0]["digest"]).decode()
    assert "METHOD:CANCEL" in calendar
    assert "STATUS:CANCELLED" in calendar
    assert not OutgoingLetter.objects.filter(subject__contains="Löst").exists()
    with pytest.raises(CannotBook, match="redan avbokad"):
        services.cancel(person=card(desk.karin), booking_id=told.id, at=MONDAY)
    assert queries.booking(told.id, person_id=desk.karin.pk).is_cancelled
    assert queries.coming_of(desk.karin.pk, at=MONDAY) == ()


def test_a_booking_is_ones_own_and_one_that_has_begun_stands(desk):
    hours(desk.jonas)
    told = book(desk, free(desk)[0])

    assert queries.booking(told.id, person_id=desk.per.pk) is None
    with pytest.raises(CannotBook):
        services.cancel(person=card(desk.per), booking_id=told.id, at=MONDAY)
    with pytest.raises(CannotBook, match="redan börjat"):
        services.cancel(person=card(desk.karin), booking_id=told.id, at=evening(THURSDAY, 17, 1))

    assert Booking.objects.get().cancelled_at is None


def test_one_whose_ticket_is_solved_already_is_taken_back_and_moved_all_the_same(desk):
    hours(desk.jonas)
    told = book(desk, free(desk)[0])
    ticket = Ticket.objects.filter(number=told.number)
    ticket.update(status=Status.SOLVED, solved_at=MONDAY, resolution="Klart.")

    moved = services.move(
        person=card(desk.karin), booking_id=told.id, key=free(desk)[0].key, at=MONDAY
    )
    services.cancel(person=card(desk.karin), booking_id=moved.id, at=MONDAY)

    assert ticket.get().status == Status.SOLVED


def test_who_has_booked_is_reminded_once_the_day_before(desk):
    hours(desk.jonas)
    book(desk, free(desk)[0])

    assert services.remind(evening(THURSDAY - timedelta(days=1), 16)) == 0
    assert services.remind(evening(THURSDAY - timedelta(days=1), 18)) == 1
    assert services.remind(evening(THURSDAY - timedelta(days=1), 19)) == 0

    assert OutgoingLetter.objects.filter(subject__contains="Påminnelse").count() == 1


def test_who_has_no_address_is_booked_without_a_letter(desk):
    hours(desk.jonas)
    desk.karin.email = ""
    desk.karin.save()

    book(desk, free(desk)[0], language=Language.ENGLISH, about="")

    assert Booking.objects.count() == 1
    assert not OutgoingLetter.objects.exists()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"helper_id": 0}, "vem som kan bokas"),
        ({"weekdays": ()}, "veckodag"),
        ({"closes": 17 * 60}, "sluta efter"),
        ({"minutes": 90}, "Den ska få plats"),
        ({"ways": ()}, "sätt att mötas"),
        ({"place": " "}, "ska gå"),
    ],
)
def test_hours_that_cannot_be_are_refused_and_nothing_is_written(desk, told, words):
    with pytest.raises(CannotBook, match=words):
        hours(desk.jonas, **told)

    assert not BookableTime.objects.exists()


def test_hours_are_ended_and_what_is_booked_stands(desk):
    hours(desk.jonas)
    book(desk, free(desk)[0])
    row = BookableTime.objects.get()

    services.end_hours(time_id=row.pk, on=date(2026, 3, 3))

    assert free(desk) == ()
    assert Booking.objects.get().cancelled_at is None
    services.end_hours(time_id=row.pk, on=row.valid_from)
    assert not BookableTime.objects.exists()
    with pytest.raises(CannotBook):
        services.end_hours(time_id=row.pk, on=row.valid_from)


def test_who_takes_their_time_back_while_others_are_reminded_is_not(desk, monkeypatch):
    hours(desk.jonas)
    for _ in range(2):
        book(desk, free(desk)[0])
    evening_before = evening(THURSDAY - timedelta(days=1), 20)

    def told_while_the_other_takes_theirs_back(*_told, **_more):
        Booking.objects.filter(reminded_at=None).update(cancelled_at=evening_before)

    monkeypatch.setattr(services.letters, "tell_soon", told_while_the_other_takes_theirs_back)

    assert services.remind(evening_before) == 1
    assert Booking.objects.filter(reminded_at=evening_before, cancelled_at=None).count() == 1

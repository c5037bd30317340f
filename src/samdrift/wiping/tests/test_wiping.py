"""Words wiped by rule for good, figures as they were, and what is never wiped."""

import csv
import io
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.core import serializers
from django.db import DatabaseError, connection, transaction

from samdrift.bookings.choices import Language, Way
from samdrift.bookings.models import Booking
from samdrift.kernel.spans import Span
from samdrift.plumbing import clock, files
from samdrift.plumbing.hooks import services as hooks
from samdrift.plumbing.hooks.services import Wanted as WantedHook
from samdrift.plumbing.mail.models import IncomingLetter
from samdrift.plumbing.search import services as search
from samdrift.plumbing.search.ports import Searchable
from samdrift.plumbing.sent_files import Sent
from samdrift.reporting import periods, registry
from samdrift.reporting.ports import Ask
from samdrift.reporting.snapshot import snapshot
from samdrift.servicedesk.casework import beside, handing_over, relating, standing
from samdrift.servicedesk.choices import Channel, MessageKind
from samdrift.servicedesk.conversation import services as conversation
from samdrift.servicedesk.conversation.attachments import take_in
from samdrift.servicedesk.models import Message, Opinion, SecrecyReading, Ticket, TicketEvent
from samdrift.servicedesk.overview import queries as overviews
from samdrift.servicedesk.ports import Written
from samdrift.servicedesk.statistics import queries as statistics
from samdrift.servicedesk.tests.given import KARIN, agent, later
from samdrift.servicedesk.tests.letters_given import PostedDesk
from samdrift.servicelevels.models import ClockEvent
from samdrift.wiping import erasing, protocol, queries, services
from samdrift.wiping.errors import CannotWipe
from samdrift.wiping.models import Hold, Protocol, WipedTicket, Wiping, WipingRule
from samdrift.wiping.ports import WantedRule

NEXT_YEAR = {"days": 400}
SECRETS = ("Hemorrojder", "Kvällsmat", "Grönsaksdisk", "Karin", "karin@", "Blåbärspaj", "Jonas B")
"""Words and names of a ticket that are not to be found anywhere after."""


@pytest.fixture
def desk(db, settings, tmp_path):
    settings.HOME = tmp_path
    desk = PostedDesk()
    desk.chef = User.objects.create(username="chef", first_name="Eva", last_name="Lind")
    desk.controller = User.objects.create(username="sven", first_name="Sven", last_name="Ek")
    return desk


def at():
    return later(**NEXT_YEAR)


def closed(desk, subject="Hemorrojder", **told):
    """Have a ticket with words in every place that there is, closed after an hour."""
    number = desk.ticket(subject, place="Grönsaksdisken", **told).number
    who = {"actor": agent(desk.jonas), "at": later(minutes=10)}
    paper = Written("Kvällsmaten", attachments=take_in([Sent("Blåbärspaj.txt", b"Blabar")]))
    standing.reply(number=number, written=paper, channel=Channel.PORTAL, **who)
    standing.note(number=number, written=Written("Kvällsmat igen"), **who)
    beside.spend_time(
        number=number, user_id=desk.jonas.pk, minutes=5, note="Kvällsmat", at=later(minutes=10)
    )
    beside.add_to_checklist(number=number, texts=("Ring Karin",))
    beside.watch(number=number, user_id=desk.anna.pk, is_wanted=True)
    ticket = Ticket.objects.get(number=number)
    conversation.save_draft(
        user_id=desk.jonas.pk,
        ticket_id=ticket.pk,
        kind=MessageKind.NOTE,
        content={"text": "Kvällsmat"},
        at=later(minutes=10),
    )
    handing_over.hand_over(
        number=number,
        supplier_code="LEV",
        address="karin@leverantor.example",
        promised_by=None,
        **who,
    )
    handing_over.take_back(number=number, **who)
    standing.solve(number=number, resolution="Kvällsmat", actor=who["actor"], at=later(hours=1))
    standing.rate(number=number, score=5, comment="Kvällsmat", at=later(hours=1))
    standing.verify(number=number, actor=KARIN(desk), at=later(hours=2))
    search.index(
        [Searchable(erasing.FOUND_AS, str(ticket.pk), subject, later(), text="Kvällsmat")],
        at=later(hours=2),
    )
    return Ticket.objects.get(number=number)


def rule(desk, **told):
    wanted = {"name": "Två år", "days": 365, "decision": "Dnr 2026/17 § 4"} | told
    return services.make_rule(wanted=WantedRule(**wanted), by=desk.chef, at=at())


def decided(desk, **told):
    return services.decide(rule_id=rule(desk, **told).pk, by=desk.chef, at=at())


def carried_out(desk, wiping):
    services.start(wiping_id=wiping.pk, by=desk.controller, at=at())
    return services.carry_out(wiping_id=wiping.pk, clock=at, tell=lambda *_: None)


def everything():
    """Return all rows of what tickets, letters, clocks, hooks and the index hold, as text."""
    labels = (
        "bookings",
        "servicedesk",
        "mail",
        "hooks",
        "search",
        "servicelevels",
        "wiping",
        "reporting",
    )
    rows = [
        row
        for model in apps.get_models()
        if model._meta.app_label in labels
        for row in model._default_manager.all()
    ]
    return serializers.serialize("json", rows, ensure_ascii=False)


def test_no_word_or_name_of_a_wiped_ticket_is_left_in_any_row_or_file(desk):
    hooks.subscribe(
        wanted=WantedHook("Mål", "https://a.se", "jonas", ("ticket.registered",), "a@a.se"),
        by="rot",
        at=later(),
    )
    ticket = closed(desk)
    letter = IncomingLetter.objects.create(
        mailbox=desk.box,
        digest="a" * 64,
        content_key="k",
        sender="karin@kinda.example",
        subject="Hemorrojder",
        size=1,
        received_at=later(),
        standing="taken",
        handled_at=later(),
    )
    Message.objects.filter(ticket=ticket, kind="report").update(letter="a" * 64)
    before = everything()
    assert [word for word in SECRETS if word not in before] == []

    assert carried_out(desk, decided(desk)) == 1

    left = everything()
    assert [word for word in SECRETS if word in left] == []
    letter.refresh_from_db()
    assert (letter.digest, letter.sender) == ("", "")
    files.sweep(clock.now() + files.GRACE * 2)
    assert [path for path in Path(settings.HOME, "files").rglob("*") if path.is_file()] == []


def figures():
    """Return every figure of every table of two years, and of the page of statistics."""
    told = {}
    with snapshot():
        for spec in registry.tables():
            for year in (2026, 2027):
                table = registry.table(spec.id, Ask(year), today=at().date())
                told[spec.id, year] = [(row.key, row.figures) for row in table.rows]
        period = periods.named("2026")
        told["page"] = overviews.overview(period=period, where=(), today=at().date())
    told["clocks"] = list(ClockEvent.objects.values_list("clock", "number", "kind", "at"))
    told["whole"] = statistics.whole(span=Span.year(2026)).numbers
    return told


def test_statistics_and_every_table_say_the_same_before_and_after(desk):
    closed(desk)
    closed(desk, organisation_code="YDR", requester_id=desk.per.pk, service="E-post")
    desk.ticket()
    before = figures()
    assert before["whole"]["closed"] == 2
    columns = ("number", "opened_at", "closed_at", "elapsed_seconds", "open_seconds", "category")
    columns += ("service", "organisation", "priority", "kind", "channel", "group", "line")
    kept = list(Ticket.objects.order_by("pk").values(*columns, "reopened_count", "opinion__score"))

    assert carried_out(desk, decided(desk)) == 2

    assert figures() == before
    rows = Ticket.objects.order_by("pk").values(*columns, "reopened_count", "opinion__score")
    assert list(rows) == kept


def test_the_protocol_says_what_by_whom_and_how_many_and_can_be_reckoned_anew(desk):
    numbers = sorted(closed(desk).number for _ in range(3))
    wiping = decided(desk)

    carried_out(desk, wiping)

    row = queries.wiping(wiping.pk)
    told = (row.decided_name, row.started_name, row.expected, row.done, row.decision)
    assert told == ("Eva Lind", "Sven Ek", 3, 3, "Dnr 2026/17 § 4")
    assert row.rule_words.startswith("Två år: Alla slag, alla tjänster, alla organisationer, 365")
    assert row.digest == services.digest_of([number for number, _ in queries.numbers(row.id)])
    assert sorted(number for number, _ in queries.numbers(row.id)) == numbers
    lines = list(csv.reader(io.StringIO(protocol.as_csv(row).decode("utf-8-sig")), delimiter=";"))
    assert [line[0] for line in lines] == ["nummer", *numbers]
    paper = protocol.as_pdf(row)
    assert paper.startswith(b"%PDF")
    assert paper == protocol.as_pdf(row)
    assert "arkivlagen 1990:782, 10 §" in protocol.LAW


def test_who_decides_does_not_start(desk):
    closed(desk)
    wiping = decided(desk)

    with pytest.raises(CannotWipe, match="Någon annan"):
        services.start(wiping_id=wiping.pk, by=desk.chef, at=at())
    with pytest.raises(CannotWipe, match="inte startad"):
        services.carry_out(wiping_id=wiping.pk, clock=at, tell=lambda *_: None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Wiping.objects.update(started_by=desk.chef, started_at=at())

    assert Ticket.objects.get().subject == "Hemorrojder"
    assert WipedTicket.objects.count() == 0


def test_secret_preserved_open_and_young_tickets_are_passed_by(desk):
    wanted = closed(desk)
    secret = closed(desk, "Hemligt", is_secret=True)
    preserved = closed(desk, "Bevarat")
    services.preserve(number=preserved.number, why="Tvist", by=desk.chef, at=at())
    open_one = desk.ticket("Öppet")
    found = queries.reach(rule(desk).pk, at=at())

    assert (found.count, found.secret, found.preserved) == (1, 1, 1)
    assert [each.number for each in found.samples] == [wanted.number]
    carried_out(desk, services.decide(rule_id=found.rule.id, by=desk.chef, at=at()))

    left = Ticket.objects.filter(wiped_at=None).order_by("pk").values_list("number", "subject")
    assert list(left) == [
        (secret.number, "Hemligt"),
        (preserved.number, "Bevarat"),
        (open_one.number, "Öppet"),
    ]
    assert queries.reach(rule(desk, days=36_500).pk, at=at()).count == 0


def test_what_is_made_secret_or_preserved_after_the_decision_is_passed_by(desk):
    one, two, three = closed(desk), closed(desk), closed(desk)
    wiping = decided(desk)
    assert wiping.expected == 3
    Ticket.objects.filter(pk=one.pk).update(is_secret=True)
    services.preserve(number=two.number, why="Tvist", by=desk.controller, at=at())

    assert carried_out(desk, wiping) == 1

    assert [number for number, _ in queries.numbers(wiping.pk)] == [three.number]


def test_the_database_refuses_to_wipe_what_is_kept_whoever_asks(desk):
    secret, preserved = closed(desk, is_secret=True), closed(desk)
    open_one = desk.ticket()
    services.preserve(number=preserved.number, why="Tvist", by=desk.chef, at=at())
    closed(desk)
    wiping = decided(desk)
    services.start(wiping_id=wiping.pk, by=desk.controller, at=at())

    for ticket in (secret, preserved, open_one):
        with pytest.raises(DatabaseError), transaction.atomic():
            WipedTicket.objects.create(wiping=wiping, ticket=ticket, number=ticket.number, at=at())

    assert WipedTicket.objects.count() == 0


def test_no_line_of_the_protocol_is_written_outside_a_started_wiping(desk):
    ticket = closed(desk)
    wiping = decided(desk)

    with pytest.raises(DatabaseError), transaction.atomic():
        WipedTicket.objects.create(wiping=wiping, ticket=ticket, number=ticket.number, at=at())

    assert WipedTicket.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"changes": {}, "by_name": "Gallrat", "by_user": None},
        {"changes": {"subject": ["a", "b"]}},
        {"by_name": "Någon"},
        {"kind": "rated"},
    ],
)
def test_what_has_happened_is_not_changed_where_nothing_is_wiped(desk, change):
    closed(desk)
    before = list(TicketEvent.objects.values())

    with pytest.raises(DatabaseError), transaction.atomic():
        TicketEvent.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        ClockEvent.objects.update(by="")
    with pytest.raises(DatabaseError), transaction.atomic():
        TicketEvent.objects.all().delete()

    assert list(TicketEvent.objects.values()) == before


@pytest.mark.parametrize(
    "change",
    [
        {"changes": {"subject": ["a", "b"]}},
        {"by_name": "Någon"},
        {"kind": "rated"},
        {"at": later(days=5)},
        {"batch": "a"},
    ],
)
def test_a_wiped_ticket_s_log_takes_no_new_words(desk, change):
    closed(desk)
    carried_out(desk, decided(desk))
    before = list(TicketEvent.objects.values())

    with pytest.raises(DatabaseError), transaction.atomic():
        TicketEvent.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        ClockEvent.objects.update(by="Någon")
    with pytest.raises(DatabaseError), transaction.atomic():
        ClockEvent.objects.update(number=99)

    assert list(TicketEvent.objects.values()) == before


def test_the_protocol_is_never_changed_or_deleted(desk):
    closed(desk)
    carried_out(desk, decided(desk))

    for model in (Protocol, WipedTicket):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(at=later())
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608  Our own name.
        assert model.objects.count() == 1


def test_what_is_killed_amid_goes_on_where_it_was(desk, monkeypatch):
    for _ in range(5):
        closed(desk)
    wiping = decided(desk)
    services.start(wiping_id=wiping.pk, by=desk.controller, at=at())
    monkeypatch.setattr(services, "AT_A_TIME", 2)

    def killed(done, _whole):
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        services.carry_out(wiping_id=wiping.pk, clock=at, tell=killed)
    assert (WipedTicket.objects.count(), Protocol.objects.count()) == (4, 0)

    for _ in range(2):
        assert services.carry_out(wiping_id=wiping.pk, clock=at, tell=lambda *_: None) == 5
    assert Protocol.objects.get().count == 5


def test_a_part_that_fails_is_wiped_not_at_all(desk, monkeypatch):
    ticket = closed(desk)
    wiping = decided(desk)
    services.start(wiping_id=wiping.pk, by=desk.controller, at=at())

    def broken(*_, **__):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(erasing.search, "forget", broken)
        with pytest.raises(RuntimeError):
            services.carry_out(wiping_id=wiping.pk, clock=at, tell=lambda *_: None)

    assert WipedTicket.objects.count() == 0
    ticket.refresh_from_db()
    assert (ticket.subject, ticket.wiped_at) == ("Hemorrojder", None)


def test_what_was_merged_goes_with_the_ticket_it_went_on_in(desk):
    one, two = desk.ticket("Hemorrojder ett"), desk.ticket("Två")
    who = {"actor": agent(desk.jonas), "at": later(minutes=1)}
    relating.merge(number=one.number, into=two.number, **who)
    standing.solve(number=two.number, resolution="Klart", actor=who["actor"], at=later(hours=1))
    standing.verify(number=two.number, actor=who["actor"], at=later(hours=2))
    wiping = decided(desk)
    assert wiping.expected == 1

    assert carried_out(desk, wiping) == 2

    assert set(Ticket.objects.values_list("subject", flat=True)) == {""}
    assert Ticket.objects.get(pk=one.pk).merged_into == two


def test_a_merged_ticket_that_is_preserved_keeps_the_one_it_went_on_in(desk):
    one, two = desk.ticket("Ett"), desk.ticket("Två")
    who = {"actor": agent(desk.jonas), "at": later(minutes=1)}
    relating.merge(number=one.number, into=two.number, **who)
    standing.solve(number=two.number, resolution="Klart", actor=who["actor"], at=later(hours=1))
    standing.verify(number=two.number, actor=who["actor"], at=later(hours=2))
    services.preserve(number=one.number, why="Tvist", by=desk.chef, at=at())

    with pytest.raises(CannotWipe, match="inget ärende"):
        decided(desk)


def test_a_rule_reaches_what_it_names_alone(desk):
    closed(desk)
    wanted = closed(desk, service="E-post", organisation_code="YDR", requester_id=desk.per.pk)

    found = queries.reach(rule(desk, service="E-post", organisation="YDR").pk, at=at())

    assert [each.number for each in found.samples] == [wanted.number]
    told = ("organisation_id", "YDR", 1), ("service", "E-post", 1), ("kind", "incident", 1)
    assert found.by_part == told


@pytest.mark.parametrize(
    "told",
    [
        {"name": " "},
        {"decision": ""},
        {"days": 29},
        {"days": 36_501},
        {"kind": "annat"},
        {"organisation": "INGEN"},
    ],
)
def test_a_rule_that_cannot_be_is_refused_and_nothing_is_kept(desk, told):
    with pytest.raises(CannotWipe):
        rule(desk, **told)

    assert WipingRule.objects.count() == 0


def test_decisions_are_one_at_a_time_and_can_be_taken_back(desk):
    closed(desk)
    wiping = decided(desk)
    with pytest.raises(CannotWipe, match="redan beslutat"):
        services.decide(rule_id=wiping.rule_id, by=desk.controller, at=at())
    with pytest.raises(CannotWipe, match="inte är klar"):
        services.end_rule(rule_id=wiping.rule_id, at=at())

    services.withdraw(wiping_id=wiping.pk, at=at())

    with pytest.raises(CannotWipe, match="tillbakadraget"):
        services.start(wiping_id=wiping.pk, by=desk.controller, at=at())
    with pytest.raises(CannotWipe):
        services.withdraw(wiping_id=wiping.pk, at=at())
    services.end_rule(rule_id=wiping.rule_id, at=at())
    with pytest.raises(CannotWipe, match="gäller inte"):
        services.decide(rule_id=wiping.rule_id, by=desk.chef, at=at())
    assert Ticket.objects.get().wiped_at is None


def test_preserving_is_said_once_and_taken_back(desk):
    ticket = closed(desk)
    hold = services.preserve(number=ticket.number, why="Tvist", by=desk.chef, at=at())
    for number, why in ((ticket.number, "Igen"), ("99999", "Saknas"), (ticket.number, " ")):
        with pytest.raises(CannotWipe):
            services.preserve(number=number, why=why, by=desk.chef, at=at())

    services.stop_preserving(hold_id=hold.pk, by=desk.controller, at=at())

    with pytest.raises(CannotWipe):
        services.stop_preserving(hold_id=hold.pk, by=desk.controller, at=at())
    carried_out(desk, decided(desk))
    with pytest.raises(CannotWipe, match="redan gallrat"):
        services.preserve(number=ticket.number, why="Sent", by=desk.chef, at=at())
    assert Hold.objects.get().ended_by == "Sven Ek"


def test_opinions_stay_and_that_a_secret_ticket_was_read_stays(desk):
    ticket = closed(desk)
    SecrecyReading.objects.create(ticket=ticket, by_user=desk.jonas, at=later())

    carried_out(desk, decided(desk))

    assert (Opinion.objects.get().score, Opinion.objects.get().comment) == (5, "")
    assert SecrecyReading.objects.count() == 1


def test_a_booked_time_goes_with_its_ticket(desk):
    ticket = closed(desk)
    Booking.objects.create(
        helper=desk.jonas,
        person=desk.karin,
        ticket=ticket,
        starts_at=later(hours=1),
        ends_at=later(hours=2),
        service="Läsplatta",
        way=Way.TEAMS,
        language=Language.SWEDISH,
        booked_at=later(),
    )

    carried_out(desk, decided(desk))

    assert Booking.objects.count() == 0


def test_started_again_is_as_if_it_were_not_said_and_what_is_not_there_cannot_be(desk):
    closed(desk)
    wiping = decided(desk)
    services.start(wiping_id=wiping.pk, by=desk.controller, at=at())

    again = services.start(wiping_id=wiping.pk, by=desk.chef, at=later(days=500))

    assert (again.started_by_id, again.started_at) == (desk.controller.pk, at())
    with pytest.raises(CannotWipe, match="Gallringen finns inte"):
        services.start(wiping_id=wiping.pk + 1, by=desk.controller, at=at())

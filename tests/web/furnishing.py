"""What the demo is given beside its own, so that every page of it has something to show.

Called in the demo's environment: an edition and a printed figure that differs, a problem,
disturbances, a change that waits for a vote, letters, a webhook and a wiping. What is written has
numbers and keys of its own, which are told to whoever opens the pages.
"""

from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from tests.web import directories, machines

from samdrift.annualreport.editions import services as editions
from samdrift.annualreport.reconciliation import services as reconciling
from samdrift.assets.life import services as life
from samdrift.assets.models import Device, DeviceEvent, StockPlace
from samdrift.assets.ports import Actor as Keeper
from samdrift.assets.ports import Told
from samdrift.assets.register.door import Reader as ThingReader
from samdrift.assets.stock import counting, receipts
from samdrift.assets.taking_in import comparing, kept_lists
from samdrift.assets.taking_in import services as lists
from samdrift.assets.taking_in.comparing import ListSort
from samdrift.bookings import ports as booking
from samdrift.bookings import queries as booking_times
from samdrift.bookings import services as bookings
from samdrift.bookings.choices import Language
from samdrift.changes.choices import Act, Kind
from samdrift.changes.ports import Actor as Changer
from samdrift.changes.ports import NewChange, Wanted
from samdrift.changes.services import moving, registering
from samdrift.directory import queries as directory
from samdrift.directory.models import Person
from samdrift.disturbances.models import MajorIncident
from samdrift.disturbances.ports import DisturbanceText
from samdrift.disturbances.services import following, majors, telling
from samdrift.identity import services as identity
from samdrift.parties import services as accounts
from samdrift.plumbing import clock, sheets
from samdrift.plumbing.access import Role
from samdrift.plumbing.hooks import services as hooks
from samdrift.plumbing.mail import intake, keeping
from samdrift.plumbing.mail.choices import Security
from samdrift.plumbing.mail.models import IncomingLetter
from samdrift.problems import services as problems
from samdrift.problems.ports import ProblemText
from samdrift.reporting.formats import Scale
from samdrift.servicedesk.casework import away, reminding, routing, standing, timing
from samdrift.servicedesk.casework import registering as desk
from samdrift.servicedesk.choices import Channel, Status
from samdrift.servicedesk.models import Group, Ticket
from samdrift.servicedesk.notices import tokens
from samdrift.servicedesk.ports import Actor, Reader, Report, Written
from samdrift.switchboard.models import CallLog
from samdrift.wiping import services as wiping
from samdrift.wiping.ports import WantedRule

PRINTED = """table,row,column,printed
ledger.income-statement,result,2015,3257
ledger.income-statement,result,2014,4036
"""
"""The result of one year is printed otherwise than the books say."""

LETTER = """From: Eva Ek <eva@utanfor.example>
To: helpdesk@kommun.example
Subject: Offert
Date: Mon, 2 Mar 2026 09:00:00 +0100
Message-ID: <offert-1@utanfor.example>

Hej! Vill ni ha en offert på skrivare?
"""


@transaction.atomic
def furnish():
    """Write all of it; return what the addresses of pages hold, by name."""
    at = datetime(2016, 2, 1, 12, tzinfo=UTC)
    editions.review_report(year=2015, by="controller", at=at)
    reconciling.take_in_printed(year=2015, text=PRINTED, scale=Scale.TKR, by="controller", at=at)
    agent = User.objects.get(username="handlaggare")
    actor = Actor(agent.get_full_name(), user_id=agent.pk)
    now = clock.now()
    troubled(actor, now)
    changed(actor, now)
    machines.tell("VIM")
    directories.tell()
    vouched()
    told = posted(now) | kept(agent, now) | asked_of_reporter(now) | registered(agent, now)
    return told | called_for(agent, now)


def vouched():
    """Have a municipality vouch for its own people."""
    wanted = identity.Wanted("Vimmerby", "VIM", "https://inloggning.vimmerby.se", "samdrift")
    identity.keep(key="vimmerby", wanted=wanted, domains="vimmerby.se, skola.vimmerby.se")
    told = {"claim": "groups", "value": "Servicedesk", "role": "agent"}
    identity.add_rule(provider_key="vimmerby", **told)


def troubled(actor, now):
    """Begin a problem with a way around it, a major disturbance, and planned work."""
    who = {"actor": actor, "at": now}
    reader = Reader(actor.user_id, is_desk=True, sees_secret=True)
    told = ProblemText("E-posten stannar varje månad", "Den första i varje månad.", "E-post")
    number = problems.begin_problem(text=told, tickets=(), reader=reader, **who).number
    problems.know_error(number=number, workaround="Använd webben.", root_cause="Full disk.", **who)
    slow = DisturbanceText(
        "E-posten är långsam", "Brev kommer sent.", now - timedelta(hours=1), services="E-post"
    )
    major = telling.begin(text=slow, tickets=(), reader=reader, **who)
    majors.propose(disturbance_id=major.pk, why="Alla drabbas.", **who)
    majors.promote(disturbance_id=major.pk, **who)
    planned = DisturbanceText(
        "Byte av brandvägg",
        "Nätet är nere en stund.",
        now + timedelta(days=1),
        expected_until=now + timedelta(days=1, hours=2),
        is_planned=True,
    )
    telling.begin(text=planned, tickets=(), reader=reader, **who)


def changed(actor, now):
    """Propose and assess a change, so that it waits for a vote."""
    by = Changer(actor.name, actor.user_id)
    wanted = Wanted(
        "Byt kärnswitch",
        why="Den gamla är slut på support.",
        what="Switchen i hallen byts.",
        services=("Nätverk",),
        probability=2,
        consequence=3,
        plan="Koppla om.",
        back_out_plan="Koppla tillbaka.",
        test="Pinga.",
        starts_at=now + timedelta(days=2),
        ends_at=now + timedelta(days=2, hours=2),
        responsible_id=actor.user_id,
    )
    number = registering.register(new=NewChange(Kind.NORMAL, wanted), actor=by, at=now).number
    for act in (Act.PROPOSE, Act.ASSESS):
        moving.move(number=number, act=act, actor=by, at=now, text="")


def posted(now):
    """Have a mailbox, and a letter in it that could not be taken."""
    box = keeping.save_mailbox(
        keeping.Settings(
            key="helpdesk",
            address="helpdesk@kommun.example",
            imap=("", 993, Security.TLS),
            smtp=("127.0.0.1", 25, Security.NONE),
        )
    )
    intake.receive(box, LETTER.encode(), at=now, trouble="Brevlådan är för dem som finns.")
    return {"letter": IncomingLetter.objects.get(mailbox=box).pk, "box": box.key}


def kept(agent, now):
    """Have a webhook that has been tried, a rule of wiping and a decision by it."""
    wanted = hooks.Wanted(
        "Larmbordet", "https://larm.example/in", agent.username, ("ticket.solved",), "it@x.example"
    )
    hook = hooks.subscribe(wanted=wanted, by="admin", at=now)
    hooks.send_test(subscription_id=hook.pk, at=now)
    chief = User.objects.get(username="chef")
    rule = wiping.make_rule(
        wanted=WantedRule("Vanliga ärenden", 30, "Informationshanteringsplanen 4.2"),
        by=chief,
        at=now,
    )
    decided = wiping.decide(rule_id=rule.pk, by=chief, at=now)
    log = CallLog.objects.order_by("-pk").first()
    return {"hook": hook.pk, "rule": rule.pk, "wiping": decided.pk, "log": log.pk}


def called_for(agent, now):
    """Have an agent mentioned, reminded and timed, a colleague away, and a rule of routing."""
    one, other = Ticket.objects.filter(is_live=True, status=Status.OPEN, is_secret=False)[:2]
    chief = User.objects.get(username="chef")
    told = Written(f"@{agent.username} kan du titta på den här? Det är samma fel igen.")
    by = Actor(chief.get_full_name(), user_id=chief.pk)
    standing.note(number=one.number, written=told, actor=by, at=now)
    own = {"number": one.number, "user_id": agent.pk}
    ago = now - timedelta(minutes=23)
    reminding.remind(**own, due_at=now - timedelta(minutes=5), note="Ring och fråga", at=ago)
    reminding.remind(**own, due_at=now + timedelta(days=2), note="Stäm av", at=now)
    timing.start_timer(number=other.number, user_id=agent.pk, at=ago)
    group = Group.objects.latest("line")
    away.tell_away(
        user_id=Group.objects.filter(members__isnull=False).values_list("members")[0][0],
        valid_from=now.date() - timedelta(days=1),
        back_on=now.date() + timedelta(days=6),
        by_name=chief.get_full_name(),
    )
    asks = routing.Facts(subject="wifi, trådlös")
    rule = routing.save_rule(routing.Rule(0, "Trådlöst till nätverk", asks, group.pk, urgency=1))
    return {"routing": rule.pk, "open": one.number}


def asked_of_reporter(now):
    """Have what somebody in the portal comes to: a case, a booked time, links out of letters."""
    person = Person.objects.get(user__username="anstalld")
    card = directory.person(person.pk)
    report = Report(
        subject="Skrivaren svarar inte",
        written=Written("Den på plan två, sedan i morse."),
        organisation_code=card.organisation_code,
        channel=Channel.PORTAL,
        requester_id=person.pk,
    )
    case = desk.register_ticket(
        report=report, actor=Actor(person.name, person_id=person.pk), at=now
    )
    free = booking_times.free_slots(person=card, at=now)[0]
    wanted = booking.Wanted("Dator", "", free.ways[0], "Rum 3", Language.SWEDISH)
    booked = bookings.book(person=card, key=free.key, wanted=wanted, at=now)
    solved = Ticket.objects.filter(status=Status.SOLVED, is_live=True).latest("solved_at")
    opinion = tokens.opinion_address(solved.number, solved_at=solved.solved_at)
    going = MajorIncident.objects.latest("pk").disturbance_id
    follower = following.follow(
        disturbance_id=going, address="eva@hemma.example", person_id=None, at=now
    )
    invited = User.objects.get(username="tekniker")  # Never signs in here.
    return {
        "person": person.pk,
        "group": Group.objects.earliest("pk").pk,
        "case": case.number,
        "booking": booked.id,
        "opinion": opinion.rstrip("/").rpartition("/")[2],
        "follower": follower.token,
        "major": going,
        "invited": invited.pk,
        "invitation": accounts.invite(user_id=invited.pk, by="admin", at=now),
    }


def registered(agent, now):
    """Have a computer handed over with a receipt, a count begun, and a list that waits."""
    keeper = Keeper(agent.get_full_name(), agent.pk)
    spare = Device.objects.filter(state__is_in_stock=True).earliest("pk")
    told = Told(now.date(), holder_id=Person.objects.get(user__username="anstalld").pk)
    life.take_step(
        tags=[spare.tag], act="hand-over", told=told, actor=keeper, at=now, stroke="visad"
    )
    receipts.write(stroke="visad", actor=keeper, at=now)
    place = StockPlace.objects.earliest("pk")
    count = counting.begin(place_id=place.pk, actor=keeper, at=now)
    counting.meet(stocktake_id=count.pk, tags=[spare.tag, "X-1"], actor=keeper, at=now)
    content = "märkning;kommun;modell\nNY-1;KIN;HP\n;KIN;HP\n".encode()
    listed = lists.keep(
        name="nya.csv", content=content, kind="computer.staff.laptop", actor=keeper, at=now
    )
    every = ThingReader("", sees_people=True, keeps=True, roles=frozenset(Role))
    sheet = sheets.read(b"Mobilnummer;Kostnad\n0701740639;129\n0701740640;99\n")
    found = comparing.compare(every, sheet, ListSort.CARRIER)
    kept = kept_lists.keep(found, ListSort.CARRIER, name="juni.csv", actor=keeper, at=now)
    return {
        "compared": kept.pk,
        "thing": spare.tag,
        "event": DeviceEvent.objects.get(stroke="visad").pk,
        "count": count.pk,
        "list": listed.pk,
    }

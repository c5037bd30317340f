"""What the demo is given beside its own, so that every page of it has something to show.

Called in the demo's environment: an edition and a printed figure that differs, a problem,
disturbances, and a change that waits for a vote.
"""

from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import User
from tests.web import machines

from samdrift.annualreport.editions import services as editions
from samdrift.annualreport.reconciliation import services as reconciling
from samdrift.changes.choices import Act, Kind
from samdrift.changes.ports import Actor as Changer
from samdrift.changes.ports import NewChange, Wanted
from samdrift.changes.services import moving, registering
from samdrift.disturbances.ports import DisturbanceText
from samdrift.disturbances.services import majors, telling
from samdrift.plumbing import clock
from samdrift.problems import services as problems
from samdrift.problems.ports import ProblemText
from samdrift.reporting.formats import Scale
from samdrift.servicedesk.ports import Actor, Reader


def furnish():
    """Write all of it."""
    at = datetime(2016, 2, 1, 12, tzinfo=UTC)
    editions.review_report(year=2015, by="granskaren", at=at)
    text = "table,row,column,printed\nledger.income-statement,result,2015,4"
    reconciling.take_in_printed(year=2015, text=text, scale=Scale.TKR, by="granskaren", at=at)
    agent = User.objects.get(username="handlaggare")
    actor = Actor(agent.get_full_name(), user_id=agent.pk)
    now = clock.now()
    troubled(actor, now)
    changed(actor, now)
    machines.tell("VIM")


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

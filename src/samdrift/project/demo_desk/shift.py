"""Who has what on their desk when the demo is opened: nobody who works sees an empty queue."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import QuerySet

from samdrift.plumbing.clock import SWEDEN
from samdrift.project.demo_desk import plots
from samdrift.project.demo_desk.acts import Story
from samdrift.project.demo_desk.cast import Cast, Colleague
from samdrift.servicedesk.casework import beside, keywords, reminding, standing
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.ports import Written

BEGUN = {"handlaggare": 9, "tekniker": 7, "chef": 3}
"""How many tickets each who signs in has just begun with."""
TECHNICIAN, MANAGER, AGENT = "tekniker", "chef", "handlaggare"
HOURS = (time(9), None, time(13), None)
"""Two visits are agreed on by the hour; the others are laid where they fit."""
WATCHED = 3
QUIET = timedelta(minutes=20)
GIVEN_AGO = timedelta(minutes=10)
KEYWORDS = {"Skrivare": "lånade skrivare", "Elevdator": "skolstart", "Lösenord": "nytt passerkort"}
"""What some open tickets of these categories have in common besides."""
NAMED = 6
CHECKED = ("Ring innan", "Ta med nätadapter", "Märk om datorn", "Stäm av med enhetschefen")


def begun(*, cast: Cast, at: datetime, seed: str) -> list[Story]:
    """Return the tickets that those who sign in have just begun with."""
    return [
        story
        for user, count in BEGUN.items()
        for story in plots.waiting(
            cast=cast, helper=cast.colleague(user), count=count, at=at, seed=seed
        )
    ]


def give(*, cast: Cast, at: datetime) -> None:
    """Give visits to the technician, a call and a reminder to the agent, and tickets to follow."""
    technician = cast.colleague(TECHNICIAN)
    today = at.astimezone(SWEDEN).date()
    for ticket, hour in zip(_open(at).filter(assignee=technician.user_id), HOURS, strict=False):
        place = f"{ticket.unit.name}, {ticket.unit.place}" if ticket.unit else "Kommunhuset"
        standing.visit(
            number=ticket.number,
            wanted=standing.Visit(today, place, hour),
            actor=technician.actor,
            at=at - GIVEN_AGO,
        )
        beside.add_to_checklist(number=ticket.number, texts=CHECKED)
    _call_for(cast.colleague(AGENT), by=technician, at=at)
    _name(cast.colleague(AGENT), at=at)
    for user in (MANAGER, AGENT):
        watcher = cast.colleague(user).user_id
        for ticket in _open(at).exclude(assignee=watcher).order_by("priority", "pk")[:WATCHED]:
            beside.watch(number=ticket.number, user_id=watcher, is_wanted=True)


def _name(agent: Colleague, *, at: datetime) -> None:
    """Have the agent put keywords on some tickets that are open."""
    for category, word in KEYWORDS.items():
        for ticket in _open(at).filter(category=category).order_by("-pk")[:NAMED]:
            keywords.change_keywords(
                number=ticket.number, added=(word,), actor=agent.actor, at=at - GIVEN_AGO
            )


def _call_for(agent: Colleague, *, by: Colleague, at: datetime) -> None:
    """Have a colleague mention the agent in a note, and the agent reminded of one of theirs."""
    words = f"@{AGENT} kan du ringa dem innan jag åker? Jag är där vid tre."
    for ticket in _open(at).filter(assignee=by.user_id).order_by("-pk")[:1]:
        standing.note(
            number=ticket.number, written=Written(words), actor=by.actor, at=at - GIVEN_AGO
        )
    for ticket in _open(at).filter(assignee=agent.user_id).order_by("pk")[:1]:
        reminding.remind(
            number=ticket.number,
            user_id=agent.user_id,
            due_at=at - GIVEN_AGO,
            note="Stäm av hur det gick",
            at=at - QUIET,
        )


def _open(at: datetime) -> QuerySet[Ticket]:
    """Return the tickets that can be worked on, and in which nothing has just happened."""
    return Ticket.objects.filter(
        is_live=True,
        is_secret=False,
        status__in=(Status.NEW, Status.OPEN, Status.WAITING),
        changed_at__lt=at - QUIET,
    ).select_related("unit")

"""A major incident: proposed, decided, led by roles and tasks, and reported afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction

from samdrift.disturbances.choices import ENDED, DisturbanceEventKind, MajorState
from samdrift.disturbances.errors import CannotLead
from samdrift.disturbances.models import CommunicationTask, Disturbance, MajorIncident
from samdrift.disturbances.ports import MajorReport
from samdrift.disturbances.services import rows
from samdrift.servicedesk.ports import Actor

STANDARD_MINUTES = 30
MOST_TASKS = 50
STANDARD_TASKS = (
    ("Berätta för växeln och första linjen", 10),
    ("Skriv den första uppdateringen på statussidan", 15),
    ("Ring kommunernas kontaktpersoner", 30),
    ("Berätta för förbundschefen", 30),
    ("Samla läget med dem som arbetar med felet", 60),
)
"""Whom is told first, and within how many minutes of the decision."""


@transaction.atomic
def propose(*, disturbance_id: int, why: str, actor: Actor, at: datetime) -> MajorIncident:
    """Propose that a disturbance is led as a major incident; a manager decides."""
    disturbance = rows.held_going(disturbance_id)
    reason = rows.words(why, "Skriv varför störningen behöver ledas som en större.")
    major = MajorIncident.objects.filter(disturbance=disturbance).first()
    if major is not None and major.state != MajorState.DECLINED:
        raise CannotLead("Störningen är redan föreslagen som större.")
    major = major or MajorIncident(disturbance=disturbance)
    major.state = MajorState.PROPOSED
    major.proposed_at, major.proposed_by, major.why = at, actor.name, reason
    major.decided_at, major.decided_by = None, ""
    major.save()
    rows.tell(disturbance, DisturbanceEventKind.PROPOSED, actor=actor, at=at, text=reason)
    return major


@transaction.atomic
def promote(*, disturbance_id: int, actor: Actor, at: datetime) -> MajorIncident:
    """Decide that it is a major incident: whoever decides leads it until somebody else does.

    Updates are promised every half hour where nothing else was said, and the first things to tell
    are written down with when they are due.
    """
    disturbance, major = _decided(disturbance_id, MajorState.PROMOTED, actor=actor, at=at)
    major.lead_id = actor.user_id
    major.save()
    CommunicationTask.objects.bulk_create(
        CommunicationTask(
            major=major, text=text, due_at=at + timedelta(minutes=minutes), position=position
        )
        for position, (text, minutes) in enumerate(STANDARD_TASKS)
    )
    disturbance.update_minutes = disturbance.update_minutes or STANDARD_MINUTES
    rows.promise(disturbance, at)
    disturbance.save()
    rows.tell(disturbance, DisturbanceEventKind.PROMOTED, actor=actor, at=at)
    return major


@transaction.atomic
def decline(*, disturbance_id: int, why: str, actor: Actor, at: datetime) -> MajorIncident:
    """Decide that it is no major incident, and say why."""
    reason = rows.words(why, "Skriv varför störningen inte är större.")
    disturbance, major = _decided(disturbance_id, MajorState.DECLINED, actor=actor, at=at)
    major.save()
    rows.tell(disturbance, DisturbanceEventKind.DECLINED, actor=actor, at=at, text=reason)
    return major


@transaction.atomic
def give_roles(
    *,
    disturbance_id: int,
    lead_id: int | None,
    communicator_id: int | None,
    actor: Actor,
    at: datetime,
) -> MajorIncident:
    """Say who leads the work, and who tells everybody how it goes."""
    disturbance, major = _promoted(disturbance_id)
    if disturbance.state in ENDED:
        raise CannotLead("Störningen är avslutad.")
    names = {
        user.pk: user.get_full_name() or user.get_username()
        for user in User.objects.filter(pk__in=(lead_id or 0, communicator_id or 0))
    }
    if {lead_id, communicator_id} - {None} - names.keys():
        raise CannotLead("Välj bland dem som visas.")
    major.lead_id, major.communicator_id = lead_id, communicator_id
    major.save(update_fields=["lead", "communicator"])
    told = (
        f"Leder: {names.get(lead_id or 0, '–')}. "
        f"Kommunicerar: {names.get(communicator_id or 0, '–')}."
    )
    rows.tell(disturbance, DisturbanceEventKind.ROLES, actor=actor, at=at, text=told)
    return major


@transaction.atomic
def add_task(
    *, disturbance_id: int, text: str, due_at: datetime | None, actor: Actor, at: datetime
) -> CommunicationTask:
    """Add somebody to be told, and by when."""
    disturbance, major = _promoted(disturbance_id)
    wanted = rows.words(text, "Skriv vem som ska få veta vad.")[:200]
    position = major.tasks.count()
    if position >= MOST_TASKS:
        raise CannotLead(f"En lista har högst {MOST_TASKS} uppgifter.")
    task = CommunicationTask.objects.create(
        major=major, text=wanted, due_at=due_at, position=position
    )
    rows.tell(disturbance, DisturbanceEventKind.TASK, actor=actor, at=at, text=f"Ny: {wanted}")
    return task


@transaction.atomic
def tick_task(
    *, disturbance_id: int, task_id: int, is_done: bool, actor: Actor, at: datetime
) -> CommunicationTask:
    """Tick that somebody was told, or take the tick back."""
    disturbance, major = _promoted(disturbance_id)
    task = CommunicationTask.objects.filter(major=major, pk=task_id).first()
    if task is None:
        raise CannotLead("Uppgiften finns inte kvar på listan.")
    task.done_at = at if is_done else None
    task.done_by = actor.name if is_done else ""
    task.save(update_fields=["done_at", "done_by"])
    told = f"Klar: {task.text}" if is_done else f"Inte klar: {task.text}"
    rows.tell(disturbance, DisturbanceEventKind.TASK, actor=actor, at=at, text=told)
    return task


@transaction.atomic
def write_report(
    *, disturbance_id: int, report: MajorReport, actor: Actor, at: datetime
) -> MajorIncident:
    """Write what it was, its cause, and what is done about it; a later writing changes it."""
    disturbance, major = _promoted(disturbance_id)
    if disturbance.state not in ENDED:
        raise CannotLead("Skriv rapporten när störningen är avslutad.")
    major.summary = rows.words(report.summary, "Skriv vad som hände.")
    major.cause = rows.words(report.cause, "Skriv orsaken.")
    major.measure = rows.words(
        report.measure, "Skriv vad som görs för att det inte ska hända igen."
    )
    major.reported_at, major.reported_by = at, actor.name
    major.save()
    told = f"{major.summary}\nOrsak: {major.cause}\nÅtgärd: {major.measure}"
    rows.tell(disturbance, DisturbanceEventKind.REPORTED, actor=actor, at=at, text=told)
    return major


def _decided(
    disturbance_id: int, state: MajorState, *, actor: Actor, at: datetime
) -> tuple[Disturbance, MajorIncident]:
    disturbance = rows.held_going(disturbance_id)
    major = MajorIncident.objects.filter(disturbance=disturbance).first()
    if major is None or major.state != MajorState.PROPOSED:
        raise CannotLead("Det finns inget förslag att ta ställning till.")
    major.state, major.decided_at, major.decided_by = state, at, actor.name
    return disturbance, major


def _promoted(disturbance_id: int) -> tuple[Disturbance, MajorIncident]:
    disturbance = rows.held(disturbance_id)
    major = MajorIncident.objects.filter(disturbance=disturbance, state=MajorState.PROMOTED).first()
    if major is None:
        raise CannotLead("Störningen leds inte som en större störning.")
    return disturbance, major

"""Disturbances in words: how they stand, when, and what has happened to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.disturbances.choices import DisturbanceEventKind, DisturbanceState, MajorState
from samdrift.disturbances.queries.desk import Happening, Task
from samdrift.disturbances.queries.public import Shown
from samdrift.servicedesk.views.words import Standing, duration, moment

STATE_WORDS: dict[str, Promise] = {
    DisturbanceState.INVESTIGATED: gettext_lazy("Felsöks"),
    DisturbanceState.IDENTIFIED: gettext_lazy("Orsaken är känd"),
    DisturbanceState.MENDED: gettext_lazy("Åtgärdat, följs upp"),
    DisturbanceState.PLANNED: gettext_lazy("Planerat"),
    DisturbanceState.ENDED: gettext_lazy("Avslutat"),
    DisturbanceState.CANCELLED: gettext_lazy("Inställt"),
}
_LOOKS = {
    DisturbanceState.INVESTIGATED: "bad",
    DisturbanceState.IDENTIFIED: "warn",
    DisturbanceState.MENDED: "now",
    DisturbanceState.PLANNED: "quiet",
    DisturbanceState.ENDED: "ok",
    DisturbanceState.CANCELLED: "quiet",
}
KIND_WORDS: dict[str, Promise] = {
    DisturbanceEventKind.BEGUN: gettext_lazy("Anmäldes"),
    DisturbanceEventKind.CHANGED: gettext_lazy("Uppgifterna ändrades"),
    DisturbanceEventKind.UPDATE: gettext_lazy("Uppdatering"),
    DisturbanceEventKind.NOTE: gettext_lazy("Intern anteckning"),
    DisturbanceEventKind.LINKED: gettext_lazy("Ärende länkat"),
    DisturbanceEventKind.UNLINKED: gettext_lazy("Ärende borttaget"),
    DisturbanceEventKind.PROPOSED: gettext_lazy("Föreslogs som större störning"),
    DisturbanceEventKind.PROMOTED: gettext_lazy("Leds som större störning"),
    DisturbanceEventKind.DECLINED: gettext_lazy("Leds inte som större störning"),
    DisturbanceEventKind.ROLES: gettext_lazy("Rollerna ändrades"),
    DisturbanceEventKind.TASK: gettext_lazy("Uppgift"),
    DisturbanceEventKind.REPORTED: gettext_lazy("Rapporten skrevs"),
    DisturbanceEventKind.ENDED: gettext_lazy("Avslutat"),
    DisturbanceEventKind.CANCELLED: gettext_lazy("Inställt"),
}
MAJOR_WORDS: dict[str, Promise] = {
    MajorState.PROPOSED: gettext_lazy("Föreslagen som större"),
    MajorState.PROMOTED: gettext_lazy("Större störning"),
    MajorState.DECLINED: gettext_lazy("Inte större"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing in a disturbance's story, as it is shown."""

    words: str
    when: str
    by: str
    text: str
    ticket: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Somebody to be told, and whether that is late."""

    task: Task
    due: str
    is_late: bool


def standing(shown: Shown, at: datetime) -> Standing:
    """Return how a disturbance stands; planned work that has begun goes on."""
    state = DisturbanceState(shown.state)
    if state == DisturbanceState.PLANNED and shown.started_at <= at:
        return Standing("now", _("Pågår"))
    return Standing(_LOOKS[state], str(STATE_WORDS[state]))


def promised(shown: Shown, at: datetime) -> Standing | None:
    """Return by when the next update is promised, and whether it is late; None without one."""
    due = shown.next_update_by
    if due is None:
        return None
    if due < at:
        late = duration(at - due)
        return Standing("bad", _("Uppdateringen är %(time)s sen") % {"time": late})
    when = moment(due, now=at)
    return Standing("now", _("Nästa uppdatering senast %(when)s") % {"when": when})


def when(shown: Shown, at: datetime) -> str:
    """Return since when, and until when as far as is known."""
    start = moment(shown.started_at, now=at)
    if shown.ended_at:
        return f"{start} – {moment(shown.ended_at, now=at)}"
    if shown.expected_until is None:
        return _("sedan %(start)s") % {"start": start}
    until = moment(shown.expected_until, now=at)
    if shown.is_planned:
        return f"{start} – {until}"
    return _("sedan %(start)s, väntas fungera %(until)s") % {"start": start, "until": until}


def told(happening: Happening, at: datetime) -> Told:
    """Return a happening in words."""
    if happening.kind == DisturbanceEventKind.INFORMED:
        head, text = _("Besked skickat i %(count)s ärenden") % {"count": happening.text}, ""
    else:
        head, text = str(KIND_WORDS[happening.kind]), happening.text
    return Told(
        head,
        moment(happening.at, now=at),
        happening.by_name,
        text,
        happening.ticket,
        happening.is_public,
    )


def task_row(task: Task, at: datetime) -> TaskRow:
    """Return a task with its time, and whether it is late."""
    is_late = task.done_at is None and task.due_at is not None and task.due_at < at
    return TaskRow(task, moment(task.due_at, now=at) if task.due_at else "", is_late)

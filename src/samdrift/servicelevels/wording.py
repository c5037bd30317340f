"""The arithmetic of a deadline in words, and when somebody is there next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _

from samdrift.plumbing.clock import SWEDEN
from samdrift.servicelevels.choices import PauseReason
from samdrift.servicelevels.reckoning.events import SOLVED_HALT
from samdrift.servicelevels.reckoning.explanation import Explanation, Promise, Step, StepKind
from samdrift.servicelevels.reckoning.moments import swedish_day


def lines(explanation: Explanation) -> tuple[str, ...]:
    """Return the arithmetic, a line a step: each says from when to when, and how much counts."""
    return tuple(_line(step, explanation.promise) for step in explanation.steps)


def sentence(explanation: Explanation) -> str:
    """Return the arithmetic in a sentence: what stopped the time, and by when it is due.

    What counts is left out, and so are changes, which the lines tell.
    """
    parts = (_part(step, explanation.promise) for step in explanation.steps)
    return ", ".join(_times(part, list(same)) for part, same in groupby(filter(None, parts)))


def duration(seconds: int) -> str:
    """Return elapsed time: `2 tim 10 min`, `45 sek`."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = []
    if hours:
        parts.append(_("%(count)s tim") % {"count": hours})
    if minutes:
        parts.append(f"{minutes} min")
    if left or not parts:
        parts.append(_("%(count)s sek") % {"count": left})
    return " ".join(parts)


def opening_words(opens: datetime | None, *, at: datetime) -> str:
    """Return when somebody is there to take care of what is reported; empty where it is open."""
    if opens is None:
        return ""
    days = (swedish_day(opens) - swedish_day(at)).days
    words = {"time": _time(opens), "day": _day(opens), "weekday": _weekday(opens)}
    if days == 0:
        told = _("Vi öppnar i dag %(time)s, ditt ärende tas om hand då.")
    elif days == 1:
        told = _("Vi öppnar i morgon %(time)s, ditt ärende tas om hand då.")
    elif days < 7:
        told = _("Vi öppnar %(weekday)s %(time)s, ditt ärende tas om hand då.")
    else:
        told = _("Vi öppnar %(weekday)s %(day)s %(time)s, ditt ärende tas om hand då.")
    return told % words


def _times(part: str, same: Sequence[str]) -> str:
    """Return what is said several times on end, as nights are, once and with how many times."""
    if len(same) == 1:
        return part
    return _("%(part)s (%(count)s gånger)") % {"part": part, "count": len(same)}


def _line(step: Step, promise: Promise) -> str:
    match step.kind:
        case StepKind.COUNTED | StepKind.CLOSED | StepKind.HALTED:
            told = _stretch_line(step)
        case StepKind.DONE:
            told = _done_line(step, promise)
        case StepKind.LEVEL_CHANGED | StepKind.CALENDAR_CHANGED:
            told = _change_line(step)
        case _:
            told = _moment_line(step, promise)
    return told


def _moment_line(step: Step, promise: Promise) -> str:
    if step.kind is StepKind.PROMISED:
        return _promised(promise) % {"time": duration(step.seconds)}
    if step.start is None:
        return _("Tiden står still, så det finns ingen tidsfrist just nu.")
    told = _("Inkom %(moment)s.") if step.kind is StepKind.RECEIVED else _due(promise)
    return told % {"moment": _moment(step.start)}


def _stretch_line(step: Step) -> str:
    assert step.start is not None, "a stretch has a start"
    assert step.end is not None, "a stretch has an end"
    words = {
        "stretch": _stretch(step.start, step.end),
        "time": duration(step.seconds),
        "names": ", ".join(step.names),
    }
    if step.kind is StepKind.COUNTED:
        return _("Öppet %(stretch)s: %(time)s räknas.") % words
    if step.kind is StepKind.HALTED:
        words["reason"] = _reason(step.names[0])
        return _("Pausad %(stretch)s %(reason)s: %(time)s öppen tid räknas inte.") % words
    if step.names:
        return _("Stängt %(stretch)s: %(names)s.") % words
    return _("Stängt %(stretch)s.") % words


def _part(step: Step, promise: Promise) -> str:
    match step:
        case Step(kind=StepKind.RECEIVED, start=datetime() as start):
            told = _("inkom %(moment)s") % {"moment": _minute(start)}
        case Step(kind=StepKind.CLOSED, start=datetime() as start, end=datetime() as end):
            hours = {"from": _short_time(start), "until": _short_time(end)}
            told = ", ".join((_("stängt %(from)s–%(until)s") % hours, *step.names))
        case Step(kind=StepKind.HALTED):
            words = {"time": duration(step.seconds), "reason": _reason(step.names[0])}
            told = _("pausad %(time)s %(reason)s") % words
        case Step(kind=StepKind.DUE, start=datetime() as start):
            told = _due_part(promise) % {"moment": _minute(start)}
        case Step(kind=StepKind.WAITING):
            told = _("tiden står still")
        case _:
            told = ""
    return told


def _promised(promise: Promise) -> str:
    if promise is Promise.RESPONSE:
        return _("Första svar inom %(time)s öppen tid.")
    return _("Löst inom %(time)s öppen tid.")


def _due(promise: Promise) -> str:
    if promise is Promise.RESPONSE:
        return _("Svar senast %(moment)s.")
    return _("Klart senast %(moment)s.")


def _due_part(promise: Promise) -> str:
    if promise is Promise.RESPONSE:
        return _("svar senast %(moment)s")
    return _("klart senast %(moment)s")


def _done_line(step: Step, promise: Promise) -> str:
    assert step.end is not None, "what is done has its moment"
    words = {"moment": _moment(step.end), "time": duration(step.seconds)}
    if promise is Promise.RESPONSE:
        if step.is_met:
            return _("Besvarat %(moment)s efter %(time)s öppen tid: inom tidsfristen.") % words
        return _("Besvarat %(moment)s efter %(time)s öppen tid: efter tidsfristen.") % words
    if step.is_met:
        return _("Löst %(moment)s efter %(time)s öppen tid: inom tidsfristen.") % words
    return _("Löst %(moment)s efter %(time)s öppen tid: efter tidsfristen.") % words


def _change_line(step: Step) -> str:
    words = {"before": _deadline(step.start), "after": _deadline(step.end)}
    if step.kind is StepKind.LEVEL_CHANGED:
        return _("Servicenivån ändrades: tidsfristen var %(before)s och blev %(after)s.") % words
    return _("Kalendern ändrades: tidsfristen var %(before)s och blev %(after)s.") % words


def _deadline(moment: datetime | None) -> str:
    return _("ingen (pausad)") if moment is None else _moment(moment)


def _reason(key: str) -> str:
    if key == SOLVED_HALT:
        return _("medan ärendet var löst")
    return {
        PauseReason.ANSWER.value: _("i väntan på svar"),
        PauseReason.SUPPLIER.value: _("i väntan på leverantör"),
        PauseReason.DELIVERY.value: _("i väntan på leverans"),
        PauseReason.AGREED_TIME.value: _("till avtalad tid"),
    }[key]


def _stretch(start: datetime, end: datetime) -> str:
    """Return `ons 13 maj 15.40–16`, with the other day where it ends on one, and real time."""
    last = end - timedelta(seconds=1)
    first = f"{_weekday(start)} {_day(start)} {_short_time(start)}"
    if swedish_day(start) == swedish_day(last):
        return f"{first}–{'24' if swedish_day(end) != swedish_day(last) else _short_time(end)}"
    return f"{first} – {_weekday(end)} {_day(end)} {_short_time(end)}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(SWEDEN):%Y-%m-%d} {_time(moment)}"


def _minute(moment: datetime) -> str:
    """Return a moment to the minute it is in, for a line that is read; the steps have seconds."""
    return f"{moment.astimezone(SWEDEN):%Y-%m-%d %H.%M}"


def _time(moment: datetime) -> str:
    """Return `09.20`; seconds only where there are some."""
    local = moment.astimezone(SWEDEN)
    return f"{local:%H.%M.%S}" if local.second else f"{local:%H.%M}"


def _short_time(moment: datetime) -> str:
    """Return `08` on the hour, `15.40` else."""
    local = moment.astimezone(SWEDEN)
    return f"{local:%H}" if (local.minute, local.second) == (0, 0) else _time(moment)


def _day(moment: datetime) -> str:
    local = moment.astimezone(SWEDEN)
    return f"{local.day} {MONTHS[local.month]}"


def _weekday(moment: datetime) -> str:
    return str(WEEKDAYS[moment.astimezone(SWEDEN).weekday()])

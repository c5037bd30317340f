"""The calls behind a count, and what was written down of the front desk and of citizens."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.parties import queries as parties
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored
from samdrift.reporting.wording import in_words
from samdrift.switchboard.choices import Measure, Work
from samdrift.switchboard.models import Call, CitizenMeasure, FrontDeskWork
from samdrift.switchboard.queries import calls, citizens, front_desk, times
from samdrift.switchboard.queries.times import NOBODYS
from samdrift.switchboard.tables.members import NOBODYS_WORDS
from samdrift.switchboard.tables.times import WEEKDAY_WORDS

_OUTCOMES = {"answered": "besvarade", "lost": "tappade"}


def _organisations() -> Mapping[str, str]:
    return parties.names_by_code()


_CALLS = (
    RecordColumn("identifier", "Beteckning"),
    RecordColumn("started_at", "Började", Kind.MOMENT, is_grouped=True),
    RecordColumn("answered_at", "Besvarades", Kind.MOMENT),
    RecordColumn("ended_at", "Slutade", Kind.MOMENT),
    RecordColumn("wait_seconds", "Väntade, sekunder", Kind.NUMBER),
    RecordColumn("called", "Uppringt nummer", is_grouped=True),
    RecordColumn("organisation", "Kommun", Kind.CHOICE, is_grouped=True, words=_organisations),
)
_WORK = (
    RecordColumn("day", "Dag", Kind.DATE, is_grouped=True),
    RecordColumn("organisation", "Kommun", Kind.CHOICE, words=_organisations),
    RecordColumn("work", "Slag", Kind.CHOICE, words=lambda: dict(Work.choices)),
    RecordColumn("amount", "Antal, timmar i kvartar", Kind.COUNT),
    RecordColumn("note", "Anteckning"),
    RecordColumn("noted_by", "Skrivet av"),
)
_MEASURES = (
    RecordColumn("measured_on", "Mätt", Kind.DATE),
    RecordColumn("organisation", "Kommun", Kind.CHOICE, words=_organisations),
    RecordColumn("measure", "Mått", Kind.CHOICE, words=lambda: dict(Measure.choices)),
    RecordColumn("value", "Värde", Kind.NUMBER),
    RecordColumn("asked", "Antal frågade", Kind.NUMBER),
    RecordColumn("source", "Källa"),
)


def _calls(origin: Origin) -> Stored[Call]:
    """Return the calls of an origin's span that are what its scope says."""
    found = times.narrowed(calls.started_in(origin.span), origin.scope)
    return Stored(found, _CALLS, "identifier")


def _mean_wait(origin: Origin) -> Figure | None:
    """Return the mean wait anew, where that is the figure; else the count is."""
    if ("wait", "mean") not in origin.scope:
        return None
    found = times.narrowed(calls.started_in(origin.span), origin.scope)
    return Figure(times.mean_wait_of(found), Unit.COUNT, (origin,))


_WORDS: dict[str, Callable[[str], str]] = {
    "outcome": lambda outcome: _OUTCOMES[outcome],
    "organisation": lambda code: NOBODYS_WORDS if code == NOBODYS else _named(code),
    "within": lambda seconds: f"svar inom {int(seconds)} sekunder",
    "weekday": lambda weekday: WEEKDAY_WORDS[int(weekday) - 1],
    "hour": lambda hour: f"klockan {int(hour):02d}–{int(hour) + 1:02d}",
    "wait": lambda _mean: "besvarade, deras medelväntan",
    "work": lambda work: str(Work(work).label),
    "measure": lambda measure: str(Measure(measure).label),
}


def _named(code: str) -> str:
    return _organisations().get(code, code)


def _describe(origin: Origin) -> str:
    return ", ".join(in_words(_WORDS[key](value)) for key, value in origin.scope)


def _work(origin: Origin) -> Stored[FrontDeskWork]:
    return Stored(front_desk.lines_of(origin), _WORK, own_order=("day",))


def _measures(origin: Origin) -> Stored[CitizenMeasure]:
    found = CitizenMeasure.objects.filter(measured_on__gte=origin.span.start, **dict(origin.scope))
    if origin.span.end is not None:
        found = found.filter(measured_on__lt=origin.span.end)
    return Stored(found, _MEASURES, own_order=("measured_on",))


def _value(origin: Origin) -> Figure | None:
    """Return what was measured anew: one measurement is the figure, none is a blank."""
    rows = list(_measures(origin).rows[:2])
    if len(rows) > 1:
        return None
    is_index = dict(origin.scope).get("measure") in citizens.INDEXES
    unit = Unit.COUNT if is_index else Unit.PERCENT
    return Figure(rows[0].value if rows else None, unit, (origin,))


OFFERS = (
    RecordSource(
        key=calls.CALLS,
        title="Samtal",
        columns=_CALLS,
        describe=_describe,
        select=_calls,
        readd=_mean_wait,
    ),
    RecordSource(
        key=front_desk.FRONT_DESK,
        title="Reception och telefonist",
        columns=_WORK,
        describe=_describe,
        select=_work,
        readd=front_desk.sum_of,
    ),
    RecordSource(
        key=citizens.MEASURES,
        title="Medborgarnas mått",
        columns=_MEASURES,
        describe=_describe,
        select=_measures,
        readd=_value,
    ),
)

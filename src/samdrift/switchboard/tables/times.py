"""When people call and how long they wait, as tables of a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from samdrift.kernel.figures import Figure, Unit
from samdrift.kernel.spans import Span, months_in, weeks_in
from samdrift.reporting.ports import Ask, Column, Row, RowKind, Table, TableSource, TableSpec
from samdrift.switchboard.queries import calls, times
from samdrift.switchboard.queries.times import HOURS, SOON, WEEKDAYS, Scope, Timed

PER_HOUR = "switchboard.calls-per-hour"
PER_WEEKDAY = "switchboard.calls-per-weekday"
PER_WEEK = "switchboard.waiting-times-per-week"
WAITING = "switchboard.waiting-times"
_TITLES = {
    PER_HOUR: "Samtal per timme",
    PER_WEEKDAY: "Samtal per veckodag",
    WAITING: "Väntetider i telefon",
    PER_WEEK: "Väntetider i telefon per vecka",
}
WEEKDAY_WORDS = (
    "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"
)  # fmt: skip
SOON_WORDS = {20: "Svar inom 20 sekunder", 60: "Svar inom 1 minut", 180: "Svar inom 3 minuter"}
_COUNTS = (
    Column("calls", "Samtal", Unit.COUNT),
    Column("answered", "Besvarade", Unit.COUNT),
    Column("lost", "Tappade", Unit.COUNT),
    Column("share", "Andel besvarade", Unit.PERCENT),
)
COLUMNS = (
    *_COUNTS,
    *(Column(f"{seconds}s", SOON_WORDS[seconds], Unit.PERCENT) for seconds in SOON),
    Column("wait", "Medelväntan, sekunder", Unit.COUNT),
)


def calls_per_hour(ask: Ask) -> Table:
    """Count calls by the hour of the day in which they began."""
    return hours_table(ask)


def calls_per_weekday(ask: Ask) -> Table:
    """Count calls by the day of the week on which they began."""
    span = ask.during
    found = times.by_weekday_and_hour(span=span)
    rows = [
        _row(str(weekday), WEEKDAY_WORDS[weekday - 1], _of(found, span, (), ("weekday", weekday)))
        for weekday in WEEKDAYS
    ]
    return _table(PER_WEEKDAY, ask, rows, found.values(), "Samtal efter den veckodag de började.")


def waiting_times(ask: Ask) -> Table:
    """Tell, month by month, how long those who called waited."""
    return months_table(ask)


def hours_table(ask: Ask, scope: Scope = ()) -> Table:
    """Tell of the calls of each hour of the day, of all calls or some."""
    span = ask.during
    found = times.by_weekday_and_hour(span=span, scope=scope)
    rows = [
        _row(f"{hour:02d}", f"{hour:02d}–{hour + 1:02d}", _of(found, span, scope, ("hour", hour)))
        for hour in HOURS
    ]
    return _table(PER_HOUR, ask, rows, found.values(), "Samtal efter den timme de började.", scope)


def months_table(ask: Ask, scope: Scope = ()) -> Table:
    """Tell of the calls of each month that has a day asked about, of all calls or some."""
    span = ask.during
    found = times.by_month(span=span, scope=scope)
    parts = [
        (month, Timed(month.span.within(span), scope, found.get(month.span.start, {})))
        for month in months_in(span)
    ]
    rows = [_row(str(month), str(month), told) for month, told in parts]
    told_of = [told for _, told in parts]
    return _table(WAITING, ask, rows, told_of, "Samtal efter den månad de började.", scope)


def weeks_table(ask: Ask, scope: Scope = ()) -> Table:
    """Tell of the calls of each ISO week that has a day asked about, of all calls or some."""
    span = ask.during
    found = times.by_week(span=span, scope=scope)
    parts = [
        (week, Timed(week.span.within(span), scope, found.get((week.year, week.number), {})))
        for week in weeks_in(span)
    ]
    rows = [_row(str(week), str(week), told) for week, told in parts]
    told_of = [told for _, told in parts]
    return _table(PER_WEEK, ask, rows, told_of, "Samtal efter den vecka de började.", scope)


def _of(
    found: Mapping[tuple[int, int], Timed], span: Span, scope: Scope, wanted: tuple[str, int]
) -> Timed:
    name, value = wanted
    place = 0 if name == "weekday" else 1
    parts = (told for key, told in found.items() if key[place] == value)
    return times.added(parts, span=span, scope=(*scope, (name, str(value))))


def _row(key: str, label: str, told: Timed, kind: RowKind = RowKind.ITEM) -> Row:
    return Row(key, label, figures(told), kind)


def figures(told: Timed) -> tuple[Figure, ...]:
    """Return what is told of some calls, in the order of the columns."""
    waits = (told.share_within(seconds) for seconds in SOON)
    return (told.calls, told.answered, told.lost, told.share_answered, *waits, told.mean_wait)


def _table(
    table_id: str,
    ask: Ask,
    rows: list[Row],
    parts: Iterable[Timed],
    explains: str,
    scope: Scope = (),
) -> Table:
    whole = times.added(parts, span=ask.during, scope=scope)
    return Table(
        id=table_id,
        title=_TITLES[table_id],
        ask=ask,
        unit=Unit.COUNT,
        columns=COLUMNS,
        rows=(*rows, _row("whole", "Alla", whole, RowKind.SUM)),
        explains=(
            f"{explains} Svensk tid. Ett tappat samtal är ett som ingen svarade på. Andelarna är "
            "av alla samtal, också de tappade, i hela procent; väntan räknas från att samtalet "
            "började till att någon svarade."
        ),
    )


_BUILT = (
    TableSpec(PER_HOUR, _TITLES[PER_HOUR], calls_per_hour, takes_span=True),
    TableSpec(PER_WEEKDAY, _TITLES[PER_WEEKDAY], calls_per_weekday, takes_span=True),
    TableSpec(WAITING, _TITLES[WAITING], waiting_times, takes_span=True),
    TableSpec(PER_WEEK, _TITLES[PER_WEEK], weeks_table, takes_span=True),
)

OFFERS = (
    TableSource(
        key="switchboard.call-times",
        specs=lambda: _BUILT,
        dates=calls.DATES,
        reads=calls.READS,
        ahead=times.ahead,
    ),
)

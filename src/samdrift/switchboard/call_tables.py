"""When people call and how long they wait, as tables of a year."""

from __future__ import annotations

from collections.abc import Iterable

from samdrift.kernel.figures import Figure, Unit
from samdrift.kernel.spans import Span, months_of
from samdrift.reporting.ports import Ask, Column, Row, RowKind, Table, TableSource, TableSpec
from samdrift.switchboard import call_times, queries
from samdrift.switchboard.call_times import HOURS, SOON, WEEKDAYS, Timed

PER_HOUR = "switchboard.calls-per-hour"
PER_WEEKDAY = "switchboard.calls-per-weekday"
WAITING = "switchboard.waiting-times"
_TITLES = {
    PER_HOUR: "Samtal per timme",
    PER_WEEKDAY: "Samtal per veckodag",
    WAITING: "Väntetider i telefon",
}
WEEKDAY_WORDS = (
    "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"
)  # fmt: skip
SOON_WORDS = {20: "Svar inom 20 sekunder", 60: "Svar inom 1 minut", 180: "Svar inom 3 minuter"}
_COLUMNS = (
    Column("calls", "Samtal", Unit.COUNT),
    Column("answered", "Besvarade", Unit.COUNT),
    Column("lost", "Tappade", Unit.COUNT),
    Column("share", "Andel besvarade", Unit.PERCENT),
)
_WAITS = tuple(Column(f"{seconds}s", SOON_WORDS[seconds], Unit.PERCENT) for seconds in SOON)


def calls_per_hour(ask: Ask) -> Table:
    """Count calls by the hour of the day in which they began."""
    span = Span.year(ask.year)
    found = call_times.by_weekday_and_hour(span=span)
    rows = [
        _row(
            f"{hour:02d}",
            f"{hour:02d}–{hour + 1:02d}",
            _of(found, span, ("hour", hour)),
        )
        for hour in HOURS
    ]
    return _table(PER_HOUR, ask, rows, found.values(), "Samtal efter den timme de började.")


def calls_per_weekday(ask: Ask) -> Table:
    """Count calls by the day of the week on which they began."""
    span = Span.year(ask.year)
    found = call_times.by_weekday_and_hour(span=span)
    rows = [
        _row(str(weekday), WEEKDAY_WORDS[weekday - 1], _of(found, span, ("weekday", weekday)))
        for weekday in WEEKDAYS
    ]
    return _table(PER_WEEKDAY, ask, rows, found.values(), "Samtal efter den veckodag de började.")


def waiting_times(ask: Ask) -> Table:
    """Tell, month by month, how long those who called waited."""
    found = call_times.by_month(span=Span.year(ask.year))
    parts = [
        (month, Timed(month.span, (), found.get(month.span.start, {})))
        for month in months_of(ask.year)
    ]
    rows = [_row(str(month), str(month), told) for month, told in parts]
    told_of = [told for _, told in parts]
    return _table(WAITING, ask, rows, told_of, "Samtal efter den månad de började.")


def _of(found: dict[tuple[int, int], Timed], span: Span, wanted: tuple[str, int]) -> Timed:
    name, value = wanted
    place = 0 if name == "weekday" else 1
    parts = (told for key, told in found.items() if key[place] == value)
    return call_times.added(parts, span=span, scope=((name, str(value)),))


def _row(key: str, label: str, told: Timed, kind: RowKind = RowKind.ITEM) -> Row:
    return Row(key, label, _figures(told), kind)


def _figures(told: Timed) -> tuple[Figure, ...]:
    waits = (told.share_within(seconds) for seconds in SOON)
    return (told.calls, told.answered, told.lost, told.share_answered, *waits)


def _table(
    table_id: str, ask: Ask, rows: list[Row], parts: Iterable[Timed], explains: str
) -> Table:
    whole = call_times.added(parts, span=Span.year(ask.year))
    return Table(
        id=table_id,
        title=_TITLES[table_id],
        ask=ask,
        unit=Unit.COUNT,
        columns=(*_COLUMNS, *_WAITS),
        rows=(*rows, _row("whole", "Alla", whole, RowKind.SUM)),
        explains=(
            f"{explains} Svensk tid. Ett tappat samtal är ett som ingen svarade på. Andelarna är "
            "av alla samtal, också de tappade, i hela procent; väntan räknas från att samtalet "
            "började till att någon svarade."
        ),
    )


_BUILT = (
    TableSpec(PER_HOUR, _TITLES[PER_HOUR], calls_per_hour),
    TableSpec(PER_WEEKDAY, _TITLES[PER_WEEKDAY], calls_per_weekday),
    TableSpec(WAITING, _TITLES[WAITING], waiting_times),
)

OFFERS = (
    TableSource(
        key="switchboard.call-times",
        specs=lambda: _BUILT,
        dates=queries.DATES,
        reads=queries.READS,
    ),
)

"""What came in and how it went, as tables of a year: by month, and by what tells tickets apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from samdrift.kernel.figures import Figure, Origin, Unit, difference, total
from samdrift.kernel.spans import Span, months_of
from samdrift.kernel.swedish_order import swedish_key
from samdrift.parties import queries as parties
from samdrift.reporting.ports import (
    Ask,
    Column,
    Row,
    RowKind,
    Table,
    TableSource,
    TableSpec,
    total_label,
)
from samdrift.servicedesk.choices import Channel, Kind
from samdrift.servicedesk.models import (
    DayToRecount,
    Group,
    Opinion,
    SurveyAnswer,
    Ticket,
    TicketCount,
)
from samdrift.servicedesk.queries import DATES
from samdrift.servicedesk.statistics import queries
from samdrift.servicedesk.statistics.ports import NONE, OPEN_TICKETS, Counted, Where
from samdrift.servicedesk.tables import LIMIT_LABELS

INFLOW = "servicedesk.inflow"
WITHIN = "servicedesk.within-per-month"
WITHIN_OPEN = "servicedesk.within-open-hours"
FIRST_LINE = "servicedesk.first-line"
OPINIONS = "servicedesk.opinions"
BACKLOG = "servicedesk.backlog"
BY_KEYWORD = "servicedesk.by-keyword"
_TITLES = {
    INFLOW: "Inkomna och stängda ärenden",
    WITHIN: "Lösta i tid per månad",
    WITHIN_OPEN: "Lösta i tid per månad, öppen tid",
    FIRST_LINE: "Lösta i första linjen",
    OPINIONS: "Omdömen om ärenden",
    BACKLOG: "Öppna ärenden efter ålder",
    BY_KEYWORD: "Ärenden per nyckelord",
}
OPEN_LABELS = {
    "open_1h": "Inom 1 öppen timme",
    "open_2h": "Inom 2 öppna timmar",
    "open_8h": "Inom 8 öppna timmar",
    "open_24h": "Inom 24 öppna timmar",
    "open_40h": "Inom 40 öppna timmar",
}
AGE_LABELS = {
    "day": "Högst ett dygn",
    "week": "Högst en vecka",
    "month": "Högst 30 dagar",
    "longer": "Äldre",
}
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip

type Cell = Callable[[Counted], Figure]

MEASURED: tuple[tuple[Column, Cell], ...] = (
    (Column("opened", "Inkomna", Unit.COUNT), lambda told: told.figure("opened")),
    (Column("closed", "Stängda", Unit.COUNT), lambda told: told.figure("closed")),
    (Column("first-line", "I första linjen", Unit.PERCENT), lambda told: told.share("first_line")),
    (Column("1h", "Inom 1 timme", Unit.PERCENT), lambda told: told.share("within_1h")),
    (Column("1d", "Inom 1 dygn", Unit.PERCENT), lambda told: told.share("within_1d")),
    (Column("1w", "Inom 1 vecka", Unit.PERCENT), lambda told: told.share("within_1w")),
    (Column("reopened", "Öppnade igen", Unit.PERCENT), lambda told: told.share("reopened")),
    (Column("satisfied", "Nöjda", Unit.PERCENT), lambda told: told.share("satisfied")),
)
"""What is told of tickets wherever they are told apart, and how."""

_PARTS = {
    "organisation": "Ärenden per kommun",
    "channel": "Ärenden per väg in",
    "kind": "Ärenden per typ",
    "group": "Ärenden per grupp",
    "service": "Ärenden per tjänst",
}


def label(part: str, value: object) -> str:
    """Return what a part is called: by its name, or as it is written where that is its name."""
    if value in (None, "", NONE):
        return {"group": "Utan grupp", "service": "Utan tjänst"}.get(part, "Okänd")
    if part == "organisation":
        return parties.names_by_code().get(str(value), str(value))
    if part == "group":
        return queries.group_names().get(int(str(value)), str(value))
    named = {"channel": dict(Channel.choices), "kind": dict(Kind.choices)}.get(part, {})
    return str(named.get(str(value), value))


def row_key(value: object) -> str:
    """Return what a row is called in an address."""
    return NONE if value in (None, "") else str(value)


def parts_table(part: str, *, span: Span, where: Where, ask: Ask) -> Table:
    """Tell what came in and was closed in a span, by one of the parts."""
    found = queries.counted(span=span, by=(part,), where=where, is_fine=True)
    named = sorted(
        ((label(part, key[0]), key[0], told) for key, told in found.items()),
        key=lambda each: (each[1] in (None, ""), swedish_key(each[0])),
    )
    rows = [Row(row_key(value), name, _cells(told, MEASURED)) for name, value, told in named]
    if rows:
        rows.append(_whole(queries.added(span, where, found.values()), MEASURED))
    return Table(
        id=f"servicedesk.by-{part}",
        title=_PARTS[part],
        ask=ask,
        unit=Unit.COUNT,
        columns=tuple(column for column, _ in MEASURED),
        rows=tuple(rows),
        explains=(
            "Ärenden efter när de kom in, och efter när de stängdes. Andelarna är av de stängda i "
            "hela procent, tiden verklig tid från anmälan. Nöjda är de som gav betyg 4 eller 5, "
            "av dem som gav ett omdöme."
        ),
    )


def keywords_table(*, span: Span, where: Where, ask: Ask) -> Table:
    """Tell what came in and was closed in a span by keyword; they have no sum, as some have two."""
    found = queries.by_keyword(span=span, where=where)
    return Table(
        id=BY_KEYWORD,
        title=_TITLES[BY_KEYWORD],
        ask=ask,
        unit=Unit.COUNT,
        columns=tuple(column for column, _ in MEASURED),
        rows=tuple(
            Row(word, word, _cells(found[word], MEASURED))
            for word in sorted(found, key=swedish_key)
        ),
        explains=(
            "Ärenden efter de nyckelord de har. Ett ärende med flera nyckelord räknas under vart "
            "och ett, så raderna har ingen summa."
        ),
    )


def inflow(ask: Ask) -> Table:
    """Tell, month by month, how many tickets came in, were closed, and were left open."""
    months = queries.counted(span=Span.year(ask.year), by=("month",), is_fine=True)
    left = queries.open_count(day=date(ask.year - 1, 12, 31))
    rows = []
    for month in months_of(ask.year):
        told = months.get((month.span.start,), Counted(month.span, (), {}))
        left += told.numbers.get("opened", 0) - told.numbers.get("closed", 0)
        cells = (*_flow(told), _left_open(_last_day(month.span), left))
        rows.append(Row(str(month), MONTHS[month.number - 1], cells))
    whole = queries.added(Span.year(ask.year), (), months.values())
    cells = (*_flow(whole), _left_open(date(ask.year, 12, 31), left))
    rows.append(Row("whole", "Hela året", cells, RowKind.SUM))
    return _table(
        INFLOW,
        ask,
        (
            Column("opened", "Inkomna", Unit.COUNT),
            Column("closed", "Stängda", Unit.COUNT),
            Column("change", "Skillnad", Unit.COUNT),
            Column("open", "Öppna vid slutet", Unit.COUNT),
        ),
        rows,
        "Ärenden efter den månad de kom in och den de stängdes, svensk tid, och hur många som var "
        "öppna när månaden var slut. Ett ärende som förts samman med ett annat räknas i det.",
    )


def within(ask: Ask) -> Table:
    """Tell, month by month, how soon tickets were closed."""
    columns = tuple((f"within_{key}", key, words) for key, words in LIMIT_LABELS.items())
    explains = (
        "Ärenden efter den månad de stängdes, och hur stor andel i hela procent som stängdes inom "
        "tiden från anmälan. Tiden är verklig tid; ett dygn är 24 timmar."
    )
    return _monthly(WITHIN, ask, ("closed", "Stängda ärenden"), columns, explains)


def within_open_hours(ask: Ask) -> Table:
    """Tell, month by month, how soon tickets were closed by their own clocks."""
    columns = tuple((key, key.replace("_", "-"), words) for key, words in OPEN_LABELS.items())
    explains = (
        "Ärenden med egen klocka efter den månad de stängdes, och hur stor andel i hela procent "
        "som hade använt högst så mycket öppen tid. Stängda timmar, helgdagar och väntan på svar "
        "räknas inte. Importerade ärenden har ingen klocka."
    )
    return _monthly(WITHIN_OPEN, ask, ("timed", "Ärenden med klocka"), columns, explains)


def first_line(ask: Ask) -> Table:
    """Tell, month by month, how many tickets the first line closed itself."""
    columns = (
        ("first_line", "first-line", "I första linjen"),
        ("reopened", "reopened", "Öppnade igen"),
    )
    explains = (
        "Ärenden efter den månad de stängdes, andelen i hela procent som stängdes i första linjen "
        "och andelen som hade öppnats igen innan de stängdes."
    )
    return _monthly(FIRST_LINE, ask, ("closed", "Stängda ärenden"), columns, explains)


def opinions(ask: Ask) -> Table:
    """Tell, month by month, what was thought of the tickets that were closed."""
    columns = (("satisfied", "satisfied", "Betyg 4 eller 5"),)
    explains = (
        "Omdömen om ärenden, efter den månad ärendet stängdes, och hur stor andel av dem i hela "
        "procent som gav betyg 4 eller 5 av 5. Enkäter som läses in står i Nöjda användare."
    )
    return _monthly(OPINIONS, ask, ("rated", "Omdömen"), columns, explains)


def backlog(ask: Ask) -> Table:
    """Tell how many tickets were open when a day ended, by organisation and by how old."""
    span = Span.day(ask.on)
    found = queries.ages(day=ask.on)
    rows = [
        Row(code, name, _aged(span, (("organisation", code),), found[code]))
        for code, name in parties.names_by_code().items()
        if code in found and (not ask.members or code in ask.members)
    ]
    if rows:
        figures = (total(column) for column in zip(*(row.figures for row in rows), strict=True))
        words = total_label(ask) if ask.members else "Alla"
        rows.append(Row("whole", words, tuple(figures), RowKind.SUM))
    columns = [Column("open", "Öppna", Unit.COUNT)]
    columns += [Column(age, words, Unit.COUNT) for age, words in AGE_LABELS.items()]
    return _table(
        BACKLOG,
        ask,
        tuple(columns),
        rows,
        "Ärenden som hade kommit in och inte var stängda när dagen var slut, efter hur länge sedan "
        "de kom in.",
    )


def _monthly(
    table_id: str,
    ask: Ask,
    base: tuple[str, str],
    shares: tuple[tuple[str, str, str], ...],
    explains: str,
) -> Table:
    measured = (
        (Column(base[0].replace("_", "-"), base[1], Unit.COUNT), _figure(base[0])),
        *((Column(key, words, Unit.PERCENT), _share(name)) for name, key, words in shares),
    )
    months = queries.counted(span=Span.year(ask.year), by=("month",), is_fine=True)
    rows = []
    for month in months_of(ask.year):
        told = months.get((month.span.start,), Counted(month.span, (), {}))
        rows.append(Row(str(month), MONTHS[month.number - 1], _cells(told, measured)))
    rows.append(_whole(queries.added(Span.year(ask.year), (), months.values()), measured))
    return _table(table_id, ask, tuple(column for column, _ in measured), rows, explains)


def _table(
    table_id: str, ask: Ask, columns: tuple[Column, ...], rows: Iterable[Row], explains: str
) -> Table:
    return Table(
        id=table_id,
        title=_TITLES[table_id],
        ask=ask,
        unit=Unit.COUNT,
        columns=columns,
        rows=tuple(rows),
        explains=explains,
    )


def _whole(told: Counted, measured: tuple[tuple[Column, Cell], ...]) -> Row:
    return Row("whole", "Alla", _cells(told, measured), RowKind.SUM)


def _cells(told: Counted, measured: tuple[tuple[Column, Cell], ...]) -> tuple[Figure, ...]:
    return tuple(cell(told) for _, cell in measured)


def _figure(measure: str) -> Cell:
    return lambda told: told.figure(measure)


def _share(measure: str) -> Cell:
    return lambda told: told.share(measure)


def _flow(told: Counted) -> tuple[Figure, Figure, Figure]:
    opened, closed = told.figure("opened"), told.figure("closed")
    return opened, closed, difference(opened, closed)


def _left_open(day: date, count: int) -> Figure:
    return Figure(count, Unit.COUNT, (Origin(OPEN_TICKETS, Span.day(day), (), count),))


def _aged(span: Span, where: Where, ages: dict[str, int]) -> tuple[Figure, ...]:
    whole = sum(ages.values())
    cells = [Figure(whole, Unit.COUNT, (Origin(OPEN_TICKETS, span, where, whole),))]
    for age in AGE_LABELS:
        count = ages.get(age, 0)
        origin = Origin(OPEN_TICKETS, span, (*where, ("age", age)), count)
        cells.append(Figure(count, Unit.COUNT, (origin,)))
    return tuple(cells)


def _last_day(span: Span) -> date:
    assert span.end is not None, "a month ends"
    return span.end.fromordinal(span.end.toordinal() - 1)


def _by(part: str) -> TableSpec:
    def build(ask: Ask) -> Table:
        return parts_table(part, span=ask.during, where=(), ask=ask)

    return TableSpec(f"servicedesk.by-{part}", _PARTS[part], build, takes_span=True)


_BUILT = (
    TableSpec(INFLOW, _TITLES[INFLOW], inflow),
    TableSpec(WITHIN, _TITLES[WITHIN], within),
    TableSpec(WITHIN_OPEN, _TITLES[WITHIN_OPEN], within_open_hours),
    TableSpec(FIRST_LINE, _TITLES[FIRST_LINE], first_line),
    TableSpec(OPINIONS, _TITLES[OPINIONS], opinions),
    TableSpec(BACKLOG, _TITLES[BACKLOG], backlog, takes_day=True, takes_members=True),
    *map(_by, _PARTS),
)

READS = (DayToRecount, Group, Opinion, SurveyAnswer, Ticket, TicketCount, *parties.READS)
"""What tables are read from."""

OFFERS = (
    TableSource(
        key="servicedesk.counts",
        specs=lambda: _BUILT,
        dates=DATES,
        reads=READS,
        ahead=queries.ahead,
    ),
    *queries.FEW,
)

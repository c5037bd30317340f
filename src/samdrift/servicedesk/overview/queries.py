"""What the page of statistics tells: the measures, how they went, and by whom and what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from samdrift.kernel.figures import Figure, Origin, Unit, difference
from samdrift.kernel.spans import Span
from samdrift.parties import queries as parties
from samdrift.plumbing import contributions
from samdrift.reporting import formats
from samdrift.reporting.documents import Chart, ChartKind
from samdrift.reporting.formats import Scale
from samdrift.reporting.periods import Period
from samdrift.reporting.ports import Ask, Column, Row, Table
from samdrift.servicedesk import count_tables
from samdrift.servicedesk.ports import Aim, TargetSource
from samdrift.servicedesk.statistics import queries as statistics
from samdrift.servicedesk.statistics.ports import OPEN_TICKETS, Counted, Where
from samdrift.servicelevels.queries import results
from samdrift.servicelevels.queries.results import Kept

MOST_DAYS_BY_WEEK = 62
_KEPT = "servicelevels.kept-by-service"
TOLD_APART = ("organisation", "service", "group", "channel")

_TARGETS = {"within_1h": "within-an-hour", "within_1w": "within-a-week", "closed": "tickets"}
"""The key figures whose targets are targets of these measures too."""

_SHARES = (
    ("within_1h", _lazy("Stängda inom 1 timme")),
    ("within_2h", _lazy("Stängda inom 2 timmar")),
    ("within_1d", _lazy("Stängda inom 1 dygn")),
    ("within_3d", _lazy("Stängda inom 3 dygn")),
    ("within_1w", _lazy("Stängda inom 1 vecka")),
    ("open_1h", _lazy("Inom 1 öppen timme")),
    ("open_8h", _lazy("Inom 8 öppna timmar")),
    ("first_line", _lazy("Stängda i första linjen")),
    ("reopened", _lazy("Öppnade igen")),
    ("satisfied", _lazy("Nöjda, betyg 4 eller 5")),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A target of the year, and whether the period comes up to it."""

    words: str
    origin: Origin
    is_reached: bool | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the period and of the same days a year before."""

    label: str
    now: Figure
    then: Figure
    target: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """All that is told of a period."""

    measures: tuple[Measure, ...]
    ages: tuple[tuple[str, Figure], ...]
    flow: Table
    speed: Table
    charts: tuple[Chart, ...]
    tables: tuple[Table, ...]


def overview(*, period: Period, where: Where, today: date) -> Overview:
    """Return what came in and how it went in a period, of some tickets or of all."""
    over = _over(period, where, today)
    flow, speed = _flow(over), _speed(over)
    return Overview(
        measures=_measures(over),
        ages=_ages(over),
        flow=flow,
        speed=speed,
        charts=tuple(_charts(over, flow, speed)),
        tables=(
            *(
                count_tables.parts_table(part, span=period.span, where=where, ask=over.ask)
                for part in TOLD_APART
                if part not in dict(where)
            ),
            count_tables.keywords_table(span=period.span, where=where, ask=over.ask),
            *_kept(over),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Over:
    period: Period
    where: Where
    ask: Ask
    by: str
    counted: Mapping[date, Counted]
    now: Counted
    then: Counted
    until: date
    """The last day that has begun."""
    ages: Mapping[str, int]


def _over(period: Period, where: Where, today: date) -> _Over:
    assert period.span.end is not None, "a period ends"
    days = (period.span.end - period.span.start).days
    until = min(today, period.last_day)
    by = "week" if days <= MOST_DAYS_BY_WEEK else "month"
    found = statistics.counted(span=period.span, by=(by,), where=where, is_fine=True)
    return _Over(
        period=period,
        where=where,
        ask=Ask(period.span.start.year),
        by=by,
        counted={key[0]: told for key, told in sorted(found.items())},
        now=statistics.added(period.span, where, found.values()),
        then=statistics.whole(span=period.a_year_earlier().span, where=where),
        until=until,
        ages=_ages_of(statistics.ages(day=until, where=where)),
    )


def _measures(over: _Over) -> tuple[Measure, ...]:
    targets = _targets(over.period)
    told: list[tuple[str, object, Figure, Figure]] = [
        (name, label, over.now.figure(name), over.then.figure(name))
        for name, label in (("opened", _("Inkomna")), ("closed", _("Stängda")))
    ]
    told += [(name, label, over.now.share(name), over.then.share(name)) for name, label in _SHARES]
    measures = [
        Measure(str(label), now, then, _outcome(targets.get(name), now))
        for name, label, now, then in told
    ]
    measures.insert(2, Measure(_("Öppna vid periodens slut"), *_backlogs(over)))
    return tuple(measures)


def _backlogs(over: _Over) -> tuple[Figure, Figure]:
    earlier = Span.day(over.until).a_year_earlier().start
    count = statistics.open_count(day=earlier, where=over.where)
    return _open(over, over.until, sum(over.ages.values())), _open(over, earlier, count)


def _open(over: _Over, day: date, count: int) -> Figure:
    return Figure(count, Unit.COUNT, (Origin(OPEN_TICKETS, Span.day(day), over.where, count),))


def _targets(period: Period) -> dict[str, Aim]:
    """Return the targets of the year a period lies in; none where it lies in several."""
    year = period.span.start.year
    if period.last_day.year != year:
        return {}
    is_whole_year = period.span == Span.year(year)
    set_: dict[str, Aim] = {}
    for source in contributions.offered(TargetSource):
        set_ |= source.targets(year)
    return {
        measure: set_[key]
        for measure, key in _TARGETS.items()
        if key in set_ and (is_whole_year or measure != "closed")
    }


def _outcome(aim: Aim | None, now: Figure) -> Outcome | None:
    if aim is None:
        return None
    return Outcome(
        formats.swedish_figure_with_unit(aim.figure, Scale.TKR),
        aim.figure.origins[0],
        aim.is_reached(now),
    )


def _ages(over: _Over) -> tuple[tuple[str, Figure], ...]:
    span = Span.day(over.until)
    told = []
    for age, label in count_tables.AGE_LABELS.items():
        count = over.ages.get(age, 0)
        origin = Origin(OPEN_TICKETS, span, (*over.where, ("age", age)), count)
        told.append((label, Figure(count, Unit.COUNT, (origin,))))
    return tuple(told)


def _ages_of(found: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    return {
        age: sum(each.get(age, 0) for each in found.values()) for age in count_tables.AGE_LABELS
    }


def _steps(over: _Over) -> tuple[tuple[date, Counted], ...]:
    """Return every month or week of the period that has begun, those without tickets too."""
    steps, start = [], _first(over)
    while start <= over.until:
        if over.by == "week":
            following = start + timedelta(days=7)
        else:
            following = (start + timedelta(days=31)).replace(day=1)
        span = Span(max(start, over.period.span.start), min(following, over.period.last_day))
        steps.append((start, over.counted.get(start, Counted(span, over.where, {}))))
        start = following
    return tuple(steps)


def _first(over: _Over) -> date:
    start = over.period.span.start
    if over.by == "week":
        return start - timedelta(days=start.weekday())
    return start.replace(day=1)


def _step_words(over: _Over, start: date) -> str:
    if over.by == "week":
        return _("vecka %(week)s") % {"week": start.isocalendar().week}
    month = count_tables.MONTHS[start.month - 1][:3]
    is_one_year = over.period.span.start.year == over.period.last_day.year
    return month if is_one_year else f"{month} {start.year}"


def _kept(over: _Over) -> tuple[Table, ...]:
    """Return how often service levels were kept; clocks know nothing of groups or channels."""
    wanted = dict(over.where)
    if not wanted.keys() <= {"organisation", "service"}:
        return ()
    names = parties.names_by_code()
    rows = tuple(
        Row("/".join(scope.values()), _kept_words(scope, names), _kept_cells(told))
        for told in results.kept(span=over.period.span, by=("service", "organisation"))
        for scope in (dict(told.scope),)
        if all(count_tables.row_key(scope[part]) == value for part, value in wanted.items())
    )
    return (
        Table(
            id=_KEPT,
            title=_("Hållna servicenivåer per tjänst och kommun"),
            ask=over.ask,
            unit=Unit.COUNT,
            columns=(
                Column("cases", _("Ärenden"), Unit.COUNT),
                Column("in-time", _("Lösta i tid"), Unit.COUNT),
                Column("share", _("Andel lösta i tid"), Unit.PERCENT),
                Column("answered", _("Andel besvarade i tid"), Unit.PERCENT),
            ),
            rows=rows,
        ),
    )


def _kept_words(scope: Mapping[str, str], names: Mapping[str, str]) -> str:
    service = count_tables.label("service", scope["service"])
    return f"{service}, {names[scope['organisation']]}"


def _kept_cells(told: Kept) -> tuple[Figure, ...]:
    return (told.cases, told.in_time, told.share_in_time, told.share_answered_in_time)


def _flow(over: _Over) -> Table:
    rows = []
    for start, told in _steps(over):
        opened, closed = told.figure("opened"), told.figure("closed")
        cells = (opened, closed, difference(opened, closed))
        rows.append(Row(start.isoformat(), _step_words(over, start), cells))
    return Table(
        id=count_tables.INFLOW,
        title=_("Inkomna och stängda ärenden"),
        ask=over.ask,
        unit=Unit.COUNT,
        columns=(
            Column("opened", _("Inkomna"), Unit.COUNT),
            Column("closed", _("Stängda"), Unit.COUNT),
            Column("change", _("Skillnad"), Unit.COUNT),
        ),
        rows=tuple(rows),
    )


def _speed(over: _Over) -> Table:
    measures = ("within_1h", "within_1d", "within_1w")
    return Table(
        id=count_tables.WITHIN,
        title=_("Stängda i tid"),
        ask=over.ask,
        unit=Unit.PERCENT,
        columns=tuple(
            Column(measure, label, Unit.PERCENT)
            for measure, label in zip(
                measures,
                (_("Inom 1 timme"), _("Inom 1 dygn"), _("Inom 1 vecka")),
                strict=True,
            )
        ),
        rows=tuple(
            Row(
                start.isoformat(),
                _step_words(over, start),
                tuple(told.share(measure) for measure in measures),
            )
            for start, told in _steps(over)
        ),
    )


def _charts(over: _Over, flow: Table, speed: Table) -> list[Chart]:
    drawn = []
    opened, closed = over.now.numbers.get("opened", 0), over.now.numbers.get("closed", 0)
    if opened or closed:
        drawn.append(_chart(flow, ("opened", "closed"), _flow_finding(opened, closed)))
    share = over.now.share("within_1h")
    if share.value is not None:
        finding = _("%(share)s stängdes inom en timme") % {
            "share": formats.swedish_figure_with_unit(share, Scale.TKR)
        }
        drawn.append(_chart(speed, ("within_1h", "within_1d"), finding))
    return drawn


def _flow_finding(opened: int, closed: int) -> str:
    told = {"opened": _number(opened), "closed": _number(closed)}
    if opened == closed:
        return _("%(opened)s ärenden kom in och lika många stängdes") % told
    return _("%(opened)s ärenden kom in och %(closed)s stängdes") % told


def _number(count: int) -> str:
    return f"{count:,}".replace(",", formats.NO_BREAK_SPACE)


def _chart(table: Table, columns: tuple[str, ...], finding: str) -> Chart:
    keys = tuple(row.key for row in table.rows)
    kind = ChartKind.LINE if len(keys) > 1 else ChartKind.BARS
    return Chart(kind, finding, table, keys, columns, anchor="")

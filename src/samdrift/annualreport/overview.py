"""The year at a glance: key figures, what needs attention, and two charts with their finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from samdrift.annualreport import overview_wanted as wanted
from samdrift.annualreport.overview_wanted import Place, Wanted
from samdrift.kernel.figures import Figure, Unit, difference
from samdrift.kernel.money import Money
from samdrift.reporting import formats, registry
from samdrift.reporting.documents import Chart, ChartKind
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Ask, CannotAnswer, FigureAddress, RowKind, Table

SCALE = Scale.TKR
BAR_WIDTH = 116
MOST_GAPS = 6
STARTED_GRADE = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as the overview shows it: its words, what it is, and where it stands."""

    words: str
    label: str
    address: FigureAddress
    figure: Figure


@dataclass(frozen=True, slots=True)
class Aside:
    """A figure under a label: the words before it, itself, the words after it."""

    before: str
    shown: Shown
    after: str


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A key figure this year and last; the bars are how wide the two are drawn."""

    label: str
    unit: str
    now: Shown
    then: Shown | None
    change: str
    now_bar: int
    then_bar: int
    asides: tuple[Aside, ...]


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Key figures of one kind."""

    label: str
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to attend to: a status and a sentence around at most two figures."""

    kind: str
    status: str
    before: str
    first: Shown | None = None
    between: str = ""
    second: Shown | None = None
    after: str = ""
    table_id: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """A year to look at: what can be made of it is made when it is asked for."""

    year: int
    today: date

    def table(self, table_id: str) -> Table | None:
        """Return a table of the year, None where it cannot be made."""
        try:
            return registry.table(table_id, Ask(self.year), today=self.today)
        except CannotAnswer:
            return None

    def shown(self, place: Place, label: str = "") -> Shown | None:
        """Return a figure that is known or missing, None where there is nothing to state."""
        table = self.table(place.table)
        if table is None:
            return None
        years = {"year": self.year, "earlier": self.year - 1}
        row, column = place.row.format(**years), place.column.format(**years)
        try:
            figure = table.figure(row, column)
        except KeyError:
            return None
        if figure.is_blank:
            return None
        address = FigureAddress(table.id, table.ask, row, column)
        is_percent = figure.unit is Unit.PERCENT
        write = formats.swedish_figure_with_unit if is_percent else formats.swedish_figure
        return Shown(write(figure, SCALE), label, address, figure)


def key_figures(year: Year) -> tuple[KeyGroup, ...]:
    """Return the key figures whose tables can be made, by kind."""
    groups = []
    for group in wanted.WANTED:
        figures = tuple(filter(None, (_key_figure(year, figure) for figure in group.figures)))
        if figures:
            groups.append(KeyGroup(str(group.label), figures))
    return tuple(groups)


def _key_figure(year: Year, asked: Wanted) -> KeyFigure | None:
    label = str(asked.label)
    now = year.shown(asked.now, f"{label} {year.year}")
    then = year.shown(asked.then, f"{label} {year.year - 1}")
    if now is None:
        return None
    asides = []
    for aside in asked.asides:
        shown = year.shown(aside.place)
        if shown is not None:
            before, _figure, after = str(aside.words).partition("{figure}")
            after += f" {SCALE.suffix}" if shown.figure.unit is Unit.MONEY else ""
            asides.append(Aside(before, shown, after))
    largest = max(abs(_size(shown)) for shown in (now, then))
    return KeyFigure(
        label=label,
        unit=SCALE.suffix if now.figure.unit is Unit.MONEY else "",
        now=now,
        then=then,
        change=_change(now, then),
        now_bar=_bar(now, largest),
        then_bar=_bar(then, largest),
        asides=tuple(asides),
    )


def _size(shown: Shown | None) -> int:
    """Return how large a figure is, in thousandths: only to draw it by."""
    if shown is None or shown.figure.value is None:
        return 0
    value = shown.figure.value
    return value.ore * 1000 if isinstance(value, Money) else int(value * 1000)


def _bar(shown: Shown | None, largest: int) -> int:
    return abs(_size(shown)) * BAR_WIDTH // largest if largest else 0


def _change(now: Shown, then: Shown | None) -> str:
    if then is None or now.figure.value is None or then.figure.value is None:
        return formats.NIL
    figure = difference(now.figure, then.figure)
    text = formats.swedish_figure(figure, SCALE)
    sign = "+" if figure.value is not None and _is_positive(figure) else ""
    if now.figure.unit is Unit.PERCENT and text != formats.NIL:
        one = figure.value in (1, -1)
        return f"{sign}{text}{formats.NO_BREAK_SPACE}{_('enhet') if one else _('enheter')}"
    return f"{sign}{text}"


def _is_positive(figure: Figure) -> bool:
    value = figure.value
    return value.ore > 0 if isinstance(value, Money) else value is not None and value > 0


# What needs attention


def notices(year: Year) -> tuple[Notice, ...]:
    """Return what needs attention in the year, the worst first, and what is in order last."""
    return (*_gaps(year), *_started_goals(year), *_balance(year))


def _gaps(year: Year) -> Iterator[Notice]:
    """Yield what is missing in the tables of the key figures, row by row."""
    places = (figure.now.table for group in wanted.WANTED for figure in group.figures)
    for table_id in dict.fromkeys(places):
        table = year.table(table_id)
        if table is not None:
            yield from list(_gaps_of(table))[:MOST_GAPS]


def _gaps_of(table: Table) -> Iterator[Notice]:
    for row in table.rows:
        if row.kind is not RowKind.ITEM:
            continue
        for column, figure in zip(table.columns, row.figures, strict=True):
            if figure.is_missing:
                address = FigureAddress(table.id, table.ask, row.key, column.key)
                label = f"{column.label}, {row.label}"
                told = formats.swedish_figure(figure, SCALE)
                yield Notice(
                    kind="bad",
                    status=_("Saknas"),
                    before=f"{label}: ",
                    first=Shown(told, label, address, figure),
                    after=_(". Utan det går totalen inte att ange."),
                    table_id=table.id,
                )


def _started_goals(year: Year) -> Iterator[Notice]:
    table = year.table(wanted.GOALS)
    if table is None:
        return
    grades = [f.value for row in table.rows for f in row.figures if f.unit is Unit.GRADE]
    started = sum(1 for grade in grades if grade == STARTED_GRADE)
    if started:
        told = _("%(started)s av %(all)s delmål är påbörjade men inte avslutade.")
        yield Notice(
            kind="warn",
            status=_("Påbörjat"),
            before=told % {"started": started, "all": len(grades)},
            table_id=table.id,
        )


def _balance(year: Year) -> Iterator[Notice]:
    place = f"{year.year}"
    assets = year.shown(Place(wanted.BALANCE, "assets", place), _("Tillgångar"))
    debts = year.shown(Place(wanted.BALANCE, "total", place), _("Eget kapital och skulder"))
    if assets is None or debts is None or _size(assets) == 0:
        return
    agrees = abs(_size(assets)) == abs(_size(debts))
    yield Notice(
        kind="ok" if agrees else "bad",
        status=_("Stämmer") if agrees else _("Skiljer"),
        before=_("Balansräkningen: tillgångar "),
        first=assets,
        between=_(", eget kapital och skulder "),
        second=debts,
        after=f" {SCALE.suffix}.",
        table_id=wanted.BALANCE,
    )


# Charts


def charts(year: Year) -> tuple[Chart, ...]:
    """Return the first two charts that can be drawn, each with its finding as title."""
    makers: tuple[Callable[[Year], Chart | None], ...] = (
        _help_chart,
        _connections_chart,
        _calls_chart,
        _computers_chart,
    )
    drawn = (maker(year) for maker in makers)
    return tuple([chart for chart in drawn if chart is not None][:2])


def _help_chart(year: Year) -> Chart | None:
    table = year.table(wanted.TICKETS)
    now = year.shown(Place(wanted.TICKETS, "{year}", "1h"))
    if table is None or now is None or now.figure.value is None or len(table.rows) < 2:
        return None
    finding = _("%(share)s av ärendena löstes inom en timme") % {"share": now.words}
    keys = tuple(row.key for row in table.rows)
    return Chart(ChartKind.LINE, finding, table, keys, ("1h",), "diagram-arenden")


def _connections_chart(year: Year) -> Chart | None:
    told = _("Flest nya anslutningar gjordes i %(name)s: %(most)s av %(all)s")
    columns = (f"{year.year}", f"{year.year - 1}")
    return _member_chart(year, wanted.CONNECTIONS, columns, told)


def _computers_chart(year: Year) -> Chart | None:
    told = _("Flest datorer har %(name)s: %(most)s av %(all)s")
    return _member_chart(year, wanted.COMPUTERS, ("computer",), told)


def _member_chart(year: Year, table_id: str, columns: tuple[str, ...], told: str) -> Chart | None:
    """Return bars for each member, with the one who has most as the finding."""
    table = year.table(table_id)
    whole = year.shown(Place(table_id, "total", columns[0]))
    if table is None or whole is None or not whole.figure.value:
        return None
    rows = [row for row in table.rows if row.kind is RowKind.ITEM]
    most = max(rows, key=lambda row: _size(year.shown(Place(table_id, row.key, columns[0]))))
    words = formats.swedish_figure(table.figure(most.key, columns[0]), SCALE)
    finding = told % {"name": most.label, "most": words, "all": whole.words}
    keys = tuple(row.key for row in rows)
    return Chart(ChartKind.BARS, finding, table, keys, columns, f"diagram-{table_id}")


def _calls_chart(year: Year) -> Chart | None:
    table = year.table(wanted.CALLS)
    if table is None or not table.has_figures:
        return None
    rows = [row for row in table.rows if row.kind is RowKind.ITEM]
    most = max(rows, key=lambda row: _size(year.shown(Place(wanted.CALLS, row.key, "calls"))))
    words = formats.swedish_figure(table.figure(most.key, "calls"), SCALE)
    finding = _("Flest samtal kom i %(month)s: %(most)s") % {
        "month": most.label.casefold(),
        "most": words,
    }
    keys = tuple(row.key for row in rows)
    return Chart(ChartKind.LINE, finding, table, keys, ("calls", "answered"), "diagram-samtal")

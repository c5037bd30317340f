"""The year at a glance, as its page shows it: key figures, what needs attention, two charts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from samdrift.annualreport.audience import WHOLE_YEAR, Audience
from samdrift.annualreport.findings import measures, sentences, to_do
from samdrift.annualreport.findings.of_the_year import FINDINGS
from samdrift.annualreport.findings.records import Records
from samdrift.annualreport.ports import Attention, KeyFigure
from samdrift.goals import queries as goals
from samdrift.goals.choices import Direction
from samdrift.goals.queries import SetTarget
from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.reporting import formats
from samdrift.reporting.documents import Chart, LiveFigure
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import FigureAddress

SCALE = Scale.TKR
BAR_WIDTH = 116
MOST_CHARTS = 2

type HeldOtherwise = Callable[[FigureAddress, Figure], str]
"""What is said of a figure that was adopted otherwise; nothing of any other."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as the overview shows it, where it stands, and that it was adopted otherwise."""

    words: str
    address: FigureAddress
    is_missing: bool
    held_otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """The target of a key figure, and how the figure stands to it; only then is there a colour."""

    words: str
    origin: Origin
    kind: str
    status: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key figure this year and last; the bars are how wide the two are drawn."""

    key: str
    label: str
    unit: str
    now: Shown
    then: Shown | None
    change: str
    compared: tuple[FigureAddress, FigureAddress] | None
    """The two figures whose change opens."""
    reason: str
    now_bar: int
    then_bar: int
    target: Aim | None = None

    @property
    def held_otherwise(self) -> tuple[str, ...]:
        """What is said of its figures that were adopted otherwise."""
        return tuple(
            each.held_otherwise for each in (self.now, self.then) if each and each.held_otherwise
        )


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Key figures of one kind."""

    label: str
    rows: tuple[KeyRow, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a sentence, or a figure in it."""

    words: str
    address: FigureAddress | None = None
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to attend to: its status, its sentence in pieces, and where to go on."""

    kind: str
    status: str
    pieces: tuple[Piece, ...]
    table_id: str


def key_groups(
    records: Records, *, held_otherwise: HeldOtherwise, audience: Audience = WHOLE_YEAR
) -> tuple[KeyGroup, ...]:
    """Return the key figures of the year, by kind, a member's own first.

    Each says where it was adopted otherwise. Targets are those of today, and no edition has them.
    """
    own: Iterable[KeyFigure] = ()
    if audience.member_code:
        own = measures.own_figures(records, audience.member_code)
    figures = (*own, *measures.key_figures(records, audience.key_figures))
    targets = {} if records.is_frozen else goals.targets(records.year)
    return tuple(
        KeyGroup(
            group, tuple(_row(figure, targets.get(figure.key), held_otherwise) for figure in rows)
        )
        for group, rows in groupby(figures, key=lambda figure: figure.group)
    )


def notices(records: Records, *, audience: Audience = WHOLE_YEAR) -> tuple[Notice, ...]:
    """Return what needs attention, the worst first, and last what is in order."""
    return tuple(_notice(each) for each in to_do.attention(records, audience.topics))


def lead(records: Records, *, audience: Audience) -> tuple[Piece, ...]:
    """Return the year in a few sentences, for those who read them before any table."""
    pieces: list[Piece] = []
    for key in audience.findings:
        finding = FINDINGS[key](records)
        if finding is not None:
            cells = tuple(part for part in finding if isinstance(part, LiveFigure))
            pieces += [*_pieces(sentences.plain(finding), cells), Piece(" ")]
    return tuple(pieces)


def drawings(records: Records, *, audience: Audience = WHOLE_YEAR) -> tuple[Chart, ...]:
    """Return the first two charts that can be drawn, each with its finding as title."""
    drawn = (drawer(records) for drawer in audience.drawers)
    return tuple([chart for chart in drawn if chart is not None][:MOST_CHARTS])


def _row(key: KeyFigure, target: SetTarget | None, held_otherwise: HeldOtherwise) -> KeyRow:
    then = None
    if key.last is not None and key.last_address is not None:
        then = _shown(key.last, key.last_address, held_otherwise)
    largest = max(_size(key.figure), _size(key.last))
    return KeyRow(
        key=key.key,
        target=aim(target, key.figure) if target else None,
        label=key.label,
        unit=SCALE.suffix if key.figure.unit is Unit.MONEY else "",
        now=_shown(key.figure, key.address, held_otherwise),
        then=then,
        change=_change(key.change),
        compared=_compared(key),
        reason=key.figure.reason,
        now_bar=_bar(key.figure, largest),
        then_bar=_bar(key.last, largest),
    )


def aim(target: SetTarget, figure: Figure) -> Aim:
    """Return a target in words, and whether the figure comes up to it."""
    words = formats.swedish_figure_with_unit(target.figure, SCALE)
    direction = str(Direction(target.direction).label).casefold()
    is_reached = target.is_reached(figure)
    kind, status = {
        True: ("ok", _("Nått")),
        False: ("bad", _("Ej nått")),
        None: ("quiet", _("Går inte att säga")),
    }[is_reached]
    return Aim(f"{direction} {words}", target.figure.origins[0], kind, status)


def _compared(key: KeyFigure) -> tuple[FigureAddress, FigureAddress] | None:
    is_known = key.change is not None and key.change.value is not None
    return (key.address, key.last_address) if is_known and key.last_address else None


def _shown(figure: Figure, address: FigureAddress, held_otherwise: HeldOtherwise) -> Shown:
    is_percent = figure.unit is Unit.PERCENT
    write = formats.swedish_figure_with_unit if is_percent else formats.swedish_figure
    said = held_otherwise(address, figure)
    return Shown(write(figure, SCALE), address, figure.is_missing, said)


def _change(figure: Figure | None) -> str:
    """Return a change with its sign; a share changes in units of percent."""
    if figure is None or figure.value is None:
        return formats.NIL
    is_more = figure.money.ore > 0 if isinstance(figure.value, Money) else figure.number > 0
    text = f"{'+' if is_more else ''}{formats.swedish_figure(figure, SCALE)}"
    if figure.unit is not Unit.PERCENT:
        return text
    unit = _("enhet") if abs(figure.number) == 1 else _("enheter")
    return f"{text}{formats.NO_BREAK_SPACE}{unit}"


def _size(figure: Figure | None) -> int:
    """Return how large a figure is, in thousandths: only to draw it by."""
    if figure is None or figure.value is None:
        return 0
    if isinstance(figure.value, Money):
        return abs(figure.value.ore)
    return abs(int(figure.value * 1000))


def _bar(figure: Figure | None, largest: int) -> int:
    return _size(figure) * BAR_WIDTH // largest if largest else 0


def _notice(found: Attention) -> Notice:
    return Notice(
        kind=found.kind.value,
        status=found.label,
        pieces=tuple(_pieces(found.sentence, found.figures)),
        table_id=found.address.table_id,
    )


def _pieces(sentence: str, figures: tuple[LiveFigure, ...]) -> Iterator[Piece]:
    """Yield the sentence with its figures as doors, in the order they are told."""
    rest = sentence
    for cell in figures:
        words = formats.swedish_figure_with_unit(cell.figure, SCALE)
        before, found, after = rest.partition(words)
        if found:
            yield Piece(before)
            yield Piece(words, cell.address, cell.figure.is_missing)
            rest = after
    yield Piece(rest)

"""What in a year's records somebody should look at, told in sentences that can be opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from samdrift.annualreport.choices import AttentionKind
from samdrift.annualreport.findings import gaps, sentences
from samdrift.annualreport.findings.measures import BALANCE
from samdrift.annualreport.findings.of_the_year import DEPARTMENT_OUTCOME, GOALS, cost_centre
from samdrift.annualreport.findings.records import Records, own_rows
from samdrift.annualreport.findings.sentences import Finding, Part
from samdrift.annualreport.ports import Attention, MissingFigure
from samdrift.ledger import queries as ledger
from samdrift.reporting import registry
from samdrift.reporting.documents import LiveFigure
from samdrift.reporting.ports import Ask, FigureAddress, Row, RowKind
from samdrift.reporting.wording import in_words, reasons_in_words, sentence

LOW_GRADE = 2
MOST_FAULTS = 3
INVESTMENTS = ("investments.own", "investments.members")
UNPAID = "ej betal"
"""How a status begins to say that what was ordered is not paid for."""


type Topic = Callable[[Records], Iterator[Attention]]


def attention(records: Records, topics: tuple[Topic, ...] | None = None) -> tuple[Attention, ...]:
    """Return what needs attention of some topics, the worst first; of every topic unless told."""
    found = [told for topic in topics or TOPICS for told in topic(records)]
    order = {AttentionKind.BAD: 0, AttentionKind.WARN: 1, AttentionKind.OK: 2}
    return tuple(sorted(found, key=lambda told: order[told.kind]))


def missing(records: Records) -> Iterator[Attention]:
    """Tell what is missing, one sentence for each kind of figure."""
    return _told_missing(gaps.missing_figures(records))


def missing_for(code: str) -> Topic:
    """Return the topic of what is missing for one member."""
    return lambda records: _told_missing(
        gap for gap in gaps.missing_figures(records) if gap.cell.address.row_key == code
    )


def _told_missing(every: Iterable[MissingFigure]) -> Iterator[Attention]:
    groups: dict[tuple[str, str], list[MissingFigure]] = {}
    for gap in every:
        groups.setdefault((gap.cell.address.table_id, gap.column_label), []).append(gap)
    for (_, column), found in groups.items():
        told = sentence(
            "{table}: {column} saknas för {rows} ({reasons}).",
            table=in_words(found[0].table_title),
            column=in_words(column),
            rows=sentences.listed([in_words(gap.row_label) for gap in found]),
            reasons="; ".join(dict.fromkeys(reasons_in_words(gap.reason) for gap in found)),
        )
        cells = tuple(gap.cell for gap in found)
        yield Attention(AttentionKind.BAD, "Saknas", told, found[0].cell.address, cells)


def differing(records: Records) -> Iterator[Attention]:
    """Tell what the apps' own checks find to differ, and that the books tie where they do.

    An edition is not checked anew: what was right or wrong then stands in it.
    """
    if records.is_frozen:
        return
    results = registry.checks(records.year)
    total = records.cell(BALANCE, "total", "year")
    address = total.address if total else FigureAddress(BALANCE, _ask(records), "total", "year")
    for result in results:
        if not result.is_right:
            more = len(result.faults) - MOST_FAULTS
            rest = sentence("; och {more} till", more=more) if more > 0 else ""
            told = f"{result.title}: {'; '.join(result.faults[:MOST_FAULTS])}{rest}."
            yield Attention(AttentionKind.BAD, "Skiljer", told, address)
    if results and all(result.is_right for result in results):
        yield from _tied(records, len(results), total)


def _tied(records: Records, checks: int, total: LiveFigure | None) -> Iterator[Attention]:
    assets = records.cell(BALANCE, "assets", "year")
    if assets is None or total is None or assets.figure.value is None:
        return
    count = sentences.counted(checks, "avstämning", "avstämningar")
    finding = sentences.told(
        "Bokslutet stämmer i {count}: tillgångar {assets}, eget kapital och skulder {total}.",
        count=count, assets=assets, total=total,
    )  # fmt: skip
    yield _of(AttentionKind.OK, "Stämmer", finding)


def goals(records: Records) -> Iterator[Attention]:
    """Tell how many goals have no grade, and how many a low one."""
    table = records.table(GOALS)
    rows = [row for row in own_rows(table) if row.kind is RowKind.ITEM] if table else []
    unassessed = [row for row in rows if row.figures[0].value is None]
    low = [row for row in rows if row.figures[0].value and row.figures[0].number <= LOW_GRADE]
    told = _Goals(records, len(rows))
    if unassessed:
        template = "{count} av {all} delmål har inte fått något betyg."
        yield told.told("Ej bedömt", unassessed, template)
    if low:
        yield told.told("Påbörjat", low, "{count} av {all} delmål har betyg 1 eller 2.")


@dataclass(frozen=True, slots=True)
class _Goals:
    records: Records
    count: int

    def told(self, label: str, rows: list[Row], template: str) -> Attention:
        first = FigureAddress(GOALS, _ask(self.records), rows[0].key, "grade")
        words = sentence(template, count=len(rows), all=self.count)
        return Attention(AttentionKind.WARN, label, words, first)


def over_budget(records: Records) -> Iterator[Attention]:
    """Tell which cost centres cost more, net, than their budget."""
    for number, name in ledger.cost_centres(records.year):
        deviation = records.cell(DEPARTMENT_OUTCOME, "net", "deviation", cost_centre=number)
        finding = cost_centre(records, number)
        if finding is None or deviation is None or deviation.figure.money.ore >= 0:
            continue
        told: Finding = (f"{name or number}: ", *finding)
        yield _of(AttentionKind.WARN, "Över budget", told, deviation)


def unpaid(records: Records) -> Iterator[Attention]:
    """Tell which investments are counted in the outcome though their status says not paid."""
    cells = [
        (row.label, cell)
        for table_id in INVESTMENTS
        if (table := records.told(table_id)) is not None
        for row in table.rows
        if UNPAID in row.note.casefold()
        and (cell := records.cell(table_id, row.key, "outcome")) is not None
        and cell.figure.value
    ]
    if not cells:
        return
    parts: list[Part] = []
    for label, cell in cells:
        counted = in_words("Räknas i utfallet men är inte betalt:")
        parts += [", " if parts else f"{counted} ", f"{label} ", cell]
    yield _of(AttentionKind.WARN, "Ej betalt", (*parts, "."))


TOPICS: tuple[Topic, ...] = (missing, differing, goals, over_budget, unpaid)


def _of(
    kind: AttentionKind, label: str, finding: Finding, opens: LiveFigure | None = None
) -> Attention:
    cells = tuple(part for part in finding if isinstance(part, LiveFigure))
    address = (opens or cells[0]).address
    return Attention(kind, label, sentences.plain(finding), address, cells)


def _ask(records: Records) -> Ask:
    return Ask(records.year)

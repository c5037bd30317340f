"""What stands on a line of its own in a chapter: tables, statements, notes, charts, findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from samdrift.annualreport import notes
from samdrift.annualreport.chapters.unknown import unknown_table
from samdrift.annualreport.findings import gaps, measures, sentences
from samdrift.annualreport.findings.charts import CHARTS
from samdrift.annualreport.findings.of_the_year import (
    CONTROLS,
    DEPARTMENT_OUTCOME,
    FINDINGS,
    GOALS,
    cost_centre,
)
from samdrift.annualreport.findings.records import Records, is_of_another_year
from samdrift.annualreport.notes import Notes
from samdrift.goals import queries as goals
from samdrift.internalcontrol import queries as internalcontrol
from samdrift.kernel.figures import Unit, blank
from samdrift.ledger import queries as ledger
from samdrift.reporting import registry
from samdrift.reporting.anchors import Anchors, slug
from samdrift.reporting.documents import (
    Block,
    FigureTable,
    Heading,
    Inline,
    ItemList,
    Paragraph,
    Strong,
    Text,
    TextTable,
)
from samdrift.reporting.ports import Row, RowKind, Table

MOST_GAPS = 40
"""A list of missing figures longer than this ends in how many more there are."""

SAID_INSTEAD = {"computers": "computers", "connections": "most-connections",
                "calls": "busiest-month", "tickets": "tickets", "result": "result",
                "within-an-hour": "within-an-hour"}  # fmt: skip
"""What is said in words where there is too little for a chart."""

type Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlockMaker:
    """Makes the blocks directives ask for.

    A directive raises LookupError for what does not exist, and gives no blocks where there is
    nothing to tell of the year.
    """

    records: Records
    notes: Notes
    anchors: Anchors

    def of(self, words: Words) -> tuple[Block, ...]:
        """Return the blocks of a directive."""
        makers: dict[str, Callable[[Words], Iterator[Block]]] = {
            "table": self._tables,
            "statement": self._statement,
            "notes": self._notes,
            "chart": self._chart,
            "finding": self._finding,
            "key-figures": self._key_figures,
            "goals": self._goals,
            "controls": self._controls,
            "departments": self._departments,
            "missing": self._missing,
            "checks": self._checks,
        }
        if words[0] not in makers:
            known = ", ".join(makers)
            raise LookupError(f"Det finns inget som heter {words[0]}, bara {known}.")
        return tuple(makers[words[0]](words[1:]))

    def _tables(self, words: Words) -> Iterator[Block]:
        name, back = self._which(words)
        table_id, _, cost_centre = name.partition("@")
        table = self.records.told(table_id, back=back, cost_centre=cost_centre)
        if table is not None:
            yield self._figure_table(table)

    def _statement(self, words: Words) -> Iterator[Block]:
        name, _ = self._which(words)
        found = self.records.told(name)
        if found is None:
            return
        table = replace(notes.told_only(found), explains="")
        yield FigureTable(
            table,
            self._anchor(table),
            is_statement=True,
            references=self.notes.references(table),
        )

    def _notes(self, _: Words) -> Iterator[Block]:
        for note in self.notes.notes:
            anchor = self.anchors.free(note.anchor)
            table = replace(note.table, explains="")
            yield FigureTable(table, anchor, is_statement=True, number=str(note.number))

    def _chart(self, words: Words) -> Iterator[Block]:
        for name in words or ("",):
            chart = _found(CHARTS, name, "inget diagram")(self.records)
            if chart is not None:
                yield replace(chart, anchor=self.anchors.free(f"diagram-{name}"))
            else:
                yield from self._finding((SAID_INSTEAD[name],))

    def _finding(self, words: Words) -> Iterator[Block]:
        finders = [_found(FINDINGS, name, "ingen mening") for name in words or ("",)]
        finding = sentences.together([finder(self.records) for finder in finders])
        if finding is not None:
            anchor = self.anchors.paragraph(" ".join(words))
            yield Paragraph(sentences.inlines(finding), anchor)

    def _key_figures(self, _: Words) -> Iterator[Block]:
        groups: dict[str, list[tuple[Block, ...]]] = {}
        for key in measures.KEY_FIGURES:
            measure = measures.BY_KEY[key]
            finding = measure.finding(self.records)
            if finding is not None:
                anchor = self.anchors.paragraph(key)
                item = (Paragraph(sentences.inlines(finding), anchor),)
                groups.setdefault(measure.group, []).append(item)
        for group, items in groups.items():
            told: tuple[Inline, ...] = (Strong((Text(group),)),)
            yield Paragraph(told, self.anchors.paragraph(group))
            yield ItemList(tuple(items))

    def _goals(self, _: Words) -> Iterator[Block]:
        """Set the goals under their main goals, with what is said of each."""
        table = self.records.told(GOALS)
        if table is None:
            return
        rows: list[Row] = []
        main_goal = ""
        for goal in goals.assessed_goals(year=self.records.year):
            if goal.main_goal != main_goal:
                main_goal = goal.main_goal
                nothing = blank(Unit.GRADE, goal.figure.origins)
                rows.append(Row(f"main-{goal.key}", main_goal, (nothing,), RowKind.GROUP))
            rows.append(replace(table.row(goal.key), note=goal.comment))
        yield self._figure_table(replace(table, rows=tuple(rows)))

    def _controls(self, _: Words) -> Iterator[Block]:
        """Set how grave each risk is, then how it is held and what came of it."""
        table = self.records.told(CONTROLS)
        if table is None:
            return
        yield self._figure_table(table)
        rows = tuple(
            (told.risk, told.control, told.control_role, told.result or "Inte genomförd")
            for told in internalcontrol.followed_up_controls(year=self.records.year)
        )
        columns = ("Risk", "Kontroll", "Utförs av", "Resultat")
        anchor = self.anchors.free("kontrollmoment")
        yield TextTable("Kontrollerna och vad de visade", columns, rows, anchor)

    def _departments(self, _: Words) -> Iterator[Block]:
        """Say how each cost centre stands to its budget, then show its table."""
        centres = ledger.cost_centres(self.records.year)
        items = []
        for number, name in centres:
            finding = cost_centre(self.records, number)
            if finding is not None:
                told = (Strong((Text(f"{name or number}. "),)), *sentences.inlines(finding))
                items.append((Paragraph(told, self.anchors.paragraph(number)),))
        if items:
            yield ItemList(tuple(items))
        for number, name in centres:
            table = self.records.told(DEPARTMENT_OUTCOME, cost_centre=number)
            if table is not None:
                title = f"{name or 'Kostnadsställe'} ({number})"
                yield self._figure_table(replace(table, title=title, explains=""))

    def _missing(self, _: Words) -> Iterator[Block]:
        found = list(gaps.missing_figures(self.records))
        if not found:
            return
        rows = [
            (gap.table_title, gap.row_label, gap.column_label, gap.reason)
            for gap in found[:MOST_GAPS]
        ]
        if len(found) > MOST_GAPS:
            rows.append((f"och {len(found) - MOST_GAPS} till", "", "", ""))
        columns = ("Tabell", "Rad", "Uppgift", "Varför")
        anchor = self.anchors.free("saknade-siffror")
        yield TextTable("Siffror som saknas", columns, tuple(rows), anchor)

    def _checks(self, _: Words) -> Iterator[Block]:
        results = registry.checks(self.records.year)
        if not results:
            return
        rows = tuple(
            (result.title, "Stämmer" if result.is_right else "Skiljer",
             result.found if result.is_right else "; ".join(result.faults))
            for result in results
        )  # fmt: skip
        columns = ("Kontroll", "Utfall", "Vad som jämförts")
        yield TextTable("Avstämningar", columns, rows, self.anchors.free("avstamningar"))

    def _which(self, words: Words) -> tuple[str, int]:
        """Return which table is asked for, and how many years back."""
        if not words or (len(words) > 1 and words[1:] != ("last-year",)):
            raise LookupError("Skriv så här: {{table assets.computers}}, med last-year för i fjol.")
        table_id = words[0].partition("@")[0]
        if table_id not in self.records.titles():
            raise unknown_table(table_id, self.records.titles())
        return words[0], len(words) - 1

    def _figure_table(self, table: Table) -> FigureTable:
        """Return a table told by its year, so that it is not called what its chapter is called."""
        year = str(table.ask.year)
        is_told = year in table.title or any(
            is_of_another_year(row.key, table.ask.year) for row in table.rows
        )
        title = table.title if is_told else f"{table.title} {year}"
        shown = replace(notes.without_blank_columns(table), title=title)
        return FigureTable(shown, self._anchor(table))

    def _anchor(self, table: Table) -> str:
        parts = [table.id, table.ask.cost_centre]
        return self.anchors.free("-".join(["tabell", *(slug(part) for part in parts if part)]))


def _found[Answer](known: dict[str, Answer], name: str, kind: str) -> Answer:
    if name not in known:
        raise LookupError(f"Det finns {kind} som heter {name or '…'}, bara "
                          f"{', '.join(known)}.")  # fmt: skip
    return known[name]


def without_empty_headings(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks without headings that nothing stands under."""
    kept: list[Block] = []
    last_heading = 0
    has_content = False
    for block in reversed(blocks):
        if not isinstance(block, Heading):
            kept.append(block)
            has_content, last_heading = True, 9
        elif has_content or last_heading > block.level:
            kept.append(block)
            has_content, last_heading = False, block.level
    return tuple(reversed(kept))

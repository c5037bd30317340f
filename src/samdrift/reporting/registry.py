"""Every table and every list of records that the apps offer, asked for by key."""

from __future__ import annotations

import difflib
import json
from datetime import date

from django.db.models import Model

from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Span
from samdrift.plumbing import contributions
from samdrift.reporting import dating, frozen, memory, series, together, watching
from samdrift.reporting.few import FewRows
from samdrift.reporting.memory import Form, Question
from samdrift.reporting.ports import (
    Ask,
    CannotAnswer,
    CheckResult,
    CheckSource,
    Member,
    MemberSource,
    SettledSource,
    Table,
    TableSource,
    TableSpec,
    TallySource,
    no_questions,
)
from samdrift.reporting.selections import RecordSource
from samdrift.reporting.snapshot import is_open, remembered

MOST_YEARS_ASKED = 10
"""A period that is asked about begins at most so many years before it ends."""
_TABLE = Form(frozen.text_of_table, frozen.thaw_table)
_CHECKS = Form(frozen.text_of_checks, frozen.thaw_checks)
_MARK: Form[str] = Form(str, str)
_YEARS: Form[frozenset[int]] = Form(
    lambda years: json.dumps(sorted(years)), lambda text: frozenset(json.loads(text))
)


def tables() -> tuple[TableSpec, ...]:
    """Return every table that can be asked for now, by id."""
    return tuple(spec for _, spec in _offered().values())


def years() -> tuple[int, ...]:
    """Return the years from the first to the last for which any app has records."""
    known = [year for told in told_years() for year in told]
    return tuple(range(min(known), max(known) + 1)) if known else ()


def newest_told_year(*, today: date) -> int | None:
    """Return the year up to today that most tables tell of, the newest of several."""
    told = [_years_of(source) for source, _ in _offered().values()]
    known = [year for year in years() if year <= today.year]
    return max(known, key=lambda year: (sum(year in each for each in told), year), default=None)


def told_years() -> tuple[frozenset[int], ...]:
    """Return the years that each source of tables has records for."""
    return tuple(_years_of(source) for source in contributions.offered(TableSource))


def _of_all_years(what: str, source: TableSource) -> Question:
    return Question(f"{what} of {source.key}", source.reads, memory.OF_NO_YEAR)


def table(table_id: str, ask: Ask, *, today: date) -> Table:
    """Return a table. Raises CannotAnswer where there is none, or none for what is asked.

    A register may be asked about any day up to today, so years go on after the last record.
    """
    memory.expect(ask.year)
    source, spec = _named(table_id)
    require_year(ask.year, today=today)
    _require_taken(spec, ask)
    if ask.series is None:
        return _built(source, spec, ask)
    told = series.Told(spec, _years_of(source), lambda each: _built(source, spec, each))
    return remembered((table_id, ask), lambda: series.table(told, ask, today=today))


def _built(source: TableSource, spec: TableSpec, ask: Ask) -> Table:
    shelf = None if ask.day or ask.span else ask.year
    question = Question(f"table {spec.id} {frozen.text_of_ask(ask)}", source.reads, shelf)
    return remembered(
        (spec.id, ask), lambda: memory.kept(question, lambda: spec.build(ask), _TABLE)
    )


def read_ahead(year: int, page: str) -> None:
    """Ask by one question what a page that tells of a whole year reads of records that changed.

    A source whose tables the page has read in the state they are in is not asked.
    """
    memory.expect(year)
    waiting = [
        source
        for source in contributions.offered(TableSource)
        if source.ahead is not no_questions and not memory.is_kept(_read_by(page, source, year))
    ]
    questions = [source.ahead(year) for source in waiting]
    together.read_ahead({key: each for asked in questions for key, each in asked.items()})
    for source in waiting:
        memory.kept(_read_by(page, source, year), str, _MARK)


def _read_by(page: str, source: TableSource, year: int) -> Question:
    return Question(f"{source.key} read by {page} {year}", source.reads, year)


def members() -> tuple[Member, ...]:
    """Return the members that tables may be asked of, in the order they are told."""
    sources = contributions.offered(MemberSource)
    return tuple(member for source in sources for member in source.members())


def _require_taken(spec: TableSpec, ask: Ask) -> None:
    """Raise CannotAnswer where a table is asked what it does not take, or what is no question."""
    if ask.cost_centre and not spec.takes_cost_centre:
        raise CannotAnswer(f"{spec.id} delas inte upp på kostnadsställen. Ta bort --cost-centre.")
    if ask.members and not spec.takes_members:
        raise CannotAnswer(f"{spec.id} delas inte upp på medlemmar. Ta bort --members.")
    if ask.members:
        _require_members(ask.members)
    if ask.day is not None and not spec.takes_day:
        takes = "en period" if spec.takes_span else "ett helt år"
        raise CannotAnswer(f"{spec.id} räknar {takes}. Ta bort --day.")
    if ask.day is not None and ask.day.year != ask.year:
        raise CannotAnswer(f"{ask.day} ligger inte i {ask.year}. Ange en dag i året.")
    if ask.span is not None:
        _require_span(spec, ask, ask.span)


def _require_span(spec: TableSpec, ask: Ask, span: Span) -> None:
    if not spec.takes_span:
        takes = "en dag" if spec.takes_day else "ett helt år"
        raise CannotAnswer(f"{spec.id} räknar {takes}. Ta bort --from och --to.")
    if span.end is None or span.end == span.start or span.last_day.year != ask.year:
        raise CannotAnswer(f"Perioden slutar inte i {ask.year}. Ange en sista dag i året.")
    if ask.year - span.start.year > MOST_YEARS_ASKED:
        raise CannotAnswer(f"En period är högst {MOST_YEARS_ASKED} år. Välj en kortare.")


def _require_members(codes: tuple[str, ...]) -> None:
    known = [member.code for member in remembered("reporting.members", members)]
    unknown = next((code for code in codes if code not in known), None)
    if unknown is not None:
        raise CannotAnswer(f"Det finns ingen medlem {unknown}, bara {', '.join(known)}.")


def unwatched() -> frozenset[str]:
    """Return the tables that figures are read from, whose changes the database does not tell."""
    return watching.unwatched(_read_models())


def watch() -> None:
    """Have the database tell when records change that figures are read from."""
    watching.watch(_read_models())


def tables_told_of() -> frozenset[str]:
    """Return the tables of the database that figures are read from."""
    return frozenset(model._meta.db_table for model in _told_of())


def _read_models() -> frozenset[type[Model]]:
    settled = (source.reads for source in contributions.offered(SettledSource))
    return _told_of() | {model for reads in settled for model in reads}


def _told_of() -> frozenset[type[Model]]:
    tables = (source.reads for source in contributions.offered(TableSource))
    checks = (source.reads for source in contributions.offered(CheckSource))
    tallies = (source.reads for source in contributions.offered(TallySource))
    lists = (source.reads for source in contributions.offered(RecordSource))
    small = (each.question.reads or () for each in contributions.offered(FewRows))
    every = (*tables, *checks, *tallies, *lists, *small)
    return frozenset(model for reads in every for model in reads)


def record_source(question: str) -> RecordSource:
    """Return the list of records that answers a question. Raises CannotAnswer if there is none."""
    for source in contributions.offered(RecordSource):
        if source.key == question:
            return source
    raise CannotAnswer("Sidan finns inte, eller så får du inte se den.")


def tally_source(question: str) -> TallySource | None:
    """Return who counts many origins of a question at once, None where nobody does."""
    offered = contributions.offered(TallySource)
    return next((source for source in offered if source.key == question), None)


class Describer:
    """Tells what an origin's records are, in the words of the app that has them."""

    def title(self, question: str) -> str:
        """Return what a question's records are called."""
        return record_source(question).title

    def describe(self, origin: Origin) -> str:
        """Return an origin's scope in Swedish."""
        return record_source(origin.question).describe(origin)


def spec_of(table_id: str) -> TableSpec:
    """Return what can be asked of a table. Raises CannotAnswer where there is none."""
    return _named(table_id)[1]


def _offered() -> dict[str, tuple[TableSource, TableSpec]]:
    """Return every table that can be asked for, and who offers it, by id and in its order."""
    return remembered("reporting.tables", _every_table)


def _every_table() -> dict[str, tuple[TableSource, TableSpec]]:
    found = {
        spec.id: (source, spec)
        for source in contributions.offered(TableSource)
        for spec in memory.kept(_of_all_years("specs", source), source.specs)
    }
    return {table_id: found[table_id] for table_id in sorted(found)}


def _named(table_id: str) -> tuple[TableSource, TableSpec]:
    known = _offered()
    if table_id in known:
        return known[table_id]
    near = difflib.get_close_matches(table_id, known, n=1)
    hint = f" Menade du {near[0]}?" if near else " Se alla med samdrift tables."
    raise CannotAnswer(f"Det finns ingen tabell som heter {table_id}.{hint}")


def _years_of(source: TableSource) -> frozenset[int]:
    ask = (lambda: _dated_years(source)) if source.dates else source.years
    return memory.kept(_of_all_years("years", source), ask, _YEARS)


def _dated_years(source: TableSource) -> frozenset[int]:
    """Return the years of a source, asked with all others where one snapshot is read."""
    known = _dated().get(source.key) if is_open() else None
    return dating.years(source.dates) if known is None else known


def _dated() -> dict[str, frozenset[int]]:
    """Return the years of every source that says where they stand and whose are not kept."""
    return remembered(
        "reporting.dated",
        lambda: dating.years_of_each(
            {
                source.key: source.dates
                for source in contributions.offered(TableSource)
                if source.dates and not memory.is_kept(_of_all_years("years", source))
            }
        ),
    )


def require_year(year: int, *, today: date) -> None:
    """Raise CannotAnswer for a year before the first record, or after the last and today."""
    known = remembered("years", years)
    if not known:
        raise CannotAnswer("Inga poster är inlästa. Läs in ett paket med samdrift import.")
    first, last = known[0], max(known[-1], today.year)
    if not first <= year <= last:
        raise CannotAnswer(f"Det finns inga poster för {year}, bara för {first} till {last}.")


def checks(year: int) -> tuple[CheckResult, ...]:
    """Run every check the apps offer on a year, where its records have changed since the last."""
    read_ahead(year, "checks")
    return tuple(
        result for source in contributions.offered(CheckSource) for result in _checked(source, year)
    )


def reads_of(source: CheckSource) -> tuple[type[Model], ...]:
    """Return every model that checks read, those of all tables where they read tables."""
    if not source.reads_tables:
        return source.reads
    tables = (model for each in contributions.offered(TableSource) for model in each.reads)
    return tuple(dict.fromkeys((*source.reads, *tables)))


def _checked(source: CheckSource, year: int) -> tuple[CheckResult, ...]:
    question = Question(f"checks of {source.key} {year}", reads_of(source), year)
    return memory.kept(question, lambda: source.run(year), _CHECKS)

"""The editions of a year's report, and how the records have moved away from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from samdrift.annualreport import queries as reports
from samdrift.annualreport.editions.differing import comparison, told_figures, told_tables
from samdrift.annualreport.editions.ports import Comparison, DifferingFigure, EditionSummary
from samdrift.annualreport.findings.records import Records
from samdrift.annualreport.models import Adoption, Edition
from samdrift.kernel.figures import Figure
from samdrift.plumbing.seals import Looked, Seal
from samdrift.reporting import few, frozen, memory, registry
from samdrift.reporting.documents import Document
from samdrift.reporting.few import FewRows
from samdrift.reporting.held import HeldFigure, HeldSource, HeldYear, is_same
from samdrift.reporting.ports import Ask, CannotAnswer, FigureAddress, Table
from samdrift.reporting.snapshot import remembered, snapshot

MOST_KEPT = 8
"""How many editions are kept thawed: they are large, and few are read at a time."""


def editions(year: int) -> tuple[EditionSummary, ...]:
    """Return every edition of a year's report, the newest first."""
    return remembered(("annualreport.editions", year), lambda: _editions(year))


def edition(*, year: int, number: int) -> EditionSummary | None:
    """Return one edition, None where there is none with that number."""
    return next((each for each in editions(year) if each.number == number), None)


def adopted(year: int) -> EditionSummary | None:
    """Return the edition that holds: the newest that has been adopted, None before any is."""
    return adopted_by_year().get(year)


def adopted_by_year() -> dict[int, EditionSummary]:
    """Return the edition that holds of every year that has one, by one question."""
    return memory.in_process("annualreport.adopted", (Adoption, Edition), _adopted_by_year)


def adopted_years() -> frozenset[int]:
    """Return the years that have an adopted edition: they are read whatever the records say."""
    return frozenset(adopted_by_year())


def held_year(year: int) -> HeldYear | None:
    """Return a year as it was adopted, None before it is."""
    holding = adopted(year)
    if holding is None:
        return None
    figures, tables = _held(holding.year, holding.number, holding.digest)
    return HeldYear(holding.number, holding.standing, holding.reviewed_at, figures, tables)


def document_of(summary: EditionSummary) -> Document:
    """Return an edition's document just as it was frozen, with how far it has come."""
    document = _thawed(summary.year, summary.number, summary.digest)
    return replace(document, state=summary.standing)


@lru_cache(maxsize=MOST_KEPT)
def _thawed(year: int, number: int, digest: str) -> Document:
    """Return the document of a digest; as an edition never changes it is read once."""
    text = Edition.objects.values_list("document", flat=True).get(year=year, number=number)
    assert frozen.digest(text) == digest, "an edition is as it was frozen"
    return frozen.thaw(text)


@lru_cache(maxsize=MOST_KEPT)
def _held(
    year: int, number: int, digest: str
) -> tuple[dict[FigureAddress, HeldFigure], dict[tuple[str, Ask], Table]]:
    document = _thawed(year, number, digest)
    return told_figures(document), told_tables(document)


def report(*, year: int, at: datetime) -> Document:
    """Return the report that holds: the adopted edition, else the records as they are now.

    Where the records have moved away since it was adopted the state of the document says so.
    """
    with snapshot():
        holding = adopted(year)
        if holding is None:
            return reports.annual_report(year=year, at=at)
        return with_drift(document_of(holding), since(holding, at=at))


def with_drift(document: Document, moved: Comparison) -> Document:
    """Return an edition whose state says how many of its figures the records tell otherwise."""
    count = len(moved.figures)
    if not count:
        return document
    words = "1 tal skiljer" if count == 1 else f"{count} tal skiljer"
    return replace(document, state=f"{document.state} · {words} från posterna nu")


def frozen_tables(summary: EditionSummary) -> dict[tuple[str, Ask], Table]:
    """Return the tables of an edition, and those of the year before as they were adopted then."""
    before = held_year(summary.year - 1)
    _, tables = _held(summary.year, summary.number, summary.digest)
    return {**(before.tables if before else {}), **tables}


def moved(table: Table, address: FigureAddress, *, today: date) -> DifferingFigure | None:
    """Return that the records now tell a figure of a frozen table otherwise, None where not."""
    now = Records(address.ask.year, today).asked(address.table_id, address.ask)
    was, other = _figure_in(table, address), None if now is None else _figure_in(now, address)
    if was is None or (other is not None and is_same(was, other)):
        return None
    labels = {column.key: column.label for column in table.columns}
    return DifferingFigure(
        address=address,
        anchor="",
        table_title=table.title,
        row_label=table.row(address.row_key).label,
        column_label=labels[address.column_key],
        one=was,
        other=other,
    )


def since(summary: EditionSummary, *, at: datetime) -> Comparison:
    """Return what the records tell otherwise than an edition did."""
    with snapshot():
        now = reports.annual_report(year=summary.year, at=at)
        found = comparison(
            document_of(summary), now, lookup=lambda address: _asked(address, at.date())
        )
        return _told(found, at.date())


def between(one: EditionSummary, other: EditionSummary, *, at: datetime) -> Comparison:
    """Return what two editions tell otherwise."""
    with snapshot():
        return _told(comparison(document_of(one), document_of(other)), at.date())


def _told(found: Comparison, today: date) -> Comparison:
    """Return a comparison with the tables' words, also for figures that stand in text alone."""
    return replace(found, figures=tuple(_with_words(each, today) for each in found.figures))


def _with_words(figure: DifferingFigure, today: date) -> DifferingFigure:
    address = figure.address
    if figure.table_title != address.table_id:
        return figure
    try:
        table = registry.table(address.table_id, address.ask, today=today)
        row = table.row(address.row_key)
    except (CannotAnswer, KeyError):
        return figure
    labels = {column.key: column.label for column in table.columns}
    column_label = labels.get(address.column_key, address.column_key)
    return replace(figure, table_title=table.title, row_label=row.label, column_label=column_label)


def _asked(address: FigureAddress, today: date) -> Figure | None:
    """Return a figure the report does not print now, None where there is no such figure left."""
    try:
        table = registry.table(address.table_id, address.ask, today=today)
    except CannotAnswer:
        return None
    return _figure_in(table, address)


def _figure_in(table: Table, address: FigureAddress) -> Figure | None:
    try:
        return table.figure(address.row_key, address.column_key)
    except KeyError:
        return None


def _editions(year: int) -> tuple[EditionSummary, ...]:
    return tuple(each for each in _every() if each.year == year)


def _adopted_by_year() -> dict[int, EditionSummary]:
    return {each.year: each for each in reversed(_every()) if each.is_adopted}


def _every() -> tuple[EditionSummary, ...]:
    """Return the editions of all years, the newest of a year first: they are few."""
    adoptions: dict[int, list[Any]] = {pk: told for pk, *told in few.rows(_ADOPTIONS)}
    return tuple(
        EditionSummary(year, number, *reviewed, *adoptions.get(pk, []))
        for pk, year, number, *reviewed in reversed(few.rows(_EDITIONS))
    )


_EDITIONS = FewRows(
    "annualreport.editions",
    Edition,
    ("id", "year", "number", "digest", "reviewed_by", "reviewed_at"),
    ("year", "number"),
)
_ADOPTIONS = FewRows(
    "annualreport.adoptions",
    Adoption,
    ("edition_id", "decided_on", "paragraph", "adopted_by", "adopted_at"),
)


_HELD = HeldSource(
    key="annualreport.editions",
    years=adopted_years,
    year=held_year,
    route="annualreport:report",
    differences_route="annualreport:differences",
)


def _looked_at() -> Looked:
    """Look at every edition, one at a time: which is no longer the document it was frozen as."""
    count, broken = 0, []
    rows = Edition.objects.order_by("year", "number")
    for year, number, text, digest in rows.values_list(
        "year", "number", "document", "digest"
    ).iterator(chunk_size=1):
        count += 1
        if frozen.digest(text) != digest:
            broken.append(f"Utgåva {number} av {year}")
    return Looked(count, tuple(broken))


_SEAL = Seal("annualreport.editions", "Utgåvor av årsredovisningen", _looked_at)

OFFERS = (_HELD, _EDITIONS, _ADOPTIONS, _SEAL)

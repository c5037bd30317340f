"""Taking in what an earlier report printed, and signing for what differs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samdrift.annualreport.contradictions.printed_file import read_text
from samdrift.annualreport.errors import CannotExplain, CannotReadReport, CannotTakePrinted
from samdrift.annualreport.models import Explanation, PrintedFigure, PrintedReport
from samdrift.annualreport.reconciliation import printed_file, printed_reports, queries
from samdrift.annualreport.reconciliation.ports import Agreement, PrintedRow, Reconciled
from samdrift.reporting.formats import Scale
from samdrift.reporting.snapshot import snapshot

LONGEST_REASON = 2_000


@transaction.atomic
def take_in_printed(*, year: int, text: str, scale: Scale, by: str, at: datetime) -> int:
    """Keep every printed figure of a CSV, or none of them. Return how many there are.

    `scale` is what amounts are printed in; counts and shares are in their table's own unit. What
    was printed of a cell before stands as history; the same again changes nothing.
    """
    with snapshot():
        rows = printed_file.read_rows(text, year=year, today=at.date())
    cells = [(row.table_id, row.cost_centre, row.row_key, row.column_key) for row in rows]
    twice = next((cell for cell in cells if cells.count(cell) > 1), None)
    if twice:
        raise CannotTakePrinted(f"{twice[0]} {twice[2]} {twice[3]} står på flera rader.")
    known = {_told(row) for row in queries.current(year)}
    told = (_printed(row, year=year, scale=scale, by=by, at=at) for row in rows)
    PrintedFigure.objects.bulk_create(row for row in told if _told(row) not in known)
    return len(rows)


@transaction.atomic
def remove_printed(*, year: int, printed_id: int, by: str, at: datetime) -> None:
    """Take a printed figure out of the reconciliation; what it said stands as history."""
    row = PrintedFigure.objects.filter(pk=printed_id, year=year).first()
    if row is None or row not in queries.current(year):
        raise CannotTakePrinted("Talet är redan borttaget.")
    PrintedFigure.objects.create(
        year=year,
        table_id=row.table_id,
        cost_centre=row.cost_centre,
        row_key=row.row_key,
        column_key=row.column_key,
        printed=row.printed,
        scale=row.scale,
        is_removal=True,
        told_by=by,
        told_at=at,
    )


@transaction.atomic
def take_in_report(*, year: int, text: str, by: str, at: datetime) -> None:
    """Keep a printed report in the stead of the one before; the same again changes nothing.

    Raises CannotReadReport where a line is not understood.
    """
    if not read_text(text).printed:
        raise CannotReadReport("Det finns inga rader under rubriken. Klistra in minst ett tal.")
    before = printed_reports.current_report(year)
    plain = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if before is None or before.text != plain:
        PrintedReport.objects.create(year=year, text=plain, told_by=by, told_at=at)


@transaction.atomic
def remove_report(*, year: int, by: str, at: datetime) -> None:
    """Take a printed report away; what it said stands as history."""
    if printed_reports.current_report(year) is None:
        raise CannotReadReport("Redovisningen är redan borttagen.")
    PrintedReport.objects.create(year=year, is_removal=True, told_by=by, told_at=at)


@transaction.atomic
def explain_difference(
    *, year: int, printed_id: int, reason: str, by: str, at: datetime
) -> Explanation:
    """Sign for a difference: it holds for the figure the records give now."""
    found = _found(year, printed_id, at)
    reason = reason.replace("\r\n", "\n").replace("\x00", "").strip()
    if found.agreement is Agreement.EQUAL:
        raise CannotExplain("Talen är lika, så det finns inget att förklara.")
    if found.agreement is Agreement.EXPLAINED:
        raise CannotExplain("Skillnaden är redan förklarad. Ta tillbaka den förklaringen först.")
    if not reason or len(reason) > LONGEST_REASON:
        raise CannotExplain(f"Skriv varför talen skiljer, med högst {LONGEST_REASON} tecken.")
    return Explanation.objects.create(
        printed_figure_id=printed_id,
        computed=queries.computed_text(found.figure),
        reason=reason,
        signed_by=by,
        signed_at=at,
    )


@transaction.atomic
def withdraw_explanation(*, year: int, printed_id: int, by: str, at: datetime) -> Explanation:
    """Take an explanation back, so that the difference is open again."""
    found = _found(year, printed_id, at)
    if found.signed is None:
        raise CannotExplain("Det finns ingen förklaring att ta tillbaka.")
    return Explanation.objects.create(
        printed_figure_id=printed_id,
        computed=queries.computed_text(found.figure),
        reason="",
        is_withdrawal=True,
        signed_by=by,
        signed_at=at,
    )


def _found(year: int, printed_id: int, at: datetime) -> Reconciled:
    # The row is locked first: two who sign at once get one signature and one refusal.
    PrintedFigure.objects.select_for_update().filter(pk=printed_id).first()
    found = queries.printed_figure(year=year, printed_id=printed_id, today=at.date())
    if found is None:
        raise CannotExplain("Talet finns inte i avstämningen längre.")
    return found


def _told(row: PrintedFigure) -> tuple[str, ...]:
    cell = (row.table_id, row.cost_centre, row.row_key, row.column_key)
    return (*cell, row.printed, row.scale)


def _printed(row: PrintedRow, *, year: int, scale: Scale, by: str, at: datetime) -> PrintedFigure:
    return PrintedFigure(
        year=year,
        table_id=row.table_id,
        cost_centre=row.cost_centre,
        row_key=row.row_key,
        column_key=row.column_key,
        printed="" if row.printed is None else format(row.printed, "f"),
        scale=scale.value,
        told_by=by,
        told_at=at,
    )

"""A report that was printed, held against itself: what is kept of it, and what it contradicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samdrift.annualreport.contradictions.finding import contradictions
from samdrift.annualreport.contradictions.ports import Contradiction
from samdrift.annualreport.contradictions.printed_file import read_text
from samdrift.annualreport.models import PrintedReport


@dataclass(frozen=True, slots=True)
class HeldReport:
    """A printed report, how many figures it prints, and what of them cannot all be true."""

    figures: int
    found: tuple[Contradiction, ...]
    told_by: str
    told_at: datetime


def held_report(year: int) -> HeldReport | None:
    """Return the printed report of a year held against itself, None where there is none."""
    row = current_report(year)
    if row is None:
        return None
    report = read_text(row.text)
    return HeldReport(len(report.printed), contradictions(report), row.told_by, row.told_at)


def current_report(year: int) -> PrintedReport | None:
    """Return what counts of a year: what was told last, unless it was taken away."""
    latest = PrintedReport.objects.filter(year=year).order_by("-id").first()
    return None if latest is None or latest.is_removal else latest

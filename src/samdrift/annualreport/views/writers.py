"""Who writes the report, which of its chapters, and the words that the pages of writing share."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.urls import reverse

from samdrift.annualreport.ports import ChapterText
from samdrift.annualreport.views import versions
from samdrift.annualreport.writing import queries
from samdrift.plumbing.access import Viewer, may_write_report, viewer_of
from samdrift.reporting.anchors import slug
from samdrift.reporting.views import asking


def writer_or_404(request: HttpRequest) -> Viewer:
    """Return who writes; to everybody else the page is not there."""
    viewer = viewer_of(request)
    if not may_write_report(viewer):
        raise Http404
    return viewer


def chapter_or_404(year: int, key: str) -> ChapterText:
    """Return a chapter to write, of a year there is something to tell of."""
    asking.year_or_404(year)
    found = queries.chapter_to_write(year=year, key=key)
    if found is None:
        raise Http404
    return found


def in_report(chapter: ChapterText, year: int) -> str:
    """Return where a chapter is read, as it is written now."""
    report = reverse("annualreport:report", args=[year])
    return f"{report}?{versions.PARAMETER}={versions.NOW}#{slug(chapter.title)}"

"""The report's chapters: in which order, written by whom, added, moved and taken away."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samdrift.annualreport import services as chapters
from samdrift.annualreport.errors import CannotWriteChapter, NoSuchChapter
from samdrift.annualreport.forms import AddChapterForm
from samdrift.annualreport.views import versions, writers
from samdrift.annualreport.writing import queries, services
from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.access import may_write_report, viewer_of
from samdrift.plumbing.wording import retold
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views import asking
from samdrift.reporting.views.tables import year_choices


@require_GET
def chapter_list(request: HttpRequest, year: int) -> HttpResponse:
    """Show every chapter in order, also those that are not shown in the report."""
    return _page(request, year, AddChapterForm())


@require_POST
def add(request: HttpRequest, year: int) -> HttpResponse:
    """Begin a chapter or a section, and go on to write it."""
    writers.writer_or_404(request)
    asking.year_or_404(year)
    form = AddChapterForm(request.POST)
    if not form.is_valid():
        return _page(request, year, form, status=422)
    try:
        key = services.add_chapter(
            year=year,
            title=form.cleaned_data["title"],
            within=form.cleaned_data["within"],
            by=versions.who(request),
            at=clock.now(),
        )
    except NoSuchChapter as error:
        raise Http404 from error
    return redirect("annualreport:write", year=year, key=key)


@require_POST
def move(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Move a chapter up or down among those beside it."""
    writers.writer_or_404(request)
    is_up = request.POST.get("direction") == "up"
    try:
        services.move_chapter(
            year=year, key=key, is_up=is_up, by=versions.who(request), at=clock.now()
        )
    except NoSuchChapter as error:
        raise Http404 from error
    except CannotWriteChapter as refusal:
        return _page(request, year, AddChapterForm(), refusal=refusal)
    return redirect(f"{reverse('annualreport:chapters', args=[year])}#k-{key}")


@require_POST
def remove(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Take away an own chapter; the page it leads to offers to take that back."""
    writers.writer_or_404(request)
    try:
        chapters.remove_chapter(year=year, key=key, by=versions.who(request), at=clock.now())
    except NoSuchChapter as error:
        raise Http404 from error
    return redirect(f"{reverse('annualreport:chapters', args=[year])}?borttaget={key}")


def _page(
    request: HttpRequest,
    year: int,
    form: AddChapterForm,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    with snapshot():
        asking.year_or_404(year)
        every = queries.written_chapters(year)
        gone = request.GET.get("borttaget", "")
        context = {
            "year": year,
            "place": "annualreport.report",
            "years": year_choices(year, "annualreport:chapters"),
            "chapters": every,
            "removed": queries.removed_chapters(year),
            "just_removed": queries.removal_of(year=year, key=gone) if gone else None,
            "above": tuple(each.chapter for each in every if each.chapter.level == 1),
            "may_write": may_write_report(viewer_of(request)),
            "form": form,
            "problem": retold(refusal) if refusal else "",
        }
        code = 409 if refusal else status
        return render(request, "annualreport/chapters.html", context, status=code)

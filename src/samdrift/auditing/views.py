"""What an auditor looks at: samples of a year's vouchers, notes on them, and the audit file."""

from __future__ import annotations

import tempfile

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.auditing import audit_file as files
from samdrift.auditing import queries, services
from samdrift.auditing.choices import Method, Verdict
from samdrift.auditing.forms import SampleForm
from samdrift.auditing.ports import WantedSample
from samdrift.kernel.refusals import Refusal
from samdrift.ledger import queries as ledger
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import Viewer, viewer_of
from samdrift.plumbing.wording import retold
from samdrift.reporting.formats import swedish_kronor

PLACE = "auditing.year"


def _reader_or_404(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not access.reads_books(viewer):
        raise Http404
    return viewer


def _auditor_or_404(request: HttpRequest) -> None:
    if not access.may_audit(viewer_of(request)):
        raise Http404


@require_http_methods(["GET", "POST"])
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show the samples of a year; what is sent draws another."""
    viewer = _reader_or_404(request)
    if year not in ledger.years():
        raise Http404
    form, problem = SampleForm(initial={"size": 25}), ""
    if request.method == "POST":
        _auditor_or_404(request)
        form = SampleForm(request.POST)
        if form.is_valid():
            told = form.cleaned_data
            wanted = WantedSample(year, told["method"], told["seed"], told["size"])
            try:
                sample = services.draw(wanted, by=request.user.get_username(), at=clock.now())
            except Refusal as refusal:
                problem = retold(refusal)
            else:
                return redirect("auditing:sample", sample.pk)
    context = {
        "place": PLACE,
        "year": year,
        "head": queries.head(year),
        "rows": [
            (each, Method(each.wanted.method).label, swedish_kronor(each.amount))
            for each in queries.samples(year)
        ],
        "form": form,
        "problem": problem,
        "may_audit": access.may_audit(viewer),
    }
    status = 422 if problem or form.errors else 200
    return render(request, "auditing/year.html", context, status=status)


@require_http_methods(["GET", "POST"])
def sample_page(request: HttpRequest, sample_id: int) -> HttpResponse:
    """Show the vouchers that were picked out; what is sent notes what was found of one."""
    viewer = _reader_or_404(request)
    told = queries.sample(sample_id)
    if told is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        _auditor_or_404(request)
        picked = request.POST.get("picked", "")
        if not (picked.isdecimal() and len(picked) < 19):
            raise Http404
        try:
            services.note(
                int(picked),
                sample_id=sample_id,
                verdict=request.POST.get("verdict", ""),
                text=request.POST.get("text", "")[: services.LONGEST],
                by=request.user.get_username(),
                at=clock.now(),
            )
        except Refusal as refusal:
            problem = retold(refusal)
        else:
            messages.success(request, _("Antecknat."))
            return redirect("auditing:sample", sample_id)
    context = {
        "place": PLACE,
        "told": told,
        "method": Method(told.wanted.method).label,
        "amount": swedish_kronor(told.amount),
        "rows": [
            (
                each,
                swedish_kronor(each.amount),
                [(note, Verdict(note.verdict).label) for note in each.notes],
            )
            for each in queries.picked(sample_id)
        ],
        "verdicts": Verdict.choices,
        "problem": problem,
        "may_audit": access.may_audit(viewer),
    }
    return render(request, "auditing/sample.html", context, status=422 if problem else 200)


@require_GET
def audit_file(request: HttpRequest, year: int) -> HttpResponseBase:
    """Hand over all vouchers of a year with their documents."""
    _reader_or_404(request)
    if year not in ledger.years():
        raise Http404
    kept = tempfile.TemporaryFile()  # noqa: SIM115  The response closes it.
    files.write(kept, year=year, at=clock.now())
    kept.seek(0)
    name = f"verifikationer-{year}.zip"
    return FileResponse(kept, as_attachment=True, filename=name, content_type="application/zip")

"""Taking in through the browser: choose, look at what would happen, take in, undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import OperationalError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.plumbing import access, clock
from samdrift.plumbing.exchange import pages, queries, uploads, work, wrong_rows
from samdrift.plumbing.jobs import beats
from samdrift.plumbing.jobs.choices import State
from samdrift.plumbing.jobs.queries import Standing, standings
from samdrift.plumbing.wording import retold

PLACE = "exchange.choose"
LAST_SHOWN = 5
LONGEST_TOKEN = 64
MEGABYTE = 2**20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def for_importers[**Given](
    view: Callable[Given, HttpResponseBase],
) -> Callable[Given, HttpResponseBase]:
    """Have a view answer whoever may import; to others the page is not there."""

    @wraps(view)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        if not access.may_import(access.viewer_of(args[0])):
            raise Http404
        return view(*args, **kwargs)

    return guarded


@csrf_exempt
@require_http_methods(["GET", "POST"])
@for_importers
def choose(request: HttpRequest) -> HttpResponseBase:
    """Show where a package is chosen, or receive one.

    Who asks and how much is sent is looked at before anything is read; then the form's key is.
    """
    if request.method == "GET":
        return _choose_page(request)
    limit = settings.UPLOAD_LIMIT_BYTES
    if int(request.META.get("CONTENT_LENGTH") or 0) > limit:
        words = _("Det är större än %(limit)s MB, som är det mesta som kan tas emot här.")
        words %= {"limit": limit // MEGABYTE}
        return _choose_page(request, problem=words, status=413)
    problem = _read_files(request)
    if problem:
        return _choose_page(request, problem=problem, status=422)
    return _receive(request)


def _read_files(request: HttpRequest) -> str:
    """Read what is sent, to files in the home folder. Return what is wrong, if anything is."""
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    try:
        _files = request.FILES
    except (TooManyFilesSent, RequestDataTooBig):
        return _("Det är för många filer på en gång. Packa dem i en zip-fil.")
    except MultiPartParserError:
        return _("Filen kom inte fram hel. Välj den igen.")
    return ""


@csrf_protect
def _receive(request: HttpRequest) -> HttpResponse:
    """Keep what was sent, ask for a preview, and go there."""
    now = clock.now()
    uploads.remove_old(at=now)
    sent = [
        file for file in request.FILES.getlist("files") if isinstance(file, TemporaryUploadedFile)
    ]
    try:
        upload = uploads.keep(sent)
    except uploads.CannotReceive as refusal:
        return _choose_page(request, problem=retold(refusal), status=422)
    try:
        work.ask_for_preview(upload, asked_by=_name(request), at=now)
    except OperationalError:
        uploads.remove(upload.token)
        return _choose_page(request, problem=_busy(), status=503)
    return redirect("exchange:package", token=upload.token)


def _choose_page(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "place": PLACE,
        "problem": problem,
        "limit": settings.UPLOAD_LIMIT_BYTES,
        "limit_megabytes": settings.UPLOAD_LIMIT_BYTES // MEGABYTE,
        "runs": queries.runs(limit=LAST_SHOWN),
    }
    return render(request, "exchange/choose.html", context, status=status)


@require_GET
@for_importers
def package(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show how far a package has come, what its preview found, or go to its receipt."""
    preview, taking = _standings_or_404(token)
    if taking is not None and "run" in taking.result:
        return redirect("exchange:receipt", number=taking.result["run"])
    return _package_page(request, token, preview, taking)


def _package_page(
    request: HttpRequest,
    token: str,
    preview: Standing,
    taking: Standing | None,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    now = taking or preview
    # An import that found faults tells them; one that failed leaves what the preview found.
    result = now.result if now.state is State.DONE else preview.result
    context: dict[str, Any] = {
        "place": PLACE,
        "token": token,
        "source": preview.told["source"],
        "standing": now,
        "is_taking_in": taking is not None and taking.is_under_way,
        "step": 3 if taking is not None and taking.is_under_way else 2,
        "coming": pages.coming(now) if now.is_under_way else None,
        "found": pages.found(result) if result and not now.is_under_way else None,
        "problem": problem or now.problem,
        "is_cancelled": now.state is State.CANCELLED,
    }
    if request.GET.get("del") == "progress":
        return render(request, "exchange/package.html#progress", context)
    return render(request, "exchange/package.html", context, status=status)


@require_POST
@for_importers
def take_in(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask for what was previewed to be taken in; asked twice it is taken in once."""
    preview, taking = _standings_or_404(token)
    is_right = preview.state is State.DONE and not preview.result["fault_count"]
    if not is_right:
        return redirect("exchange:package", token=token)
    try:
        work.ask_for_import(token, preview.told, asked_by=_name(request), at=clock.now())
    except OperationalError:
        return _package_page(request, token, preview, taking, problem=_busy(), status=503)
    return redirect("exchange:package", token=token)


@require_POST
@for_importers
def cancel(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask what is under way to stop; where nothing is, put what was sent away."""
    preview, taking = _standings_or_404(token)
    now = taking or preview
    if now.is_under_way:
        beats.ask_to_cancel(now.job, by=_name(request))
        return redirect("exchange:package", token=token)
    uploads.remove(token)
    return redirect("exchange:choose")


@require_GET
@for_importers
def wrong_rows_file(request: HttpRequest, token: str, form: str) -> HttpResponseBase:
    """Return the rows that are wrong: those of one file as CSV, all of them as a workbook."""
    _standings_or_404(token)
    path = uploads.beside(token, wrong_rows.NAME)
    if form not in ("csv", "xlsx") or not path.is_file():
        raise Http404
    if form == "xlsx":
        book = wrong_rows.as_xlsx(path)
        return FileResponse(
            book,
            as_attachment=True,
            filename="felaktiga-rader.xlsx",
            headers={"Content-Type": XLSX},
        )
    file = request.GET.get("fil", "")
    if next(wrong_rows.read(path, file=file), None) is None or not file:
        raise Http404
    lines = wrong_rows.as_csv(path, file=file)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = uploads.harmless(file.replace("/", "-")).rpartition(".")[0]
    response["Content-Disposition"] = f'attachment; filename="felaktiga-rader-{name}.csv"'
    return response


@require_GET
@for_importers
def receipt(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show what an import changed, and how far its undoing has come where it is being undone."""
    return _receipt_page(request, number)


@require_POST
@for_importers
def undo(request: HttpRequest, number: int) -> HttpResponseBase:
    """Ask for the last import to be undone."""
    if queries.run(number) is None:
        raise Http404
    if queries.latest() != number:
        words = _("Bara den senaste inläsningen kan ångras. Ingenting har ändrats.")
        return _receipt_page(request, number, problem=words, status=409)
    try:
        work.ask_for_undo(number, asked_by=_name(request), at=clock.now())
    except OperationalError:
        return _receipt_page(request, number, problem=_busy(), status=503)
    return redirect("exchange:receipt", number=number)


def _receipt_page(
    request: HttpRequest, number: int, *, problem: str = "", status: int = 200
) -> HttpResponse:
    run = queries.run(number)
    if run is None:
        raise Http404
    undoing = standings(work.undo_key(number)).get(work.undo_key(number))
    is_undoing = undoing is not None and undoing.is_under_way
    context = {
        "place": PLACE,
        "run": run,
        "lines": tuple(pages.line_of(file) for file in run.files),
        "step": 5,
        "is_undoing": is_undoing,
        "can_undo": not is_undoing and queries.latest() == number,
        "problem": problem or (undoing.problem if undoing and run.undone_at is None else ""),
    }
    return render(request, "exchange/receipt.html", context, status=status)


@require_GET
@for_importers
def history(request: HttpRequest) -> HttpResponseBase:
    """Show every import, the latest first, and whether it stands."""
    before = request.GET.get("fore", "")
    is_number = before.isascii() and before.isdecimal() and len(before) < 18
    runs = queries.runs(before=int(before) if is_number else None, limit=queries.PAGE_SIZE + 1)
    context = {
        "place": PLACE,
        "runs": runs[: queries.PAGE_SIZE],
        "next": runs[queries.PAGE_SIZE - 1].number if len(runs) > queries.PAGE_SIZE else None,
    }
    return render(request, "exchange/history.html", context)


def _standings_or_404(token: str) -> tuple[Standing, Standing | None]:
    """Return how it stands with the preview of what was sent, and with its import if any."""
    keys = work.preview_key(token), work.import_key(token)
    if len(token) > LONGEST_TOKEN:
        raise Http404
    told = standings(*keys)
    if keys[0] not in told:
        raise Http404
    return told[keys[0]], told.get(keys[1])


def _name(request: HttpRequest) -> str:
    return request.user.get_username()


def _busy() -> str:
    return _("En annan inläsning pågår just nu. Ingenting har ändrats. Prova igen om en stund.")

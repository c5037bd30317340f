"""The year held against itself, and against what an earlier report has printed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from tempfile import TemporaryFile

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.annualreport.errors import CannotExplain, CannotTakePrinted
from samdrift.annualreport.forms import ExplainForm, PrintedFigureForm, PrintedFileForm
from samdrift.annualreport.reconciliation import printed_reports, queries, services
from samdrift.annualreport.reconciliation.ports import Agreement, Reconciled
from samdrift.annualreport.views import versions
from samdrift.kernel.figures import Figure
from samdrift.ledger.sie_export import NoBooks, write_books
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.wording import retold
from samdrift.reporting import registry
from samdrift.reporting.formats import NO_BREAK_SPACE, Scale, swedish_number
from samdrift.reporting.ports import CheckResult, FigureAddress
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views import asking, words
from samdrift.reporting.views.choosing import Choice
from samdrift.reporting.views.links import WebLinks, figure_path
from samdrift.reporting.views.tables import year_choices

ONE, FILE = "one", "file"


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """A check, and the ways to what it compared."""

    result: CheckResult
    doors: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A printed figure and the computed one, in the words of the page."""

    told: Reconciled
    printed: str
    rounded: str
    difference: str
    exact: str
    href: str
    status: str
    status_words: str


@require_GET
def reconciliation_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show what is right in a year and what is not, and printed figures beside the computed."""
    return _page(request, year, PrintedFileForm(), PrintedFigureForm())


@require_GET
def books_file(request: HttpRequest, year: int) -> FileResponse:
    """Return the books of a year as SIE 4E, for whoever may open every record of them."""
    if not viewer_of(request).sees_every_record:
        raise Http404
    file = TemporaryFile()  # noqa: SIM115  The answer closes it, once it is sent.
    try:
        write_books(file, year=year, made_on=clock.now().date())
    except NoBooks as refusal:
        file.close()
        raise Http404 from refusal
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"bokforing-{year}.se")


@require_POST
def take_in(request: HttpRequest, year: int) -> HttpResponse:
    """Take in printed figures: a CSV, or one that is typed."""
    versions.approver_or_404(request)
    asking.year_or_404(year)
    is_one = request.POST.get("form") == ONE
    form: PrintedFigureForm | PrintedFileForm
    form = (
        PrintedFigureForm(request.POST) if is_one else PrintedFileForm(request.POST, request.FILES)
    )
    if form.is_valid():
        _take_in(request, year, form, "table" if is_one else "text")
    if not form.errors:
        return redirect("annualreport:reconciliation", year=year)
    if isinstance(form, PrintedFigureForm):
        return _page(request, year, PrintedFileForm(), form, status=422)
    return _page(request, year, form, PrintedFigureForm(), status=422)


def _take_in(
    request: HttpRequest, year: int, form: PrintedFigureForm | PrintedFileForm, field: str
) -> None:
    text = form.csv_text()
    if form.errors:
        return
    if not text.strip():
        form.add_error(field, _("Klistra in talen, eller välj en fil."))
        return
    try:
        services.take_in_printed(
            year=year,
            text=text,
            scale=Scale(form.cleaned_data["scale"]),
            by=versions.who(request),
            at=clock.now(),
        )
    except CannotTakePrinted as refusal:
        lines = str(refusal).split("\n")
        told = [line.removeprefix("Rad 2: ") for line in lines] if field == "table" else lines
        form.add_error(field, [retold(line) for line in told])


@require_http_methods(["GET", "POST"])
def printed_page(request: HttpRequest, year: int, printed_id: int) -> HttpResponse:
    """Show one printed figure with all that has been signed of it; sign, withdraw or remove."""
    if request.method == "GET":
        return _printed_page(request, year, printed_id, ExplainForm())
    return _answer(request, year, printed_id)


def _answer(request: HttpRequest, year: int, printed_id: int) -> HttpResponse:
    """Do what was asked with a printed figure, and lead to where it shows."""
    versions.approver_or_404(request)
    form = ExplainForm(request.POST)
    act = request.POST.get("act", "")
    if act == "explain" and not form.is_valid():
        return _printed_page(request, year, printed_id, form, status=422)
    try:
        _act(request, year, printed_id, form)
    except (CannotExplain, CannotTakePrinted) as refusal:
        form = form if act == "explain" else ExplainForm()
        return _printed_page(request, year, printed_id, form, problem=retold(refusal), status=409)
    if act == "remove":
        return redirect("annualreport:reconciliation", year=year)
    return redirect("annualreport:printed", year=year, printed_id=printed_id)


def _act(request: HttpRequest, year: int, printed_id: int, form: ExplainForm) -> None:
    by, at = versions.who(request), clock.now()
    match request.POST.get("act", ""):
        case "explain":
            reason = form.cleaned_data["reason"]
            services.explain_difference(
                year=year, printed_id=printed_id, reason=reason, by=by, at=at
            )
        case "withdraw":
            services.withdraw_explanation(year=year, printed_id=printed_id, by=by, at=at)
        case "remove":
            services.remove_printed(year=year, printed_id=printed_id, by=by, at=at)
        case _:
            raise Http404


def _printed_page(
    request: HttpRequest,
    year: int,
    printed_id: int,
    form: ExplainForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    with snapshot():
        now = clock.now()
        found = queries.printed_figure(year=year, printed_id=printed_id, today=now.date())
        if found is None:
            raise Http404
        context = {
            "year": year,
            "place": "annualreport.reconciliation",
            "shown": _shown(found),
            "form": form,
            "problem": problem,
            "may_approve": viewer_of(request).may_approve,
            "is_open": found.agreement is Agreement.DIFFERS,
        }
        return render(request, "annualreport/printed.html", context, status=status)


def _page(
    request: HttpRequest,
    year: int,
    file_form: PrintedFileForm,
    one_form: PrintedFigureForm,
    *,
    status: int = 200,
) -> HttpResponse:
    with snapshot():
        asking.year_or_404(year)
        now = clock.now()
        home = parties.home()
        links = WebLinks(viewer_of(request))
        checks = tuple(_shown_check(result, links) for result in registry.checks(year))
        figures = queries.reconciled(year=year, today=now.date())
        context = {
            "year": year,
            "place": "annualreport.reconciliation",
            "years": year_choices(year, "annualreport:reconciliation"),
            "home": home.name if home else "",
            "checks": checks,
            "wrong": sum(not check.result.is_right for check in checks),
            "figures": tuple(_shown(each) for each in figures),
            "equal": sum(each.agreement is Agreement.EQUAL for each in figures),
            "explained": sum(each.agreement is Agreement.EXPLAINED for each in figures),
            "differing": sum(each.agreement is Agreement.DIFFERS for each in figures),
            "held": printed_reports.held_report(year),
            "file_form": file_form,
            "one_form": one_form,
            "may_approve": viewer_of(request).may_approve,
            "may_fetch": viewer_of(request).sees_every_record and bool(checks),
            "read_at": now,
        }
        return render(request, "annualreport/reconciliation.html", context, status=status)


def _shown_check(result: CheckResult, links: WebLinks) -> ShownCheck:
    """Return a check with its doors; of records the reader may not open there is none."""
    doors = (
        Choice(
            door.words,
            links.figure(door.opens)
            if isinstance(door.opens, FigureAddress)
            else links.origin(door.opens),
        )
        for door in result.doors
    )
    return ShownCheck(result, tuple(door for door in doors if door.href))


def _shown(told: Reconciled) -> ShownFigure:
    kind, status = {
        Agreement.EQUAL: ("ok", _("Lika")),
        Agreement.EXPLAINED: ("quiet", _("Förklarad")),
        Agreement.DIFFERS: ("warn", _("Skiljer")),
    }[told.agreement]
    return ShownFigure(
        told=told,
        printed=_number(told.printed or Decimal(0), told.scale),
        rounded=_("saknas") if told.rounded is None else _number(told.rounded, told.scale),
        difference="" if not told.difference else _signed(told.difference, told.scale),
        exact=_exact(told.figure),
        href=figure_path(told.address) if told.figure is not None else "",
        status=kind,
        status_words=status,
    )


def _exact(figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return ""
    return words.exact(figure.value, figure.unit)


def _number(number: Decimal, scale: Scale | None) -> str:
    text = swedish_number(number, Scale.SEK)
    return f"{text}{NO_BREAK_SPACE}{scale.suffix}" if scale and number else text


def _signed(number: Decimal, scale: Scale | None) -> str:
    text = _number(number, scale)
    return text if number < 0 else f"+{text}"

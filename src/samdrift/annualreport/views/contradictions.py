"""A printed report held against itself: what of it cannot all be true, with the figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from samdrift.annualreport.contradictions.ports import Contradiction, Kind
from samdrift.annualreport.errors import CannotReadReport
from samdrift.annualreport.forms import PrintedReportForm
from samdrift.annualreport.reconciliation import printed_reports, services
from samdrift.annualreport.views import versions
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.wording import retold
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views import asking
from samdrift.reporting.views.tables import year_choices

KINDS: dict[Kind, tuple[Promise | str, Promise | str]] = {
    Kind.SUM: (gettext_lazy("Summa"), gettext_lazy("Delarna i samma tabell ger en annan summa.")),
    Kind.SHARE: (gettext_lazy("Andel"), gettext_lazy("Andelen är inte sin del av sitt hela.")),
    Kind.TIE: (
        gettext_lazy("Samband"),
        gettext_lazy("Talen här under borde ge det tryckta, och ger något annat."),
    ),
    Kind.SIGN: (gettext_lazy("Tecken"), gettext_lazy("Bara tecknet skiljer.")),
    Kind.ROUNDING: (
        gettext_lazy("Avrundning"),
        gettext_lazy("Skillnaden är inte större än att vart och ett av talen kan ha avrundats."),
    ),
    Kind.OPENING: (
        gettext_lazy("Ingående"),
        gettext_lazy("Året börjar inte med vad året före slutade med."),
    ),
    Kind.TEXT: (gettext_lazy("Text mot tabell"), gettext_lazy("Texten har ett annat tal.")),
    Kind.SIZE: (
        gettext_lazy("Ord om storlek"),
        gettext_lazy("Orden säger en annan förändring än talen."),
    ),
    Kind.STATE: (
        gettext_lazy("Ord om läge"),
        gettext_lazy("Det som sägs bredvid är ett annat läge än det som är tryckt."),
    ),
    Kind.PERIOD: (
        gettext_lazy("Period"),
        gettext_lazy("Samma tal sägs vara av två olika perioder."),
    ),
    Kind.UNIT: (gettext_lazy("Enhet"), gettext_lazy("Samma sak är tryckt i två olika enheter.")),
    Kind.BASIS: (
        gettext_lazy("Olika grund"),
        gettext_lazy("Något är utelämnat ur talet, men inte ur dem bredvid."),
    ),
    Kind.LATE: (
        gettext_lazy("Ännu inte betalt"),
        gettext_lazy("Det räknas som utfall men är inte levererat eller betalt."),
    ),
    Kind.MATURITY: (
        gettext_lazy("Förfaller inom ett år"),
        gettext_lazy("Skulden visas som långfristig men förfaller inom ett år."),
    ),
    Kind.MISSING: (gettext_lazy("Saknas"), gettext_lazy("Där ska stå ett tal.")),
    Kind.GONE: (
        gettext_lazy("Rad borta"),
        gettext_lazy("Raden fanns året före, och summan finns kvar, men inte raden."),
    ),
    Kind.REFERENCE: (
        gettext_lazy("Hänvisning"),
        gettext_lazy("Det som hänvisas till står inte i redovisningen."),
    ),
    Kind.ORDER: (
        gettext_lazy("Ordning"),
        gettext_lazy("Noten står inte i nummerordning."),
    ),
    Kind.REPEATED: (
        gettext_lazy("Samma två år"),
        gettext_lazy("Ett så stort flöde är knappast detsamma två år i rad."),
    ),
    Kind.OUTLIER: (
        gettext_lazy("Avviker"),
        gettext_lazy("Andelen har flyttat sig mycket medan de andra står stilla."),
    ),
    Kind.AVERAGE: (
        gettext_lazy("Medelvärde"),
        gettext_lazy("Medelvärdet ligger utanför alla månader som är tryckta."),
    ),
}
"""What each kind of contradiction is called, and why it is one."""


@dataclass(frozen=True, slots=True)
class ShownContradiction:
    """A contradiction in the words of the page; `terms` are the figures it was held against."""

    told: Contradiction
    number: int
    kind: str
    why: str
    should_be: str
    terms: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class ShownKind:
    """A kind that was found, how often, and the way to those alone."""

    words: str
    count: int
    value: str
    is_chosen: bool


@require_http_methods(["GET", "POST"])
def contradictions_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show what in a year's printed report cannot be true; what is sent is such a report."""
    if request.method == "GET":
        return _page(request, year, PrintedReportForm())
    versions.approver_or_404(request)
    asking.year_or_404(year)
    form = PrintedReportForm(request.POST, request.FILES)
    is_removal = request.POST.get("act") == "remove"
    if form.is_valid() or is_removal:
        _act(request, year, form, is_removal=is_removal)
    if form.errors:
        return _page(request, year, form, status=422)
    return redirect("annualreport:contradictions", year=year)


def _act(request: HttpRequest, year: int, form: PrintedReportForm, *, is_removal: bool) -> None:
    by, at = versions.who(request), clock.now()
    try:
        if is_removal:
            services.remove_report(year=year, by=by, at=at)
            return
        text = form.csv_text()
        if text.strip():
            services.take_in_report(year=year, text=text, by=by, at=at)
        elif not form.errors:
            form.add_error("text", _("Klistra in talen, eller välj en fil."))
    except CannotReadReport as refusal:
        form.add_error(None if is_removal else "text", retold(refusal))


def _page(
    request: HttpRequest, year: int, form: PrintedReportForm, *, status: int = 200
) -> HttpResponse:
    with snapshot():
        asking.year_or_404(year)
        home = parties.home()
        held = printed_reports.held_report(year)
        found = held.found if held else ()
        kind = _kind(request.GET.get("slag", ""))
        shown = (each for each in enumerate(found, 1) if kind in (None, each[1].kind))
        context = {
            "year": year,
            "place": "annualreport.reconciliation",
            "years": year_choices(year, "annualreport:contradictions"),
            "home": home.name if home else "",
            "held": held,
            "found": len(found),
            "kinds": _kinds(found, kind),
            "is_narrowed": kind is not None,
            "shown": tuple(_shown(number, each) for number, each in shown),
            "form": form,
            "may_approve": viewer_of(request).may_approve,
        }
        return render(request, "annualreport/contradictions.html", context, status=status)


def _kind(told: str) -> Kind | None:
    """Return the kind an address asks for, None for all; another is not there."""
    try:
        return Kind[told.upper()] if told else None
    except KeyError as error:
        raise Http404 from error


def _kinds(found: tuple[Contradiction, ...], chosen: Kind | None) -> tuple[ShownKind, ...]:
    counts = Counter(each.kind for each in found)
    return tuple(
        ShownKind(str(KINDS[kind][0]), counts[kind], kind.name.lower(), kind is chosen)
        for kind in Kind
        if counts[kind]
    )


def _shown(number: int, told: Contradiction) -> ShownContradiction:
    kind, why = KINDS[told.kind]
    signs = {1: "", -1: "\N{MINUS SIGN}"}
    return ShownContradiction(
        told=told,
        number=number,
        kind=str(kind),
        why=str(why),
        should_be=retold(told.should_be),
        terms=tuple((signs[sign], each) for sign, each in told.beside),
    )

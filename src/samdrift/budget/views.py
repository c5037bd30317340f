"""Budgets worked out in versions: begun, filled, compared and adopted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.budget import mapping, queries, services, tables
from samdrift.budget.choices import GROUPS, RESULT
from samdrift.budget.errors import CannotBudget
from samdrift.budget.forms import (
    AdoptForm,
    BeginForm,
    ListForm,
    OutcomeForm,
    PassedOnForm,
    PlaceForm,
    VolumesForm,
)
from samdrift.budget.ports import Place, PlaceTold, VersionTold
from samdrift.budget.services import Actor
from samdrift.catalogue import queries as catalogue
from samdrift.kernel.figures import Origin
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger import queries as ledger
from samdrift.plumbing import access, clock, sheets
from samdrift.plumbing.access import Viewer, viewer_of
from samdrift.plumbing.exchange.columns import EARLIEST_YEAR, LATEST_YEAR
from samdrift.plumbing.wording import retold
from samdrift.reporting import registry
from samdrift.reporting.documents import FigureTable
from samdrift.reporting.formats import Scale, swedish_kronor
from samdrift.reporting.ink import html
from samdrift.reporting.ports import Ask, Table
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views.links import WebLinks, inked, records_path
from samdrift.reporting.wording import table_in_words

PLACE = "budget.year"
MOST_PLACES = 400
"""So many places are shown on a page; the list of records has them all."""
BOOKS, COPY = "books", "copy"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of a version as it is read."""

    told: PlaceTold
    name: str
    amount: str
    opens: str


@require_GET
def newest_page(request: HttpRequest) -> HttpResponse:
    """Lead to the newest year that has a budget, or to the one to come."""
    _reader(request)
    return redirect("budget:year", max(queries.years(), default=clock.now().year + 1))


@require_http_methods(["GET", "POST"])
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show a year's versions beside each other; what is sent begins one, or says what passes."""
    viewer = _reader(request)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Http404
    begin = BeginForm()
    passing = PassedOnForm(initial={"accounts": queries.passed_on(year)})
    if request.method == "POST":
        _writer(request)
        told: BeginForm | PassedOnForm
        if request.POST.get("act") == "pass":
            told = passing = PassedOnForm(request.POST)
        else:
            told = begin = BeginForm(request.POST)
        if told.is_valid() and (answer := _kept(request, year, told)):
            return answer
    with snapshot():
        context = {
            "place": PLACE,
            "year": year,
            "years": sorted({*queries.years(), year}),
            "versions": queries.versions(year),
            "table": _drawn(tables.versions(Ask(year)), viewer) if queries.cards(year) else "",
            "has_books": year - 1 in ledger.years(),
            "begin": begin,
            "passing": passing,
            "may_write": viewer.may_approve,
        }
    wrong = bool(begin.errors or passing.errors)
    return render(request, "budget/year.html", context, status=422 if wrong else 200)


def _kept(request: HttpRequest, year: int, form: BeginForm | PassedOnForm) -> HttpResponse | None:
    """Keep what was sent of a year; None where it is refused, and the form says why."""
    told, who = form.cleaned_data, _who(request)
    try:
        if isinstance(form, BeginForm):
            version = services.begin(year=year, name=told["name"], because=told["because"], who=who)
            return redirect("budget:version", year, version.number)
        services.pass_on(year=year, accounts=told["accounts"], who=who)
    except CannotBudget as refusal:
        form.add_error(None, retold(refusal))
        return None
    messages.success(request, _("Konton för in–ut-poster är antecknade."))
    return redirect("budget:year", year)


@require_http_methods(["GET", "POST"])
def version_page(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Show what a version has; what is sent fills it, changes a row, or adopts it."""
    viewer, told = _reader(request), _version_or_404(year, number)
    forms = _forms(year)
    problem = ""
    if request.method == "POST":
        _writer(request)
        act = request.POST.get("act", "")
        if act in forms:
            forms[act] = type(forms[act])(request.POST, auto_id=f"id_{act}_%s")
            if forms[act].is_valid() and _done(request, told, act, forms[act]):
                return _back(year, number)
        elif act in (BOOKS, COPY):
            problem = _copied(request, told, act)
            if not problem:
                return _back(year, number)
        else:
            raise Http404
    context = _version_context(viewer, told) | {"forms": forms, "problem": problem}
    wrong = next((form for form in forms.values() if form.errors), None)
    context["wrong"] = wrong
    status = 422 if problem or wrong else 200
    return render(request, "budget/version.html", context, status=status)


def _back(year: int, number: int) -> HttpResponse:
    return redirect("budget:version", year, number)


def _forms(_year: int) -> dict[str, django_forms.Form]:
    accounts = " ".join(RESULT.split()[:2])
    return {
        "outcome": OutcomeForm(
            initial={"accounts": accounts, "percent": "0", "key": "as-before"},
            auto_id="id_outcome_%s",
        ),
        "plan": PlaceForm(auto_id="id_plan_%s"),
        "adopt": AdoptForm(auto_id="id_adopt_%s"),
    }


def _done(request: HttpRequest, version: VersionTold, act: str, form: django_forms.Form) -> bool:
    """Do what was asked of a version; a refusal is told by the form."""
    try:
        messages.success(request, _ACTS[act](request, version, form))
    except CannotBudget as refusal:
        form.add_error(None, retold(refusal))
        return False
    return True


def _fill(_request: HttpRequest, version: VersionTold, form: django_forms.Form) -> str:
    told = form.cleaned_data
    count = services.fill_from_outcome(
        version.id, accounts=told["accounts"], permille=told["percent"], key=told["key"]
    )
    return _filled(count)


def _plan(_request: HttpRequest, version: VersionTold, form: django_forms.Form) -> str:
    told = form.cleaned_data
    place = Place(told["account"], told["cost_centre"], told["project"], told["service"])
    services.plan(
        version.id, place=place, amount=-told["amount"], key=told["key"], text=told["text"]
    )
    return _("Raden är sparad.")


def _adopt(request: HttpRequest, version: VersionTold, form: django_forms.Form) -> str:
    told = form.cleaned_data
    services.adopt(
        version.id,
        decision=told["decision"],
        decided_on=told["decided_on"],
        who=_who(request),
    )
    return _("Budgeten är antagen. Uppföljningen använder den nu.")


_ACTS: dict[str, Callable[[HttpRequest, VersionTold, django_forms.Form], str]] = {
    "outcome": _fill,
    "plan": _plan,
    "adopt": _adopt,
}


def _copied(request: HttpRequest, version: VersionTold, act: str) -> str:
    """Fill a version from the books' budget or from another; return why not, where it cannot."""
    other = request.POST.get("other", "")
    try:
        if act == BOOKS:
            count = services.fill_from_books(version.id)
        elif other.isdecimal() and len(other) < 10:
            count = services.fill_from_version(version.id, other_id=int(other))
        else:
            raise Http404
    except CannotBudget as refusal:
        return retold(refusal)
    messages.success(request, _filled(count))
    return ""


def _filled(count: int) -> str:
    return ngettext("%(count)s rad är skriven.", "%(count)s rader är skrivna.", count) % {
        "count": count
    }


def _version_context(viewer: Viewer, told: VersionTold) -> dict[str, object]:
    with snapshot():
        card = next(each for each in queries.cards(told.year) if each.id == told.id)
        book, span = queries.book(card), Span.year(told.year)
        sums = [
            (label, *_shown(told, accounts, -book.figure(accounts, span).money.ore))
            for key, label, accounts in (*GROUPS, ("result", "Resultat", RESULT))
        ]
        every = queries.places(told.id)
        names = ledger.account_names(told.year) or ledger.account_names(told.year - 1)
        others = tuple(each for each in queries.cards(told.year) if each.id != told.id)
        earlier = queries.in_force(told.year - 1)
    return {
        "place": PLACE,
        "told": told,
        "sums": sums,
        "rows": [_row(told, each, names) for each in every[:MOST_PLACES]],
        "more": max(0, len(every) - MOST_PLACES),
        "everything": _opens(told, RESULT),
        "others": (*others, *((earlier,) if earlier else ())),
        "may_write": viewer.may_approve and told.adoption is None,
        "may_begin": viewer.may_approve,
    }


def _row(told: VersionTold, each: PlaceTold, names: dict[str, str]) -> PlaceRow:
    place = each.place
    within = (
        ("cost-centre", place.cost_centre),
        ("project", place.project),
        ("service", place.service),
    )
    opens = _opens(told, place.account, *within)
    return PlaceRow(each, names.get(place.account, ""), swedish_kronor(-each.amount), opens)


def _shown(told: VersionTold, accounts: str, ore: int) -> tuple[str, str]:
    return swedish_kronor(Money(ore)), _opens(told, accounts)


def _opens(told: VersionTold, accounts: str, *within: tuple[str, str]) -> str:
    scope = (("version", str(told.id)), ("accounts", accounts), *within)
    return records_path(Origin(queries.AMOUNTS, Span.year(told.year), scope))


@require_http_methods(["GET", "POST"])
def list_page(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Take a list in: its columns are known by their headings, or by what somebody says."""
    _reader(request)
    _writer(request)
    told = _version_or_404(year, number)
    form = ListForm(initial={"is_income_plus": "plus"})
    if request.method == "POST":
        form = ListForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                count = _taken(told, form)
            except (CannotBudget, sheets.NotAList) as refusal:
                form.add_error(None, retold(refusal))
            else:
                messages.success(request, _filled(count))
                return _back(year, number)
    context = {"place": PLACE, "told": told, "form": form}
    return render(request, "budget/list.html", context, status=422 if form.errors else 200)


def _taken(told: VersionTold, form: ListForm) -> int:
    sent = form.cleaned_data["file"]
    sheet = sheets.read(sent.read(sheets.LARGEST_FILE + 1))
    planned = mapping.planned(
        sheet,
        mapping.columns(sheet, form.said()),
        key=form.cleaned_data["key"],
        is_income_plus=form.cleaned_data["is_income_plus"],
    )
    return services.fill_from_list(told.id, planned=planned)


@require_http_methods(["GET", "POST"])
def volumes_page(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Plan the income of services: how many of each a month, at the prices that are decided."""
    _reader(request)
    _writer(request)
    told = _version_or_404(year, number)
    prices, cards = queries.prices_by_month(year), catalogue.option_cards()
    options = sorted(
        ((option_id, cards[option_id].words) for option_id in prices), key=lambda each: each[1]
    )
    form = VolumesForm(options, initial=_volumes_before(year))
    if request.method == "POST":
        form = VolumesForm(options, request.POST)
        if form.is_valid():
            try:
                count = services.fill_from_volumes(told.id, wanted=form.wanted)
            except CannotBudget as refusal:
                form.add_error(None, retold(refusal))
            else:
                messages.success(request, _filled(count))
                return _back(year, number)
    rows = [
        (cards[option_id].words, swedish_kronor(prices[option_id][-1]), fields)
        for option_id, fields in form.rows
    ]
    context = {"place": PLACE, "told": told, "form": form, "rows": rows}
    return render(request, "budget/volumes.html", context, status=422 if form.errors else 200)


def _volumes_before(year: int) -> dict[str, str]:
    """Return last year's mean volumes, and where they are booked, as a form has them."""
    told: dict[str, str] = {}
    for option_id, volume in queries.volumes_of(year - 1).items():
        told[f"volume-{option_id}"] = _number(volume.volume)
        told[f"account-{option_id}"] = volume.account
        told[f"centre-{option_id}"] = volume.cost_centre
    return told


def _number(volume: Fraction) -> str:
    return f"{float(volume):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _drawn(table: Table, viewer: Viewer) -> str:
    block = FigureTable(table_in_words(table), anchor="", is_statement=True)
    return inked(html.blocks([block], Scale.TKR, WebLinks(viewer), registry.Describer()))


def _version_or_404(year: int, number: int) -> VersionTold:
    found = queries.version(year, number)
    if found is None:
        raise Http404
    return found


def _reader(request: HttpRequest) -> Viewer:
    """Return who reads. Raises Http404 for whoever does not follow the year."""
    viewer = viewer_of(request)
    if not access.reads_the_year(viewer):
        raise Http404
    return viewer


def _writer(request: HttpRequest) -> None:
    """Raise Http404 for whoever may not work on a budget."""
    if not viewer_of(request).may_approve:
        raise Http404


def _who(request: HttpRequest) -> Actor:
    return Actor(request.user.get_username(), clock.now())

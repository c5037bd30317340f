"""A year closed: the points that remain, balances held, what is entered, and the balance result."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.kernel.figures import Origin
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger import proposals
from samdrift.ledger import queries as ledger
from samdrift.ledger.choices import Measure
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock, sent_files
from samdrift.plumbing.access import Viewer, viewer_of
from samdrift.plumbing.sent_files import CannotTake, Kept
from samdrift.plumbing.wording import retold
from samdrift.reporting.formats import Scale, swedish_kronor
from samdrift.reporting.ports import Ask, CannotAnswer
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views import asking
from samdrift.reporting.views.drawing import drawn
from samdrift.reporting.views.links import records_path
from samdrift.reporting.views.tables import year_choices
from samdrift.yearend import booking, queries, services, tables
from samdrift.yearend.choices import EntryKind, FactKind
from samdrift.yearend.errors import CannotClose
from samdrift.yearend.forms import EntryForm, FactForm, ReconcileForm
from samdrift.yearend.points import Point, points
from samdrift.yearend.ports import Actor, EntryTold, ReconciledTold

_KINDS = {"si": "application/octet-stream", "csv": "text/csv; charset=utf-8"}
"""The files there are, by how their names end."""


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A balance account beside its document."""

    account: str
    name: str
    booked: str
    opens: str
    told: ReconciledTold | None
    document: str
    differs: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """What an account is to hold, and what of it is left to book."""

    told: EntryTold
    label: str
    amount: str
    left: str


def _as_one[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Show a page from one state of the database; what is sent is done beside it."""

    @wraps(view)
    def shown(*args: P.args, **told: P.kwargs) -> HttpResponse:
        request = args[0]
        assert isinstance(request, HttpRequest), "a view is handed what was asked"
        with snapshot() if request.method == "GET" else nullcontext():
            return view(*args, **told)

    return shown


@require_http_methods(["GET", "POST"])
@_as_one
def close_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show what remains of a year's close; what is sent signs a point, or takes that back."""
    viewer = _reader(request, year)
    problem = ""
    if request.method == "POST":
        _writer(viewer)
        problem = _signed(request, year)
        if not problem:
            return redirect("yearend:close", year)
    with snapshot():
        every = points(year)
    left = sum(point.is_left for point in every)
    context = {
        "place": "yearend.close",
        "year": year,
        "years": year_choices(year, "yearend:close"),
        "points": every,
        "left": left,
        "done": len(every) - left,
        "problem": problem,
        "may_write": viewer.may_approve,
    }
    return render(request, "yearend/close.html", context, status=422 if problem else 200)


def _signed(request: HttpRequest, year: int) -> str:
    """Sign what was sent, or take it back; return why not, where it cannot."""
    key = request.POST.get("key", "")
    who = _who(request)
    with snapshot():
        known: dict[str, Point] = {point.key: point for point in points(year)}
    if key not in known:
        raise Http404
    try:
        if request.POST.get("act") == "take-back":
            services.take_back(year=year, key=key, who=who)
        else:
            services.sign(year=year, key=key, reason=request.POST.get("reason", ""), who=who)
    except CannotClose as refusal:
        return retold(refusal)
    return ""


@require_http_methods(["GET", "POST"])
@_as_one
def reconcile_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show every balance beside its document; what is sent holds one against another."""
    viewer = _reader(request, year)
    balances, names = queries.balances(year), ledger.account_names(year)
    accounts = [(number, f"{number} {names.get(number, '')}") for number in balances]
    form = ReconcileForm(accounts)
    if request.method == "POST":
        _writer(viewer)
        form = ReconcileForm(accounts, request.POST, request.FILES)
        if form.is_valid() and _reconciled(request, year, form):
            return redirect("yearend:reconcile", year)
    held = queries.reconciled(year)
    rows = [_balance_row(year, each, balances[each], names, held.get(each)) for each in balances]
    context = {
        "place": "yearend.close",
        "year": year,
        "rows": rows,
        "held": sum(row.told is not None for row in rows),
        "form": form,
        "may_write": viewer.may_approve,
    }
    return render(request, "yearend/reconcile.html", context, status=422 if form.errors else 200)


def _reconciled(request: HttpRequest, year: int, form: ReconcileForm) -> bool:
    told = form.cleaned_data
    try:
        kept: tuple[Kept, ...] = sent_files.take_in(sent_files.sent_files(request))
        services.reconcile(
            year=year,
            account=told["account"],
            amount=told["amount"],
            note=told["note"],
            document=kept[0] if kept else None,
            who=_who(request),
        )
    except (CannotClose, CannotTake) as refusal:
        form.add_error(None, retold(refusal))
        return False
    messages.success(request, _("Kontot är avstämt."))
    return True


def _balance_row(
    year: int, account: str, booked: Money, names: dict[str, str], told: ReconciledTold | None
) -> BalanceRow:
    scope = (("accounts", account), ("measure", Measure.CLOSING.value))
    differs = booked - told.amount if told else Money(0)
    return BalanceRow(
        account,
        names.get(account, ""),
        swedish_kronor(booked),
        records_path(Origin(ledger.ACCOUNTS, Span.year(year), scope)),
        told,
        swedish_kronor(told.amount) if told else "",
        swedish_kronor(differs) if differs else "",
    )


@require_GET
@_as_one
def document(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Hand over the document that an account was held against."""
    _reader(request, year)
    found = queries.document(year, pk)
    if found is None:
        raise Http404
    return sent_files.handed_out(found.file_name, found.digest)


@require_http_methods(["GET", "POST"])
@_as_one
def entries_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show what accounts are to hold, with what is left to book; what is sent enters one."""
    viewer = _reader(request, year)
    form = EntryForm()
    if request.method == "POST":
        _writer(viewer)
        form = EntryForm(request.POST)
        if form.is_valid() and _entered(request, year, form):
            return redirect("yearend:entries", year)
    rows = [
        EntryRow(
            each,
            str(EntryKind(each.kind).label),
            swedish_kronor(each.amount) if each.kind != EntryKind.RESULT else "",
            swedish_kronor(left) if (left := booking.left(year, each)) else "",
        )
        for each in queries.entries(year)
    ]
    context = {
        "place": "yearend.close",
        "year": year,
        "rows": rows,
        "is_left": any(row.left for row in rows),
        "form": form,
        "may_write": viewer.may_approve,
    }
    return render(request, "yearend/entries.html", context, status=422 if form.errors else 200)


def _entered(request: HttpRequest, year: int, form: EntryForm) -> bool:
    told = form.cleaned_data
    try:
        services.enter(
            year=year,
            kind=EntryKind(told["kind"]),
            accounts=(told["account"], told["against"]),
            amount=told["amount"],
            source=told["source"],
            who=_who(request),
        )
    except CannotClose as refusal:
        form.add_error(None, retold(refusal))
        return False
    messages.success(request, _("Posten är angiven, och verifikationen är föreslagen."))
    return True


@require_GET
@_as_one
def vouchers_file(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Hand over what is left to book of a year's close as vouchers."""
    _reader(request, year)
    if kind not in _KINDS:
        raise Http404
    told, home = booking.vouchers(year), parties.home()
    content = proposals.text_file(told)
    if kind == "si":
        content = proposals.sie_file(
            told,
            company=home.name if home else "",
            org_number=home.org_number if home else "",
            day=clock.now().date(),
        )
    named = f'attachment; filename="bokslut-{year}.{kind}"'
    return HttpResponse(content, content_type=_KINDS[kind], headers={"Content-Disposition": named})


@require_http_methods(["GET", "POST"])
@_as_one
def balance_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show the balance requirement and five years' key figures; what is sent tells a fact."""
    viewer = _reader(request, year)
    form = FactForm(initial={"of_year": year})
    if request.method == "POST":
        _writer(viewer)
        form = FactForm(request.POST)
        if form.is_valid() and _told(request, form):
            return redirect("yearend:balance", year)
    with snapshot():
        try:
            reckoned = drawn(tables.balance_requirement(Ask(year)), Scale.TKR, viewer)
        except CannotAnswer:
            reckoned = ""
        context = {
            "place": "yearend.close",
            "year": year,
            "years": year_choices(year, "yearend:balance"),
            "reckoned": reckoned,
            "key_figures": drawn(tables.key_figures(Ask(year)), Scale.TKR, viewer),
            "departments": _departments(year, viewer),
            "form": form,
            "may_write": viewer.may_approve,
        }
    return render(request, "yearend/balance.html", context, status=422 if form.errors else 200)


def _departments(year: int, viewer: Viewer) -> str:
    """Return what each cost centre carries on, where there are books of the year with some."""
    if not ledger.cost_centres(year):
        return ""
    return drawn(tables.departments(Ask(year)), Scale.TKR, viewer)


def _told(request: HttpRequest, form: FactForm) -> bool:
    told = form.cleaned_data
    try:
        services.tell(
            year=told["of_year"],
            kind=FactKind(told["kind"]),
            amount=told["amount"],
            reason=told["reason"],
            who=_who(request),
        )
    except CannotClose as refusal:
        form.add_error(None, retold(refusal))
        return False
    messages.success(request, _("Uppgiften är sparad."))
    return True


def _reader(request: HttpRequest, year: int) -> Viewer:
    """Return who reads. Raises Http404 for whoever may not, and for a year of nothing."""
    viewer = viewer_of(request)
    if not access.reads_capital(viewer):
        raise Http404
    asking.year_or_404(year)
    return viewer


def _writer(viewer: Viewer) -> None:
    """Raise Http404 for whoever may not close a year."""
    if not viewer.may_approve:
        raise Http404


def _who(request: HttpRequest) -> Actor:
    return Actor(request.user.get_username(), clock.now())

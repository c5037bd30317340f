"""A year as it goes: beside its budget and last year, with what is said and expected of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.budget import queries as budgets
from samdrift.budget.choices import COSTS
from samdrift.followup import queries, services, tables
from samdrift.followup.choices import Light
from samdrift.followup.errors import CannotFollowUp
from samdrift.followup.forms import CommentForm, ForecastForm, LimitsForm
from samdrift.followup.ports import LightLimits, Saying
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger.monthly import month_book
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.wording import retold
from samdrift.reporting import registry
from samdrift.reporting.documents import Chart, ChartKind, FigureTable
from samdrift.reporting.formats import Scale, swedish_figure_with_unit
from samdrift.reporting.ink import html
from samdrift.reporting.ports import Ask, FigureAddress, Row, Table, asked_query
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.sources import MONTHS
from samdrift.reporting.table_formats import TableFormat
from samdrift.reporting.views import asking
from samdrift.reporting.views.choosing import SHORT_MONTH, Choice
from samdrift.reporting.views.links import WebLinks, figure_path, inked
from samdrift.reporting.views.tables import year_choices
from samdrift.reporting.wording import in_words, table_in_words

FILES = (TableFormat.XLSX, TableFormat.CSV)
CHARTED = ("added-outcome", "added-budget", "added-previous")
type Forms = dict[str, CommentForm | ForecastForm | LimitsForm]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is asked: of which cost centre, and up to which month."""

    year: int
    cost_centre: str
    month: int

    @property
    def span(self) -> Span | None:
        """The months from the year's first, None for all of them."""
        if self.month == len(MONTHS):
            return None
        return Span(date(self.year, 1, 1), date(self.year, self.month + 1, 1))

    @property
    def query(self) -> str:
        """The question as the parameters of the page's address."""
        return urlencode({"kst": self.cost_centre, "till": str(self.month)})


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A figure in words, and its page."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class CentreRow:
    """A cost centre, its light, and what is said of it."""

    key: str
    label: str
    cells: tuple[ShownCell, ...]
    light: str
    light_words: Promise | str
    said: Saying | None
    is_sum: bool


@require_http_methods(["GET", "POST"])
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show how a year goes; what is sent says why, what is expected, or when lights turn."""
    if request.method == "POST":
        return _answer(request, year)
    with snapshot():
        asking.year_or_404(year)
        asked = _asked(request, year)
        return _page(request, asked, _forms(asked))


def _answer(request: HttpRequest, year: int) -> HttpResponse:
    """Keep what was sent, and lead to where it shows."""
    asking.year_or_404(year)
    asked, act = _asked(request, year), request.POST.get("act", "")
    forms = _forms(asked)
    if act not in forms or not _may(request, act):
        raise Http404
    form = forms[act] = _bound(act, request, year)
    if form.is_valid():
        _act(request, asked, form)
    if form.errors:
        return _page(request, asked, forms, status=422)
    return redirect(f"{reverse('followup:year', args=[year])}?{asked.query}#{act}")


def _may(request: HttpRequest, act: str) -> bool:
    """Whether somebody may say it: whoever approves all, others of what they answer for."""
    if viewer_of(request).may_approve:
        return True
    centre = request.POST.get("cost_centre", "")
    return act != "limits" and centre in queries.own_centres(request.user.pk)


def _asked(request: HttpRequest, year: int) -> Asked:
    """Return what an address asks; unasked it is the whole, up to the last month booked."""
    centre, told = request.GET.get("kst", ""), request.GET.get("till", "")
    if centre and centre not in dict(queries.cost_centres(year)):
        raise Http404
    book = month_book(year=year)
    month = (book.last_month if book else 0) or len(MONTHS)
    if told:
        if told not in {str(number) for number, _name in enumerate(MONTHS, 1)}:
            raise Http404
        month = int(told)
    return Asked(year, centre, month)


def _forms(asked: Asked) -> Forms:
    centre, limits = {"cost_centre": asked.cost_centre}, queries.limits()
    forms: Forms = {
        "say": CommentForm(asked.year),
        "expect": ForecastForm(asked.year),
        "limits": LimitsForm(
            initial={"close": _percent(limits.close), "bad": _percent(limits.bad)}
        ),
    }
    forms["say"].initial = forms["expect"].initial = centre
    return forms


def _percent(permille: int) -> str:
    whole, part = divmod(permille, 10)
    return f"{whole},{part}" if part else str(whole)


def _bound(act: str, request: HttpRequest, year: int) -> CommentForm | ForecastForm | LimitsForm:
    if act == "say":
        return CommentForm(year, request.POST)
    return ForecastForm(year, request.POST) if act == "expect" else LimitsForm(request.POST)


def _act(request: HttpRequest, asked: Asked, form: CommentForm | ForecastForm | LimitsForm) -> None:
    by, at, told = _who(request), clock.now(), form.cleaned_data
    try:
        if isinstance(form, LimitsForm):
            services.set_limits(wanted=form.wanted(), by=by, at=at)
        elif isinstance(form, ForecastForm):
            services.expect(
                year=asked.year,
                place=(told["tertial"], told["cost_centre"]),
                amount=told["amount"],
                because=told["because"],
                by=by,
                at=at,
            )
        else:
            services.say(
                year=asked.year,
                month=asked.month,
                cost_centre=told["cost_centre"],
                text=told["text"],
                by=by,
                at=at,
            )
    except CannotFollowUp as refusal:
        form.add_error(None, retold(refusal))


def _who(request: HttpRequest) -> str:
    return request.user.get_username()


def _page(request: HttpRequest, asked: Asked, forms: Forms, *, status: int = 200) -> HttpResponse:
    year, viewer = asked.year, viewer_of(request)
    links = WebLinks(viewer)
    with snapshot():
        home = parties.home()
        ask = Ask(year, cost_centre=asked.cost_centre, span=asked.span)
        groups = tables.by_group(ask)
        months = tables.by_month(Ask(year, cost_centre=asked.cost_centre))
        centres = tables.by_centre(Ask(year, span=asked.span))
        expected = tables.forecasts(Ask(year))
        context = {
            "year": year,
            "place": "followup.year",
            "years": year_choices(year, "followup:year"),
            "home": home.name if home else "",
            "asked": asked,
            "month": in_words(MONTHS[asked.month - 1]),
            "months": [(at, in_words(name)) for at, name in enumerate(MONTHS, 1)],
            "centres": queries.cost_centres(year),
            "finding": _finding(centres.row("total")),
            "than_expected": _than_expected(expected.row("whole"), asked),
            "rows": _centre_rows(centres, asked),
            "groups": _drawn(_block(groups), links),
            "chart": _chart(months, links),
            "passed_on": _drawn(_block(tables.passed_on(ask)), links)
            if budgets.passed_on(year)
            else "",
            "by_month": _drawn(_block(months), links),
            "forecasts": _drawn(_block(expected), links),
            "files": tuple(
                file for table in (centres, groups, months, expected) for file in _files(table)
            ),
            "forms": forms,
            "wrong": next((form for form in forms.values() if form.errors), None),
            "may_write": viewer.may_approve or bool(queries.own_centres(request.user.pk)),
            "may_set": viewer.may_approve,
            "read_at": clock.now(),
        }
        return render(request, "followup/year.html", context, status=status)


def _finding(result: Row) -> str:
    """Return in a sentence how the result stands to the budget; empty where there is none."""
    deviation = result.figures[2]
    if deviation.value is None:
        return ""
    amount = replace(deviation, value=Money(abs(deviation.money.ore)))
    words = swedish_figure_with_unit(amount, Scale.TKR)
    if amount.money.ore * 2 < Scale.TKR.ore:
        return _("Resultatet är enligt budget.")
    if deviation.money.ore > 0:
        return _("Resultatet är %(amount)s bättre än budget.") % {"amount": words}
    return _("Resultatet är %(amount)s sämre än budget.") % {"amount": words}


def _than_expected(whole: Row, asked: Asked) -> str:
    """Return in a sentence how the whole year stands to its latest forecast; empty before that."""
    _budget, *told, _against_budget, _outcome, deviation = whole.figures
    made = [at for at, figure in enumerate(told, 1) if figure.value is not None]
    if deviation.value is None or not made or asked.month < len(MONTHS):
        return ""
    amount = replace(deviation, value=Money(abs(deviation.money.ore)))
    words = {"amount": swedish_figure_with_unit(amount, Scale.TKR), "tertial": made[-1]}
    if deviation.money.ore < 0:
        return _("Det är %(amount)s sämre än prognosen från tertial %(tertial)s.") % words
    return _("Det är %(amount)s bättre än prognosen från tertial %(tertial)s.") % words


def _centre_rows(table: Table, asked: Asked) -> tuple[CentreRow, ...]:
    limits = queries.limits()
    said = queries.comments(year=asked.year, month=asked.month)
    return tuple(_centre_row(table, row, limits, said) for row in table.rows)


def _centre_row(table: Table, row: Row, limits: LightLimits, said: dict[str, Saying]) -> CentreRow:
    centre = "" if row.key == "total" else row.key
    light = None
    if row.key != "none":
        costs = tables.beside(accounts=COSTS, cost_centre=centre, span=table.ask.during)[0]
        light = limits.light(row.figures[2], costs)
    cells = tuple(
        ShownCell(
            swedish_figure_with_unit(figure, Scale.TKR),
            figure_path(FigureAddress(table.id, table.ask, row.key, column.key)),
        )
        for column, figure in zip(table.columns, row.figures, strict=True)
    )
    words = Light(light).label if light else ""
    is_sum = row.key == "total"
    told = None if row.key == "none" else said.get(centre)
    return CentreRow(row.key, in_words(row.label), cells, light or "", words, told, is_sum)


def _chart(months: Table, links: WebLinks) -> str:
    """Return the year added up month by month as a chart with its twin; empty without books."""
    told = [row for row in months.rows if row.figures[5].value is not None]
    if not told:
        return ""
    columns = [
        key for at, key in ((5, CHARTED[0]), (4, CHARTED[1]), (7, CHARTED[2]))
        if any(row.figures[at].value is not None for row in months.rows)
    ]  # fmt: skip
    table = table_in_words(months)
    finding = _("Resultatet ackumulerat, %(amount)s till och med %(month)s") % {
        "amount": swedish_figure_with_unit(told[-1].figures[5], Scale.TKR),
        "month": in_words(told[-1].label),
    }
    short = tuple(replace(row, label=row.label[:SHORT_MONTH]) for row in table.rows)
    table, keys = replace(table, rows=short), tuple(row.key for row in short)
    chart = Chart(ChartKind.LINE, finding, table, keys, tuple(columns), anchor="")
    return _drawn(chart, links)


def _block(table: Table) -> FigureTable:
    """Return a table to draw; what its signs are, the page says once."""
    told = replace(table_in_words(table), explains="")
    return FigureTable(told, anchor="", is_statement=True)


def _drawn(block: Chart | FigureTable, links: WebLinks) -> str:
    return inked(html.blocks([block], Scale.TKR, links, registry.Describer()))


def _files(table: Table) -> tuple[Choice, ...]:
    """Return a table's files, of what the page was asked."""
    query = urlencode(asked_query(table.ask))
    return tuple(
        Choice(
            f"{in_words(table.title)} ({form.value.upper()})",
            f"{reverse('reporting:table-file', args=[table.ask.year, table.id, form])}?{query}",
        )
        for form in FILES
    )

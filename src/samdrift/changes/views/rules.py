"""What the manager decides: approval, standstills, agreed windows, templates, who stands in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samdrift.changes.choices import Kind, RiskClass
from samdrift.changes.errors import CannotSave
from samdrift.changes.forms import RuleForm, StandstillForm, TemplateForm, services_of
from samdrift.changes.queries import approval, rules
from samdrift.changes.queries import changes as queries
from samdrift.changes.services import ruling
from samdrift.changes.services.ruling import WantedRule, WantedTemplate
from samdrift.changes.views import words
from samdrift.changes.views.readers import actor_of, ruler_of
from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.wording import retold

LEVELS = (4, 3, 2, 1)

type Done = Callable[[HttpRequest], str]
"""Decides something; returns what to say when it is done."""


@require_GET
def rules_page(request: HttpRequest) -> HttpResponse:
    """Show all that the manager has decided about changes, each with its form."""
    ruler_of(request)
    now, names = clock.now(), parties.names_by_code()
    matrix = approval.risk_matrix()
    context = {
        "place": "changes.list",
        "rules": [
            {
                "id": rule.id,
                "name": rule.name,
                "holds": _holds(rule),
                "approvers": rule.approvers,
                "quorum": rule.quorum,
                "hours": rule.hours_afterwards,
            }
            for rule in rules.rules()
        ],
        "stops": [
            (stop, words.times(stop.starts_at, stop.ends_at), names.get(stop.organisation or ""))
            for stop in rules.standstills(at=now)
        ],
        "windows": [
            (window, weekdays()[window.weekday], names.get(window.organisation or ""))
            for window in rules.windows()
        ],
        "delegations": [
            (each, each.valid_until - timedelta(days=1))
            for each in rules.delegations(day=now.astimezone(SWEDEN).date())
        ],
        "templates": queries.templates(),
        "matrix": [
            (row, [(column, matrix.get((row, column), "")) for column in reversed(LEVELS)])
            for row in LEVELS
        ],
        "people": approval.helpers(),
        "kinds": [choice for choice in Kind.choices if choice[0] != Kind.STANDARD],
        "classes": RiskClass.choices,
        "weekdays": list(enumerate(weekdays())),
        "services": queries.services(),
        "parties": parties.parties(),
    }
    return render(request, "changes/rules.html", context)


@require_POST
def act(request: HttpRequest, name: str) -> HttpResponse:
    """Decide something and show the rules again; a refusal is told and nothing is changed."""
    ruler_of(request)
    if name not in _ACTS:
        raise Http404
    try:
        messages.success(request, _ACTS[name](request))
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    return redirect("changes:rules")


def weekdays() -> list[str]:
    """Return the days of the week, Monday first."""
    return [
        _("måndag"),
        _("tisdag"),
        _("onsdag"),
        _("torsdag"),
        _("fredag"),
        _("lördag"),
        _("söndag"),
    ]


def _holds(rule: rules.RuleLine) -> str:
    told = [
        str(Kind(rule.kind).label) if rule.kind else _("alla slag"),
        (_("risk") + " " + str(RiskClass(rule.risk_class).label).lower())
        if rule.risk_class
        else _("all risk"),
        rule.service or _("alla tjänster"),
    ]
    return ", ".join(told)


def _valid[Form: forms.Form](form: Form) -> Form:
    if not form.is_valid():
        raise CannotSave(_("Fyll i alla fält, och välj bland de värden som visas."))
    return form


def _add_rule(request: HttpRequest) -> str:
    form = RuleForm(request.POST)
    chosen = form.fields["approvers"]
    assert isinstance(chosen, forms.MultipleChoiceField), "a field that is chosen"
    chosen.choices = [(helper.id, helper.name) for helper in approval.helpers()]
    told = _valid(form).cleaned_data
    is_known = told["kind"] in ("", *Kind.values) and told["risk_class"] in ("", *RiskClass.values)
    if not is_known:
        raise CannotSave(_("Välj bland de värden som visas."))
    ruling.add_rule(
        WantedRule(
            name=told["name"],
            approver_ids=tuple(told["approvers"]),
            quorum=told["quorum"],
            kind=told["kind"],
            risk_class=told["risk_class"],
            service=told["service"],
            hours_afterwards=told["hours_afterwards"],
        )
    )
    return _("Regeln gäller.")


def _shut_rule(request: HttpRequest) -> str:
    ruling.shut_rule(_number(request, "id"))
    return _("Regeln gäller inte längre.")


def _add_standstill(request: HttpRequest) -> str:
    told = _valid(StandstillForm(request.POST)).cleaned_data
    if told["starts_at"] is None or told["ends_at"] is None:
        raise CannotSave(_("Skriv både från och till."))
    ruling.add_standstill(**told)
    return _("Ändringsstoppet gäller.")


def _remove_standstill(request: HttpRequest) -> str:
    ruling.remove_standstill(_number(request, "id"))
    return _("Ändringsstoppet är borttaget.")


def _add_window(request: HttpRequest) -> str:
    ruling.add_window(
        weekday=_number(request, "weekday"),
        opens=_minute(request.POST.get("opens", "")),
        closes=_minute(request.POST.get("closes", "")) or 1440,
        service=request.POST.get("service", "")[:100],
        organisation=request.POST.get("organisation", ""),
    )
    return _("Servicefönstret är avtalat.")


def _remove_window(request: HttpRequest) -> str:
    ruling.remove_window(_number(request, "id"))
    return _("Servicefönstret är borttaget.")


def _delegate(request: HttpRequest) -> str:
    ruling.delegate(
        from_user_id=_number(request, "from"),
        to_user_id=_number(request, "to"),
        valid_from=_day(request.POST.get("first", "")),
        valid_until=_day(request.POST.get("last", "")) + timedelta(days=1),
    )
    return _("Ersättaren får rösta.")


def _end_delegation(request: HttpRequest) -> str:
    ruling.end_delegation(_number(request, "id"))
    return _("Ersättaren får inte rösta längre.")


def _set_risk(request: HttpRequest) -> str:
    wanted = request.POST.get("risk_class", "")
    if wanted not in RiskClass.values:
        raise CannotSave(_("Välj bland de värden som visas."))
    ruling.set_risk_class(
        probability=_number(request, "probability"),
        consequence=_number(request, "consequence"),
        risk_class=RiskClass(wanted),
    )
    return _("Riskklassen är ändrad.")


def _add_template(request: HttpRequest) -> str:
    told = _valid(TemplateForm(request.POST)).cleaned_data
    wanted = WantedTemplate(**{**told, "services": services_of(told["services"])})
    at: datetime = clock.now()
    ruling.approve_template(wanted=wanted, by=actor_of(request).name, on=at.date())
    return _("Standardändringen är godkänd.")


def _shut_template(request: HttpRequest) -> str:
    ruling.shut_template(_number(request, "id"))
    return _("Standardändringen går inte längre att göra.")


def _number(request: HttpRequest, name: str) -> int:
    written = request.POST.get(name, "")
    if not written.isdecimal() or len(written) > 9:
        raise CannotSave(_("Välj bland de värden som visas."))
    return int(written)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError as error:
        raise CannotSave(_("Skriv datumet så här: 2026-03-02.")) from error


def _minute(written: str) -> int:
    hour, _mark, minute = written.strip().replace(".", ":").partition(":")
    if not (hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60):
        raise CannotSave(_("Skriv tiden så här: 22.00."))
    return int(hour) * 60 + int(minute)


_ACTS: dict[str, Done] = {
    "ny-regel": _add_rule,
    "stang-regel": _shut_rule,
    "nytt-stopp": _add_standstill,
    "ta-bort-stopp": _remove_standstill,
    "nytt-fonster": _add_window,
    "ta-bort-fonster": _remove_window,
    "ersattare": _delegate,
    "avsluta-ersattare": _end_delegation,
    "riskklass": _set_risk,
    "ny-mall": _add_template,
    "stang-mall": _shut_template,
}

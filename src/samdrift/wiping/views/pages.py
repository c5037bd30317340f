"""Rules, what they would wipe, decisions, runs, protocols, and what is preserved."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.jobs.queries import standings
from samdrift.plumbing.wording import choices_in_words, retold
from samdrift.servicedesk.choices import Kind
from samdrift.wiping import leaving, protocol, queries, services, work
from samdrift.wiping.errors import CannotWipe
from samdrift.wiping.forms import HoldForm, RuleForm
from samdrift.wiping.queries import WipingRow

PLACE = "wiping.list"
MOST_LEAVERS = 200

type Act = Callable[[int, User, datetime], str]
"""Does something with a rule, a wiping or a hold; returns what to say when it is done."""


@require_http_methods(["GET", "POST"])
def list_page(request: HttpRequest) -> HttpResponse:
    """Show rules, wipings and what is preserved; what is sent is a new rule."""
    user = _who(request)
    form = _rule_form(request)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.make_rule(wanted=form.wanted(), by=user, at=clock.now())
        except CannotWipe as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("Regeln är sparad. Se vad den når."))
            return redirect("wiping:rule", made.pk)
    number = request.GET.get("arende", "")[:20]
    return _list(request, form, HoldForm(initial={"number": number}))


@require_POST
def preserve(request: HttpRequest) -> HttpResponse:
    """Preserve a ticket, so that no rule reaches it."""
    user = _who(request)
    form = HoldForm(request.POST)
    if form.is_valid():
        try:
            services.preserve(
                number=form.cleaned_data["number"].strip().lstrip("#"),
                why=form.cleaned_data["why"],
                by=user,
                at=clock.now(),
            )
        except CannotWipe as refusal:
            form.add_error("number", retold(refusal))
        else:
            messages.success(request, _("Ärendet bevaras."))
            return redirect("wiping:list")
    return _list(request, _rule_form(None), form)


@require_http_methods(["GET", "POST"])
def leavers(request: HttpRequest) -> HttpResponse:
    """Say how long those who have left keep their names; else show whom that would reach."""
    user = _who(request)
    if request.method == "GET":
        return _leavers_page(request)
    written = request.POST.get("days", "").strip()
    is_number = written.isascii() and written.isdecimal() and len(written) < 6
    days = int(written) if is_number else 0
    try:
        leaving.decide(
            days=None if request.POST.get("end") else days,
            decision=request.POST.get("decision", ""),
            by=user,
            at=clock.now(),
        )
    except CannotWipe as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, _("Regeln om dem som har slutat är sparad."))
    return redirect("wiping:list")


def _leavers_page(request: HttpRequest) -> HttpResponse:
    rule, now = leaving.told(at=clock.now()), clock.now()
    written = request.GET.get("dagar", "").strip()
    is_number = written.isascii() and written.isdecimal() and len(written) < 6
    days = int(written) if is_number else rule.days if rule else leaving.USUAL_DAYS
    try:
        trial = leaving.tried(days=days, at=now)
    except CannotWipe as refusal:
        messages.error(request, retold(refusal))
        trial = leaving.tried(days=leaving.USUAL_DAYS, at=now)
    context = {
        "place": PLACE,
        "rule": rule,
        "days": trial.days,
        "parts": [
            (_("Skulle förlora sitt namn"), len(trial.reached), trial.reached[:MOST_LEAVERS]),
            (_("Behåller namnet så länge"), len(trial.waiting), trial.waiting[:MOST_LEAVERS]),
        ],
        "protocols": leaving.protocols(),
    }
    return render(request, "wiping/leavers.html", context)


@require_GET
def leavers_file(request: HttpRequest, protocol_id: int) -> HttpResponse:
    """Give a protocol of names that were taken away: the numbers of those they were of."""
    _who(request)
    lines = leaving.protocol(protocol_id)
    if lines is None:
        raise Http404
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="slutat-{protocol_id}.csv"'
    writer = csv.writer(answer, delimiter=";")
    writer.writerow((_("Personens nummer"), _("Organisation"), _("Slutade")))
    writer.writerows(lines)
    return answer


@require_GET
def rule_page(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Show what a rule would wipe now: how many, of what, and some of them. Nothing is changed."""
    _who(request)
    found = queries.reach(rule_id, at=clock.now())
    if found is None:
        raise Http404
    names = parties.names_by_code()
    kinds = dict(choices_in_words(Kind.choices))
    labels = {"organisation_id": _("Kommun"), "service": _("Tjänst"), "kind": _("Slag")}
    told: dict[str, Callable[[str], str]] = {
        "organisation_id": lambda code: names.get(code, code),
        "service": lambda name: name or _("Ingen"),
        "kind": lambda kind: str(kinds.get(kind, kind)),
    }
    context = {
        "place": PLACE,
        "found": found,
        "quoting": queries.quoting(rule_id, at=clock.now()),
        "parts": [(labels[part], told[part](value), count) for part, value, count in found.by_part],
        "samples": [
            (each, names.get(each.organisation, each.organisation)) for each in found.samples
        ],
    }
    return render(request, "wiping/rule.html", context)


@require_GET
def wiping_page(request: HttpRequest, wiping_id: int) -> HttpResponse:
    """Show a wiping: its decision, how far it has come, and its protocol."""
    user = _who(request)
    row = _row_or_404(wiping_id)
    job = standings(work.key(row.id)).get(work.key(row.id))
    context = {
        "place": PLACE,
        "row": row,
        "facts": protocol.facts(row),
        "is_own": row.decided_by_id == user.pk,
        "job": job,
        "quoting": () if row.withdrawn_at else queries.quoting_of_wiping(row),
        "law": protocol.LAW,
        "what": protocol.WHAT,
    }
    return render(request, "wiping/wiping.html", context)


@require_GET
def protocol_file(request: HttpRequest, wiping_id: int, form: str) -> HttpResponse:
    """Return the protocol of a wiping that has ended, as PDF or CSV."""
    _who(request)
    row = _row_or_404(wiping_id)
    if row.ended_at is None or form not in _FILES:
        raise Http404
    media_type, write = _FILES[form]
    name = f"gallringsprotokoll-{row.id}.{form}"
    answer = HttpResponse(write(row), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
def act(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Do something and show where it stands; a refusal is told and nothing is changed."""
    user = _who(request)
    if name not in _ACTS:
        raise Http404
    do, leads_to = _ACTS[name]
    try:
        messages.success(request, do(pk, user, clock.now()))
    except Refusal as refusal:
        messages.error(request, retold(refusal))
        return redirect("wiping:list") if leads_to == "list" else redirect(f"wiping:{leads_to}", pk)
    if name == "besluta":
        return redirect("wiping:list")
    return redirect("wiping:list") if leads_to == "list" else redirect(f"wiping:{leads_to}", pk)


def _end_rule(pk: int, _user: User, at: datetime) -> str:
    services.end_rule(rule_id=pk, at=at)
    return _("Regeln gäller inte längre.")


def _decide(pk: int, user: User, at: datetime) -> str:
    services.decide(rule_id=pk, by=user, at=at)
    return _("Gallringen är beslutad. Någon annan startar den.")


def _withdraw(pk: int, _user: User, at: datetime) -> str:
    services.withdraw(wiping_id=pk, at=at)
    return _("Beslutet är tillbakadraget.")


def _start(pk: int, user: User, at: datetime) -> str:
    services.start(wiping_id=pk, by=user, at=at)
    work.ask(pk, asked_by=user.get_username(), at=at)
    return _("Gallringen är startad.")


def _release(pk: int, user: User, at: datetime) -> str:
    services.stop_preserving(hold_id=pk, by=user, at=at)
    return _("Reglerna når ärendet igen.")


_ACTS: dict[str, tuple[Act, str]] = {
    "sluta": (_end_rule, "list"),
    "besluta": (_decide, "rule"),
    "dra-tillbaka": (_withdraw, "wiping"),
    "starta": (_start, "wiping"),
    "slapp": (_release, "list"),
}
"""What is done, and which page it leads back to."""

_FILES: dict[str, tuple[str, Callable[[WipingRow], bytes]]] = {
    "pdf": ("application/pdf", protocol.as_pdf),
    "csv": ("text/csv; charset=utf-8", protocol.as_csv),
}


def _list(request: HttpRequest, form: RuleForm, hold_form: HoldForm) -> HttpResponse:
    context: dict[str, Any] = {
        "place": PLACE,
        "rules": queries.rules(at=clock.now()),
        "wipings": [(row, *_standing(row)) for row in queries.wipings()],
        "holds": queries.holds(),
        "leavers": leaving.told(at=clock.now()),
        "form": form,
        "hold_form": hold_form,
    }
    status = 422 if form.errors or hold_form.errors else 200
    return render(request, "wiping/list.html", context, status=status)


def _standing(row: WipingRow) -> tuple[str, str]:
    if row.withdrawn_at is not None:
        return "quiet", _("Tillbakadragen")
    if row.ended_at is not None:
        return "ok", _("Klar")
    return ("now", _("Pågår")) if row.started_at else ("warn", _("Väntar på att startas"))


def _rule_form(request: HttpRequest | None) -> RuleForm:
    is_sent = request is not None and request.method == "POST"
    told = request.POST if request and is_sent else None
    return RuleForm(told, organisations=parties.names_by_code().items())


def _who(request: HttpRequest) -> User:
    """Return who has signed in, where they may wipe; to everybody else the page is not there."""
    user = request.user
    if not access.may_wipe(viewer_of(request)) or not isinstance(user, User):
        raise Http404
    return user


def _row_or_404(wiping_id: int) -> WipingRow:
    row = queries.wiping(wiping_id)
    if row is None:
        raise Http404
    return row

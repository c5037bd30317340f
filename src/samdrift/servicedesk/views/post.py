"""The desk's post: mailboxes, letters nobody could take, and ours that did not arrive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.plumbing import clock
from samdrift.plumbing.access import may_run_desk, viewer_of
from samdrift.plumbing.mail import composing, intake, keeping, queries, sorting
from samdrift.plumbing.mail.choices import DeliveryState, Standing
from samdrift.plumbing.mail.queries import Box
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.casework import setting_up
from samdrift.servicedesk.errors import CannotSetUp
from samdrift.servicedesk.forms.setting_up import BoxForm
from samdrift.servicedesk.letters import intake as letters
from samdrift.servicedesk.letters import rules
from samdrift.servicedesk.letters.rules import Rule
from samdrift.servicedesk.notices import references
from samdrift.servicedesk.views import words
from samdrift.servicedesk.views.readers import case_or_404, worker_of

type Act = Callable[[HttpRequest, int, datetime], str]
"""Does something with a letter; returns what to say when it is done."""

DELIVERY_LOOKS = {
    DeliveryState.WAITING: "now",
    DeliveryState.FAILED: "bad",
    DeliveryState.BOUNCED: "bad",
}
EXAMPLE = "Hej Karin!\n\nNu är kontot upplåst.\n\nJonas Ek"


@require_GET
def post_page(request: HttpRequest) -> HttpResponse:
    """Show how it stands with every mailbox, and with letters that came to a stop."""
    worker_of(request)
    now = clock.now()
    names = parties.names_by_code()
    context = {
        "place": "servicedesk.post",
        "boxes": [_shown_box(each, names, now) for each in queries.boxes()],
        "quarantine": [(each, words.moment(each.received_at, now=now)) for each in _stuck()],
        "thrown": queries.thrown_away(by=sorting.BY_HAND),
        "undelivered": [
            (each, _number(each.reference), words.moment(each.asked_at, now=now), _state(each))
            for each in queries.undelivered()
        ],
        "may_run": may_run_desk(viewer_of(request)),
    }
    return render(request, "servicedesk/post.html", context)


@require_GET
def letter_page(request: HttpRequest, letter: int) -> HttpResponse:
    """Show a letter that nobody could take: its words alone, nothing that runs or calls home."""
    worker_of(request)
    try:
        row, told = sorting.opened(letter)
    except Refusal as refusal:
        raise Http404 from refusal
    if row.standing not in (Standing.QUARANTINED, Standing.SET_ASIDE):
        raise Http404
    organisations = [
        (party.code, party.name)
        for party in parties.parties()
        if party.role != OrganisationRole.SUPPLIER
    ]
    context = {
        "place": "servicedesk.post",
        "row": row,
        "letter": told,
        "when": words.moment(row.received_at, now=clock.now()),
        "is_stuck": row.standing == Standing.QUARANTINED,
        "organisations": organisations,
    }
    return render(request, "servicedesk/letter.html", context)


@require_POST
def letter_act(request: HttpRequest, letter: int, name: str) -> HttpResponse:
    """Do something with a letter; a refusal is told and nothing is changed."""
    worker_of(request)
    if name not in ACTS:
        raise Http404
    try:
        messages.success(request, ACTS[name](request, letter, clock.now()))
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    return redirect("servicedesk:post")


@require_POST
def send_again(request: HttpRequest, delivery: int) -> HttpResponse:
    """Have a letter of ours sent once more."""
    worker_of(request)
    try:
        sorting.send_again(delivery, at=clock.now())
        messages.success(request, _("Brevet skickas igen."))
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    return redirect("servicedesk:post")


@require_http_methods(["GET", "POST"])
def box_page(request: HttpRequest, key: str) -> HttpResponse:
    """Say how a mailbox is presented, and what is done with what comes to it."""
    box = _box(request, key)
    groups = [(group.key, group.name) for group in setting_up.groups() if group.is_active]
    data = request.POST if request.method == "POST" else None
    form = BoxForm(data, groups=groups, initial=_initial(box))
    if request.method == "POST" and form.is_valid() and _is_saved(form, key):
        messages.success(request, _("Brevlådan är sparad."))
        return redirect("servicedesk:post")
    signature = request.POST.get("signature", box.signature)
    context = {
        "place": "servicedesk.post",
        "box": box,
        "form": form,
        "preview": composing.with_signature(EXAMPLE, signature),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "servicedesk/box.html", context, status=status)


@require_POST
def try_box(request: HttpRequest, key: str) -> HttpResponse:
    """Try a mailbox's connections, without fetching or sending anything."""
    _box(request, key)
    found = keeping.tried(key)
    for each in found:
        told = {
            "what": each.what.capitalize(),
            "address": each.mailbox,
            "problem": retold(each.problem),
        }
        if each.problem:
            messages.error(request, _("%(what)s, %(address)s: %(problem)s") % told)
        else:
            messages.success(request, _("%(what)s, %(address)s: fungerar.") % told)
    if not found:
        messages.error(request, _("Brevlådan har ingen server inställd."))
    return redirect("servicedesk:post")


def _stuck() -> tuple[queries.Quarantined, ...]:
    return queries.quarantine(limit=100)


def _shown_box(box: Box, names: dict[str, str], now: datetime) -> dict[str, object]:
    """Return a mailbox with its state in words."""
    kind, told = ("ok", _("Fungerar"))
    if box.problem:
        kind, told = "bad", _("Kan inte hämtas")
    elif not box.is_open:
        kind, told = "quiet", _("Används inte")
    elif box.fetches and box.fetched_at is None:
        kind, told = "quiet", _("Inte hämtad än")
    return {
        "box": box,
        "organisation": names.get(box.organisation_code, ""),
        "kind": kind,
        "words": told,
        "fetched": words.moment(box.fetched_at, now=now) if box.fetched_at else "",
    }


def _state(each: queries.Undelivered) -> words.Standing:
    state = DeliveryState(each.state)
    told = {
        DeliveryState.WAITING: _("Försöker igen"),
        DeliveryState.FAILED: _("Gick inte att skicka"),
        DeliveryState.BOUNCED: _("Kom i retur"),
    }
    return words.Standing(DELIVERY_LOOKS[state], told[state])


def _number(reference: str) -> str:
    """Return the ticket a letter of ours was about; nothing where it was about none."""
    found = references.read(reference)
    return found.number if found else ""


def _box(request: HttpRequest, key: str) -> Box:
    found = queries.box(key) if may_run_desk(viewer_of(request)) else None
    if found is None:
        raise Http404
    return found


def _initial(box: Box) -> dict[str, object]:
    rule = rules.rule_of(box.key)
    return {
        "name": box.name,
        "signature": box.signature,
        "keeper_address": box.keeper_address,
        "is_open": box.is_open,
        "group": rule.group_key,
        "is_for_strangers": rule.is_for_strangers,
        "is_secret": rule.is_secret,
        "has_receipts": rule.has_receipts,
    }


def _is_saved(form: BoxForm, key: str) -> bool:
    told = form.cleaned_data
    rule = Rule(told["group"], told["is_for_strangers"], told["is_secret"], told["has_receipts"])
    try:
        keeping.present_mailbox(
            key=key,
            name=told["name"],
            signature=told["signature"],
            keeper=told["keeper_address"],
            is_open=told["is_open"],
        )
        rules.set_rule(mailbox_key=key, rule=rule)
    except Refusal as refusal:
        form.add_error(None, retold(refusal))
        return False
    return True


def _retry(_request: HttpRequest, letter: int, at: datetime) -> str:
    intake.retry(letter, at=at)
    if any(each.number == letter for each in _stuck()):
        raise CannotSetUp(_("Brevet gick inte att ta emot nu heller. Skälet står på brevet."))
    return _("Brevet är mottaget.")


def _to_ticket(request: HttpRequest, letter: int, at: datetime) -> str:
    number = request.POST.get("number", "").strip().lstrip("#")
    if not number:
        raise CannotSetUp(_("Skriv ärendets nummer."))
    case_or_404(worker_of(request), number)
    sorting.hand_over(letter, partial(letters.add_by_hand, number=number), at=at)
    return _("Brevet ligger i ärende %(number)s.") % {"number": number}


def _register(request: HttpRequest, letter: int, at: datetime) -> str:
    code = request.POST.get("organisation", "")
    if code not in parties.codes():
        raise CannotSetUp(_("Välj vilken organisation det gäller."))
    sorting.hand_over(letter, partial(letters.register_by_hand, organisation_code=code), at=at)
    return _("Brevet är registrerat som ett nytt ärende.")


def _throw_away(_request: HttpRequest, letter: int, at: datetime) -> str:
    sorting.throw_away(letter, at=at)
    return _("Brevet är kastat. Du kan ångra det längst ner på sidan.")


def _bring_back(_request: HttpRequest, letter: int, at: datetime) -> str:
    sorting.bring_back(letter, at=at)
    return _("Brevet ligger i karantän igen.")


ACTS: dict[str, Act] = {
    "forsok": _retry,
    "till-arende": _to_ticket,
    "nytt-arende": _register,
    "kasta": _throw_away,
    "angra": _bring_back,
}

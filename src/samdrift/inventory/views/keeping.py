"""By what machines are matched, what could not be read, and the keys agents send with."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.inventory.choices import MarkKind
from samdrift.inventory.queries import decided, keys
from samdrift.inventory.reading import marks
from samdrift.inventory.reading.marks import Mark
from samdrift.inventory.services import decisions, unread
from samdrift.inventory.services import keys as key_services
from samdrift.inventory.services.decisions import By
from samdrift.inventory.views import words
from samdrift.inventory.views.readers import decider_of, key_giver_of, scope_of
from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.wording import retold

PLACE = "inventory.machines"


@require_GET
def matching_page(request: HttpRequest) -> HttpResponse:
    """Show by what machines are matched, what people have said, and what looks doubtful."""
    if scope_of(request):
        raise Http404
    viewer = viewer_of(request)
    context = {
        "place": PLACE,
        "rules": decided.rules(),
        "never": marks.NEVER,
        "shared": decided.shared(),
        "doubts": decided.doubts(),
        "decisions": [(each, words.moment(each.at)) for each in decided.decisions()],
        "kinds": MarkKind.choices,
        "may_decide": access.may_decide_machines(viewer),
        "may_rule": access.may_give_agent_keys(viewer),
    }
    return render(request, "inventory/matching.html", context)


@require_POST
def matching_act(request: HttpRequest, name: str) -> HttpResponse:
    """Undo a decision, use a rule or not, say that a mark is shared or is not after all."""
    now = clock.now()
    try:
        if name == "angra":
            by = By(decider_of(request), now)
            decisions.undo(decision_id=_number(request, "decision"), by=by)
        elif name == "regel":
            key_giver_of(request)
            kind, is_used = request.POST.get("kind", ""), request.POST.get("is_used") == "1"
            decisions.use_rule(kind=kind, is_used=is_used)
        elif name == "delat":
            by = By(key_giver_of(request), now, request.POST.get("why", ""))
            decisions.share(mark=_mark(request), by=by)
        elif name == "inte-delat":
            key_giver_of(request)
            decisions.unshare(shared_id=_number(request, "shared"))
        else:
            raise Http404
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, _("Det gäller från och med nästa inventering."))
    return redirect("inventory:matching")


@require_GET
def unread_page(request: HttpRequest) -> HttpResponse:
    """Show what agents sent that could not be read."""
    scope = scope_of(request)
    names = parties.names_by_code()
    context = {
        "place": PLACE,
        "lines": [
            (
                each,
                names.get(each.organisation_code, each.organisation_code),
                words.moment(each.first_at),
                words.moment(each.last_at),
            )
            for each in decided.unread(organisation_code=scope)
        ],
        "may_decide": access.may_decide_machines(viewer_of(request)),
    }
    return render(request, "inventory/unread.html", context)


@require_POST
def put_away(request: HttpRequest, unread_id: int) -> HttpResponse:
    """Put away what could not be read."""
    unread.put_away(unread_id=unread_id, by=decider_of(request))
    messages.success(request, _("Undanlagt. Kommer det igen, syns det igen."))
    return redirect("inventory:unread")


@require_http_methods(["GET", "POST"])
def keys_page(request: HttpRequest) -> HttpResponse:
    """Show the keys agents send with; give one, which is shown once."""
    name = key_giver_of(request)
    secret, status = "", 200
    if request.method == "POST":
        try:
            secret = key_services.give_key(
                name=request.POST.get("name", ""),
                organisation_code=request.POST.get("organisation", ""),
                by=name,
                at=clock.now(),
            )
        except Refusal as refusal:
            messages.error(request, retold(refusal))
            status = 422
    names = parties.names_by_code()
    context = {
        "place": PLACE,
        "secret": secret,
        "address": request.build_absolute_uri("/inventering/"),
        "lines": [
            (
                each,
                names.get(each.organisation_code, each.organisation_code),
                words.moment(each.given_at),
                words.moment(each.taken_back_at) if each.taken_back_at else "",
            )
            for each in keys.agent_keys()
        ],
        "parties": tuple(names.items()),
    }
    answer = render(request, "inventory/keys.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
def take_back_key(request: HttpRequest) -> HttpResponse:
    """Take a key back."""
    key_giver_of(request)
    try:
        key_services.take_back(name=request.POST.get("name", ""), at=clock.now())
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, _("Nyckeln gäller inte längre."))
    return redirect("inventory:keys")


def _number(request: HttpRequest, name: str) -> int:
    told = request.POST.get(name, "")
    if not (told.isascii() and told.isdecimal() and len(told) <= 18):
        raise Http404
    return int(told)


def _mark(request: HttpRequest) -> Mark:
    """Return a mark as it is compared, of what somebody wrote."""
    kind, told = request.POST.get("kind", ""), request.POST.get("value", "").strip()
    return Mark(kind, _AS_COMPARED[kind](told) if kind in _AS_COMPARED else told)


_AS_COMPARED = {str(MarkKind.UUID): marks.uuid_mark, str(MarkKind.MAC): marks.mac_mark}

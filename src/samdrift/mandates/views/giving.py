"""Mandates listed, given and ended, by those who may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.mandates import queries, services
from samdrift.mandates.choices import GIVEN_ROLES, MandateKind
from samdrift.mandates.errors import CannotGive
from samdrift.mandates.forms import MandateForm
from samdrift.parties import queries as parties
from samdrift.parties.choices import PersonRole
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import Viewer, viewer_of
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.wording import retold

PLACE = "mandates.list"


@dataclass(frozen=True, slots=True)
class MandateRow:
    """A mandate in the list, in words."""

    id: int
    user_id: int
    person: str
    what: str
    over: str
    begins_at: datetime
    until: str
    """Through which day; of what ends within one, until when."""
    why: str
    given_by: str
    ended_by: str
    kind: str
    standing: str
    can_be_ended: bool


@require_http_methods(["GET", "POST"])
def list_page(request: HttpRequest) -> HttpResponse:
    """Show what has been given for a while; what is sent gives more."""
    giver, whose = giver_of(request), _whose(viewer_of(request))
    if not access.may_give_any(giver.viewer):
        raise Http404
    form = _form(request, giver.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            services.give(form.wanted(), giver=giver, at=clock.now())
        except CannotGive as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("Behörigheten är given. Den upphör av sig själv."))
            return redirect("mandates:list")
    context = {
        "place": PLACE,
        "form": form,
        "rows": [_row(each, giver) for each in queries.mandates(organisation=whose)],
        "may_administer": access.may_administer(giver.viewer),
    }
    return render(request, "mandates/list.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """End a mandate now."""
    giver = giver_of(request)
    if not access.may_give_any(giver.viewer):
        raise Http404
    try:
        services.end(mandate_id=mandate_id, giver=giver, at=clock.now())
    except CannotGive as refusal:
        raise Http404 from refusal
    messages.success(request, _("Behörigheten är avslutad."))
    return redirect("mandates:list")


def giver_of(request: HttpRequest) -> services.Giver:
    """Return who is here, as one who gives."""
    assert request.user.pk is not None, "the door lets nobody in who has not signed in"
    return services.Giver(request.user.pk, request.user.get_username(), viewer_of(request))


def _form(request: HttpRequest, viewer: Viewer) -> MandateForm:
    whose = _whose(viewer)
    own = [party for party in parties.parties() if not whose or party.code == whose]
    roles = [key for key, _label in GIVEN_ROLES if access.may_give(viewer, key, whose)]
    if request.method == "POST":
        return MandateForm(request.POST, parties=own, roles=roles)
    told = {
        "person": request.GET.get("person", "")[:254],
        "organisation": whose,
        "first_day": clock.now().date(),
    }
    return MandateForm(initial=told, parties=own, roles=roles)


def _whose(viewer: Viewer) -> str:
    """Return whose mandates somebody gives and reads; empty for those of all."""
    if access.may_administer(viewer) or viewer.is_any(access.Role.MANAGER):
        return ""
    return viewer.organisation_code


def _row(line: queries.MandateLine, giver: services.Giver) -> MandateRow:
    names = parties.names_by_code()
    now = clock.now()
    kind, standing = _standing(line, now)
    return MandateRow(
        id=line.id,
        user_id=line.user_id,
        person=line.person,
        what=what(line),
        over=_over(line, names),
        begins_at=line.begins_at,
        until=_until(line.ends_at),
        why=line.why,
        given_by=line.given_by,
        ended_by=line.ended_by,
        kind=kind,
        standing=standing,
        can_be_ended=line.ends_at > now
        and access.may_give(giver.viewer, line.role, line.organisation),
    )


def _until(moment: datetime) -> str:
    there = moment.astimezone(SWEDEN)
    if there.time() == time.min:
        return f"{there - timedelta(days=1):%Y-%m-%d}"
    return f"{there:%Y-%m-%d %H.%M}"


def what(line: queries.MandateLine) -> str:
    """Return what a mandate is of, in words."""
    if line.role:
        return str(PersonRole(line.role).label)
    return str(MandateKind(line.kind).label)


def _over(line: queries.MandateLine, names: dict[str, str]) -> str:
    if line.kind == MandateKind.EMERGENCY:
        return _("Sekretessmarkerade ärenden")
    organisation = names.get(line.organisation, "")
    if not line.unit:
        return organisation or _("Alla organisationer")
    unit = _("%(unit)s och enheterna under") % {"unit": line.unit} if line.is_deep else line.unit
    return f"{unit}, {organisation}"


def _standing(line: queries.MandateLine, now: datetime) -> tuple[str, str]:
    if line.ends_at <= now:
        return "quiet", _("Avslutad") if line.ended_by else _("Upphörd")
    if line.begins_at > now:
        return "warn", _("Kommande")
    return "ok", _("Gäller")

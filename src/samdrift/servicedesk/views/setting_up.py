"""How the desk is set up: groups and their members, suppliers, and what goes first."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.kernel.refusals import Refusal
from samdrift.parties import services as parties
from samdrift.plumbing import clock
from samdrift.plumbing.access import may_run_desk, viewer_of
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.casework import setting_up
from samdrift.servicedesk.casework.setting_up import GroupCard, GroupWanted
from samdrift.servicedesk.choices import Level
from samdrift.servicedesk.errors import CannotSetUp
from samdrift.servicedesk.forms.setting_up import GroupForm, SupplierForm
from samdrift.servicedesk.views import words
from samdrift.servicelevels.choices import Priority
from samdrift.servicelevels.queries import agreements
from samdrift.servicelevels.services import agreements as agreeing

type Act = Callable[[HttpRequest], str]
"""Sets something up; returns what to say when it is done."""


@require_GET
def set_up_page(request: HttpRequest) -> HttpResponse:
    """Show the groups, the suppliers and the matrix of priorities."""
    _check(request)
    context = {
        "place": "servicedesk.set-up",
        "groups": setting_up.groups(),
        "suppliers": setting_up.suppliers(),
        "urgencies": [words.LEVEL_WORDS[level] for level in Level],
        "matrix": _matrix(),
        "priorities": Priority.values,
    }
    return render(request, "servicedesk/set_up.html", context)


@require_http_methods(["GET", "POST"])
def group_page(request: HttpRequest, group_id: int = 0) -> HttpResponse:
    """Set a group up: its name, its line and who is in it."""
    _check(request)
    chosen = setting_up.group(group_id) if group_id else None
    if group_id and chosen is None:
        raise Http404
    colleagues = [(each.id, each.name) for each in setting_up.colleagues()]
    data = request.POST if request.method == "POST" else None
    form = GroupForm(data, colleagues=colleagues, initial=_initial(chosen))
    if request.method == "POST" and form.is_valid() and _is_saved(form, group_id):
        messages.success(request, _("Gruppen är sparad."))
        return redirect("servicedesk:set-up")
    context = {"place": "servicedesk.set-up", "form": form, "chosen": chosen}
    status = 422 if request.method == "POST" else 200
    return render(request, "servicedesk/group.html", context, status=status)


@require_POST
def act(request: HttpRequest, name: str) -> HttpResponse:
    """Set something up and show all of it again; a refusal is told and nothing is changed."""
    _check(request)
    if name not in ACTS:
        raise Http404
    try:
        messages.success(request, ACTS[name](request))
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    return redirect("servicedesk:set-up")


def _check(request: HttpRequest) -> None:
    if not may_run_desk(viewer_of(request)):
        raise Http404


def _matrix() -> list[tuple[str, list[tuple[str, str, int]]]]:
    """Return a row for every impact: the field and the words of each urgency, and its priority."""
    told = agreements.priority_matrix()
    return [
        (
            str(words.LEVEL_WORDS[impact]),
            [
                (f"p-{impact}-{urgency}", str(words.LEVEL_WORDS[urgency]), told[impact, urgency])
                for urgency in Level
            ],
        )
        for impact in Level
    ]


def _initial(chosen: GroupCard | None) -> dict[str, object]:
    if chosen is None:
        return {}
    return {
        "name": chosen.name,
        "line": chosen.line,
        "members": [each.id for each in chosen.members],
        "is_active": chosen.is_active,
    }


def _is_saved(form: GroupForm, group_id: int) -> bool:
    told = form.cleaned_data
    wanted = GroupWanted(told["name"], told["line"], tuple(told["members"]), told["is_active"])
    try:
        setting_up.save_group(wanted=wanted, group_id=group_id or None)
    except Refusal as refusal:
        form.add_error(None, retold(refusal))
        return False
    return True


def _set_priorities(request: HttpRequest) -> str:
    told = agreements.priority_matrix()
    wanted = {}
    for impact in Level:
        for urgency in Level:
            written = request.POST.get(f"p-{impact}-{urgency}", "")
            if written not in map(str, Priority.values):
                raise CannotSetUp(_("Välj bland de värden som visas."))
            wanted[impact, urgency] = int(written)
    at = clock.now()
    for (impact, urgency), priority in wanted.items():
        if told[impact, urgency] != priority:
            agreeing.give_priority(impact=impact, urgency=urgency, priority=priority, at=at)
    return _("Prioriteterna är sparade. De gäller ärenden som registreras eller ändras från nu.")


def _save_terms(request: HttpRequest) -> str:
    form = SupplierForm(request.POST)
    if not form.is_valid():
        raise CannotSetUp(str(next(iter(form.errors.values()))[0]))
    told = form.cleaned_data
    setting_up.save_terms(
        code=request.POST.get("code", ""),
        address=told["address"],
        reference_form=told["reference_form"],
        solve_hours=told["solve_hours"],
    )
    return _("Leverantören är sparad.")


def _add_supplier(request: HttpRequest) -> str:
    added = parties.add_supplier(
        code=request.POST.get("code", ""), name=request.POST.get("name", "")
    )
    return _("%(name)s är tillagd.") % {"name": added.name}


ACTS: dict[str, Act] = {
    "prioriteter": _set_priorities,
    "leverantor": _save_terms,
    "ny-leverantor": _add_supplier,
}

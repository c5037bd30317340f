"""What somebody says of a machine: that it is another, is two, or is not taken in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samdrift.inventory.errors import BadDecision
from samdrift.inventory.queries import decided
from samdrift.inventory.queries.machines import Whole
from samdrift.inventory.reading.marks import Mark
from samdrift.inventory.services import decisions, registering
from samdrift.inventory.services.decisions import By
from samdrift.inventory.views.pages import machine_or_404
from samdrift.inventory.views.readers import decider_of
from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold


@require_POST
def act(request: HttpRequest, machine_id: int, name: str) -> HttpResponse:
    """Merge a machine into another, split one off it, or take nothing more in of it."""
    by = By(decider_of(request), clock.now(), request.POST.get("why", ""))
    found = machine_or_404(request, machine_id)
    if name not in _ACTS:
        raise Http404
    try:
        words, shown = _ACTS[name](request, found, by)
    except Refusal as refusal:
        messages.error(request, retold(refusal))
        return redirect("inventory:machine", machine_id)
    messages.success(request, words)
    return redirect("inventory:machine", shown)


def _merge(request: HttpRequest, found: Whole, by: By) -> tuple[str, int]:
    into = decided.named(
        request.POST.get("into", ""), organisation_code=found.row.organisation_code
    )
    others = [each for each in into if each[0] != found.row.id]
    if len(others) != 1:
        raise BadDecision(
            "Skriv den andra maskinens namn, serienummer eller nummer, så att det är en."
        )
    other = others[0][0]
    decisions.merge(machine_id=found.row.id, into_id=other, by=by)
    return _("Maskinerna är en. Beslutet kan ångras under Matchning."), other


def _split(request: HttpRequest, found: Whole, by: By) -> tuple[str, int]:
    chosen = set(request.POST.getlist("mark"))
    marks = [
        Mark(each.kind, each.value) for each in found.marks if f"{each.kind} {each.value}" in chosen
    ]
    decision = decisions.split(machine_id=found.row.id, marks=marks, by=by)
    assert decision.other_id is not None, "a split makes a machine"
    return _("Det är en egen maskin från och med nästa inventering."), decision.other_id


def _ignore(_request: HttpRequest, found: Whole, by: By) -> tuple[str, int]:
    decisions.ignore(machine_id=found.row.id, by=by)
    return _("Maskinen tas inte emot längre. Beslutet kan ångras under Matchning."), found.row.id


def _register(request: HttpRequest, found: Whole, by: By) -> tuple[str, int]:
    device = registering.put_in_register(
        machine_id=found.row.id,
        tag=request.POST.get("tag", ""),
        at=by.at,
    )
    return _("I registret är den %(tag)s.") % {"tag": device.tag}, found.row.id


_ACTS = {"sammanfor": _merge, "dela": _split, "ignorera": _ignore, "register": _register}

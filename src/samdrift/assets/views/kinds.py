"""What kinds of things there are, what is told of them, and the steps of their lives."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.assets.choices import FieldSort, Need
from samdrift.assets.errors import CannotKeep
from samdrift.assets.forms.things import MoneyField
from samdrift.assets.kinds import queries, services
from samdrift.assets.kinds.services import WantedField, WantedStep
from samdrift.assets.life import queries as life
from samdrift.assets.views import words
from samdrift.assets.views.readers import PLACE, ruler_of
from samdrift.parties.choices import PersonRole
from samdrift.plumbing.access import Role
from samdrift.plumbing.wording import retold

_ROLES = (Role.AGENT, Role.TECHNICIAN, Role.MANAGER)


@require_http_methods(["GET", "POST"])
def kinds_page(request: HttpRequest) -> HttpResponse:
    """List the kinds in their tree; add one."""
    ruler_of(request)
    if request.method == "POST":
        key = request.POST.get("key", "").strip()
        try:
            services.add_kind(key=key, label=request.POST.get("label", "").strip())
        except CannotKeep as refusal:
            messages.error(request, retold(refusal))
            return redirect("assets:kinds")
        messages.success(request, _("Slaget är tillagt."))
        return redirect("assets:kind", key)
    context = {"place": PLACE, "kinds": queries.tree(), "depths": _depths()}
    return render(request, "assets/kinds.html", context)


def _depths() -> dict[int, str]:
    return {depth: "–" * depth for depth in range(10)}


@require_http_methods(["GET"])
def kind_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a kind: how long it lasts, what is told of its things, and their steps."""
    ruler_of(request)
    kind = queries.kind(key)
    if kind is None:
        raise Http404
    states = life.states()
    roles = dict(PersonRole.choices)
    needs = {need.value: need.label for need in Need}
    steps = life.steps_of(key)
    context = {
        "place": PLACE,
        "kind": kind,
        "price": words.kronor(kind.own.price_ore),
        "lasting_price": words.kronor(kind.lasting.price_ore),
        "fields": [
            (field, FieldSort(field.sort).label, field.kind == key)
            for field in queries.fields_of(key)
        ],
        "steps": [
            {
                "step": step,
                "before": states[step.before].label,
                "after": states[step.after].label,
                "needs": ", ".join(str(needs[need]) for need in sorted(step.needs)),
                "roles": ", ".join(str(roles[role]) for role in sorted(step.roles)),
            }
            for step in steps
        ],
        "has_own_steps": any(step.kind == key for step in steps),
        "sorts": FieldSort.choices,
        "states": [(state.key, state.label) for state in states.values()],
        "roles": [(role.value, roles[role.value]) for role in _ROLES],
        "needs": Need.choices,
    }
    return render(request, "assets/kind.html", context)


@require_POST
def kind_act(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """Change a kind and show it again; a refusal is told and nothing is changed."""
    ruler_of(request)
    if name not in _ACTS:
        raise Http404
    try:
        messages.success(request, _ACTS[name](request, key))
    except CannotKeep as refusal:
        messages.error(request, retold(refusal))
    return redirect("assets:kind", key)


def _set_lasting(request: HttpRequest, key: str) -> str:
    months = request.POST.get("life_months", "").strip()
    if months and not (months.isdecimal() and len(months) < 5):
        raise CannotKeep(_("Skriv antalet månader med siffror, eller lämna tomt."))
    services.set_lasting(
        key=key,
        label=request.POST.get("label", ""),
        life_months=int(months) if months else None,
        price_ore=_price(request.POST.get("price", "")),
    )
    return _("Slaget är ändrat.")


def _price(written: str) -> int | None:
    try:
        ore = MoneyField(required=False).clean(written)
    except ValidationError as error:
        raise CannotKeep(" ".join(error.messages)) from error
    return int(ore) if ore is not None else None


def _wanted(request: HttpRequest) -> WantedField:
    told = request.POST
    return WantedField(
        label=told.get("label", ""),
        sort=told.get("sort", ""),
        choices=tuple(told.get("choices", "").splitlines()),
        is_required="is_required" in told,
        is_listed="is_listed" in told,
    )


def _add_field(request: HttpRequest, key: str) -> str:
    services.add_field(kind=key, wanted=_wanted(request))
    return _("Fältet är tillagt.")


def _change_field(request: HttpRequest, _key: str) -> str:
    services.change_field(field_id=_number(request, "field"), wanted=_wanted(request))
    return _("Fältet är ändrat.")


def _remove_field(request: HttpRequest, _key: str) -> str:
    services.remove_field(field_id=_number(request, "field"))
    return _("Fältet är borttaget.")


def _own_steps(_request: HttpRequest, key: str) -> str:
    services.take_own_steps(kind=key)
    return _("Slaget har nu egna steg.")


def _add_step(request: HttpRequest, key: str) -> str:
    told = request.POST
    services.add_step(
        WantedStep(
            kind=key,
            label=told.get("label", ""),
            before=told.get("before", ""),
            after=told.get("after", ""),
            needs=frozenset(told.getlist("needs")),
            roles=frozenset(told.getlist("roles")),
        )
    )
    return _("Steget gäller.")


def _shut_step(request: HttpRequest, _key: str) -> str:
    services.shut_step(step_id=_number(request, "step"))
    return _("Steget görs inte längre.")


def _number(request: HttpRequest, name: str) -> int:
    written = request.POST.get(name, "")
    return int(written) if written.isdecimal() and len(written) < 10 else 0


_ACTS: dict[str, Callable[[HttpRequest, str], str]] = {
    "andra": _set_lasting,
    "nytt-falt": _add_field,
    "andra-falt": _change_field,
    "ta-bort-falt": _remove_field,
    "egna-steg": _own_steps,
    "nytt-steg": _add_step,
    "stang-steg": _shut_step,
}

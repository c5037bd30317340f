"""The groups of fixed assets, with their lives and accounts, and what is a fixed asset at all."""

from __future__ import annotations

from django.contrib import messages
from django.forms import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.capital import register, shown
from samdrift.capital.errors import CannotKeep
from samdrift.capital.forms import GroupForm, RuleForm
from samdrift.capital.models import FixedGroup
from samdrift.capital.services import fixed as keeping
from samdrift.capital.views.doors import PLACE, keeper_or_404, reader_or_404
from samdrift.plumbing import access, clock


@require_http_methods(["GET", "POST"])
def groups_page(request: HttpRequest) -> HttpResponse:
    """Show the groups and the rules; what is sent is a rule from a year on."""
    viewer = reader_or_404(request)
    form = RuleForm(
        request.POST if request.method == "POST" else None, initial={"since": clock.now().year}
    )
    if request.method == "POST":
        keeper_or_404(request)
        if form.is_valid():
            told = form.cleaned_data
            keeping.rule(
                since=told["since"],
                percent=told["percent"],
                months=told["least"],
                decision=told["decision"],
            )
            messages.success(request, _("Gränsen är sparad."))
            return redirect("capital:groups")
    context = {
        "place": PLACE,
        "groups": register.groups(),
        "rules": [(rule, shown.limit_words(register.limit(rule.since))) for rule in
                  register.rules()],
        "form": form,
        "may_keep": access.may_keep_capital(viewer),
    }  # fmt: skip
    return render(request, "capital/groups.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """Make a group."""
    return _keep(request, None)


@require_http_methods(["GET", "POST"])
def group_page(request: HttpRequest, key: str) -> HttpResponse:
    """Change a group's life and accounts, from now on."""
    found = register.group(key)
    if found is None:
        raise Http404
    return _keep(request, found)


def _keep(request: HttpRequest, found: FixedGroup | None) -> HttpResponse:
    keeper_or_404(request)
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        initial=model_to_dict(found) if found else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            keeping.keep_group(key=found.key if found else "", wanted=form.wanted())
        except CannotKeep as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Gruppen är sparad."))
            return redirect("capital:groups")
    context = {"place": PLACE, "form": form, "group": found}
    return render(request, "capital/group.html", context, status=422 if form.errors else 200)

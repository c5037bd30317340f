"""Agreements: who has signed what, what is soon due, and one with its versions and steps."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.agreements import ordering, queries, services
from samdrift.agreements.choices import AgreementKind, State, Step
from samdrift.agreements.errors import CannotAgree
from samdrift.agreements.forms import AgreementForm, VersionForm
from samdrift.agreements.queries import AgreementTold, VersionTold
from samdrift.billing import queries as billing
from samdrift.billing.views.words import quantity
from samdrift.catalogue import queries as catalogue
from samdrift.kernel.spans import Month
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import Viewer, viewer_of

PLACE = "agreements.list"
STANDING = {
    State.DRAFT: "quiet",
    State.SENT: "warn",
    State.SIGNED: "ok",
    State.GIVEN_NOTICE: "bad",
}


@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """Show every agreement, or a member's own; how many have signed, and what is soon due."""
    viewer = _reader(request)
    names, today = parties.names_by_code(), clock.now().date()
    found = queries.agreements(organisation=_whose(viewer))
    context = {
        "place": PLACE,
        "rows": [
            (each, names.get(each.organisation, each.organisation), each.latest,
             STANDING[each.latest.state])
            for each in found
        ],
        "unanswered": [
            (each, names.get(each.organisation, each.organisation))
            for each in ordering.orders(waiting=True, organisation=_whose(viewer))
        ],
        "due": [each for each in found if each.latest.is_due(today)],
        "targets": queries.targets(on=today) if viewer.sees_every_record else (),
        "may_write": access.may_charge(viewer),
    }  # fmt: skip
    return render(request, "agreements/list.html", context)


@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """Write an agreement."""
    _keeper(request)
    form = AgreementForm(
        request.POST if request.method == "POST" else None,
        options=catalogue.option_choices(),
        organisations={party.code: party.name for party in billing.who_pays()},
    )
    if request.method == "POST" and form.is_valid():
        begun = services.begin(
            name=form.cleaned_data["name"],
            kind=AgreementKind(form.cleaned_data["kind"]),
            organisation=form.cleaned_data["organisation"],
            wanted=form.wanted(),
            by=request.user.get_username(),
            at=clock.now(),
        )
        messages.success(request, _("Överenskommelsen är sparad som utkast."))
        return redirect("agreements:agreement", begun.pk)
    context = {"place": PLACE, "form": form, "agreement": None}
    return render(request, "agreements/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def write_page(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Write a draft anew, or another version of what was sent."""
    viewer = _keeper(request)
    told = _agreement_or_404(viewer, agreement_id)
    form = VersionForm(
        request.POST if request.method == "POST" else None,
        initial=_as_typed(told.latest),
        options=catalogue.option_choices(),
    )
    if request.method == "POST" and form.is_valid():
        by, at = request.user.get_username(), clock.now()
        services.write(agreement_id=agreement_id, wanted=form.wanted(), by=by, at=at)
        messages.success(request, _("Överenskommelsen är sparad som utkast."))
        return redirect("agreements:agreement", agreement_id)
    context = {"place": PLACE, "form": form, "agreement": told}
    return render(request, "agreements/write.html", context, status=422 if form.errors else 200)


@require_GET
def agreement_page(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Show an agreement, its versions and steps, and what was agreed beside what is had."""
    viewer = _reader(request)
    told = _agreement_or_404(viewer, agreement_id)
    had = _had(told.organisation)
    context = {
        "place": PLACE,
        "agreement": told,
        "name": parties.names_by_code().get(told.organisation, told.organisation),
        "latest": told.latest,
        "standing": STANDING[told.latest.state],
        "volumes": [
            (words, volume, had.get(option_id, "–"))
            for option_id, words, volume in told.latest.volumes
        ],
        "steps": _possible(viewer, told),
        "may_write": access.may_charge(viewer),
        "is_due": told.latest.is_due(clock.now().date()),
    }
    return render(request, "agreements/agreement.html", context)


@require_POST
def step(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Have the latest version take a step."""
    viewer = _reader(request)
    told = _agreement_or_404(viewer, agreement_id)
    wanted = request.POST.get("step", "")
    if wanted not in {each.value for each in _possible(viewer, told)}:
        raise Http404
    try:
        services.take(
            version_id=told.latest.id,
            step=Step(wanted),
            by=request.user.get_username(),
            at=clock.now(),
        )
    except CannotAgree as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{Step(wanted).label}.")
    return redirect("agreements:agreement", agreement_id)


def _possible(viewer: Viewer, told: AgreementTold) -> list[Step]:
    """Return the steps the latest version can take by whoever looks."""
    done = {each.step for each in told.latest.steps}
    ours = access.may_charge(viewer)
    theirs = viewer.is_any(access.Role.ECONOMIST) and told.organisation == viewer.organisation_code
    if not done:
        return [Step.SENT] if ours else []
    if told.latest.state is State.SENT:
        mine = {Step.SIGNED_HERE: ours, Step.SIGNED_THERE: ours or theirs}
        return [each for each, may in mine.items() if may and each not in done]
    if told.latest.state is State.SIGNED:
        return [Step.GIVEN_NOTICE] if ours or theirs else []
    return []


def _had(organisation: str) -> dict[int, str]:
    """Return how many of each option an organisation had in the last invoiced month."""
    last = billing.last_invoiced_month()
    if last is None:
        return {}
    before = Month(last.year, last.month).next.span.start
    rows = billing.months_had(since=last, before=before).items()
    return {option_id: quantity(count) for (code, option_id), count in rows if code == organisation}


def _as_typed(told: VersionTold) -> dict[str, object]:
    return {
        "starts": told.starts,
        "ends": told.ends,
        "notice_months": told.notice_months,
        "terms": told.terms,
        "levels": "\n".join(told.levels),
        "volumes": "\n".join(f"{words}; {volume}" for _id, words, volume in told.volumes),
    }


def _whose(viewer: Viewer) -> str:
    return "" if viewer.sees_every_record else viewer.organisation_code


def _agreement_or_404(viewer: Viewer, agreement_id: int) -> AgreementTold:
    told = queries.agreement(agreement_id)
    if told is None or not access.may_see_costs(viewer, told.organisation):
        raise Http404
    return told


def _reader(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not access.reads_invoices(viewer):
        raise Http404
    return viewer


def _keeper(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not access.may_charge(viewer):
        raise Http404
    return viewer

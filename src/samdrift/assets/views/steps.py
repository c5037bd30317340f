"""Something happens to things: one, or many at a stroke, which can be undone."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.assets.forms.steps import StepForm, tags_in
from samdrift.assets.life import queries as life
from samdrift.assets.life import services
from samdrift.assets.life.services import Made
from samdrift.assets.register import queries as register
from samdrift.assets.register.door import Reader
from samdrift.assets.register.queries import ThingLine
from samdrift.assets.stock import papers, receipts
from samdrift.assets.views.papers import came_along, shown
from samdrift.assets.views.readers import PLACE, actor_of, keeper_of, new_stroke
from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold

MOST_SHOWN = 200
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Way:
    """A step that some of the chosen things can take, and how many of them."""

    act: str
    label: str
    number: int


@require_http_methods(["GET", "POST"])
def step_page(request: HttpRequest) -> HttpResponse:
    """Choose what happens to the chosen things, then let it happen."""
    reader = keeper_of(request)
    told = request.POST if request.method == "POST" else request.GET
    pasted = "\n".join((*told.getlist("tag"), told.get("tags", "")))
    tags = tags_in(pasted)
    lines = register.lines_of(reader, tags)
    ways, act = _ways(reader, lines), told.get("act", "")
    form = StepForm(told if "day" in told else None, initial={"day": clock.now().date()})
    refused: tuple[tuple[str, str], ...] = ()
    is_chosen = any(way.act == act for way in ways)
    if request.method == "POST" and is_chosen and form.is_valid():
        made = _made(request, form, act, tags)
        if made and made.done:
            return _done(request, made, form.told().holder_id)
        refused = made.refused if made else ()
    known = {line.tag for line in lines}
    context = {
        "place": PLACE,
        "form": form,
        "act": act if is_chosen else "",
        "ways": ways,
        "lines": lines[:MOST_SHOWN],
        "number": len(lines),
        "tags": "\n".join(tags),
        "unknown": [tag for tag in tags if tag not in known],
        "refused": refused,
        "is_sent": request.method == "POST" and "day" in told,
    }
    status = 422 if form.errors or refused or (context["is_sent"] and not is_chosen) else 200
    return render(request, "assets/step.html", context, status=status)


def _ways(reader: Reader, lines: tuple[ThingLine, ...]) -> list[Way]:
    """Return the steps that any of some things can take, in their order."""
    steps = {line.kind: life.steps_of(line.kind) for line in _one_of_each_kind(lines)}
    found: dict[str, Way] = {}
    for line in lines:
        for step in steps[line.kind]:
            if step.before == line.state and step.is_for(reader.roles):
                before = found.get(step.act)
                found[step.act] = Way(step.act, step.label, (before.number if before else 0) + 1)
    return list(found.values())


def _one_of_each_kind(lines: tuple[ThingLine, ...]) -> list[ThingLine]:
    return list({line.kind: line for line in lines}.values())


def _made(request: HttpRequest, form: StepForm, act: str, tags: tuple[str, ...]) -> Made | None:
    actor, at, stroke = actor_of(request), clock.now(), new_stroke()
    try:
        kept = came_along(request)
        made = services.take_step(
            tags=tags, act=act, told=form.told(), actor=actor, at=at, stroke=stroke
        )
        if made.done:
            papers.add(kept, stroke=stroke, actor=actor, at=at)
    except Refusal as refusal:
        form.add_error(None, retold(refusal))
        return None
    return made


def _done(request: HttpRequest, made: Made, holder_id: int | None) -> HttpResponse:
    """Say what happened and what did not; who was handed things is asked to sign for them."""
    said(request, made)
    if holder_id is not None:
        receipts.write(stroke=made.stroke, actor=actor_of(request), at=clock.now())
        return redirect("assets:receipt", made.stroke)
    if len(made.done) == 1:
        return redirect("assets:thing", made.done[0])
    return redirect(f"{reverse('assets:stroke', args=[made.stroke])}")


def said(request: HttpRequest, made: Made) -> None:
    """Tell how many things it happened to, and which it did not happen to, and why."""
    number = len(made.done)
    told = ngettext(
        "Klart för %(number)s inventarie.", "Klart för %(number)s inventarier.", number
    ) % {"number": number}
    if made.refused:
        named = "; ".join(f"{tag} {retold(why)}" for tag, why in made.refused[:MOST_NAMED])
        more = len(made.refused) - MOST_NAMED
        rest = _(" Och %(number)s till.") % {"number": more} if more > 0 else ""
        told += " " + _("Inte gjort: %(named)s") % {"named": named} + rest
    messages.add_message(request, messages.SUCCESS if number else messages.ERROR, told)


@require_http_methods(["GET", "POST"])
def stroke_page(request: HttpRequest, stroke: str) -> HttpResponse:
    """Show what was done at one stroke, and undo it."""
    reader = keeper_of(request)
    if request.method == "POST":
        try:
            made = services.undo_stroke(stroke=stroke, actor=actor_of(request), at=clock.now())
        except Refusal as refusal:
            messages.error(request, retold(refusal))
        else:
            said(request, made)
        return redirect("assets:stroke", stroke)
    told = life.stroke(stroke)
    context = {
        "place": PLACE,
        "told": told,
        "stroke": stroke,
        "lines": register.lines_of(reader, told.tags)[:MOST_SHOWN],
        **shown(reader, stroke),
    }
    return render(request, "assets/stroke.html", context)


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back the last that happened to a thing."""
    keeper_of(request)
    tag = request.POST.get("tag", "")
    try:
        services.undo(event_id=event_id(request), actor=actor_of(request), at=clock.now())
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, _("Det senaste är ångrat."))
    return redirect("assets:thing", tag) if tag else redirect("assets:register")


def event_id(request: HttpRequest) -> int:
    """Return the event that a form names; nought where it names none."""
    written = request.POST.get("event", "")
    return int(written) if written.isdecimal() and len(written) < 18 else 0

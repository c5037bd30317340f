"""A thing: what it is, how it stands, its whole life, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.assets import queries as assets
from samdrift.assets import searches
from samdrift.assets.choices import FieldSort, RelationKind
from samdrift.assets.forms.steps import StepForm
from samdrift.assets.forms.things import ThingForm, begun
from samdrift.assets.kinds import queries as kinds
from samdrift.assets.kinds import values
from samdrift.assets.kinds.queries import Field
from samdrift.assets.life import queries as life
from samdrift.assets.life import services
from samdrift.assets.models import Device
from samdrift.assets.ordering import queries as orders
from samdrift.assets.ports import CaseLine, CasesOfThing
from samdrift.assets.register import door
from samdrift.assets.relations import queries as relations
from samdrift.assets.stock import papers, receipts
from samdrift.assets.views import words
from samdrift.assets.views.readers import PLACE, actor_of, keeper_of, reader_of, thing_or_404
from samdrift.assets.views.steps import event_id
from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.plumbing import clock, contributions
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.search import finding
from samdrift.plumbing.search.finding import Row
from samdrift.plumbing.search.ports import Seeker
from samdrift.plumbing.search.queries import Page
from samdrift.plumbing.wording import retold

MOST_MENTIONS = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What a field of a thing says; `tag` is the other thing where it names one."""

    label: str
    words: str
    tag: str = ""


@require_GET
def thing_page(request: HttpRequest, tag: str) -> HttpResponse:
    """Show a thing: its fields, what can be done with it, its life, and when it was counted."""
    reader = reader_of(request)
    row = thing_or_404(reader, tag)
    assert row.state is not None, "what is not in the register is not met"
    steps = life.steps_from(row.kind, row.state.key, reader.roles) if reader.keeps else ()
    names = parties.names_by_code()
    events = life.events_of(row)
    kept = papers.papers_of(reader, {event.stroke for event in events})
    context = {
        "place": PLACE,
        "thing": row,
        "kind": assets.kind_labels().get(row.kind, row.kind),
        "state": row.state,
        "organisation": names.get(str(row.organisation_id), ""),
        "holder": row.holder if reader.sees_people else None,
        "where": ", ".join(filter(None, (row.place.name if row.place else "", row.location))),
        "unit": row.unit.name if row.unit else "",
        "fields": _fields(row, sees_people=reader.sees_people),
        "steps": list({step.act: step for step in steps}.values()),
        "story": words.story(events, sees_people=reader.sees_people, papers=kept),
        "holdings": words.holdings(life.holdings_of(row), names),
        "receipts": receipts.receipts_of(row.pk) if reader.sees_people else (),
        "mentions": _mentions(request, row),
        "cases": _cases(request, row),
        "order": orders.order_of(row.pk),
        "related": [
            (line, RelationKind(line.kind).label)
            for line in relations.relations_of(row, clock.now().astimezone(SWEDEN).date())
        ],
        "relation_kinds": RelationKind.choices,
        "sees_impact": not reader.organisation,
        "keeps": reader.keeps,
    }
    return render(request, "assets/thing.html", context)


def _fields(row: Device, *, sees_people: bool) -> list[Told]:
    fields = kinds.fields_of(row.kind)
    people = values.people_in(fields, [row.values]) if sees_people else {}
    return [_told(field, row, people) for field in fields]


def _told(field: Field, row: Device, people: dict[int, str]) -> Told:
    told = values.shown(field, row.values.get(field.key), people)
    return Told(field.label, told, told if field.sort == FieldSort.DEVICE else "")


def _cases(request: HttpRequest, row: Device) -> tuple[CaseLine, ...]:
    """Return the tickets that concern a thing, of what the reader may open."""
    viewer, user_id = viewer_of(request), request.user.pk or 0
    sources = contributions.offered(CasesOfThing)
    return tuple(case for source in sources for case in source.about(row.pk, viewer, user_id))


def _mentions(request: HttpRequest, row: Device) -> tuple[Row, ...]:
    """Return what names a thing, a case or a guide, of what the reader may open."""
    seeker = Seeker(viewer_of(request), request.user.pk or 0)
    others = [each for each in finding.opened(seeker) if each.findable.kind not in searches.THINGS]
    if not others:
        return ()
    page = Page(limit=MOST_MENTIONS, or_some=False)
    return finding.found(f'"{row.tag}"', seeker=seeker, among=others, page=page).rows


@require_http_methods(["GET", "POST"])
def write_page(request: HttpRequest, tag: str) -> HttpResponse:
    """Write over what is told of a thing."""
    row = thing_or_404(keeper_of(request), tag)
    fields = kinds.fields_of(row.kind)
    initial = {
        "name": row.name,
        "serial": row.serial,
        "model": row.model,
        "bought_on": row.bought_on,
        "warranty_until": row.warranty_until,
        "cost_ore": words.kronor(row.cost_ore),
        **begun(fields, row.values, values.people_in(fields, [row.values])),
    }
    form = ThingForm(request.POST or None, kind=row.kind, initial=initial)
    if request.method == "POST" and form.is_valid():
        written, at = request.POST.get("version", ""), clock.now()
        try:
            services.write_over(
                tag=tag,
                wanted=form.told(),
                seen_version=int(written) if written.isdecimal() and len(written) < 9 else -1,
                actor=actor_of(request),
                at=at,
                day=at.date(),
            )
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("Uppgifterna är ändrade."))
            return redirect("assets:thing", tag)
    context = {"place": PLACE, "thing": row, "form": form}
    return render(request, "assets/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct_page(request: HttpRequest, tag: str) -> HttpResponse:
    """Say that something that happened to a thing was otherwise."""
    reader = keeper_of(request)
    row = thing_or_404(reader, tag)
    wanted = request.POST.get("event") or request.GET.get("event", "")
    line = next((each for each in life.events_of(row) if str(each.id) == wanted), None)
    initial = {"day": line.day, "organisation": line.told.get("organisation")} if line else {}
    form = StepForm(request.POST or None, initial=initial | {"organisation": ""})
    if request.method == "POST" and form.is_valid():
        try:
            services.correct(
                event_id=event_id(request),
                told=form.told(),
                actor=actor_of(request),
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(
                request, _("Händelsen är rättad. Det som stod finns kvar i historiken.")
            )
            return redirect("assets:thing", tag)
    context = {"place": PLACE, "thing": row, "form": form, "event": wanted, "line": line}
    return render(request, "assets/correct.html", context, status=422 if form.errors else 200)


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Lead from a tag that was scanned or typed to its thing, or else to the list."""
    reader = reader_of(request)
    tag = request.GET.get("tag", "").strip().upper()[:100]
    found = door.thing(reader, tag) if tag else None
    if found is None:
        messages.error(request, _("Ingen inventarie är märkt %(tag)s.") % {"tag": tag or "–"})
        return redirect("assets:register")
    return redirect("assets:thing", found.tag)

"""Who sees this: asked of any thing that an app tells the door of, by its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samdrift.parties import queries
from samdrift.parties.choices import PersonRole
from samdrift.parties.ports import Sight, SightSource
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import Role, Viewer, viewer_of
from samdrift.plumbing.contributions import offered

PLACE = "parties.who-sees"
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class SeerLine:
    """Somebody who sees it, and why."""

    user_id: int
    name: str
    why: str


@require_GET
def who_sees(request: HttpRequest) -> HttpResponse:
    """Tell who sees something, by name, and why; what is not for whoever asks is not there."""
    asked = {key: request.GET.get(key, "").strip()[:200] for key in ("slag", "namn")}
    sources = tuple(offered(SightSource))
    chosen = next((each for each in sources if each.key == asked["slag"]), None)
    sight = chosen.find(asked["namn"], clock.now()) if chosen and asked["namn"] else None
    viewer = viewer_of(request)
    if sight and not _may_ask(viewer, request.user.pk, sight):
        sight = None
    lines = tuple(_seers(sight)) if sight else ()
    context = {
        "place": PLACE,
        "asked": asked,
        "kinds": [(each.key, each.label) for each in sources],
        "label": chosen.label if chosen else "",
        "sight": sight,
        "leads": sight and _sees(viewer, request.user.pk, sight),
        "lines": lines[:MOST_LISTED],
        "more": max(0, len(lines) - MOST_LISTED),
        "may_administer": access.may_administer(viewer),
    }
    is_lost = bool(asked["namn"]) and sight is None
    return render(request, "parties/who_sees.html", context, status=404 if is_lost else 200)


def _may_ask(viewer: Viewer, user_id: int | None, sight: Sight) -> bool:
    return access.may_review_access(viewer) or _sees(viewer, user_id, sight)


def _sees(viewer: Viewer, user_id: int | None, sight: Sight) -> bool:
    return sight.is_seen_by(viewer) or user_id in {each for each, _why in sight.others}


def _seers(sight: Sight) -> Iterator[SeerLine]:
    """Yield everybody who sees it, those who have to do with it first."""
    names = queries.names_of({user_id for user_id, _why in sight.others})
    told: set[int] = set()
    for user_id, why in sight.others:
        if user_id in names and user_id not in told:
            told.add(user_id)
            yield SeerLine(user_id, names[user_id], str(why))
    for user_id, name, viewer in queries.viewers(at=clock.now()):
        if user_id not in told and sight.is_seen_by(viewer):
            yield SeerLine(user_id, name, _as(viewer))


def _as(viewer: Viewer) -> str:
    words = [str(role.label) for role in PersonRole if Role(role) in viewer.roles]
    return ", ".join([*words, *([_("nödöppning")] if viewer.has_opened else [])])

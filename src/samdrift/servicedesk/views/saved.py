"""Views that people come back to, and what a list is narrowed by, in words."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.casework.people import Everybody
from samdrift.servicedesk.ports import Reader
from samdrift.servicedesk.queue import queries as queue
from samdrift.servicedesk.queue import services
from samdrift.servicedesk.queue.ports import Selection
from samdrift.servicedesk.views import words
from samdrift.servicedesk.views.readers import kept_selection, reader_of


@dataclass(frozen=True, slots=True)
class SavedTab:
    """A saved view in the list."""

    id: int
    title: str
    href: str
    is_current: bool
    is_own: bool
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Something a list can be narrowed by: its values, and the one that is chosen."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


def narrowing(
    selection: Selection, everybody: Everybody, organisations: dict[str, str]
) -> dict[str, object]:
    """Return what the list can be narrowed by, and in a sentence what it is narrowed by now."""
    told = selection.query()
    every = (
        ("group", _("Grupp"), tuple((str(g.id), g.name) for g in everybody.groups)),
        ("assignee", _("Handläggare"), tuple((str(h.id), h.name) for h in everybody.helpers)),
        ("organisation", _("Organisation"), tuple(organisations.items())),
        ("priority", _("Prioritet"), tuple((str(n), str(n)) for n in range(1, 6))),
        ("kind", _("Slag"), tuple((str(k), str(v)) for k, v in words.KIND_WORDS.items())),
        ("service", _("Tjänst"), ()),
        ("keyword", _("Nyckelord"), ()),
    )
    narrowings = tuple(
        Narrowing(name, label, choices, told.get(name, "")) for name, label, choices in every
    )
    parts = [
        f"{each.label.lower()} {dict(each.choices).get(each.chosen, each.chosen)}"
        for each in narrowings
        if each.chosen
    ]
    if selection.is_answer_awaited:
        parts.append(_("nytt svar"))
    sentence = _("Bara %(what)s") % {"what": ", ".join(parts)} if parts else _("Allt i vyn")
    return {"narrowings": narrowings, "narrowed": sentence, "is_narrowed": bool(parts)}


def saved_tabs(reader: Reader, selection: Selection) -> list[SavedTab]:
    """Return the views somebody has saved, and those shared by others."""
    now = selection.query()
    return [
        SavedTab(
            view.pk,
            view.title,
            f"{reverse('servicedesk:desk')}?{urlencode(view.selection)}",
            view.selection == now,
            view.user_id == reader.user_id,
            view.is_shared,
        )
        for view in queue.saved_views(reader.user_id)
    ]


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Save the list as it is narrowed now."""
    reader = reader_of(request)
    kept = kept_selection(request)
    try:
        services.save_view(
            user_id=reader.user_id,
            title=request.POST.get("title", ""),
            selection=Selection.from_query(QueryDict(kept).dict()),
            is_shared=request.POST.get("shared") == "1",
        )
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, _("Vyn är sparad."))
    return redirect(f"{reverse('servicedesk:desk')}?{kept}")


@require_POST
def forget_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Throw away a view of one's own."""
    reader = reader_of(request)
    try:
        services.forget_view(user_id=reader.user_id, view_id=view_id)
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, _("Vyn är borttagen."))
    return redirect("servicedesk:desk")

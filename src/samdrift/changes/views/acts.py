"""What is done with a change: each act is a form of its own, and leads back to the change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samdrift.changes.choices import Act, LinkKind
from samdrift.changes.errors import CannotSave
from samdrift.changes.ports import Ballot
from samdrift.changes.queries import changes as queries
from samdrift.changes.services import linking, moving, voting
from samdrift.changes.views.readers import actor_of, reader_of, ticket_reader_of, worker_of
from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold

type Done = Callable[[HttpRequest, str, datetime], str]
"""Does something with a change; returns what to say when it is done."""


@require_POST
def act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Do something with a change and show it again; a refusal is told and nothing is changed.

    Whoever is named as one who approves votes, also where they do nothing else with changes.
    """
    known = reader_of(request) if name == "rosta" else worker_of(request)
    assert known is not None, "the door has been asked"
    if queries.row(number) is None or (name not in _ACTS and _moved(name) is None):
        raise Http404
    try:
        said = _do(request, number, name)
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, said)
    return redirect("changes:change", number)


def _do(request: HttpRequest, number: str, name: str) -> str:
    at = clock.now()
    if name in _ACTS:
        return _ACTS[name](request, number, at)
    wanted = _moved(name)
    assert wanted is not None, "the name has been looked up"
    text = request.POST.get("text", "")
    change = moving.move(number=number, act=wanted, actor=actor_of(request), at=at, text=text)
    return _("Ändringen är nu: %(state)s.") % {"state": change.get_state_display()}


def _moved(name: str) -> Act | None:
    key = name.replace("-", "_")
    return Act(key) if key in Act.values else None


def _vote(request: HttpRequest, number: str, at: datetime) -> str:
    wanted = request.POST.get("vote", "")
    if wanted not in ("for", "against"):
        raise CannotSave(_("Välj bland de värden som visas."))
    ballot = Ballot(wanted == "for", request.POST.get("reason", ""))
    voting.vote(number=number, ballot=ballot, actor=actor_of(request), at=at)
    return _("Din röst är skriven.")


def _review(request: HttpRequest, number: str, at: datetime) -> str:
    wanted = request.POST.get("as_planned", "")
    if wanted not in ("yes", "no"):
        raise CannotSave(_("Välj om det gick som planerat."))
    moving.review(
        number=number,
        went_as_planned=wanted == "yes",
        lessons=request.POST.get("lessons", ""),
        actor=actor_of(request),
        at=at,
    )
    return _("Ändringen är uppföljd.")


def _link(request: HttpRequest, number: str, at: datetime) -> str:
    kind = request.POST.get("kind", LinkKind.REASON)
    if kind not in LinkKind.values:
        raise CannotSave(_("Välj bland de värden som visas."))
    linking.link(
        number=number,
        other=request.POST.get("other", ""),
        kind=LinkKind(kind),
        reader=ticket_reader_of(request),
        actor=actor_of(request),
        at=at,
    )
    return _("Länken är sparad.")


def _unlink(request: HttpRequest, number: str, at: datetime) -> str:
    written = request.POST.get("link", "")
    link_id = int(written) if written.isdecimal() else 0
    linking.unlink(number=number, link_id=link_id, actor=actor_of(request), at=at)
    return _("Länken är borttagen.")


_ACTS: dict[str, Done] = {
    "rosta": _vote,
    "folj-upp": _review,
    "lanka": _link,
    "ta-bort-lank": _unlink,
}

"""Keywords and following: what is said of a ticket by a press, and taken back by another."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from samdrift.servicedesk.casework import beside, bulk, keywords
from samdrift.servicedesk.casework.queries import Case
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.ports import Actor


def _add(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    added = keywords.read(request.POST.get("keywords", "")[:1000])
    if not added:
        raise CannotChange(_("Skriv minst ett nyckelord."))
    batch = bulk.new_batch()
    keywords.change_keywords(number=case.number, added=added, actor=actor, at=at, batch=batch)
    return _undoable(request, _("Nyckelordet är tillagt."), batch)


def _drop(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    word, batch = request.POST.get("keyword", ""), bulk.new_batch()
    keywords.change_keywords(number=case.number, dropped=(word,), actor=actor, at=at, batch=batch)
    return _undoable(request, _("Nyckelordet är borttaget."), batch)


def _watch(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    is_wanted, batch = request.POST.get("wanted") == "1", bulk.new_batch()
    beside.watch_undoably(number=case.number, is_wanted=is_wanted, actor=actor, at=at, batch=batch)
    said = _("Du följer ärendet.") if is_wanted else _("Du följer inte längre ärendet.")
    return _undoable(request, said, batch)


def _undoable(request: HttpRequest, said: str, batch: str) -> str:
    """Say what is done, with the press that undoes it beside; there is no more to say."""
    messages.success(request, said, extra_tags=f"undo-{batch}")
    return ""


ACTS = {"nyckelord": _add, "ta-bort-nyckelord": _drop, "folj": _watch}

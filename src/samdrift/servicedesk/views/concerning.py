"""Saying which things a ticket concerns."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from samdrift.servicedesk.casework import concerning
from samdrift.servicedesk.casework.queries import Case
from samdrift.servicedesk.ports import Actor


def _concern(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    tag = request.POST.get("tag", "")[:100]
    concerning.concern(number=case.number, tag=tag, actor=actor, at=at)
    return _("Ärendet gäller nu %(tag)s.") % {"tag": tag.strip().upper()}


def _leave(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    concerning.leave(number=case.number, tag=request.POST.get("tag", ""), actor=actor, at=at)
    return ""


ACTS = {"galler": _concern, "galler-inte": _leave}

"""Who looks at the register, made of who has signed in."""

from __future__ import annotations

from uuid import uuid4

from django.http import Http404, HttpRequest

from samdrift.assets.models import Device
from samdrift.assets.ports import Actor
from samdrift.assets.register import door
from samdrift.assets.register.door import Reader
from samdrift.plumbing import access
from samdrift.plumbing.access import viewer_of

PLACE = "assets.register"


def reader_of(request: HttpRequest) -> Reader:
    """Return who reads; to whoever has nothing to do with things the pages are not there."""
    reader = door.reader_for(viewer_of(request))
    if reader is None:
        raise Http404
    return reader


def keeper_of(request: HttpRequest) -> Reader:
    """Return who keeps the register; to everybody else the page is not there."""
    reader = reader_of(request)
    if not reader.keeps:
        raise Http404
    return reader


def ruler_of(request: HttpRequest) -> Reader:
    """Return who decides on kinds and steps; to everybody else the page is not there."""
    if not access.may_rule_things(viewer_of(request)):
        raise Http404
    return reader_of(request)


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts, by the name that the story tells."""
    user = request.user
    assert user.is_authenticated, "who acts has signed in"
    name = user.get_full_name() or user.get_username()
    return Actor(name, user_id=user.pk, roles=viewer_of(request).roles)


def thing_or_404(reader: Reader, tag: str) -> Device:
    """Return a thing that may be read; any other is not there, whether or not there is one."""
    found = door.thing(reader, tag)
    if found is None:
        raise Http404
    return found


def new_stroke() -> str:
    """Return what joins what is done to many things at once."""
    return uuid4().hex

"""Signing somebody in, whichever way they have shown who they are; told of in one place."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest

from samdrift.parties import services, strength
from samdrift.parties.strength import Strength
from samdrift.plumbing import clock

ONE_STEP = Strength()
BACKEND = "django.contrib.auth.backends.ModelBackend"
BROWSERS = (("Edg", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def enter(request: HttpRequest, user: User, *, way: str = "", how: Strength = ONE_STEP) -> None:
    """Sign somebody in with this browser, by a password or by somebody's word."""
    login(request, user, backend=BACKEND)
    strength.keep(request.session, how, at=clock.now())
    note(request, user, way=way)


def note(request: HttpRequest, user: User, *, way: str = "") -> None:
    """Note that somebody is signed in with this browser, so that they can end it elsewhere."""
    if request.session.session_key is None:
        request.session.save()
    key = request.session.session_key
    assert key, "a session that is saved has a key"
    services.note_session(
        user_id=user.pk,
        session_key=key,
        browser=browser(request.META.get("HTTP_USER_AGENT", "")),
        way=way,
        at=clock.now(),
    )


def browser(agent: str) -> str:
    """Return what a browser is, and on what, as its owner would call it; empty where unknown."""
    found = (
        next((name for mark, name in marks if mark in agent), "") for marks in (BROWSERS, SYSTEMS)
    )
    return ", ".join(name for name in found if name)

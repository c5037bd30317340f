"""Things to be found, for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from samdrift.plumbing.search import queries, services
from samdrift.plumbing.search.ports import Scope, Searchable
from samdrift.plumbing.search.queries import Page

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ALL = Scope.everything()


def case(key, title, text="", *, days=0, **others):
    """Return a case that came in some days ago."""
    told = {"organisation": "KIN", "numbers": (f"2026-{key:05}",)} | others
    created = NOW - timedelta(days=days)
    key = f"{key:09}"
    return Searchable(kind="case", key=key, title=title, text=text, created=created, **told)


def told(*things):
    """Have the index be told of things."""
    services.index(things, at=NOW)


def find(words, scope=ALL, *, kinds=(), **page):
    """Return what is found on a page."""
    return queries.find(words, scope=scope, kinds=kinds, page=Page(**page))


def keys(words, scope=ALL, **how):
    """Return the keys of what is found, without their leading zeros."""
    return [hit.key.lstrip("0") for hit in find(words, scope, **how).hits]


def shown(pieces):
    """Return pieces as one text, with what is marked in brackets."""
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in pieces)

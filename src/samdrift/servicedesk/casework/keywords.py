"""Giving tickets keywords and taking them away, and a keyword's own name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from samdrift.servicedesk import finding, keywords
from samdrift.servicedesk.casework import rows
from samdrift.servicedesk.choices import EventKind, Status
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.history import services as history
from samdrift.servicedesk.models import Keyword, Ticket, TicketKeyword
from samdrift.servicedesk.ports import Actor

LONGEST = 40
MOST = 20
FIELD = "keywords"
"""What the keywords of a ticket are called in its events."""

_APART = re.compile(r"[,;\n]")


def read(line: str) -> tuple[str, ...]:
    """Return the keywords that somebody wrote in a line, tidied."""
    return tidied(_APART.split(line))


def tidied(words: Iterable[str]) -> tuple[str, ...]:
    """Return keywords as they are kept: in small letters, one space between words, each once.

    Raises CannotChange where one is too long: a small letter may be longer than a large one.
    """
    told = tuple(dict.fromkeys(" ".join(word.lower().split()) for word in words))
    if any(len(word) > LONGEST for word in told):
        raise CannotChange(f"Ett nyckelord har högst {LONGEST} tecken. Skriv komma emellan.")
    return tuple(filter(None, told))


@transaction.atomic
def change_keywords(
    *,
    number: str,
    added: Collection[str] = (),
    dropped: Collection[str] = (),
    actor: Actor,
    at: datetime,
    batch: str = "",
) -> tuple[str, ...]:
    """Put keywords on a ticket and take others away, as one event; return those it has then.

    Two who do so at once are both heeded. A closed ticket may have them too: they say where it
    belongs, and change nothing of what was done.
    """
    ticket = rows.held(number)
    if ticket.status == Status.MERGED:
        raise CannotChange(f"Ärende {number} går vidare i ett annat. Sätt nyckelordet på det.")
    own = TicketKeyword.objects.filter(ticket=ticket)
    was = frozenset(own.values_list("keyword__word", flat=True))
    now = (was - frozenset(dropped)) | frozenset(added)
    if len(now) > MOST:
        raise CannotChange(f"Ett ärende har högst {MOST} nyckelord.")
    if now != was:
        own.filter(keyword__word__in=was - now).delete()
        _put(ticket, now - was)
        _tell(ticket, was, now, actor=actor, at=at, batch=batch)
    return _in_order(now)


def move(gone: Ticket, kept: Ticket) -> None:
    """Let what a merged ticket had be what the one has that it goes on in; both are held."""
    there = TicketKeyword.objects.filter(ticket=kept).values("keyword")
    TicketKeyword.objects.filter(ticket=gone).exclude(keyword__in=there).update(ticket=kept)


def copy(first: Ticket, started: Ticket) -> None:
    """Let a ticket that was split from another have its keywords."""
    words = TicketKeyword.objects.filter(ticket=first).values_list("keyword", flat=True)
    TicketKeyword.objects.bulk_create(
        TicketKeyword(ticket=started, keyword_id=each) for each in words
    )


def _put(ticket: Ticket, words: Collection[str]) -> None:
    Keyword.objects.bulk_create((Keyword(word=word) for word in words), ignore_conflicts=True)
    ids = Keyword.objects.filter(word__in=words).values_list("pk", flat=True)
    TicketKeyword.objects.bulk_create(TicketKeyword(ticket=ticket, keyword_id=pk) for pk in ids)


def _tell(
    ticket: Ticket,
    was: Collection[str],
    now: Collection[str],
    *,
    actor: Actor,
    at: datetime,
    batch: str,
) -> None:
    """Write what became of the keywords, so that lists, the index and other systems hear of it."""
    ticket.changed_at = at
    ticket.version += 1
    ticket.save(update_fields=["changed_at", "version"])
    told = tuple(keywords.BETWEEN.join(_in_order(words)) for words in (was, now))
    changes = {FIELD: (told[0], told[1])}
    history.write_event(ticket, EventKind.CHANGED, actor=actor, at=at, changes=changes, batch=batch)
    finding.tell(ticket.pk, at=at)


def _in_order(words: Collection[str]) -> tuple[str, ...]:
    return keywords.apart(keywords.BETWEEN.join(words))

"""Who is written to of a ticket, and from which mailbox of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from samdrift.parties import queries as parties
from samdrift.plumbing import access
from samdrift.plumbing.mail.models import Mailbox
from samdrift.reporting import memory
from samdrift.servicedesk.models import Correspondence, Ticket, Watcher

_MENTION = re.compile(r"(?<![\w.@])@([\w.+-]*\w)")


@dataclass(frozen=True, slots=True)
class Reached:
    """An address, and the key of the mailbox that is written from."""

    address: str
    mailbox_key: str


def mailbox_key(ticket: Ticket) -> str:
    """Return the mailbox that a ticket's organisation is written to from; nothing where none is.

    A municipality may have its own; else the one that is nobody's own.
    """
    code = str(ticket.organisation_id)
    return memory.in_process(f"servicedesk.mailbox {code}", (Mailbox,), lambda: _mailbox_key(code))


def _mailbox_key(code: str) -> str:
    keys = _that_send().filter(Q(organisation_code=code) | Q(organisation_code=""))
    return keys.order_by("-organisation_code", "key").values_list("key", flat=True).first() or ""


def reporter(ticket: Ticket) -> Reached | None:
    """Return where whoever reported is written to: where they wrote from, else by the directory."""
    told = Correspondence.objects.select_related("mailbox").filter(ticket=ticket).first()
    return corresponding(ticket, told)


def corresponding(ticket: Ticket, told: Correspondence | None) -> Reached | None:
    """Return where whoever reported is written to, by what is known of their correspondence."""
    if told is not None and told.person_id == ticket.requester_id:
        box = told.mailbox
        key = box.key if box.is_open and box.smtp_host else mailbox_key(ticket)
        return Reached(told.address, key) if key else None
    return by_directory(ticket)


def by_directory(ticket: Ticket) -> Reached | None:
    """Return where the directory says that whoever reported is written to."""
    if ticket.requester is None or not ticket.requester.email:
        return None
    key = mailbox_key(ticket)
    return Reached(ticket.requester.email, key) if key else None


def watchers(ticket: Ticket) -> dict[int, User]:
    """Return the colleagues who follow a ticket and may read it, by id."""
    ids = Watcher.objects.filter(ticket=ticket).values("user")
    return _that_help(User.objects.filter(pk__in=ids))


def mentioned(text: str) -> dict[int, User]:
    """Return the colleagues whom a text calls by name: `@jonas`; by id."""
    names = set(_MENTION.findall(text))
    return _that_help(User.objects.filter(username__in=names)) if names else {}


def in_charge(ticket: Ticket) -> dict[int, User]:
    """Return who works on a ticket and who answers for it; by id."""
    ids = [each for each in (ticket.assignee_id, ticket.owner_id) if each is not None]
    return _that_help(User.objects.filter(pk__in=ids)) if ids else {}


def may_work(user: User) -> bool:
    """Whether somebody works with tickets."""
    viewer = parties.viewer(user.pk) if user.is_active else None
    return viewer is not None and access.may_work_tickets(viewer)


def _that_help(users: QuerySet[User]) -> dict[int, User]:
    return {user.pk: user for user in users.exclude(email="") if may_work(user)}


def _that_send() -> QuerySet[Mailbox]:
    return Mailbox.objects.filter(is_open=True).exclude(smtp_host="")

"""People, tickets and guides for the tests of the desk's pages and of the portal."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils.text import slugify

from samdrift.directory.choices import PersonKind
from samdrift.directory.models import Person
from samdrift.knowledge import services as guides
from samdrift.knowledge.choices import GuideState
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.sent_files import Sent
from samdrift.servicedesk.casework import registering
from samdrift.servicedesk.choices import Channel
from samdrift.servicedesk.conversation.attachments import take_in
from samdrift.servicedesk.models import Attachment
from samdrift.servicedesk.ports import SYSTEM, Actor, Report, Written

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=SWEDEN)
"""An ordinary working day at nine."""


def person_with(key, name, *, organisation, user=None, unit=None):
    """Return somebody in the directory, who has signed in where a user is told."""
    return Person.objects.create(
        key=key,
        name=name,
        words=name.casefold(),
        kind=PersonKind.EMPLOYEE,
        organisation_id=organisation,
        unit=unit,
        user=user,
        email=f"{key}@kommun.example",
        mobile="46701740635",
    )


def register(subject, *, organisation, person=None, at=MONDAY, text="Det står fel.", **told):
    """Return a ticket that a person, or Samdrift itself, has registered."""
    report = Report(
        subject=subject,
        written=Written(text),
        organisation_code=organisation,
        channel=told.pop("channel", Channel.PORTAL),
        requester_id=person.pk if person else None,
        **told,
    )
    actor = Actor(person.name, person_id=person.pk) if person else SYSTEM
    return registering.register_ticket(report=report, actor=actor, at=at)


def attach(ticket, name, content):
    """Keep a file with the report of a ticket, and return its id."""
    (kept,) = take_in([Sent(name, content)])
    told = {"name": kept.name, "media_type": kept.media_type, "size": kept.size}
    return Attachment.objects.create(message=ticket.messages.first(), digest=kept.digest, **told).pk


def draft_guide(title, body="1. Gör så här.", **told):
    """Return a guide that only those who write guides see."""
    return guides.begin_guide(text=guides.GuideText(title, body, **told), by="jonas", at=MONDAY)


def published_guide(title, body="1. Gör så här.", **told):
    """Return a guide for all to read."""
    guide = draft_guide(title, body, **told)
    state = GuideState.PUBLISHED
    return guides.set_guide_state(key=guide.key, state=state, by="jonas", at=MONDAY)


def agent_of(user):
    """Return a user as the one who acts."""
    return Actor(user.get_full_name() or user.get_username(), user_id=user.pk)


def user_named(first, last):
    """Return a colleague who may be chosen, without a way in."""
    return User.objects.create(username=slugify(first), first_name=first, last_name=last)

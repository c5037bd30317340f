"""Following a disturbance by mail: asked for, confirmed, told of, and ended."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from samdrift.disturbances.choices import ENDED
from samdrift.disturbances.errors import CannotFollow
from samdrift.disturbances.models import Disturbance, DisturbanceEvent, Follower
from samdrift.plumbing.jobs import services as jobs
from samdrift.plumbing.mail import outbox
from samdrift.plumbing.mail.models import Mailbox

TELL = "disturbances.tell-followers"
MOST_UNCONFIRMED = 200
"""Addresses within an hour that nobody has confirmed: beyond them somebody plays with the form."""
UNCONFIRMED = timedelta(hours=1)
FORGOTTEN = timedelta(days=30)
"""How long after the end those who followed are kept."""


def may_be_followed() -> bool:
    """Whether there is a mailbox to tell followers from."""
    return mailbox_key() is not None


@transaction.atomic
def follow(*, disturbance_id: int, address: str, person_id: int | None, at: datetime) -> Follower:
    """Follow a disturbance by mail; twice is once.

    A person who has signed in follows by their own address at once. Anyone else is sent a link to
    confirm by, once, so that nobody is told of what they have not asked for.
    """
    disturbance = Disturbance.objects.select_for_update().filter(pk=disturbance_id).first()
    if disturbance is None or not disturbance.is_public or disturbance.state in ENDED:
        raise CannotFollow("Störningen är avslutad, så det finns inget att följa.")
    wanted = address.strip().lower()
    try:
        validate_email(wanted)
    except ValidationError as error:
        raise CannotFollow("Skriv e-postadressen så här: namn@kommun.se.") from error
    is_known = person_id is not None
    follower = Follower.objects.filter(disturbance=disturbance, address=wanted).first()
    if follower is None:
        follower = _begun(disturbance, wanted, person_id, at)
        if not is_known:
            _post_confirmation(follower, at=at)
    if is_known and follower.confirmed_at is None:
        follower.person_id, follower.confirmed_at = person_id, at
        follower.save(update_fields=["person", "confirmed_at"])
    return follower


@transaction.atomic
def confirm(*, token: str, at: datetime) -> Follower:
    """Confirm that an address is whose it was said to be."""
    follower = Follower.objects.select_for_update().filter(token=token).first()
    if follower is None:
        raise CannotFollow("Länken gäller inte längre.")
    if follower.confirmed_at is None:
        follower.confirmed_at = at
        follower.save(update_fields=["confirmed_at"])
    return follower


def stop_following(*, disturbance_id: int, person_id: int) -> None:
    """Have somebody who has signed in follow no more, and be forgotten; twice does no harm."""
    Follower.objects.filter(disturbance=disturbance_id, person=person_id).delete()


def unfollow(*, token: str) -> None:
    """Stop following and be forgotten; a link that is used twice does no harm."""
    Follower.objects.filter(token=token).delete()


def forget_followers(*, at: datetime) -> None:
    """Forget those who followed what ended long ago, and addresses nobody confirmed."""
    Follower.objects.filter(disturbance__ended_at__lt=at - FORGOTTEN).delete()
    Follower.objects.filter(confirmed_at__isnull=True, asked_at__lt=at - FORGOTTEN).delete()


def ask_to_tell(event: DisturbanceEvent, *, at: datetime) -> None:
    """Ask a worker to mail those who follow, where everybody may read what was told."""
    if event.is_public and may_be_followed():
        jobs.ask(
            key=f"disturbances-{event.pk}",
            kind=TELL,
            told={"event": event.pk},
            asked_by=event.by_name,
            at=at,
        )


@transaction.atomic
def tell_followers(*, event_id: int, at: datetime) -> int:
    """Mail an update to those who follow and have not been told of it; return how many."""
    event = DisturbanceEvent.objects.select_related("disturbance").get(pk=event_id)
    key = mailbox_key()
    if key is None:
        return 0
    waiting = Follower.objects.select_for_update().filter(
        disturbance=event.disturbance_id, confirmed_at__isnull=False, told_upto__lt=event_id
    )
    told = list(waiting)
    for follower in told:
        outbox.post(_letter(event, follower), mailbox_key=key, at=at)
        follower.told_upto = event_id
    Follower.objects.bulk_update(told, ["told_upto"])
    return len(told)


def _begun(disturbance: Disturbance, address: str, person_id: int | None, at: datetime) -> Follower:
    recent = Follower.objects.filter(confirmed_at__isnull=True, asked_at__gt=at - UNCONFIRMED)
    if person_id is None and recent.count() >= MOST_UNCONFIRMED:
        raise CannotFollow("Just nu är det många som vill följa. Prova igen om en stund.")
    last = disturbance.events.order_by("-id").values_list("pk", flat=True).first()
    return Follower.objects.create(
        disturbance=disturbance,
        address=address,
        person_id=person_id,
        token=secrets.token_urlsafe(32),
        asked_at=at,
        told_upto=last or 0,
    )


def _post_confirmation(follower: Follower, *, at: datetime) -> None:
    key = mailbox_key()
    if key is None:
        raise CannotFollow("Det går inte att följa med e-post än. Titta in här igen i stället.")
    text = (
        f"Någon, troligen du, vill följa ”{follower.disturbance.title}”.\n\n"
        f"Bekräfta här: {_address('bekrafta', follower)}\n\n"
        "Var det inte du? Gör ingenting, så får du inga fler brev."
    )
    draft = outbox.Draft(
        to=(follower.address,),
        subject=f"Bekräfta: följ {follower.disturbance.title}",
        text=text,
        reference=f"storning-{follower.disturbance_id}",
    )
    outbox.post(draft, mailbox_key=key, at=at)


def _letter(event: DisturbanceEvent, follower: Follower) -> outbox.Draft:
    """Return an update as a letter. It is Swedish, as the update is."""
    disturbance = event.disturbance
    head = "Planerat arbete" if disturbance.is_planned else "Störning"
    text = (
        f"{event.get_state_display()}. {event.text}\n\n"
        f"Läs mer: {settings.BASE_URL}/status/{disturbance.pk}/\n\n"
        f"Sluta följa: {_address('sluta', follower)}"
    )
    return outbox.Draft(
        to=(follower.address,),
        subject=f"{head}: {disturbance.title}",
        text=text,
        reference=f"storning-{disturbance.pk}",
    )


def _address(act: str, follower: Follower) -> str:
    return f"{settings.BASE_URL}/status/{act}/{follower.token}/"


def mailbox_key() -> str | None:
    """Return the mailbox that letters go from: that of no single organisation, where there is."""
    boxes = Mailbox.objects.filter(is_open=True).order_by("organisation_code", "key")
    return boxes.values_list("key", flat=True).first()

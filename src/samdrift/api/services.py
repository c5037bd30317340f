"""Giving tokens and taking them back; registering what is asked for once, once."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from samdrift.api.choices import Scope
from samdrift.api.errors import AlreadyAsked, CannotGive
from samdrift.api.models import AccessToken, AskedOnce
from samdrift.api.queries import digest_of
from samdrift.servicedesk.casework import registering
from samdrift.servicedesk.casework.registering import Registered
from samdrift.servicedesk.ports import Actor, Report

USE_IS_NOTED_EVERY = timedelta(minutes=1)
LONGEST_NAME = 100
_PREFIX = "samdrift_"


@transaction.atomic
def give_token(
    *,
    name: str,
    username: str,
    scopes: Collection[str],
    by: str,
    at: datetime,
    ends_at: datetime | None = None,
) -> str:
    """Give a token that acts as a person; return it, for it cannot be shown again."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CannotGive(f"Det finns ingen person som heter {username}.")
    if not 0 < len(name) <= LONGEST_NAME:
        raise CannotGive(f"Skriv vad åtkomstnyckeln ska heta, med högst {LONGEST_NAME} tecken.")
    unknown = set(scopes) - set(Scope.values)
    if unknown or not scopes:
        raise CannotGive(f"Välj bland {', '.join(Scope.values)}.")
    if AccessToken.objects.filter(name=name).exists():
        raise CannotGive(f"Det finns redan en åtkomstnyckel som heter {name}.")
    secret = _PREFIX + secrets.token_urlsafe(32)
    AccessToken.objects.create(
        name=name,
        digest=digest_of(secret),
        user=user,
        scopes=sorted(scopes),
        given_at=at,
        given_by=by,
        ends_at=ends_at,
    )
    return secret


@transaction.atomic
def take_back(*, name: str, at: datetime) -> None:
    """Take a token back. Raises CannotGive where there is none that counts."""
    changed = AccessToken.objects.filter(name=name, taken_back_at=None).update(taken_back_at=at)
    if not changed:
        raise CannotGive(f"Det finns ingen åtkomstnyckel som heter {name}.")


def note_use(token: AccessToken, *, at: datetime) -> None:
    """Note that a token is used; not at every request."""
    if token.used_at is None or at - token.used_at >= USE_IS_NOTED_EVERY:
        AccessToken.objects.filter(pk=token.pk).update(used_at=at)


def register_once(
    *, token: AccessToken, key: str, asked: bytes, report: Report, actor: Actor, at: datetime
) -> tuple[str, Registered | None]:
    """Register a ticket and return its number, and itself if it is new; a key makes one only.

    Raises AlreadyAsked where the key was used for something else.
    """
    made: list[Registered] = []

    def register() -> str:
        made.append(registering.register(report=report, actor=actor, at=at))
        return made[0].ticket.number

    number, _ = do_once(token=token, key=key, asked=asked, act=register, at=at)
    return number, made[0] if made else None


def do_once(
    *, token: AccessToken, key: str, asked: bytes, act: Callable[[], str], at: datetime
) -> tuple[str, bool]:
    """Do what a key was not used for before; return the ticket's number, and whether it was done.

    `asked` is the whole question. Raises AlreadyAsked where the key was used for another. Without a
    key it is done, in the transaction that it begins itself.
    """
    if not key:
        return act(), True
    digest = hashlib.sha256(asked).hexdigest()
    with transaction.atomic():
        earlier = AskedOnce.objects.filter(token=token, key=key).first()
        if earlier is not None:
            if earlier.asked != digest:
                raise AlreadyAsked(
                    "Nyckeln i Idempotency-Key är redan använd till en annan anmälan."
                )
            return earlier.number, False
        number = act()
        try:
            with transaction.atomic():
                AskedOnce.objects.create(token=token, key=key, asked=digest, number=number, at=at)
        except IntegrityError as error:
            raise AlreadyAsked("Samma anmälan tas emot just nu. Fråga igen.") from error
    return number, True

"""Giving agents a secret to send with, and taking it back."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from samdrift.inventory.errors import BadKey
from samdrift.inventory.models import AgentKey
from samdrift.inventory.queries.keys import digest_of
from samdrift.parties import queries as parties

LONGEST_NAME = 100


@transaction.atomic
def give_key(*, name: str, organisation_code: str, by: str, at: datetime) -> str:
    """Give an organisation's agents a secret; return it, for it cannot be shown again."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadKey(f"Skriv vad agentnyckeln ska heta, med högst {LONGEST_NAME} tecken.")
    if organisation_code not in parties.codes():
        raise BadKey(f"Organisationen {organisation_code} finns inte.")
    if AgentKey.objects.filter(name=name).exists():
        raise BadKey(f"Det finns redan en agentnyckel som heter {name}.")
    secret = secrets.token_urlsafe(24)
    AgentKey.objects.create(
        name=name,
        organisation_id=organisation_code,
        digest=digest_of(secret),
        given_at=at,
        given_by=by,
    )
    return secret


@transaction.atomic
def take_back(*, name: str, at: datetime) -> None:
    """Take a key back. Raises BadKey where there is none that counts."""
    if not AgentKey.objects.filter(name=name, taken_back_at=None).update(taken_back_at=at):
        raise BadKey(f"Det finns ingen agentnyckel som heter {name}.")

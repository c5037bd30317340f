"""Saying who vouches for whom, and letting in whoever has been vouched for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from samdrift.directory import queries as directory
from samdrift.directory import services as telling
from samdrift.identity import fetching, queries, secrets
from samdrift.identity.choices import GIVEN_ROLES, KnownBy
from samdrift.identity.errors import BadProvider, NotVouchedFor
from samdrift.identity.models import Domain, Identity, Provider, RoleRule
from samdrift.parties import queries as parties
from samdrift.parties import services as ways_in
from samdrift.parties.choices import PersonRole

_DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9åäö]([a-z0-9åäö-]{0,61}[a-z0-9åäö])?\.)+[a-z]{2,63}")
_GIVEN = frozenset(key for key, _label in GIVEN_ROLES)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A provider as it is to be."""

    name: str
    organisation: str
    issuer: str
    registered_as: str
    person_claim: str = "email"
    known_by: str = KnownBy.EMAIL
    levels: str = ""
    is_open: bool = True


@transaction.atomic
def keep(*, key: str, wanted: Wanted, domains: str, secret: str = "") -> Provider:
    """Keep a provider, new or known; an empty secret leaves the one there is.

    Raises BadProvider where its address, its organisation or a domain cannot be.
    """
    if not fetching.is_safe(wanted.issuer):
        raise BadProvider("Skriv utfärdaren så här: https://idp.kommun.se.")
    if wanted.organisation not in parties.codes():
        raise BadProvider("Välj vems personer tjänsten intygar.")
    told = {name: getattr(wanted, name) for name in Wanted.__slots__}
    told["organisation_id"] = told.pop("organisation")
    told["levels"] = " ".join(wanted.levels.split())
    provider, _is_new = Provider.objects.update_or_create(key=key, defaults=told)
    _keep_domains(provider, domains)
    if secret:
        secrets.keep(key, secret)
    return provider


def _keep_domains(provider: Provider, written: str) -> None:
    names = {name for name in re.split(r"[\s,;]+", written.casefold()) if name}
    for name in sorted(names):
        if not _DOMAIN.fullmatch(name):
            raise BadProvider(f"{name[:80]} är ingen e-postdomän.")
    taken = Domain.objects.filter(name__in=names).exclude(provider=provider).first()
    if taken:
        raise BadProvider(f"{taken.name} hör redan till {taken.provider.name}.")
    if not names and provider.known_by == KnownBy.EMAIL:
        raise BadProvider("Skriv minst en e-postdomän: bara adresser där får intygas.")
    provider.domains.exclude(name__in=names).delete()
    for name in sorted(names):
        provider.domains.get_or_create(name=name)


@transaction.atomic
def add_rule(*, provider_key: str, claim: str, value: str, role: str) -> None:
    """Say that whoever has a value in a claim has a role. Raises BadProvider."""
    claim, value = claim.strip(), value.strip()
    if not 0 < len(claim) <= 100 or not 0 < len(value) <= 300:
        raise BadProvider("Skriv vilket påstående, och vad det ska säga.")
    if role not in _GIVEN:
        raise BadProvider("Välj en roll. Administratör blir ingen genom en regel.")
    provider = Provider.objects.select_for_update().get(key=provider_key)
    RoleRule.objects.get_or_create(provider=provider, claim=claim, value=value, role=role)


@transaction.atomic
def remove_rule(*, provider_key: str, rule_id: int) -> None:
    """Unsay a rule; what it gave is gone at the next sign-in."""
    RoleRule.objects.filter(provider__key=provider_key, pk=rule_id).delete()


@transaction.atomic
def let_in(*, provider: Provider, claims: Mapping[str, Any], at: datetime) -> User:
    """Return the person whom a provider vouches for, with the roles that its rules give them.

    Raises NotVouchedFor for whoever is shut out, has left, or is not known in the directory.
    """
    # Two first sign-ins at once wait for each other here.
    Provider.objects.select_for_update().get(pk=provider.pk)
    known = Identity.objects.filter(provider=provider, subject=claims["sub"]).first()
    user = known.user if known else _first_time(provider, claims, at)
    if not user.is_active or directory.has_left(user.pk):
        raise NotVouchedFor(
            "Din inloggning är avstängd. Hör av dig till servicedesk om det är fel.",
            cause="whoever it is of is shut out",
        )
    _give_roles(provider, user, claims, at)
    return user


@transaction.atomic
def sign_out(*, provider: Provider, subject: str) -> int:
    """Sign out whom a provider calls something of what they signed in to by it; return of how many.

    What they signed in to in another way goes on.
    """
    known = Identity.objects.filter(provider=provider, subject=subject).first()
    return ways_in.end_sessions(user_id=known.user_id, way=provider.name) if known else 0


def _first_time(provider: Provider, claims: Mapping[str, Any], at: datetime) -> User:
    """Return the sign-in of somebody in the directory, made if they have none."""
    found = _in_directory(provider, claims)
    if found is None:
        raise NotVouchedFor(
            "Du finns inte i katalogen här. Hör av dig till servicedesk, så läggs du upp.",
            cause="nobody in the directory of that organisation is known by that",
        )
    user = User.objects.filter(pk=found.user_id).first() if found.user_id else None
    if user is None:
        user = _with_a_sign_in(provider, found, at)
    if Identity.objects.filter(provider=provider, user=user).exists():
        raise NotVouchedFor(
            "Du loggar redan in här med ett annat konto. Hör av dig till servicedesk.",
            cause="the person is another subject already",
        )
    Identity.objects.create(provider=provider, subject=claims["sub"], user=user, first_at=at)
    return user


def _in_directory(provider: Provider, claims: Mapping[str, Any]) -> directory.Vouched | None:
    """Return who in the directory is meant: of the provider's own organisation, and no other."""
    told = claims.get(provider.person_claim)
    if not isinstance(told, str) or not told.strip():
        return None
    told = told.strip()
    if provider.known_by == KnownBy.KEY:
        return directory.to_vouch_for(organisation=str(provider.organisation_id), key=told)
    is_theirs = told.casefold().rpartition("@")[2] in queries.domains(provider.pk)
    if not is_theirs or claims.get("email_verified") is False:
        return None
    return directory.to_vouch_for(organisation=str(provider.organisation_id), email=told)


def _with_a_sign_in(provider: Provider, found: directory.Vouched, at: datetime) -> User:
    given, _space, family = found.name.rpartition(" ")
    wanted = ways_in.Wanted(
        (PersonRole.EMPLOYEE,), str(provider.organisation_id), given[:150], family[:150]
    )
    name = f"{provider.key}:{found.id}"
    user_id = ways_in.add_person(name=name, wanted=wanted, by=provider.name, at=at)
    telling.tell_sign_in(person_id=found.id, user_id=user_id)
    return User.objects.get(pk=user_id)


def _give_roles(provider: Provider, user: User, claims: Mapping[str, Any], at: datetime) -> None:
    """Give the roles that rules say, and take those that they said and say no longer.

    A role that no rule of the provider names is let be.
    """
    rules = list(provider.rules.all())
    if not rules:
        return
    had = parties.roles_of(user.pk)
    given = {rule.role for rule in rules if rule.value in _values(claims.get(rule.claim))}
    wanted = (had - {rule.role for rule in rules}) | given or {PersonRole.EMPLOYEE}
    if wanted == had:
        return
    whose = parties.organisation_of(user.pk) or str(provider.organisation_id)
    ways_in.change_person(
        user_id=user.pk,
        wanted=ways_in.Wanted(sorted(wanted), whose),
        by=provider.name,
        at=at,
    )


def _values(told: object) -> tuple[str, ...]:
    """Return what a claim says: one thing or several."""
    several = told if isinstance(told, list) else [told]
    return tuple(str(each) for each in several if isinstance(each, str | int))

"""Providers as they are: for whom, by what rules, and whom they have vouched for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from samdrift.identity.models import Domain, Identity, Provider, RoleRule


@dataclass(frozen=True, slots=True)
class ProviderLine:
    """A provider in a list: for whose people, and how many it has vouched for."""

    key: str
    name: str
    issuer: str
    organisation: str
    is_open: bool
    people: int


@dataclass(frozen=True, slots=True)
class RuleLine:
    """That whoever has a value in a claim has a role."""

    id: int
    claim: str
    value: str
    role: str


def providers() -> tuple[ProviderLine, ...]:
    """Return every provider, by name."""
    rows = Provider.objects.select_related("organisation").annotate(people=Count("identities"))
    return tuple(
        ProviderLine(row.key, row.name, row.issuer, row.organisation.name, row.is_open, row.people)
        for row in rows
    )


def open_ways() -> tuple[tuple[str, str], ...]:
    """Return the key and name of each provider that may be signed in with."""
    return tuple(Provider.objects.filter(is_open=True).values_list("key", "name"))


def provider(key: str) -> Provider | None:
    """Return a provider by its key; None where there is none."""
    return Provider.objects.filter(key=key).first()


def domains(provider_id: int) -> tuple[str, ...]:
    """Return the mail domains whose people a provider vouches for."""
    return tuple(Domain.objects.filter(provider=provider_id).values_list("name", flat=True))


def rules(provider_id: int) -> tuple[RuleLine, ...]:
    """Return by what rules a provider's people have roles."""
    rows = RoleRule.objects.filter(provider=provider_id)
    return tuple(RuleLine(row.pk, row.claim, row.value, row.get_role_display()) for row in rows)


def way_of(address: str) -> str:
    """Return the key of the open provider of a mail address; empty where there is none."""
    _name, _at, domain = address.strip().casefold().rpartition("@")
    found = Domain.objects.filter(name=domain, provider__is_open=True)
    return found.values_list("provider__key", flat=True).first() or ""


def vouched_for(user_ids: Collection[int]) -> dict[int, str]:
    """Return by whose word each of some people signs in; those who do not are left out."""
    rows = Identity.objects.filter(user__in=user_ids, provider__is_open=True).order_by("-id")
    return dict(rows.values_list("user", "provider__name"))

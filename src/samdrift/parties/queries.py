"""Who there is."""

from __future__ import annotations

from dataclasses import dataclass

from samdrift.parties.choices import OrganisationRole
from samdrift.parties.models import HomeOrganisation, Membership, Organisation
from samdrift.plumbing.access import Role, Viewer
from samdrift.reporting.snapshot import remembered

READS = (HomeOrganisation, Organisation)
"""What tables are read from."""


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation, as lists and tables show it."""

    code: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Home:
    """The organisation whose records these are."""

    name: str
    org_number: str
    legal_form: str


def home() -> Home | None:
    """Return the organisation that keeps the books, None before anything is imported."""
    return remembered("parties.home", _home)


def _home() -> Home | None:
    row = HomeOrganisation.objects.values_list("name", "org_number", "legal_form").first()
    return Home(*row) if row else None


def parties() -> tuple[Party, ...]:
    """Return every organisation, in the order of organisations.csv."""
    return remembered("parties.parties", _parties)


def _parties() -> tuple[Party, ...]:
    found = Organisation.objects.values_list("code", "name", "role")
    return tuple(Party(*row) for row in found)


def members() -> tuple[Party, ...]:
    """Return the members, in the order of organisations.csv."""
    return tuple(party for party in parties() if party.role == OrganisationRole.MEMBER)


def codes() -> frozenset[str]:
    """Return the code of every organisation."""
    return frozenset(Organisation.objects.values_list("code", flat=True))


def names_by_code() -> dict[str, str]:
    """Return the name of every organisation by its code."""
    return {party.code: party.name for party in parties()}


def viewer(user_id: int) -> Viewer | None:
    """Return what a person who has signed in may see as; None without a role."""
    membership = Membership.objects.filter(user_id=user_id).first()
    if membership is None:
        return None
    return Viewer(Role(membership.role), str(membership.organisation_id or ""))

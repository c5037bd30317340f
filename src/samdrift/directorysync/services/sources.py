"""Saying where people, units and group accounts are fetched from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from samdrift.directory.choices import PersonKind
from samdrift.directorysync import ldap, names, passwords
from samdrift.directorysync.errors import BadSource
from samdrift.directorysync.models import Branch, Source
from samdrift.parties import queries as parties

PEOPLE = "(|(&(objectClass=user)(!(objectClass=computer)))(objectClass=inetOrgPerson))"
UNITS = "(objectClass=organizationalUnit)"
"""What finds people and units in Active Directory and in most others."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A directory as it is to be."""

    name: str
    address: str
    bind_name: str = ""
    person_filter: str = PEOPLE
    unit_filter: str = UNITS
    account_filter: str = ""
    is_nightly: bool = False
    keeper_address: str = ""


@transaction.atomic
def keep(*, key: str, wanted: Wanted, password: str = "") -> Source:
    """Keep a directory, new or known; an empty password leaves the one there is.

    Raises BadSource where its address or a filter cannot be.
    """
    try:
        ldap.host_of(wanted.address)
    except ValueError as error:
        raise BadSource("Skriv adressen så här: ldaps://katalog.kommun.se.") from error
    for condition in (wanted.person_filter, wanted.unit_filter, wanted.account_filter):
        _check(condition)
    source, _is_new = Source.objects.update_or_create(key=key, defaults=_columns(wanted))
    if password:
        passwords.keep(key, password)
    return source


def _columns(wanted: Wanted) -> Mapping[str, object]:
    return {name: getattr(wanted, name) for name in Wanted.__slots__}


def _check(condition: str) -> None:
    if condition and not ldap.is_filter(condition):
        told = f"Filtret {condition[:80]} är inte skrivet som LDAP-filter ska vara."
        raise BadSource(told)


@transaction.atomic
def add_branch(*, source_key: str, dn: str, organisation: str, person_kind: str) -> None:
    """Say whose those below a name in a directory are. Raises BadSource."""
    written = dn.strip()
    try:
        path = names.path(written)
    except names.BadName as error:
        raise BadSource("Skriv grenen så här: OU=Kinda,DC=kommun,DC=se.") from error
    if organisation not in parties.codes() or person_kind not in PersonKind.values:
        raise BadSource("Välj en organisation och vad de är där.")
    source = Source.objects.select_for_update().get(key=source_key)
    if any(names.path(each.dn) == path for each in source.branches.all()):
        raise BadSource("Grenen finns redan.")
    Branch.objects.create(
        source=source, dn=written, organisation_id=organisation, person_kind=person_kind
    )


@transaction.atomic
def remove_branch(*, source_key: str, branch_id: int) -> None:
    """Read a part of a directory no longer; the next fetch tells of those who vanish by that."""
    Branch.objects.filter(source__key=source_key, pk=branch_id).delete()

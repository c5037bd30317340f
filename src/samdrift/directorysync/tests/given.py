"""A directory that tests write: entries as they come over LDAP, and fetches of them."""

import os
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

import pytest

from samdrift.directorysync import ldap, queries
from samdrift.directorysync.choices import Sort
from samdrift.directorysync.models import Fetch
from samdrift.directorysync.ports import Raw
from samdrift.directorysync.services import fetches, sources
from samdrift.parties.choices import OrganisationRole
from samdrift.parties.models import Organisation
from samdrift.plumbing.clock import SWEDEN

AT = datetime(2026, 3, 2, 9, tzinfo=SWEDEN)
TOP = "OU=Kinda,DC=kommun,DC=test"
SERVER = os.environ.get("SAMDRIFT_TEST_LDAP", "")
AUTHORITY = os.environ.get("SAMDRIFT_TEST_LDAP_AUTHORITY", "")
READER, PASSWORD = "cn=laser,dc=kommun,dc=test", "samdrift-test"


def organisation(code="KIN", name="Kinda"):
    return Organisation.objects.get_or_create(
        code=code,
        defaults={"name": name, "role": OrganisationRole.MEMBER, "position": 1},
    )[0]


def server():
    """Return the ports of the directory that scripts/services starts."""
    if not SERVER:
        pytest.skip('no directory: eval "$(scripts/services)" starts one')
    _host, plain, secure = SERVER.split(":")
    return plain, secure


def real_source(address, *, key="kommun", top="dc=kommun,dc=test", **told):
    """Tell of the directory that scripts/services starts, all of it Kinda's."""
    organisation()
    wanted = sources.Wanted(
        name=key.title(),
        address=address,
        bind_name=READER,
        person_filter="(employeeType=personal)",
        account_filter="(employeeType=funktion)",
        **told,
    )
    row = sources.keep(key=key, wanted=wanted, password=PASSWORD)
    sources.add_branch(source_key=key, dn=top, organisation="KIN", person_kind="employee")
    return row


def asked(row, **told):
    """Return what is asked of a directory, some of it otherwise."""
    return replace(queries.asked(row), **told)


def fetched(*, is_trial=False, key="kommun", at=AT):
    """Ask for a directory and have the worker fetch it; return how that went."""
    fetch = fetches.ask(source_key=key, is_trial=is_trial, by="Jonas", at=at)
    return done(fetch)


def done(fetch):
    """Carry a fetch out, as the worker does; return how that went."""
    fetches.carry_out(fetch_id=fetch.pk, at=fetch.asked_at, tell=lambda *_told: None)
    return Fetch.objects.get(pk=fetch.pk)


class Town:
    """A directory of entries that tests write, read as if it had come over LDAP."""

    def __init__(self, monkeypatch):
        organisation()
        organisation("VIM", "Vimmerby")
        sources.keep(key="kommun", wanted=sources.Wanted("Kommun", "ldaps://katalog.test"))
        self.branch("KIN", TOP)
        self.entries = {}
        self._numbers = count(1)
        self._days = count(1)
        self.fault = None
        monkeypatch.setattr(ldap, "read", self._read)

    def branch(self, code, dn, kind="employee"):
        sources.add_branch(source_key="kommun", dn=dn, organisation=code, person_kind=kind)

    def _read(self, asked, tell):
        if self.fault:
            raise self.fault
        for number, (sort, dn, told) in enumerate(self.entries.values(), start=1):
            tell(number)
            branches = [each for each in asked.branches if dn.endswith(each.dn)]
            if branches:
                yield Raw(Sort(sort), max(branches, key=lambda each: len(each.dn)), dn, told)

    def add(self, sort, dn, **told):
        key = f"{UUID(int=next(self._numbers))}"
        self.write(key, sort, dn, entryUUID=key, **told)
        return key

    def write(self, key, sort, dn, **told):
        values = {name.casefold(): (str(value).encode(),) for name, value in told.items()}
        self.entries[key] = (sort, dn, values)

    def change(self, key, *, dn="", **told):
        sort, there, values = self.entries[key]
        new = {name.casefold(): (str(value).encode(),) for name, value in told.items()}
        self.entries[key] = (sort, dn or there, values | new)

    def unit(self, name, above=TOP, **told):
        return self.add("unit", f"OU={name},{above}", ou=name, **told)

    def person(self, name, above=TOP, **told):
        mail = f"{name.casefold()}@kinda.example"
        return self.add(
            "person", f"CN={name},{above}", **{"displayName": name, "mail": mail} | told
        )

    def people(self, number, above=TOP):
        return [self.person(f"P{each}", above) for each in range(number)]

    def account(self, name, above=TOP, **told):
        return self.add("account", f"CN={name},{above}", sAMAccountName=name, **told)

    def fetch(self, *, is_trial=False):
        return fetched(is_trial=is_trial, at=AT + timedelta(days=next(self._days)))


def differences(fetch):
    """Return what differed in a fetch: sort, what, name and changes."""
    return [
        (each.sort, each.what, each.name, [tuple(change) for change in each.changes])
        for each in fetch.differences.all()
    ]

"""Directories read over LDAP: a real OpenLDAP with 5,000 entries, two dialects."""

from uuid import uuid4

import ldap3
import pytest

from samdrift.assets.models import Device
from samdrift.directory.models import Person, Unit
from samdrift.directorysync import ldap, queries
from samdrift.directorysync.choices import FetchState
from samdrift.directorysync.errors import CannotFetch
from samdrift.directorysync.tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.servers]
ADMIN = "cn=admin,dc=kommun,dc=test"


@pytest.fixture(autouse=True)
def _home(tmp_path, settings, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.setenv("SSL_CERT_FILE", given.AUTHORITY)


@pytest.fixture
def own_branch():
    """Return a branch of one's own to write in, by whoever may."""
    plain, _secure = given.server()
    server = ldap3.Server("127.0.0.1", port=int(plain), get_info=ldap3.NONE)
    top = f"ou=prov-{uuid4()},dc=kommun,dc=test"
    with ldap3.Connection(server, ADMIN, given.PASSWORD, raise_exceptions=True) as connection:
        connection.add(top, "organizationalUnit")
        yield connection, top
        found = list(connection.extend.standard.paged_search(top, "(objectClass=*)"))
        for dn in sorted((each["dn"] for each in found), key=len, reverse=True):
            connection.delete(dn)


def test_five_thousand_entries_come_a_page_at_a_time_and_the_same_again_is_unchanged():
    plain, _secure = given.server()
    given.real_source(f"ldap://127.0.0.1:{plain}")

    fetch = given.fetched()
    again = given.fetched()

    assert fetch.problem == ""
    assert fetch.read == {"unit": 126, "account": 60, "person": 4_811}
    assert fetch.counts["person"] == {"new": 4_778, "passed": 33}
    assert (Unit.objects.count(), Person.objects.count(), Device.objects.count()) == (
        126, 4_778, 56
    )  # fmt: skip
    assert again.counts == {"person": {"passed": 33}, "account": {"passed": 4}}


def test_a_rename_and_a_move_in_the_directory_are_the_same_person(own_branch):
    plain, _secure = given.server()
    connection, top = own_branch
    connection.add(f"ou=Skolan,{top}", "organizationalUnit")
    told = {"sn": "Ek", "displayName": "Karin Ek", "employeeType": "personal"}
    connection.add(f"cn=karin,{top}", "inetOrgPerson", told)
    given.real_source(f"ldap://127.0.0.1:{plain}", top=top)
    given.fetched()
    (before,) = Person.objects.values_list("pk", flat=True)

    connection.modify_dn(f"cn=karin,{top}", "cn=karin öberg", new_superior=f"ou=Skolan,{top}")
    changes = {"displayName": [(ldap3.MODIFY_REPLACE, ["Karin Öberg"])]}
    connection.modify(f"cn=karin öberg,ou=Skolan,{top}", changes)
    fetch = given.fetched()

    row = Person.objects.get()
    assert (row.pk, row.name, row.unit.name) == (before, "Karin Öberg", "Skolan")
    assert fetch.counts == {"person": {"moved": 1}}


@pytest.mark.parametrize("scheme", ["ldaps", "ldap"])
def test_it_is_encrypted_from_the_start_or_before_anybody_signs_in(scheme, monkeypatch):
    plain, secure = given.server()
    monkeypatch.setattr(ldap, "is_this_machine", lambda _host: False)
    port = secure if scheme == "ldaps" else plain
    row = given.real_source(f"{scheme}://localhost:{port}", top="ou=Ydre,dc=kommun,dc=test")

    found = list(ldap.read(queries.asked(row), lambda _number: None))

    assert len(found) > 800


@pytest.mark.parametrize(
    ("scheme", "words"),
    [("ldaps", "svarar inte, eller har ett certifikat utan tillit"), ("ldap", "utan tillit")],
)
def test_a_certificate_that_nobody_vouches_for_is_refused(scheme, words, monkeypatch):
    plain, secure = given.server()
    monkeypatch.delenv("SSL_CERT_FILE")
    monkeypatch.setattr(ldap, "is_this_machine", lambda _host: False)
    row = given.real_source(f"{scheme}://localhost:{secure if scheme == 'ldaps' else plain}")

    with pytest.raises(CannotFetch, match=words):
        next(ldap.read(queries.asked(row), lambda _number: None))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"bind_name": "cn=admin,dc=kommun,dc=test", "password": "fel"}, "godtar inte användaren"),
        ({"top": "ou=borta,dc=kommun,dc=test"}, "Grenen finns inte"),
        ({"port": "1"}, "svarar inte"),
    ],
)
def test_why_a_directory_cannot_be_read_is_told(told, words):
    plain, _secure = given.server()
    port, top = told.pop("port", plain), told.pop("top", "dc=kommun,dc=test")
    row = given.real_source(f"ldap://127.0.0.1:{port}", top=top)
    asked = given.asked(row, **told)

    with pytest.raises(CannotFetch, match=words):
        list(ldap.read(asked, lambda _number: None))


def test_a_directory_that_gives_only_a_part_is_refused_whole():
    plain, _secure = given.server()
    row = given.real_source(f"ldap://127.0.0.1:{plain}")
    row.bind_name = "cn=begransad,dc=kommun,dc=test"
    row.save()

    fetch = given.fetched()

    assert (fetch.state, fetch.problem) == (
        FetchState.FAILED, f"127.0.0.1:{plain} lämnar inte ut hela katalogen till användaren."
    )  # fmt: skip
    assert not Person.objects.exists()

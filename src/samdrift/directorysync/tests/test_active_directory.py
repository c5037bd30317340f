"""A real Active Directory, Samba's: read over LDAPS a page at a time, with its own attributes."""

import os

import pytest

from samdrift.directory.models import Person, Unit
from samdrift.directorysync.choices import FetchState
from samdrift.directorysync.models import Department
from samdrift.directorysync.services import sources
from samdrift.directorysync.tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.proof]
SERVER = os.environ.get("SAMDRIFT_TEST_AD", "")
TOP = "OU=Kinda,DC=kommun,DC=test"


@pytest.mark.skipif(not SERVER, reason='no domain: eval "$(scripts/active-directory)" starts one')
def test_two_thousand_people_of_a_domain_are_placed_and_the_same_again_is_unchanged(
    tmp_path, settings, monkeypatch
):
    settings.HOME = tmp_path
    monkeypatch.setenv("SSL_CERT_FILE", os.environ["SAMDRIFT_TEST_AD_AUTHORITY"])
    given.organisation()
    wanted = sources.Wanted("Kommun", f"ldaps://{SERVER}", bind_name="laser@kommun.test")
    sources.keep(key="kommun", wanted=wanted, password="Samdrift-test-1")
    sources.add_branch(source_key="kommun", dn=TOP, organisation="KIN", person_kind="employee")

    trial = given.fetched(is_trial=True)
    assert (trial.problem, trial.state, Person.objects.count()) == ("", FetchState.SHOWN, 0)
    fetch = given.fetched()
    again = given.fetched()

    assert fetch.read == {"unit": 20, "person": 2_000}
    assert fetch.counts == {"unit": {"new": 20}, "person": {"new": 1_960, "passed": 40}}
    assert again.counts == {"person": {"passed": 40}}
    assert (Unit.objects.count(), Person.objects.filter(unit=None).count()) == (20, 0)
    lies_nowhere = Person.objects.get(name="Person 17")
    assert lies_nowhere.unit.name == "Stadshuset"
    assert Department.objects.count() == 5

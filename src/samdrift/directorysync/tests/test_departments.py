"""People placed by their department: by its name, by hand, shown first, and never guessed."""

import pytest

from samdrift.directory.models import Person, Unit
from samdrift.directorysync import queries
from samdrift.directorysync.errors import BadSource
from samdrift.directorysync.models import Department, Source
from samdrift.directorysync.services import departments
from samdrift.directorysync.tests import given
from samdrift.directorysync.tests.given import TOP, differences

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(monkeypatch, tmp_path, settings):
    settings.HOME = tmp_path
    return given.Town(monkeypatch)


def where():
    return dict(Person.objects.order_by("name").values_list("name", "unit__name"))


def told():
    source = Source.objects.get()
    lines = queries.departments(source.pk)
    return {each.name: (each.people, each.unit, each.is_by_hand) for each in lines}


def decide(name, unit):
    row = Department.objects.get(name=name)
    return departments.decide(
        source_key="kommun", department_id=row.pk, unit_id=unit.pk if unit else None
    )


def test_whom_the_tree_places_nowhere_the_name_of_their_department_places(town):
    town.unit("Skolan")
    town.unit("Köket", f"OU=Skolan,{TOP}")
    town.unit("Norr")
    town.unit("Köket", f"OU=Norr,{TOP}")
    Unit.objects.create(key="b", name="Biblioteket", organisation_id="KIN")
    town.person("Anna", department="skolan ")
    town.person("Bo", f"OU=Norr,{TOP}", department="Skolan")
    town.person("Cia", department="Köket")
    town.person("Dag", department="Biblioteket")
    town.person("Eva")

    town.fetch()

    assert where() == {
        "Anna": "Skolan", "Bo": "Norr", "Cia": None, "Dag": "Biblioteket", "Eva": None
    }  # fmt: skip
    assert told() == {
        "Köket": (1, "", False), "Biblioteket": (1, "Biblioteket", False),
        "skolan": (2, "skolan", False),
    }  # fmt: skip
    assert town.fetch().counts == {}


def test_what_is_said_by_hand_is_shown_first_and_counts_before_the_tree(town):
    town.unit("Skolan")
    town.person("Anna", f"OU=Skolan,{TOP}", department="Bild")
    town.person("Bo", department="BILD")
    town.fetch()
    ours = Unit.objects.create(key="k", name="Kulturskolan", organisation_id="KIN")
    decide("Bild", ours)

    trial = town.fetch(is_trial=True)

    assert differences(trial) == [
        ("person", "moved", "Anna", [("unit", "Skolan", "Kulturskolan")]),
        ("person", "moved", "Bo", [("unit", "", "Kulturskolan")]),
    ]
    assert where() == {"Anna": "Skolan", "Bo": None}
    town.fetch()
    assert where() == {"Anna": "Kulturskolan", "Bo": "Kulturskolan"}
    assert (town.fetch().counts, told()) == ({}, {"Bild": (2, "Kulturskolan", True)})

    decide("Bild", None)
    town.fetch()
    assert where() == {"Anna": "Skolan", "Bo": "Kulturskolan"}


def test_one_that_is_told_of_no_longer_is_forgotten_unless_somebody_has_said_what_it_is(town):
    unit = Unit.objects.create(key="k", name="Kultur", organisation_id="KIN")
    keys = [town.person(name, department=name) for name in ("Bild", "Musik")]
    town.people(9)
    town.fetch()
    decide("Bild", unit)

    for key in keys:
        town.change(key, department="Kultur")
    town.fetch()

    assert told() == {"Bild": (0, "Kultur", True), "Kultur": (2, "Kultur", False)}


def test_a_unit_of_somebody_else_and_a_department_that_is_not_there_are_refused(town):
    town.person("Anna", department="Bild")
    town.fetch()
    other = Unit.objects.create(key="v", name="Bild", organisation_id="VIM")

    with pytest.raises(BadSource, match="samma organisation"):
        decide("Bild", other)
    with pytest.raises(BadSource, match="finns inte"):
        departments.decide(source_key="kommun", department_id=0, unit_id=None)

    assert Department.objects.get().unit_id is None

"""Who there is, who may sign in, and what the database itself refuses."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction

from samdrift.parties import queries, services
from samdrift.parties.models import HomeOrganisation, Membership, Organisation, PersonChange
from samdrift.plumbing.access import Role, Viewer
from samdrift.plumbing.exchange.tests.given import (
    folder_of,
    imported,
    refused,
    taken_in,
    whole_state,
)

pytestmark = pytest.mark.django_db
PASSWORD = "långt-och-svårt"  # noqa: S105  Nobody's.
MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def saved(name, *roles, password=PASSWORD, organisation_code=""):
    wanted = services.Wanted(roles, organisation_code)
    services.save_user(name=name, password=password, wanted=wanted, by="chef", at=MOMENT)
    return User.objects.get(username=name)


@pytest.fixture
def around(tmp_path):
    imported(folder_of(tmp_path, {}))


def test_who_there_is_comes_in_the_order_of_the_file(around):
    assert [party.code for party in queries.parties()] == ["FED", "KIN", "BOX"]
    assert [party.code for party in queries.members()] == ["KIN", "BOX"]
    assert queries.codes() == {"FED", "KIN", "BOX"}
    assert queries.names_by_code()["KIN"] == "Kinda"
    home = queries.home()
    assert (home.name, home.org_number) == ("Kommunalförbundet Exempel", "222000-0000")
    assert str(HomeOrganisation.objects.get()) == home.name
    assert str(Organisation.objects.get(code="KIN")) == "Kinda"


def test_before_anything_is_imported_there_is_nobody():
    assert queries.home() is None
    assert queries.parties() == ()


def test_a_code_is_known_from_the_package_or_the_database(tmp_path):
    taken_in(tmp_path, organisations="code,name,role\nOLD,Gammal,member\n")
    rows = "".join(f"{n},{code},p,2015-01-01\n" for n, code in enumerate(("OLD", "BAD", "XXX")))
    connections = f"id,organisation,project,connected_on\n{rows}"
    told = refused(tmp_path, organisations="code,name,role\nBAD,,member\n", connections=connections)

    assert told == [
        ("organisations.csv", 2, "name", ""),
        ("connections.csv", 4, "organisation", "XXX"),
    ]


def test_somebody_gets_a_way_in_and_then_another(around):
    eva = saved("eva", "economist", organisation_code="KIN")
    assert queries.viewer(eva.pk) == Viewer.of(Role.ECONOMIST, organisation_code="KIN")
    assert str(eva.memberships.get()) == "eva Medlemmens ekonom"

    eva = saved("eva", "manager", "administrator", password=PASSWORD + "2")

    assert queries.viewer(eva.pk) == Viewer.of(Role.MANAGER, Role.ADMINISTRATOR)
    assert eva.check_password(PASSWORD + "2")


def test_somebody_is_shut_out_at_once(around):
    saved("eva", "manager")

    services.remove_user(name="eva", by="chef", at=MOMENT)

    eva = User.objects.get(username="eva")
    assert (eva.is_active, eva.has_usable_password(), queries.viewer(eva.pk)) == (
        False,
        False,
        None,
    )
    with pytest.raises(services.CannotSaveUser, match="ingen användare som heter eva"):
        services.remove_user(name="eva", by="chef", at=MOMENT)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"password": "kort"}, "lösenord"),
        ({"password": "password123"}, "lösenord"),
        ({"name": ""}, "ett till 150 tecken"),
        ({"name": "x" * 151}, "ett till 150 tecken"),
        ({"name": "a\nb"}, "ett till 150 tecken"),
        ({"wanted": services.Wanted(("economist",))}, "Ange vilken organisation"),
        ({"wanted": services.Wanted(())}, "minst en roll"),
        ({"wanted": services.Wanted(("manager",), "XXX")}, "ingen organisation med koden XXX"),
    ],
)
def test_a_user_that_cannot_be_is_refused(around, given, told):
    before = whole_state(), User.objects.count()

    with pytest.raises(services.CannotSaveUser, match=told):
        services.save_user(
            **{
                "name": "eva",
                "password": PASSWORD,
                "wanted": services.Wanted(("manager",)),
                "by": "chef",
                "at": MOMENT,
            }
            | given
        )

    assert (whole_state(), User.objects.count()) == before


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("there_is_one_home_organisation", lambda: HomeOrganisation.objects.create(id=2, name="x")),
        (
            "an_organisation_has_a_code",
            lambda: Organisation.objects.create(code="", name="x", position=1),
        ),
        (
            "an_economist_belongs_to_a_member",
            lambda: Membership.objects.create(
                user=User.objects.create(username="x"), role="economist"
            ),
        ),
    ],
)
def test_a_constraint_keeps_it_right(around, name, make):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make()

    assert name in str(refusal.value) or connection.vendor == "sqlite"


def test_the_same_name_again_is_no_change(around):
    who = services.Wanted(("manager",), given_name="Eva", family_name="Lind")
    services.save_user(name="eva", password=PASSWORD, wanted=who, by="chef", at=MOMENT)
    eva = User.objects.get(username="eva")
    known = PersonChange.objects.count()

    services.change_person(user_id=eva.pk, wanted=who, by="chef", at=MOMENT)

    assert PersonChange.objects.count() == known

"""How the desk is set up in the browser: groups, suppliers, and what goes first."""

import pytest
from tests.web.test_pages import words

from samdrift.parties.models import Organisation
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.casework import handing_over
from samdrift.servicedesk.models import Group, SupplierTerms
from samdrift.servicedesk.tests.given import MONDAY
from samdrift.servicedesk.tests.given import agent as acting
from samdrift.servicelevels.models import PriorityCell
from samdrift.servicelevels.queries import agreements

ROOT = "/arenden/servicedesk/"


@pytest.fixture
def manager(desk, person, client):
    desk.chef = person("manager")
    client.force_login(desk.chef)
    return client


def test_the_page_tells_of_groups_their_members_and_what_they_have_to_do(manager, desk):
    desk.ticket()

    said = words(manager.get(ROOT))

    assert "Servicedesk Första Anna Ek, Jonas Berg 1" in said
    assert "Nätverk Andra Ingen –" in said
    assert "Leverantören LEV" in said


def test_a_group_is_begun_and_has_those_who_are_chosen(manager, desk):
    told = {"name": " Telefoni  och växel ", "line": "2", "members": [desk.chef.pk]}

    answer = manager.post(f"{ROOT}grupp/", told | {"is_active": "on"}, follow=True)

    group = Group.objects.get(key="telefoni-och-vaxel")
    assert (group.name, group.line, group.is_active) == ("Telefoni och växel", 2, True)
    assert list(group.members.all()) == [desk.chef]
    assert "Gruppen är sparad." in words(answer)


def test_members_who_are_taken_out_are_out_and_the_name_is_changed(manager, desk):
    path = f"{ROOT}grupp/{desk.first.pk}/"
    assert "Servicedesk" in words(manager.get(path))

    told = {"name": "Kundtjänst", "line": "1", "members": [], "is_active": "on"}
    manager.post(path, told)

    desk.first.refresh_from_db()
    assert (desk.first.key, desk.first.name) == ("servicedesk", "Kundtjänst")
    assert not desk.first.members.exists()
    assert manager.get(f"{ROOT}grupp/999/").status_code == 404


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"name": " "}, "Skriv vad gruppen ska heta."),
        ({"name": "nätverk"}, "Det finns redan en grupp som heter nätverk."),
        ({"line": "2"}, "Det måste finnas en grupp i första linjen."),
        ({"is_active": ""}, "1 öppna ärenden ligger i gruppen. Flytta dem först."),
    ],
)
def test_a_group_that_cannot_be_so_stays_as_it_was(manager, desk, told, why):
    desk.ticket()
    whole = {"name": "Servicedesk", "line": "1", "members": [], "is_active": "on"} | told
    whole = {name: value for name, value in whole.items() if value}

    answer = manager.post(f"{ROOT}grupp/{desk.first.pk}/", whole)

    assert answer.status_code == 422
    assert why in words(answer)
    desk.first.refresh_from_db()
    assert (desk.first.name, desk.first.line, desk.first.is_active) == ("Servicedesk", 1, True)
    assert desk.first.members.count() == 2


def matrix(**changed):
    told = {f"p-{impact}-{urgency}": str(priority) for (impact, urgency), priority in
            agreements.priority_matrix().items()}  # fmt: skip
    return told | changed


def test_what_goes_first_is_changed_cell_by_cell(manager, desk):
    before = agreements.priority_matrix()

    said = words(manager.post(f"{ROOT}prioriteter/", matrix(**{"p-3-1": "2"}), follow=True))

    assert "Prioriteterna är sparade." in said
    assert agreements.priority_matrix() == before | {(3, 1): 2}
    refused = manager.post(f"{ROOT}prioriteter/", matrix(**{"p-3-1": "9"}), follow=True)
    assert "Välj bland de värden som visas." in words(refused)
    assert agreements.priority_matrix() == before | {(3, 1): 2}
    assert PriorityCell.objects.get(impact=3, urgency=1).priority == 2


def test_what_is_handed_over_goes_where_the_supplier_is_reached_and_is_due_as_promised(
    manager, desk
):
    told = {"code": "LEV", "address": "support@lev.example", "reference_form": "INC123456"}
    manager.post(f"{ROOT}leverantor/", told | {"solve_hours": "10"})
    ticket = desk.ticket()

    handed = handing_over.hand_over(
        number=ticket.number,
        supplier_code="LEV",
        address="",
        promised_by=None,
        actor=acting(desk.jonas),
        at=MONDAY,
    )

    assert handed.address == "support@lev.example"
    assert handed.promised_by.astimezone(SWEDEN).isoformat() == "2026-03-03T09:00:00+01:00"


def test_a_supplier_is_added_and_one_that_is_told_wrong_is_not(manager, desk):
    said = words(
        manager.post(f"{ROOT}ny-leverantor/", {"code": "lev-2", "name": "Två AB"}, follow=True)
    )
    assert "Två AB är tillagd." in said
    assert Organisation.objects.get(code="LEV-2").role == "supplier"

    for told in ({"code": "LEV-2", "name": "X"}, {"code": "a b", "name": "X"}, {"code": "Q"}):
        manager.post(f"{ROOT}ny-leverantor/", told)
    manager.post(f"{ROOT}leverantor/", {"code": "KIN"})
    for told in ({"address": "ingen"}, {"solve_hours": "0"}, {"solve_hours": "x"}):
        manager.post(f"{ROOT}leverantor/", {"code": "LEV"} | told)

    assert Organisation.objects.count() == 4
    assert not SupplierTerms.objects.exists()
    assert manager.post(f"{ROOT}annat/").status_code == 404


def test_the_pages_ask_few_questions(manager, desk, django_assert_max_num_queries):
    for number in range(12):
        Group.objects.create(key=f"g{number}", name=f"Grupp {number}").members.add(desk.jonas)
    for path in (ROOT, f"{ROOT}grupp/", f"{ROOT}grupp/{desk.first.pk}/"):
        with django_assert_max_num_queries(25):
            assert manager.get(path).status_code == 200

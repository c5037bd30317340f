"""A directory that people are fetched from, for pages to be walked past and shown."""

import pytest

from samdrift.directory.models import Unit
from samdrift.directorysync.errors import CannotFetch
from samdrift.directorysync.models import Branch, Department, Fetch
from samdrift.directorysync.services import fetches
from samdrift.directorysync.tests import given
from samdrift.plumbing import clock

NAMES = ("Karin Ek", "Åsa Öberg", "Yusuf Haddad", "Nils Törn", "Elin Svärd", "Maja Lind")


def tell():
    """Fetch a small directory; then once more, when so many are gone that it stops."""
    with pytest.MonkeyPatch.context() as patch:
        town = given.Town(patch)
        school = f"OU=Skolan,{given.TOP}"
        town.unit("Skolan")
        town.unit("Köket", school)
        keys = [town.person(name, school, title="Lärare") for name in NAMES]
        town.account("info.kinda", displayName="Kinda, info")
        town.add("person", f"CN=Utan namn,{school}")
        town.person("Per Ek", department="Skolan")
        town.person("Eva Ek", department="Slöjd")
        first = town.fetch()
        for key in keys[:3]:
            town.entries.pop(key)
        town.change(keys[4], dn=f"CN=Elin,{given.TOP}", displayName="Elin Svärd Ek")
        halted = town.fetch()
        town.fault = CannotFetch(
            "katalog.test:636 svarar inte, eller har ett certifikat utan tillit."
        )
        failed = town.fetch()
    return first, halted, failed


def walk(manager):
    """Walk past every page of directories, and do what can be done of them."""
    assert manager.get("/katalogen/").status_code == 200
    first, halted, failed = tell()
    shown = fetches.ask(source_key="kommun", is_trial=True, by="Jonas", at=clock.now())
    for address in (
        "/katalogen/",
        "/katalogen/ny/",
        "/katalogen/kalla/kommun/",
        "/katalogen/kalla/kommun/avdelningar/",
        f"/katalogen/hamtning/{first.pk}/?sort=person&vad=new",
        f"/katalogen/hamtning/{first.pk}/?sort=x&vad=x&efter=x",
        f"/katalogen/hamtning/{halted.pk}/",
        f"/katalogen/hamtning/{failed.pk}/",
        f"/katalogen/hamtning/{shown.pk}/",
        f"/katalogen/hamtning/{shown.pk}/?del=progress",
    ):
        assert manager.get(address).status_code == 200, address
    _say_what_departments_are(manager)
    _tell_of_another(manager)
    _answer(manager, halted, shown)


def _say_what_departments_are(manager):
    """Say which unit a department is: rightly, wrongly, and of one that is not there."""
    address = f"/katalogen/kalla/kommun/avdelningar/{Department.objects.get(key='slöjd').pk}/"
    school = Unit.objects.get(name="Skolan")
    assert manager.get(address).status_code == 200
    assert manager.post(address, {"unit": "x"}).status_code == 200
    assert manager.post(address, {"unit": school.pk}).status_code == 302
    assert Department.objects.get(key="slöjd").unit == school
    assert manager.post(address, {"unit": ""}).status_code == 302
    assert manager.get("/katalogen/kalla/kommun/avdelningar/0/").status_code == 404


def _tell_of_another(manager):
    """Send forms that are wrong, and one that is right; say and unsay a branch."""
    told = {"name": "Kommun", "address": "ldaps://k.test", "person_filter": "(a=b)"}
    for wrong in ({}, told, told | {"name": "Ny", "address": "http://k.test"}):
        assert manager.post("/katalogen/ny/", wrong).status_code == 422
    page = manager.post("/katalogen/ny/", told | {"name": "Ny"}).headers["Location"]
    assert manager.post(page, told | {"person_filter": "(a=b"}).status_code == 422
    assert manager.post(page, told | {"name": "Nyare"}).status_code == 302
    branch = {"dn": "OU=Ydre,DC=test", "organisation": "KIN", "kind": "employee"}
    for sent in (branch, branch, branch | {"dn": "Ydre"}, branch | {"kind": "x"}):
        manager.post(f"{page}gren/", sent)
    (added,) = Branch.objects.filter(source__key="ny")
    manager.post(f"{page}gren-bort/", {"branch": added.pk})
    assert not Branch.objects.filter(source__key="ny").exists()
    assert manager.post(f"{page}hamta/").headers["Location"] == page
    assert manager.get(page).status_code == 200


def _answer(manager, halted, shown):
    """Stop what is under way, and let what stopped be carried out once that is over."""
    address = f"/katalogen/hamtning/{halted.pk}/svara/"
    assert manager.post(f"/katalogen/hamtning/{shown.pk}/avbryt/").status_code == 302
    manager.post(address, {"answer": "go-on"})
    assert Fetch.objects.get(pk=halted.pk).state == "halted"
    Fetch.objects.filter(pk=shown.pk).update(state="dropped", ended_at=clock.now())
    page = manager.post(address, {"answer": "go-on"}).headers["Location"]
    assert Fetch.objects.get(pk=halted.pk).state == "settled"
    assert manager.get(page).status_code == 200
    assert manager.post(address, {"answer": "drop"}).status_code == 302

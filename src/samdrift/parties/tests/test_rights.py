"""What may be done, by whom, is told as the door has it; reviews are signed and stay."""

from datetime import datetime

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.test import Client

from samdrift.parties import queries, rights, services
from samdrift.parties.choices import PersonRole
from samdrift.parties.errors import CannotSaveUser
from samdrift.parties.models import AccessReview
from samdrift.plumbing.access import Role
from samdrift.plumbing.clock import SWEDEN

AT = datetime(2026, 11, 22, 12, tzinfo=SWEDEN)


def person(name, *roles):
    wanted = services.Wanted(roles)
    return services.add_person(name=name, wanted=wanted, by="test", at=AT)


def test_every_role_is_told_by_what_it_may():
    told = {role.value: {right.key for right in rights.had_by(role)} for role in Role}

    assert told["employee"] == set()
    assert told["elected"] == {"figures"}
    assert told["administrator"] == {"figures", "desk", "directory", "people"}
    assert told["auditor"] == {"figures", "persons", "read-tickets"}
    assert told["technician"] == {"figures", "read-tickets", "work-tickets", "things"}
    assert told.keys() == set(PersonRole.values)


def test_a_right_counts_each_person_once_and_none_who_is_shut_out(db):
    admin = person("admin", "administrator")
    person("chef", "manager", "controller")
    gone = person("borta", "manager")
    services.shut_out(user_id=gone, by="admin", at=AT)
    client = Client()
    client.force_login(User.objects.get(pk=admin))

    page = client.get("/personer/behorigheter/")

    line = next(each for each in page.context["lines"] if each.words == "Debiterar och fakturerar")
    assert line.roles == (("manager", "Chef", 1), ("controller", "Controller", 1))
    assert line.people == 1
    assert page.context["is_due"]
    assert "Administrerar personer och roller" in client.get(f"/personer/{admin}/").content.decode()


def test_a_review_is_signed_with_what_it_gave_and_never_changed(db):
    person("admin", "administrator")
    with pytest.raises(CannotSaveUser):
        services.sign_review(found=" ", by="admin", at=AT)
    assert queries.reviews() == ()

    services.sign_review(found="Två roller togs bort.", by="admin", at=AT)

    assert queries.reviews() == (queries.ReviewLine("admin", AT, 1, "Två roller togs bort."),)
    for change in (
        AccessReview.objects.all().delete,
        lambda: AccessReview.objects.update(people=9),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert AccessReview.objects.get().people == 1

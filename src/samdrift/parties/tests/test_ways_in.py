"""What may be done with a person's way in, by whom, and what is written down of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import DatabaseError, transaction

from samdrift.parties import queries, services
from samdrift.parties.errors import CannotChoosePassword, CannotSaveUser, CannotShutOut
from samdrift.parties.models import Membership, PersonChange
from samdrift.parties.services import Wanted

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)
PASSWORD = "en-lång-mening-om-rör"  # noqa: S105  Only of the tests.
OTHER = "en-annan-mening-om-rör"


def saved(name, *roles):
    services.save_user(name=name, password=PASSWORD, wanted=Wanted(roles), by="sofia", at=MOMENT)
    return User.objects.get(username=name).pk


def added(name, *roles):
    return services.add_person(name=name, wanted=Wanted(roles), by="sofia", at=MOMENT)


def changed(user_id, *roles, by="sofia", **names):
    services.change_person(user_id=user_id, wanted=Wanted(roles, **names), by=by, at=MOMENT)


def told_of(user_id):
    """Return what is written down of a person, the first first."""
    told = reversed(queries.changes_of(user_id))
    return [(each.kind, each.before, each.after, each.done_by) for each in told]


def everything():
    return (
        list(User.objects.order_by("pk").values()),
        list(Membership.objects.order_by("pk").values()),
        list(PersonChange.objects.order_by("pk").values()),
    )


def test_everything_that_is_done_is_written_down_with_who_did_it():
    eva = added("eva", "elected")

    changed(eva, "manager", "elected", given_name="Eva", family_name="Lind")
    services.shut_out(user_id=eva, by="sofia", at=MOMENT)
    services.let_in(user_id=eva, by="sofia", at=MOMENT)
    token = services.invite(user_id=eva, by="sofia", at=MOMENT)
    services.choose_password(user_id=eva, token=token, password=PASSWORD, at=MOMENT)

    assert told_of(eva) == [
        ("added", "", "eva", "sofia"),
        ("roles", "", "elected", "sofia"),
        ("named", "", "Eva Lind", "sofia"),
        ("roles", "elected", "manager,elected", "sofia"),
        ("shut-out", "", "", "sofia"),
        ("let-in", "", "", "sofia"),
        ("invited", "", "", "sofia"),
        ("password-chosen", "", "", ""),
    ]


def test_what_is_done_twice_is_written_down_once():
    eva = saved("eva", "manager")
    saved("sven", "manager")
    services.shut_out(user_id=eva, by="sofia", at=MOMENT)
    before = everything()

    services.shut_out(user_id=eva, by="sofia", at=MOMENT)
    changed(User.objects.get(username="sven").pk, "manager")
    services.let_in(user_id=User.objects.get(username="sven").pk, by="sofia", at=MOMENT)

    assert everything()[2] == before[2]


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_what_was_written_down(act):
    saved("eva", "manager")
    noted = PersonChange.objects.all()

    with pytest.raises(DatabaseError), transaction.atomic():
        noted.update(done_by="ingen") if act == "update" else noted.delete()

    assert PersonChange.objects.filter(done_by="sofia").count() == 3


@pytest.mark.parametrize("name", ["eva", "EVA"])
def test_a_name_that_is_taken_is_refused(name):
    added("eva", "manager")
    before = everything()

    with pytest.raises(CannotSaveUser, match="finns redan"):
        added(name, "elected")

    assert everything() == before


def test_the_last_who_administers_can_neither_be_shut_out_nor_lose_the_role():
    only = saved("sofia", "administrator")
    before = everything()

    with pytest.raises(CannotShutOut, match="Någon måste kunna administrera"):
        services.shut_out(user_id=only, by="root (kommandoraden)", at=MOMENT)
    with pytest.raises(CannotShutOut, match="Någon måste kunna administrera"):
        changed(only, "manager", by="root (kommandoraden)")

    assert everything() == before


def test_an_administrator_who_cannot_sign_in_is_not_counted():
    only = saved("sofia", "administrator")
    added("karin", "administrator")
    gone = saved("sven", "administrator")
    services.shut_out(user_id=gone, by="sofia", at=MOMENT)

    with pytest.raises(CannotShutOut):
        services.shut_out(user_id=only, by="chef", at=MOMENT)


def test_where_another_administers_one_may_leave():
    one, other = saved("sofia", "administrator"), saved("karin", "administrator", "manager")

    services.shut_out(user_id=one, by="karin", at=MOMENT)

    assert queries.viewer(one) is None
    assert queries.roles_of(one) == {"administrator"}
    assert queries.roles_of(other) == {"administrator", "manager"}


def test_nobody_shuts_themselves_out_or_takes_the_role_from_themselves():
    me = saved("sofia", "administrator")
    saved("karin", "administrator")
    before = everything()

    with pytest.raises(CannotShutOut, match="stänga av dig själv"):
        services.shut_out(user_id=me, by="sofia", at=MOMENT)
    with pytest.raises(CannotShutOut, match="från dig själv"):
        changed(me, "manager")

    assert everything() == before


def test_who_is_shut_out_gets_their_roles_back_and_chooses_a_new_password():
    eva = saved("eva", "manager", "elected")
    services.shut_out(user_id=eva, by="sofia", at=MOMENT)
    with pytest.raises(CannotSaveUser, match="Öppna personen igen först"):
        services.invite(user_id=eva, by="sofia", at=MOMENT)

    services.let_in(user_id=eva, by="sofia", at=MOMENT)

    assert {role.value for role in queries.viewer(eva).roles} == {"manager", "elected"}
    assert not User.objects.get(pk=eva).has_usable_password()


def test_saving_a_user_who_was_shut_out_lets_them_in():
    eva = saved("eva", "manager")
    services.shut_out(user_id=eva, by="sofia", at=MOMENT)

    saved("eva", "manager")

    assert User.objects.get(pk=eva).is_active
    assert [each[0] for each in told_of(eva)][-2:] == ["let-in", "password-set"]


def test_a_token_is_used_up_when_a_password_is_chosen():
    eva = added("eva", "manager")
    token = services.invite(user_id=eva, by="sofia", at=MOMENT)
    assert queries.is_invited(user_id=eva, token=token)

    services.choose_password(user_id=eva, token=token, password=PASSWORD, at=MOMENT)

    assert not queries.is_invited(user_id=eva, token=token)
    with pytest.raises(CannotChoosePassword, match="använd eller för gammal"):
        services.choose_password(user_id=eva, token=token, password=OTHER, at=MOMENT)
    assert User.objects.get(pk=eva).check_password(PASSWORD)


def test_a_token_is_somebodys_own_and_of_nobody_who_is_shut_out():
    eva, kim = added("eva", "manager"), added("kim", "manager")
    token = services.invite(user_id=eva, by="sofia", at=MOMENT)

    assert not queries.is_invited(user_id=kim, token=token)
    services.shut_out(user_id=eva, by="sofia", at=MOMENT)
    assert not queries.is_invited(user_id=eva, token=token)
    services.let_in(user_id=eva, by="sofia", at=MOMENT)
    assert not queries.is_invited(user_id=eva, token=token)


def test_a_token_grows_too_old(settings, monkeypatch):
    eva = added("eva", "manager")
    token = services.invite(user_id=eva, by="sofia", at=MOMENT)
    real = PasswordResetTokenGenerator._now
    later = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 60)

    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: real(self) + later)

    assert not queries.is_invited(user_id=eva, token=token)


@pytest.mark.parametrize("weak", ["kort", "password123"])
def test_a_weak_password_is_refused_and_the_token_still_holds(weak):
    eva = added("eva", "manager")
    token = services.invite(user_id=eva, by="sofia", at=MOMENT)

    with pytest.raises(CannotChoosePassword, match="lösenord"):
        services.choose_password(user_id=eva, token=token, password=weak, at=MOMENT)

    assert queries.is_invited(user_id=eva, token=token)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("fel", OTHER, "stämmer inte"),
        (PASSWORD, PASSWORD, "inte har nu"),
        (PASSWORD, "kort", "lösenord"),
    ],
)
def test_a_password_that_cannot_be_changed_stays(old, new, told):
    eva = saved("eva", "manager")
    before = everything()

    with pytest.raises(CannotChoosePassword, match=told):
        services.change_password(user_id=eva, old=old, new=new, at=MOMENT)

    assert everything() == before


def test_people_are_found_by_words_role_and_organisation_a_page_at_a_time():
    for number in range(5):
        saved(f"p{number}", "elected" if number % 2 else "manager")
    changed(User.objects.get(username="p3").pk, "elected", given_name="Eva", family_name="Lind")

    assert [each.name for each in queries.people(words="lind eva").people] == ["p3"]
    assert [each.name for each in queries.people(role="elected").people] == ["p1", "p3"]
    assert queries.people(organisation_code="KIN").people == ()
    first = queries.people(size=3)
    rest = queries.people(size=3, after=first.next_key)
    assert [each.name for each in (*first.people, *rest.people)] == ["p0", "p1", "p2", "p3", "p4"]
    assert (first.next_key, rest.next_key) == ("p2", "")


def test_nobody_has_an_unknown_id():
    assert queries.person(999_999) is None

"""Signing in in two steps: nobody comes in by the password alone, nor by a code twice."""

from datetime import datetime, timedelta

import pyotp
import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from samdrift.parties import guessing
from samdrift.parties import services as parties
from samdrift.parties.errors import CannotSaveUser
from samdrift.parties.models import PersonChange, StrongRole
from samdrift.plumbing.clock import SWEDEN
from samdrift.secondstep import codes, services
from samdrift.secondstep.errors import WrongCode
from samdrift.secondstep.models import CodeApp, RecoveryCode

PASSWORD = "en-lång-mening-om-rör"  # noqa: S105  Only of the tests.
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  Only of the tests.
AT = datetime(2026, 11, 23, 9, 0, 7, tzinfo=SWEDEN)


def code_at(moment):
    return pyotp.TOTP(SECRET).at(moment)


@pytest.fixture
def clock(monkeypatch):
    def set_to(moment):
        monkeypatch.setattr("samdrift.plumbing.clock.now", lambda: moment)

    set_to(AT)
    return set_to


@pytest.fixture
def eva(db, clock):
    return User.objects.create_user("eva", password=PASSWORD)


@pytest.fixture
def spare(eva):
    """Give Eva a code app an hour ago, and return her codes for paper."""
    then = AT - timedelta(hours=1)
    return services.add(user_id=eva.pk, secret=SECRET, code=code_at(then), at=then)


def say_password(client):
    told = {"name": "eva", "password": PASSWORD, "next": "/hjalp/"}
    return client.post("/logga-in/", told)


def say_code(client, code):
    return client.post("/logga-in/kod/", {"code": code})


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_the_password_alone_signs_nobody_in_and_the_code_after_it_does(client, eva, spare):
    assert say_password(client).headers["Location"] == "/logga-in/kod/"
    assert signed_in(client) is None
    assert client.get("/losenord/").headers["Location"].startswith("/logga-in/")

    answer = say_code(client, code_at(AT))

    assert answer.headers["Location"] == "/hjalp/"
    assert signed_in(client) == str(eva.pk)


def test_a_code_is_taken_once_also_in_another_browser(client, eva, spare):
    say_password(client)
    say_code(client, code_at(AT))
    other = Client()
    say_password(other)

    assert say_code(other, code_at(AT)).status_code == 422
    assert say_code(other, code_at(AT - timedelta(seconds=30))).status_code == 422
    assert signed_in(other) is None


@pytest.mark.parametrize("seconds", [-60, 60, 3600])
def test_a_code_of_another_time_is_refused_and_uses_nothing_up(client, eva, spare, seconds):
    before = CodeApp.objects.values().get()
    say_password(client)

    assert say_code(client, code_at(AT + timedelta(seconds=seconds))).status_code == 422
    assert signed_in(client) is None
    assert CodeApp.objects.values().get() == before


def test_a_code_on_paper_is_taken_once_however_it_is_written(client, eva, spare):
    say_password(client)
    assert say_code(client, f" {spare[3].upper().replace('-', ' ')}").status_code == 302
    assert signed_in(client) == str(eva.pk)
    client.logout()
    say_password(client)

    assert say_code(client, spare[3]).status_code == 422
    assert signed_in(client) is None
    assert RecoveryCode.objects.count() == 9
    assert PersonChange.objects.filter(user=eva, kind="recovery-used").count() == 1


def test_nobody_is_asked_for_a_code_who_has_not_said_the_password(client, eva, spare, clock):
    assert say_code(client, code_at(AT)).headers["Location"] == "/logga-in/"
    say_password(client)
    clock(AT + timedelta(minutes=11))

    late = say_code(client, code_at(AT + timedelta(minutes=11)))

    assert late.headers["Location"] == "/logga-in/"
    assert signed_in(client) is None


def test_after_five_wrong_codes_even_the_right_one_must_wait(client, eva, spare):
    say_password(client)
    for _ in range(guessing.MOST_TRIES):
        assert say_code(client, "000000").status_code == 422

    assert say_code(client, code_at(AT)).status_code == 429
    assert signed_in(client) is None
    say_password(client)  # The password that is right is no way around the wait.
    assert say_code(client, code_at(AT)).status_code == 429


def test_who_is_shut_out_between_the_steps_is_not_signed_in(client, eva, spare):
    say_password(client)
    parties.shut_out(user_id=eva.pk, by="admin", at=AT)

    assert say_code(client, code_at(AT)).headers["Location"] == "/logga-in/"
    assert signed_in(client) is None


def test_an_app_is_added_only_by_a_phone_that_tells_its_codes(client, eva):
    say_password(client)
    secret = client.get("/min-inloggning/kodapp/").context["secret"].replace(" ", "")
    assert client.post("/min-inloggning/kodapp/", {"code": "000000"}).status_code == 422
    assert not CodeApp.objects.exists()

    page = client.post("/min-inloggning/kodapp/", {"code": pyotp.TOTP(secret).at(AT)})

    assert len(set(page.context["codes"])) == 10
    assert {len(codes.plain(code)) for code in page.context["codes"]} == {24}
    assert secret not in str(CodeApp.objects.values().get())
    kept = set(RecoveryCode.objects.values_list("digest", flat=True))
    assert kept == {codes.digest(code) for code in page.context["codes"]}
    assert client.get("/min-inloggning/kodapp/").status_code == 302


def test_the_app_is_removed_by_a_code_and_new_codes_end_the_old(client, eva, spare):
    client.force_login(eva)
    assert client.post("/min-inloggning/ta-bort/", {"code": "fel"}).status_code == 422
    assert CodeApp.objects.exists()
    told = {"code": spare[0]}
    renewed = client.post("/min-inloggning/reservkoder/", told).context["codes"]
    with pytest.raises(WrongCode):
        services.take(user_id=eva.pk, code=spare[1], at=AT)

    assert client.post("/min-inloggning/ta-bort/", {"code": renewed[0]}).status_code == 302
    assert not CodeApp.objects.exists()
    client.logout()
    assert say_password(client).headers["Location"] == "/hjalp/"


def test_who_administers_takes_away_a_lost_app_and_nobody_else_does(client, eva, spare):
    client.force_login(eva)
    assert client.post(f"/personer/{eva.pk}/utan-kodapp/").status_code == 403
    assert CodeApp.objects.exists()
    wanted = parties.Wanted(("administrator",))
    parties.save_user(name="admin", password=PASSWORD, wanted=wanted, by="x", at=AT)
    client.force_login(User.objects.get(username="admin"))
    assert "Ta bort kodappen" in client.get(f"/personer/{eva.pk}/").content.decode()
    client.post(f"/personer/{eva.pk}/utan-kodapp/", {"how": " "})
    assert CodeApp.objects.exists()

    how = {"how": "Var här med legitimation"}
    assert client.post(f"/personer/{eva.pk}/utan-kodapp/", how).status_code == 302

    assert not CodeApp.objects.exists()
    noted = PersonChange.objects.filter(user=eva).first()
    assert (noted.kind, noted.done_by) == ("code-app-gone", "admin")
    assert noted.after == "Var här med legitimation"


def test_what_one_signs_in_by_is_changed_only_by_who_has_just_shown_who_they_are(
    client, eva, clock
):
    say_password(client)
    clock(AT + timedelta(minutes=11))
    addresses = ("/min-inloggning/kodapp/", "/min-inloggning/avsluta/")
    where = "/logga-in/igen/?next=%2Fmin-inloggning%2F"
    assert client.get(addresses[0]).headers["Location"] == f"{where}kodapp%2F"
    assert client.post(addresses[1]).headers["Location"] == where
    wrong = {"password": "fel", "next": addresses[0]}
    assert client.post("/logga-in/igen/", wrong).status_code == 422
    assert client.get(addresses[0]).status_code == 302

    right = {"password": PASSWORD, "next": addresses[0]}
    assert client.post("/logga-in/igen/", right).headers["Location"] == addresses[0]

    assert client.get(addresses[0]).status_code == 200
    assert client.get("/logga-in/igen/").status_code == 200


def test_a_role_that_demands_two_steps_is_had_by_no_password_alone(client, eva):
    wanted = parties.Wanted(("auditor", "employee"))
    parties.change_person(user_id=eva.pk, wanted=wanted, by="test", at=AT)
    told = {"levels": "", "mine": False, "by": "admin", "at": AT}
    say_password(client)
    assert client.get("/vem-kan-se/").status_code == 200
    with pytest.raises(CannotSaveUser):
        parties.demand(roles=["administrator"], **told)
    assert not StrongRole.objects.exists()

    parties.demand(roles=["auditor"], **told)

    assert client.get("/vem-kan-se/").headers["Location"] == "/logga-in/starkare/"
    assert client.get("/logga-in/starkare/").context["roles"] == ["Revisor"]
    secret = client.get("/min-inloggning/kodapp/").context["secret"].replace(" ", "")
    client.post("/min-inloggning/kodapp/", {"code": pyotp.TOTP(secret).at(AT)})
    assert client.get("/vem-kan-se/").status_code == 200
    assert client.get("/logga-in/starkare/").status_code == 302


def test_who_administers_signs_somebody_out_everywhere_and_they_may_come_back(client, eva):
    say_password(client)
    wanted = parties.Wanted(("administrator",))
    parties.save_user(name="admin", password=PASSWORD, wanted=wanted, by="x", at=AT)
    admin = Client()
    admin.force_login(User.objects.get(username="admin"))

    assert admin.post(f"/personer/{eva.pk}/logga-ut/").status_code == 302

    assert client.get("/losenord/").status_code == 302
    assert PersonChange.objects.filter(user=eva).first().kind == "signed-out"
    say_password(client)
    assert client.get("/losenord/").status_code == 200


def test_with_another_secret_key_no_code_is_taken(eva, spare, settings):
    settings.SECRET_KEY = "en annan"  # noqa: S105  Of the test.

    with pytest.raises(WrongCode):
        services.take(user_id=eva.pk, code=code_at(AT), at=AT)


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_standard(seconds, code):
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105  RFC 6238's own.
    moment = datetime.fromtimestamp(seconds, tz=SWEDEN)

    assert codes.step_of(secret, code, after=0, at=moment) == seconds // 30


FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0"


def test_browsers_one_is_signed_in_with_are_listed_and_ended(eva):
    here, there, elsewhere = Client(), Client(headers={"user-agent": FIREFOX}), Client()
    for client in (here, there, elsewhere):
        say_password(client)
    page = here.get("/min-inloggning/")
    assert [each.browser for each in page.context["sessions"]] == ["", "Firefox, Windows", ""]
    told = page.context["sessions"][1].id

    assert here.post("/min-inloggning/avsluta/", {"session": told}).status_code == 302

    assert there.get("/losenord/").status_code == 302
    assert elsewhere.get("/losenord/").status_code == 200
    here.post("/min-inloggning/avsluta/")
    assert elsewhere.get("/losenord/").status_code == 302
    assert len(here.get("/min-inloggning/").context["sessions"]) == 1


def test_nobody_ends_anothers_session(client, eva):
    say_password(client)
    other = Client()
    other.force_login(User.objects.create_user("kim"))
    told = client.get("/min-inloggning/").context["sessions"][0].id

    other.post("/min-inloggning/avsluta/", {"session": told})

    assert client.get("/losenord/").status_code == 200


def test_a_new_password_ends_every_other_session_and_being_shut_out_every_one(client, eva):
    other = Client()
    for each in (client, other):
        say_password(each)
    new = "en-helt-annan-mening"
    client.post("/losenord/", {"old": PASSWORD, "new": new, "again": new})
    assert Session.objects.count() == 1
    assert len(client.get("/min-inloggning/").context["sessions"]) == 1

    parties.shut_out(user_id=eva.pk, by="admin", at=AT)

    assert Session.objects.count() == 0
    assert client.get("/losenord/").status_code == 302

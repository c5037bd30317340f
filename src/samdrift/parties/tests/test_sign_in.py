from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from samdrift.parties import guessing
from samdrift.parties.models import WrongTry
from samdrift.plumbing import clock

PASSWORD = "en-lång-mening-om-rör"  # noqa: S105  Only of the tests.


@pytest.fixture
def eva(db):
    return User.objects.create_user("eva", password=PASSWORD)


def sign_in(client, name="eva", password=PASSWORD, **more):
    return client.post("/logga-in/", {"name": name, "password": password, **more})


def test_the_right_password_leads_on_to_where_one_was_going(client, eva):
    answer = sign_in(client, next="/ar/2015/")

    assert answer.headers["Location"] == "/ar/2015/"
    assert client.session["_auth_user_id"] == str(eva.pk)


def test_nobody_is_led_out_of_the_product(client, eva):
    assert sign_in(client, next="//ond.example/").headers["Location"] == "/"


def test_a_wrong_password_and_a_name_that_does_not_exist_are_told_alike(client, eva):
    wrong = sign_in(client, password="fel")
    unknown = sign_in(client, name="ingen", password="fel")

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert "hör inte ihop" in wrong.content.decode()
    assert "hör inte ihop" in unknown.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_name_is_kept_and_the_password_is_not(client, eva):
    page = sign_in(client, password="fel-lösenord").content.decode()

    assert 'value="eva"' in page
    assert "fel-lösenord" not in page


def test_what_is_not_filled_in_is_told_at_its_field(client, db):
    page = sign_in(client, name="", password="")

    assert page.status_code == 422
    assert "Skriv ditt användarnamn." in page.content.decode()
    assert "Skriv ditt lösenord." in page.content.decode()


@pytest.mark.parametrize("name", ["eva", "EVA", "ingen"])
def test_after_five_wrong_tries_even_the_right_password_must_wait(client, eva, name):
    for _ in range(guessing.MOST_TRIES):
        assert sign_in(client, name=name, password="fel").status_code == 422

    answer = sign_in(client, name=name)

    assert answer.status_code == 429
    assert "Vänta 15 minuter" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_somebody_elses_guesses_at_another_address_do_not_shut_one_out(client, eva):
    for _ in range(guessing.MOST_TRIES):
        client.post("/logga-in/", {"name": "eva", "password": "fel"}, REMOTE_ADDR="203.0.113.9")

    assert sign_in(client).status_code == 302


def test_guesses_spread_over_many_addresses_are_counted_together(client, eva):
    for number in range(guessing.MOST_TRIES_FROM_ANYWHERE):
        guessing.note_wrong_try(name="eva", address=f"203.0.113.{number}", at=clock.now())

    assert sign_in(client).status_code == 429


def test_one_address_that_tries_many_names_must_wait(client, eva):
    for number in range(guessing.MOST_TRIES_FROM_ANYWHERE):
        guessing.note_wrong_try(name=f"namn-{number}", address="127.0.0.1", at=clock.now())

    assert sign_in(client).status_code == 429


def test_signing_in_forgets_the_wrong_tries(client, eva):
    for _ in range(guessing.MOST_TRIES - 1):
        sign_in(client, password="fel")

    assert sign_in(client).status_code == 302
    assert not guessing.must_wait(name="eva", address="127.0.0.1", at=clock.now())


def test_a_wrong_try_is_forgotten_when_the_wait_is_over(db):
    then = clock.now()
    for _ in range(guessing.MOST_TRIES):
        guessing.note_wrong_try(name="eva", address="192.0.2.1", at=then)
    assert guessing.must_wait(name="eva", address="192.0.2.1", at=then)

    later = then + timedelta(minutes=guessing.WAIT_MINUTES)
    assert not guessing.must_wait(name="eva", address="192.0.2.1", at=later)

    guessing.note_wrong_try(name="kim", address="192.0.2.2", at=later)
    assert WrongTry.objects.count() == 3


def test_a_wrong_try_keeps_no_name_and_no_address(client, eva):
    sign_in(client, name="mitt-lösenord", password="fel")

    kept = " ".join(WrongTry.objects.values_list("digest", flat=True))
    assert WrongTry.objects.count() == 3
    assert "mitt" not in kept
    assert "127.0.0.1" not in kept


def test_signing_out_ends_the_session(client, eva):
    client.force_login(eva)

    answer = client.post("/logga-ut/")

    assert answer.headers["Location"] == "/logga-in/"
    assert "_auth_user_id" not in client.session


def test_a_link_does_not_sign_out(client, eva):
    client.force_login(eva)

    assert client.get("/logga-ut/").status_code == 405
    assert client.session["_auth_user_id"] == str(eva.pk)


def test_the_page_to_sign_in_is_never_kept(client, db):
    assert "no-store" in client.get("/logga-in/").headers["Cache-Control"]

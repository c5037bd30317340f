"""What every answer says to the browser, and what is never told or let in."""

import re
from datetime import timedelta

import pytest
from django.conf import global_settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from samdrift.parties.models import HomeOrganisation
from samdrift.project import environment
from samdrift.project import settings as ours
from samdrift.project.environment import BadEnvironment

PASSWORD = "en-lång-mening-om-rör"  # noqa: S105  Only of the tests.
OPEN_TO_ALL = ("/logga-in/", "/utseende/", "/api/v1/openapi.json", "/static/samdrift/samdrift.css")
TEXT = re.compile(r"^(?:text/|application/(?:json|xml|problem\+json))")


@pytest.fixture
def somebody(db):
    return get_user_model().objects.create_user("berit", password=PASSWORD)


def test_every_answer_says_what_the_browser_may_do_with_it(db):
    for path in OPEN_TO_ALL:
        answer = Client().get(path, headers={"Origin": "https://annan.example"})
        answer.close()
        headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy, path
        assert "default-src 'none'" in policy, path
        assert "base-uri 'none'" in policy, path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert "Access-Control-Allow-Origin" not in headers, path
        kind = headers["Content-Type"]
        assert not TEXT.match(kind) or "utf-8" in kind or "json" in kind, path


def test_what_somebody_signed_in_to_see_is_kept_nowhere(manager):
    for path in ("/ar/2015/", "/ar/2015/tabeller/", "/losenord/", "/finns-inte/"):
        assert "no-store" in manager.get(path).headers["Cache-Control"], path

    answer = Client().get("/api/v1/tickets", headers={"Authorization": "Bearer ingen"})
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert manager.post("/logga-ut/").headers["Clear-Site-Data"] == '"cache"'


def test_signing_in_gives_a_new_session_that_nobody_guesses(somebody):
    client = Client()
    client.get("/utseende/")
    before = client.session
    before["seen"] = "1"
    before.save()

    signed_in = client.post("/logga-in/", {"name": "berit", "password": PASSWORD})

    cookie = signed_in.cookies["sessionid"]
    assert re.fullmatch(r"[0-9a-z]{32}", cookie.value)
    assert cookie.value != before.session_key
    assert not Session.objects.filter(session_key=before.session_key).exists()
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_session_lasts_a_working_day_however_much_it_is_used(somebody):
    client = Client()
    told = client.post("/logga-in/", {"name": "berit", "password": PASSWORD}).cookies["sessionid"]
    ends = Session.objects.get().expire_date

    assert client.get("/losenord/").status_code == 200

    assert told["max-age"] == 12 * 60 * 60
    assert Session.objects.get().expire_date == ends
    Session.objects.update(expire_date=ends - timedelta(hours=13))
    assert client.get("/losenord/").status_code == 302


def test_a_password_in_the_address_is_not_read(somebody):
    client = Client()

    answer = client.post(f"/logga-in/?name=berit&password={PASSWORD}", {})

    assert answer.status_code == 422
    assert "_auth_user_id" not in client.session


def test_a_password_is_hidden_pasted_and_remembered_by_who_keeps_passwords(somebody):
    client = Client()
    for path, of in (("/logga-in/", "current-password"), ("/losenord/", "new-password")):
        page = client.get(path).content.decode()
        fields = re.findall(r"<input[^>]*password[^>]*>", page)
        assert any(f'autocomplete="{of}"' in each for each in fields)
        assert all('type="password"' in each for each in fields)
        assert "onpaste" not in page
        assert "fråga" not in page.lower()
        client.force_login(somebody)


@pytest.mark.parametrize(
    "password",
    ["åäö ☃ mellanslag ", "x" * 40 + "y" * 40, "4839201748392", "LANGSAMMA_BILAR", "bara små ord"],
)
def test_a_password_may_be_made_of_anything_and_be_long(somebody, password):
    validate_password(password, somebody)
    somebody.set_password(password)

    assert somebody.check_password(password)
    assert not somebody.check_password(password.strip() + "x")
    assert not somebody.check_password(password.swapcase()) or password.isdecimal()


@pytest.mark.parametrize(
    "password", ["1234567890", "qwertyuiop", "Samdrift-2026!", "Kindakommun1", "berit-berit-1"]
)
def test_a_password_that_many_have_or_whoever_knows_us_would_guess_is_refused(somebody, password):
    HomeOrganisation.objects.create(name="Kinda", org_number="212000-0399", legal_form="kommun")

    with pytest.raises(ValidationError):
        validate_password(password, somebody)


def test_passwords_are_stretched_as_long_as_is_advised():
    told = getattr(ours, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS)[0]

    assert told.rpartition(".")[2] in {"PBKDF2PasswordHasher", "Argon2PasswordHasher"}


def test_a_new_house_has_nobody_who_can_sign_in(db):
    assert get_user_model().objects.count() == 0


def test_nothing_of_the_machine_is_shown(manager):
    for path in ("/.git/HEAD", "/static/", "/static/samdrift/", "/settings.py", "/metrics.txt"):
        assert manager.get(path).status_code == 404, path
    assert ours.DEBUG is False


@pytest.mark.parametrize("path", ["/logga-in/", "/losenord/", "/api/v1/tickets"])
def test_a_request_is_never_sent_back_as_it_came(manager, path):
    answer = manager.generic("TRACE", path, headers={"X-Secret": "hemligt"})

    assert answer.status_code in {401, 405}
    assert b"hemligt" not in answer.content


def test_whoever_asks_by_plain_http_is_turned_over_to_https(db, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000

    plain = Client().get("/logga-in/")
    encrypted = Client().get("/logga-in/", secure=True)

    assert (plain.status_code, plain.headers["Location"]) == (301, "https://testserver/logga-in/")
    assert "max-age=31536000" in encrypted.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("path", ["/api/v1/tickets", "/inventering/"])
def test_a_program_that_speaks_plain_http_is_refused_and_not_turned_over(db, settings, path):
    settings.SECURE_SSL_REDIRECT = True

    plain = Client().get(path)

    assert plain.status_code == 403
    assert "Location" not in plain.headers
    assert Client().get(path, secure=True).status_code == 401


@pytest.mark.parametrize(("peer", "seen"), [("10.0.0.1", "10.0.0.1"), ("127.0.0.1", "6.6.6.6")])
def test_on_whose_behalf_is_believed_of_our_own_proxy_alone(peer, seen):
    told = []
    wrapped = wrap_wsgi_with_proxy_headers(
        lambda environ, _start: told.append(environ["REMOTE_ADDR"]) or [],
        trusted_hosts=["127.0.0.1"],
    )

    wrapped({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": "6.6.6.6"}, lambda *_: None)

    assert told == [seen]


def test_the_way_to_the_database_is_encrypted_where_its_address_says_so(monkeypatch, tmp_path):
    where = "postgres://u:p@db.example/samdrift"
    monkeypatch.setenv("SAMDRIFT_DATABASE_URL", f"{where}?sslmode=verify-full&sslrootcert=/ca.pem")
    assert environment.database(tmp_path)["OPTIONS"] == {
        "sslmode": "verify-full",
        "sslrootcert": "/ca.pem",
    }

    monkeypatch.setenv("SAMDRIFT_DATABASE_URL", f"{where}?options=-csearch_path%3Devil")
    with pytest.raises(BadEnvironment):
        environment.database(tmp_path)


def test_every_page_has_the_way_out(manager, somebody):
    for path in ("/ar/2015/", "/losenord/", "/sok/", "/finns-inte/"):
        assert 'action="/logga-ut/"' in manager.get(path).content.decode(), path


def test_how_pages_look_is_kept_in_cookies_of_this_host(db, settings):
    settings.SESSION_COOKIE_SECURE = True
    client = Client()

    kept = client.post("/utseende/", {"theme": "dark"}, secure=True).cookies["__Host-theme"]

    assert (kept.value, kept["secure"], kept["httponly"]) == ("dark", True, True)
    assert (kept["path"], kept["domain"], kept["samesite"]) == ("/", "", "Lax")
    assert 'data-bs-theme="dark"' in client.get("/logga-in/", secure=True).content.decode()


def test_every_sign_in_and_every_refusal_is_logged_with_who_and_where(somebody, caplog):
    caplog.set_level("INFO", "samdrift.operation.requests")
    client = Client(enforce_csrf_checks=True)
    key = client.get("/logga-in/").context["csrf_token"]
    told = {"name": "berit", "csrfmiddlewaretoken": str(key)}
    caplog.clear()

    client.post("/logga-in/", told | {"password": "fel-lösen-ord"})
    client.post("/logga-in/", told | {"password": PASSWORD})
    client.get("/gallring/")
    client.post("/losenord/", {})

    lines = [
        (line.method, line.route, line.status, line.user)
        for line in caplog.records
        if line.name == "samdrift.operation.requests"
    ]
    assert lines == [
        ("POST", "logga-in/", 422, None),
        ("POST", "logga-in/", 302, somebody.pk),
        ("GET", "gallring/", 403, somebody.pk),
        ("POST", "losenord/", 403, somebody.pk),
    ]
    assert "fel-lösen-ord" not in caplog.text

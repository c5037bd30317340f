"""Signing in by a provider's word: what holds lets in, and what does not lets nobody in."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from joserfc import jwt
from joserfc.jwk import OctKey

from samdrift.directory.models import Person
from samdrift.identity import services
from samdrift.identity.errors import BadProvider
from samdrift.identity.models import Identity, Provider
from samdrift.identity.tests import given
from samdrift.parties import queries as parties
from samdrift.parties import services as ways_in
from samdrift.parties.models import PersonChange
from samdrift.plumbing import clock


@pytest.fixture
def karin(telling):
    return Person.objects.create(
        key="SE2321000016-1", name="Karin Ek", kind="employee", organisation_id="VIM",
        email="Karin@vimmerby.se",
    )  # fmt: skip


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_whoever_is_vouched_for_is_signed_in_as_who_they_are_in_the_directory(
    client,
    telling,
    karin,
):
    answer = given.come_back(client, telling, "/hjalp/arenden/")

    karin.refresh_from_db()
    assert answer.headers["Location"] == "/hjalp/arenden/"
    assert signed_in(client) == str(karin.user_id)
    assert parties.roles_of(karin.user_id) == {"employee"}
    assert parties.organisation_of(karin.user_id) == "VIM"
    assert (karin.user.get_full_name(), karin.user.has_usable_password()) == ("Karin Ek", False)
    digest = hashlib.sha256(telling.form["code_verifier"].encode()).digest()
    asked = telling.asked["code_challenge"]
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked
    assert telling.authorization == "Basic " + base64.b64encode(b"samdrift:hemligt").decode()
    assert "bricka" not in str(dict(client.session))
    assert telling.form["redirect_uri"].endswith("/logga-in/svar/vimmerby/")


def test_the_second_time_nobody_new_is_made_whatever_their_address_is_by_then(
    client,
    telling,
    karin,
):
    given.come_back(client, telling)
    telling.claims = {"email": "karin.ny@vimmerby.se"}

    given.come_back(client, telling)

    karin.refresh_from_db()
    assert signed_in(client) == str(karin.user_id)
    assert (User.objects.count(), Identity.objects.count()) == (1, 1)


def without_a_signature(token):
    head = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    return f"{head}.{token.split('.')[1]}."


def signed_with_a_secret(token):
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(given.SECRET * 8))


NOW = int(clock.now().timestamp())
WRONG = {
    "another audience": {"claims": {"aud": "en-annan"}},
    "handed to another": {"claims": {"aud": [given.CLIENT, "en-annan"], "azp": "en-annan"}},
    "for many and handed to nobody": {"claims": {"aud": [given.CLIENT, "en-annan"]}},
    "expired": {"claims": {"exp": NOW - 3600}},
    "without an end": {"claims": {"exp": None}},
    "of the future": {"claims": {"iat": NOW + 36000}},
    "another issuer": {"claims": {"iss": "https://ond.example"}},
    "another nonce": {"claims": {"nonce": "gammal"}},
    "no nonce": {"claims": {"nonce": None}},
    "no subject": {"claims": {"sub": None}},
    "unsigned": {"token": without_a_signature},
    "signed with our secret": {"token": signed_with_a_secret},
    "signed by another key": {"key": given.ANOTHER},
    "no token": {"token": lambda _token: ""},
    "another person's userinfo": {"userinfo": {"sub": "någon annan"}},
    "another issuer's keys": {"configuration": {"issuer": "https://ond.example"}},
    "keys in the open": {"configuration": {"jwks_uri": "http://ond.example/keys"}},
    "a mail nobody has verified": {"claims": {"email_verified": False}},
    "another's domain": {"claims": {"email": "karin@kinda.se"}},
    "nobody who is known": {"claims": {"email": "okand@vimmerby.se"}},
    "no word of who": {"claims": {"email": None}},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_does_not_hold_signs_nobody_in(client, telling, karin, wrong):
    state = given.ask(client, telling)
    for name, told in WRONG[wrong].items():
        setattr(telling, name, told)

    answer = client.get("/logga-in/svar/vimmerby/", {"code": "kod", "state": state})

    assert answer.status_code == 403
    assert "Du är inte inloggad" in answer.content.decode()
    assert signed_in(client) is None
    assert (User.objects.count(), Identity.objects.count()) == (0, 0)


def test_an_answer_holds_once_and_only_for_the_browser_that_asked(
    client,
    telling,
    karin,
):
    state = given.ask(client, telling)
    told = {"code": "kod", "state": state}
    elsewhere = type(client)()
    assert elsewhere.get("/logga-in/svar/vimmerby/", told).status_code == 403
    assert signed_in(elsewhere) is None
    assert client.get("/logga-in/svar/vimmerby/", told).status_code == 302
    client.logout()

    assert client.get("/logga-in/svar/vimmerby/", told).status_code == 403
    assert signed_in(client) is None


@pytest.mark.parametrize(
    "told", [{"state": "en annan"}, {"iss": "https://ond.example"}, {"code": "", "error": "nej"}]
)
def test_an_answer_to_something_else_is_refused_and_uses_up_the_question(
    client,
    telling,
    karin,
    told,
):
    asked = {"code": "kod", "state": given.ask(client, telling)}

    assert client.get("/logga-in/svar/vimmerby/", asked | told).status_code == 403
    assert client.get("/logga-in/svar/vimmerby/", asked).status_code == 403
    assert signed_in(client) is None


def test_a_question_that_is_too_old_is_not_answered(client, telling, karin):
    asked = {"code": "kod", "state": given.ask(client, telling)}
    session = client.session
    session["identity.asked"]["vimmerby"]["at"] -= 11 * 60
    session.save()

    assert client.get("/logga-in/svar/vimmerby/", asked).status_code == 403
    assert signed_in(client) is None


def test_whoever_has_left_or_is_shut_out_is_not_let_in(client, telling, karin):
    given.come_back(client, telling)
    client.logout()
    Person.objects.update(is_active=False)
    assert given.come_back(client, telling).status_code == 403

    Person.objects.update(is_active=True)
    karin.refresh_from_db()
    ways_in.shut_out(user_id=karin.user_id, by="admin", at=clock.now())
    assert given.come_back(client, telling).status_code == 403
    assert signed_in(client) is None


def test_a_sign_in_below_the_level_that_is_demanded_is_refused(client, telling, karin):
    loa3 = "http://id.sambi.se/loa/loa3"
    given.keep(telling.address, levels=loa3)
    telling.userinfo = {"acr": loa3}
    for acr in (None, "http://id.sambi.se/loa/loa2"):
        telling.claims = {"acr": acr}
        answer = given.come_back(client, telling)
        assert "inte säker nog" in answer.content.decode()
        assert signed_in(client) is None

    telling.claims = {"acr": loa3}
    assert given.come_back(client, telling).status_code == 302
    assert telling.asked["acr_values"] == loa3


def test_a_card_is_known_by_its_holders_key_in_the_directory(client, telling, karin):
    given.keep(telling.address, person_claim="employeeHsaId", known_by="key")
    telling.claims, telling.userinfo = {"email": None}, {"employeeHsaId": karin.key}

    assert given.come_back(client, telling).status_code == 302
    karin.refresh_from_db()
    assert signed_in(client) == str(karin.user_id)


def test_another_organisations_person_is_never_vouched_for(client, telling, karin):
    given.Organisation.objects.create(code="KIN", name="Kinda", role="member", position=2)
    Person.objects.update(organisation="KIN")

    assert given.come_back(client, telling).status_code == 403
    assert signed_in(client) is None


def test_roles_follow_what_is_said_and_go_when_it_is_said_no_longer(client, telling, karin):
    services.add_rule(provider_key="vimmerby", claim="groups", value="desk", role="agent")
    telling.claims = {"groups": ["desk", "alla"]}
    given.come_back(client, telling)
    karin.refresh_from_db()
    assert parties.roles_of(karin.user_id) == {"agent", "employee"}

    telling.claims = {}
    given.come_back(client, telling)

    assert parties.roles_of(karin.user_id) == {"employee"}
    noted = PersonChange.objects.filter(user=karin.user_id, kind="roles").first()
    assert (noted.before, noted.after) == ("agent,employee", "employee")
    assert noted.done_by == "Vimmerby kommun"


def test_nobody_becomes_administrator_by_a_rule(telling):
    with pytest.raises(BadProvider):
        services.add_rule(provider_key="vimmerby", claim="groups", value="x", role="administrator")

    assert not Provider.objects.get().rules.exists()


@pytest.mark.parametrize("issuer", ["http://idp.kommun.se", "file:///etc/passwd", "x", "http://["])
def test_an_issuer_in_the_open_is_refused(telling, issuer):
    with pytest.raises(BadProvider):
        given.keep(issuer)

    assert Provider.objects.get().issuer == telling.address


def test_a_domain_is_one_providers(telling):
    wanted = services.Wanted("Kinda", "VIM", "https://idp.kinda.se", "samdrift")
    for domains in ("vimmerby.se", "ingen domän", ""):
        with pytest.raises(BadProvider):
            services.keep(key="kinda", wanted=wanted, domains=domains)

    assert Provider.objects.count() == 1


def test_a_mail_address_leads_to_its_provider_and_the_page_of_signing_in_has_it(
    client,
    telling,
):
    led = client.get("/logga-in/med/", {"epost": "Karin@Vimmerby.se", "next": "/hjalp/"})
    unknown = client.get("/logga-in/med/", {"epost": "karin@kinda.se"})

    assert led.headers["Refresh"] == "0; url=/logga-in/med/vimmerby/?next=%2Fhjalp%2F"
    assert unknown.status_code == 422
    assert "Vimmerby kommun" in client.get("/logga-in/").content.decode()
    Provider.objects.update(is_open=False)
    assert "Vimmerby kommun" not in client.get("/logga-in/").content.decode()
    assert client.get("/logga-in/med/vimmerby/").status_code == 404


def test_a_provider_that_does_not_answer_is_told_of(client, telling):
    Provider.objects.update(issuer="http://127.0.0.1:9")

    answer = client.get("/logga-in/med/vimmerby/")

    assert answer.status_code == 502
    assert "svarar inte som den ska" in answer.content.decode()


@pytest.mark.skipif(
    not os.environ.get("SAMDRIFT_TEST_OIDC"),
    reason='no provider: eval "$(scripts/services)" starts one',
)
def test_a_provider_that_others_have_made_signs_in(client, telling, karin, settings):
    issuer = os.environ["SAMDRIFT_TEST_OIDC"]
    settings.BASE_URL = "http://127.0.0.1:8000"
    given.keep(issuer)
    browser = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(CookieJar()), _StopsAtUs()
    )

    where, page = led(browser, client.get("/logga-in/med/vimmerby/").headers["Location"])
    for told in ({"prompt": "login", "login": "karin", "password": "x"}, {"prompt": "consent"}):
        form = re.search(r'action="([^"]+)"', page)[1]
        where, page = led(browser, form, urlencode(told).encode())

    assert client.get(f"/logga-in/svar/vimmerby/?{urlsplit(where).query}").status_code == 302
    karin.refresh_from_db()
    assert signed_in(client) == str(karin.user_id)


def led(browser, address, form=None):
    """Return where a browser is led, and the page there; where it is led to us, none."""
    try:
        with browser.open(address, form) as page:
            return page.geturl(), page.read().decode()
    except urllib.error.HTTPError as stopped:
        return stopped.headers["Location"], ""


class _StopsAtUs(urllib.request.HTTPRedirectHandler):
    """Follows a provider, and stops where it leads back to us."""

    def redirect_request(self, *told):
        request = super().redirect_request(*told)
        return None if "/logga-in/svar/" in told[-1] else request


def leaving(telling, *, kind="logout+jwt", **told):
    """Return what a provider says when it has signed Karin out."""
    now = int(clock.now().timestamp())
    claims = {
        "iss": telling.address, "aud": given.CLIENT, "sub": "karin-1", "iat": now, "jti": "1",
        "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
    } | told  # fmt: skip
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": "ES256", "kid": "k1", "typ": kind}, kept, telling.key)


@pytest.mark.parametrize(
    "told",
    [
        {"kind": "JWT"},
        {"aud": "annan"},
        {"iss": "https://annan.se"},
        {"events": {"annat": {}}},
        {"events": None},
        {"nonce": "n"},
        {"iat": 1},
        {"jti": None},
        {"sub": "annan"},
    ],
)
def test_a_word_that_does_not_hold_signs_nobody_out(client, telling, karin, told):
    given.come_back(client, telling)

    told = {"logout_token": leaving(telling, **told)}
    answer = Client().post("/logga-ut/fran/vimmerby/", told)

    assert answer.status_code in (200, 400)
    assert client.get("/losenord/").status_code == 200


def test_who_signs_out_at_the_provider_is_signed_out_here_and_elsewhere_not(client, telling, karin):
    given.come_back(client, telling)
    by_password = Client()
    karin.refresh_from_db()
    by_password.force_login(karin.user)

    told = {"logout_token": leaving(telling)}
    assert Client().post("/logga-ut/fran/vimmerby/", told).status_code == 200

    assert client.get("/losenord/").status_code == 302
    assert by_password.get("/losenord/").status_code == 200


def test_whoever_signs_out_here_is_led_to_sign_out_at_the_provider(client, telling, karin):
    given.come_back(client, telling)
    telling.configuration = {"end_session_endpoint": f"{telling.address}/ut"}

    answer = client.post("/logga-ut/")

    told = parse_qs(urlsplit(answer.headers["Refresh"].partition("url=")[2]).query)
    assert answer.headers["Refresh"].startswith(f"0; url={telling.address}/ut?")
    assert told["client_id"] == [given.CLIENT]
    assert told["post_logout_redirect_uri"][0].endswith("/logga-in/")
    assert signed_in(client) is None


def test_a_role_is_had_by_whoever_was_vouched_for_at_the_level_it_demands(client, telling, karin):
    given.come_back(client, telling)
    karin.refresh_from_db()
    wanted = ways_in.Wanted(("auditor",), "VIM")
    ways_in.change_person(user_id=karin.user_id, wanted=wanted, by="x", at=clock.now())
    demanded = {"levels": "loa3 loa4", "mine": True, "by": "x", "at": clock.now()}
    ways_in.demand(roles=["auditor"], **demanded)
    assert client.get("/vem-kan-se/").headers["Location"] == "/logga-in/starkare/"

    for level, status in (("loa2", 302), ("loa3", 200)):
        telling.claims = {"acr": level}
        given.come_back(client, telling)
        assert client.get("/vem-kan-se/").status_code == status


def test_a_token_of_another_kind_signs_nobody_in(client, telling, karin):
    telling.token = lambda _told: leaving(telling, nonce=telling.nonce)

    assert given.come_back(client, telling).status_code == 403
    assert signed_in(client) is None

"""Signing in with a passkey: whoever has it and opens it is in, and nobody by anything else."""

import hashlib
import json
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth.models import User
from django.test import Client
from webauthn.helpers import bytes_to_base64url, encode_cbor

from samdrift.parties import services as parties
from samdrift.parties.models import OpenSession, PersonChange
from samdrift.plumbing.clock import SWEDEN
from samdrift.secondstep import passkeys
from samdrift.secondstep.models import Passkey

PASSWORD = "en-lång-mening-om-rör"  # noqa: S105  Only of the tests.
AT = datetime(2026, 11, 23, 9, 0, 7, tzinfo=SWEDEN)
OURS = "http://testserver"
SHOWN = 0x05
"""That somebody was there, and showed who they are to the key."""


class Phone:
    """A phone with one key in it, which tells what is asked of it as it is told to."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = hashlib.sha256(str(id(self)).encode()).digest()
        self.count = 0

    def new(self, page, **told):
        told = self._told(page, "webauthn.create", **told)
        numbers = self.key.public_key().public_numbers()
        x, y = (part.to_bytes(32, "big") for part in (numbers.x, numbers.y))
        public = encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        kept = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        authenticator = told["host"] + bytes([told["flags"] | 0x40]) + bytes(4) + kept
        attested = {"fmt": "none", "attStmt": {}, "authData": authenticator}
        return self._answer(told, attestationObject=encode_cbor(attested))

    def sign(self, page, **told):
        told = self._told(page, "webauthn.get", **told)
        self.count += 1
        count = told.get("count", self.count).to_bytes(4, "big")
        authenticator = told["host"] + bytes([told["flags"]]) + count
        said = authenticator + hashlib.sha256(told["client"]).digest()
        signature = self.key.sign(said, ec.ECDSA(hashes.SHA256()))
        return self._answer(told, authenticatorData=authenticator, signature=signature)

    def _told(self, page, kind, *, origin=OURS, host="testserver", flags=SHOWN, **more):
        challenge = more.pop("challenge", None) or json.loads(page.context["options"])["challenge"]
        client = {"type": kind, "challenge": challenge, "origin": origin}
        rp = hashlib.sha256(host.encode()).digest()
        return {"client": json.dumps(client).encode(), "host": rp, "flags": flags} | more

    def _answer(self, told, **response):
        response |= {"clientDataJSON": told["client"]}
        return json.dumps(
            {
                "id": bytes_to_base64url(self.id),
                "rawId": bytes_to_base64url(self.id),
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {name: bytes_to_base64url(one) for name, one in response.items()},
            }
        )


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
def phone(eva):
    """Return Eva's phone, whose key she has added."""
    client, phone = Client(), Phone()
    client.post("/logga-in/", {"name": "eva", "password": PASSWORD})
    page = client.get("/min-inloggning/nyckel/")
    sent = {"name": "Min telefon", "answer": phone.new(page)}
    assert client.post("/min-inloggning/nyckel/", sent).status_code == 302
    return phone


def signed_in(client):
    return client.session.get("_auth_user_id")


def use(client, answer):
    return client.post("/logga-in/nyckel/", {"answer": answer, "next": "/hjalp/"})


def test_whoever_has_the_key_is_signed_in_without_a_password_as_in_two_steps(client, eva, phone):
    wanted = parties.Wanted(("auditor",))
    parties.change_person(user_id=eva.pk, wanted=wanted, by="test", at=AT)
    parties.demand(roles=["auditor"], levels="", mine=False, by="admin", at=AT)

    answer = use(client, phone.sign(client.get("/logga-in/nyckel/")))

    assert answer.headers["Location"] == "/hjalp/"
    assert signed_in(client) == str(eva.pk)
    assert client.get("/vem-kan-se/").status_code == 200
    key = Passkey.objects.get()
    assert (key.name, key.count, key.used_at) == ("Min telefon", 1, AT)
    assert OpenSession.objects.order_by("id").last().way == "Min telefon"
    assert PersonChange.objects.filter(user=eva, kind="passkey").get().after == "Min telefon"


@pytest.mark.parametrize(
    "told",
    [
        {"origin": "http://testserver.example"},
        {"host": "annan.example"},
        {"flags": 0x01},
        {"flags": 0x04},
        {"challenge": "AAAA"},
        {"count": 0},
    ],
)
def test_an_answer_in_which_something_does_not_hold_signs_nobody_in(client, eva, phone, told):
    use(Client(), phone.sign(Client().get("/logga-in/nyckel/")))
    Passkey.objects.update(count=5)

    answer = use(client, phone.sign(client.get("/logga-in/nyckel/"), **({"count": 9} | told)))

    assert answer.status_code == 422
    assert signed_in(client) is None
    assert Passkey.objects.get().count == 5


def test_an_answer_is_taken_once_in_time_and_by_the_browser_that_asked(client, eva, phone, clock):
    told = phone.sign(client.get("/logga-in/nyckel/"))
    assert use(Client(), told).status_code == 422
    assert use(client, told).status_code == 302
    client.logout()
    assert use(client, told).status_code == 422
    late = phone.sign(client.get("/logga-in/nyckel/"))
    clock(AT + timedelta(minutes=11))
    assert use(client, late).status_code == 422
    assert signed_in(client) is None


@pytest.mark.parametrize("answer", ["", "{}", "[1]", "null", '{"id": 1}', "x" * 30_000])
def test_what_is_no_answer_is_told_so(client, eva, phone, answer):
    client.get("/logga-in/nyckel/")

    assert use(client, answer).status_code == 422


def test_another_phone_and_who_is_shut_out_are_not_signed_in(client, eva, phone):
    other = Phone()
    other.id = phone.id
    assert use(client, other.sign(client.get("/logga-in/nyckel/"))).status_code == 422
    assert use(client, Phone().sign(client.get("/logga-in/nyckel/"))).status_code == 422
    parties.shut_out(user_id=eva.pk, by="admin", at=AT)

    assert use(client, phone.sign(client.get("/logga-in/nyckel/"))).status_code == 422
    assert signed_in(client) is None


def test_a_key_is_added_once_by_a_name_and_removed_by_its_owner_alone(client, eva, phone):
    client.post("/logga-in/", {"name": "eva", "password": PASSWORD})
    address = "/min-inloggning/nyckel/"
    for sent in (
        {"name": "Igen", "answer": phone.new(client.get(address))},
        {"name": " ", "answer": Phone().new(client.get(address))},
        {"name": "Fel", "answer": Phone().new(client.get(address), flags=0x01)},
    ):
        assert client.post(address, sent).status_code == 422
    key = Passkey.objects.get()
    other = Client()
    User.objects.create_user("kim", password=PASSWORD)
    other.post("/logga-in/", {"name": "kim", "password": PASSWORD})
    other.post(f"{address}{key.pk}/bort/")
    assert Passkey.objects.count() == 1

    client.post(f"{address}{key.pk}/bort/")

    assert not Passkey.objects.exists()
    assert PersonChange.objects.filter(user=eva).first().kind == "passkey-gone"
    assert passkeys.handle(eva.pk) != passkeys.handle(eva.pk + 1)

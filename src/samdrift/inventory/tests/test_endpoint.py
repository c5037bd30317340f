"""Agents send, and are answered as they expect."""

import base64
import gzip
import json
import zlib

import pytest

from samdrift.inventory.errors import BadKey
from samdrift.inventory.models import AgentKey, Contact, Machine, Unread
from samdrift.inventory.services import keys
from samdrift.inventory.tests.given import MONDAY, a_computer, an_organisation, fixture
from samdrift.inventory.views import endpoint

pytestmark = pytest.mark.django_db

ADDRESS = "/inventering/"
CONTACT = json.dumps({"action": "contact", "deviceid": "pc-2026", "name": "GLPI-Agent"}).encode()
PROLOG = b"<REQUEST><DEVICEID>pc-2026</DEVICEID><QUERY>PROLOG</QUERY></REQUEST>"


@pytest.fixture
def key():
    an_organisation()
    return keys.give_key(name="kinda", organisation_code="KIN", by="root", at=MONDAY)


def post(client, sent, key="", **headers):
    told = base64.b64encode(f"agent:{key}".encode()).decode()
    return client.post(
        ADDRESS,
        sent,
        content_type="application/x-compress-zlib",
        headers={"Authorization": f"Basic {told}"} | headers,
    )


def gzipped_and_cut(sent):
    return gzip.compress(sent)[:-9]


@pytest.mark.parametrize("pack", [bytes, zlib.compress, gzip.compress])
def test_an_inventory_is_taken_in_however_it_is_packed(client, key, pack):
    answer = post(client, pack(a_computer("PC-7")), key)

    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert Machine.objects.get().name == "PC-7"
    assert str(Machine.objects.get().organisation_id) == "KIN"


def test_a_modern_agent_is_told_to_send_and_when_to_come_again(client, key):
    names = {"GLPI-Agent-ID": "8a5e1b0e-6d19-4f3b-a4d1-1f2a3b4c5d6e", "GLPI-Request-ID": "1A2B3C4D"}

    answer = post(client, zlib.compress(CONTACT), key, **names)

    told = answer.json()
    assert (told["status"], told["expiration"]) == ("ok", 24)
    assert told["tasks"]["inventory"]["server"] == "glpi"
    assert {name: answer.headers[name] for name in names} == names


def test_an_older_agent_is_answered_in_xml(client, key):
    answer = post(client, zlib.compress(PROLOG), key)

    assert answer.headers["Content-Type"] == "application/xml"
    assert b"<PROLOG_FREQ>24</PROLOG_FREQ>" in answer.content
    assert b"<RESPONSE>SEND</RESPONSE>" in answer.content


def test_a_modern_agent_that_asks_in_the_older_way_is_shown_the_newer(client, key):
    answer = post(client, PROLOG, key, **{"GLPI-Agent-ID": "8a5e1b0e-6d19-4f3b-a4d1-1f2a3b4c5d6e"})

    assert answer.json()["status"] == "ok"


def test_an_inventory_in_xml_is_answered_in_xml(client, key):
    answer = post(client, zlib.compress(fixture("2.xml")), key)

    assert answer.status_code == 200
    assert answer.content.startswith(b"<?xml")
    assert Machine.objects.get().name == "pc-arg-23"


def test_the_key_may_stand_in_the_address(client, key):
    answer = client.post(f"{ADDRESS}{key}/", a_computer(), content_type="application/json")

    assert (answer.status_code, Machine.objects.count()) == (200, 1)


def test_saying_that_one_is_there_writes_nothing(client, key):
    post(client, CONTACT, key)

    assert (Machine.objects.count(), Contact.objects.count()) == (0, 0)


@pytest.mark.parametrize("wrong", ["", "fel", "å\ud800"])
def test_without_the_key_nothing_is_taken_in(client, key, wrong):
    answer = client.post(
        ADDRESS,
        a_computer(),
        content_type="application/json",
        headers={"Authorization": "Basic " + base64.b64encode(
            f"agent:{wrong}".encode("utf-8", "surrogatepass")).decode()},
    )  # fmt: skip

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="Samdrift"'
    assert answer.json()["status"] == "error"
    assert Machine.objects.count() == 0


def test_a_key_that_is_taken_back_opens_nothing(client, key):
    keys.take_back(name="kinda", at=MONDAY)

    assert post(client, a_computer(), key).status_code == 401
    with pytest.raises(BadKey, match="ingen agentnyckel"):
        keys.take_back(name="kinda", at=MONDAY)


def test_whoever_guesses_keys_must_wait_and_keeps_nobody_else_waiting(client, key):
    answers = [post(client, b"", "fel").status_code for _ in range(31)]

    assert (set(answers[:30]), answers[30]) == ({401}, 429)
    assert post(client, a_computer(), key).status_code == 200


def test_a_key_sends_so_often_and_no_more(client, key, monkeypatch):
    monkeypatch.setattr(endpoint.KEYS, "_most", 2)

    answers = [post(client, CONTACT, key) for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "60"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"", "tomt"),
        (b"hej", "varken JSON eller XML"),
        (b'{"action": "inventory"', "ingen JSON"),
        (b'{"action": "inventory"}', "saknar innehåll"),
        (b'{"action": "inventory", "content": {"versionclient": "x"}}', "vilken maskin"),
        (b"<REQUEST><QUERY>INVENTORY</QUERY>", "ingen XML"),
        (b"<REQUEST><QUERY>INVENTORY</QUERY></REQUEST>", "saknar innehåll"),
        (gzipped_and_cut(a_computer()), "slutet saknas"),
        (b"\x78\x9cnonsense", "packa upp"),
    ],
)
def test_what_cannot_be_read_is_refused_with_why_and_kept_to_be_looked_at(client, key, sent, words):
    answer = post(client, sent, key, **{"GLPI-Agent-ID": "abc"})

    assert (answer.status_code, answer.json()["status"]) == (400, "error")
    assert words in answer.json()["message"]
    kept = Unread.objects.get()
    assert (words in kept.reason, kept.size, kept.times) == (True, len(sent), 1)
    assert Machine.objects.count() == 0


def test_the_same_that_cannot_be_read_is_counted(client, key):
    for _ in range(3):
        post(client, b"hej", key)

    assert Unread.objects.get().times == 3


def test_what_is_refused_in_xml_is_told_in_xml(client, key):
    answer = post(client, b"<REQUEST/>", key)

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/xml")
    assert b"<ERROR>Inventeringen saknar inneh" in answer.content


def test_the_secret_itself_is_not_kept(key):
    assert key not in str(AgentKey.objects.values())

"""Where messages may be sent: never inside our own walls, whatever a name leads to."""

import socket

import pytest

from samdrift.plumbing.hooks import guard, posting
from samdrift.plumbing.hooks.errors import CannotSubscribe, MayNotReach
from samdrift.plumbing.hooks.tests.given import Receiver

INSIDE = [
    "127.0.0.1",
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104  An address to refuse.
    "255.255.255.255",
    "224.0.0.1",
    "::1",
    "fe80::1",
    "fc00::1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::a00:1",
    "2002:a00:1::1",
    "2001:0:0:1::1",
    "ff02::1",
]


def leading(monkeypatch, *addresses):
    def found(host, port, **_):
        return [
            (socket.AF_INET6 if ":" in each else socket.AF_INET, 1, 6, "", (each, port))
            for each in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_refused(monkeypatch, settings, address):
    settings.HOOK_NETWORKS = ()
    leading(monkeypatch, address)

    with pytest.raises(MayNotReach, match="inte är på internet"):
        guard.target_of("https://exempel.se/in")


def test_one_address_inside_among_others_is_enough_to_refuse(monkeypatch, settings):
    settings.HOOK_NETWORKS = ()
    leading(monkeypatch, "93.184.216.34", "10.0.0.1")

    with pytest.raises(MayNotReach):
        guard.target_of("https://exempel.se/")


def test_the_address_that_was_looked_at_is_the_one_connected_to(monkeypatch, settings):
    settings.HOOK_NETWORKS = ()
    leading(monkeypatch, "93.184.216.34")

    target = guard.target_of("https://exempel.se:8443/in?a=1")

    told = (target.address, target.port, target.host, target.path, target.is_tls)
    assert told == ("93.184.216.34", 8443, "exempel.se", "/in?a=1", True)


@pytest.mark.parametrize("written", ["http://127.1/", "http://0x7f.0.0.1/", "http://2130706433/"])
def test_without_https_nothing_is_sent(settings, written):
    settings.HOOK_NETWORKS = ()

    with pytest.raises(MayNotReach):
        guard.target_of(written)


def test_a_network_that_is_let_through_is_reached_with_https_alone(monkeypatch, settings):
    settings.HOOK_NETWORKS = ("10.20.0.0/16",)
    leading(monkeypatch, "10.20.1.1")

    assert guard.target_of("https://inne.exempel.se/").address == "10.20.1.1"
    with pytest.raises(MayNotReach, match="https"):
        guard.target_of("http://inne.exempel.se/")
    leading(monkeypatch, "10.21.1.1")
    with pytest.raises(MayNotReach):
        guard.target_of("https://inne.exempel.se/")


def test_our_own_machine_is_reached_without_https_where_it_is_let_through(settings):
    settings.HOOK_NETWORKS = ("127.0.0.0/8",)
    receiver = Receiver()

    outcome = posting.post(receiver.address, body=b"{}", headers={"webhook-id": "a"})

    ((headers, body),) = receiver.got
    assert (outcome.code, outcome.problem, body) == (204, "", b"{}")
    assert headers["webhook-id"] == "a"
    receiver.close()


def test_a_certificate_nobody_vouches_for_is_no_certificate(settings):
    settings.HOOK_NETWORKS = ("127.0.0.0/8",)
    receiver = Receiver()

    outcome = posting.post(receiver.address.replace("http://", "https://"), body=b"{}", headers={})

    assert (outcome.code, receiver.got) == (None, [])
    assert outcome.problem == "Mottagarens certifikat gäller inte."
    receiver.close()


def test_nobody_there_is_told_as_it_is(settings):
    settings.HOOK_NETWORKS = ("127.0.0.0/8",)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    outcome = posting.post(f"http://127.0.0.1:{port}/", body=b"{}", headers={})

    assert (outcome.code, outcome.problem) == (None, "Ingen svarar på adressen.")
    unknown = posting.post("https://finns-inte.invalid/", body=b"{}", headers={})
    assert unknown.problem == "Namnet finns-inte.invalid finns inte."


def test_a_long_address_and_a_port_that_is_none_are_refused(settings):
    settings.HOOK_NETWORKS = ()
    for written in (
        f"https://{'a' * 600}.se/",
        "https://a.se:99999/",
        "https://a.se:0/",
        "https://[/",
    ):
        with pytest.raises(CannotSubscribe):
            guard.checked_address(written)
    assert guard.checked_address(" https://a.se/in ") == "https://a.se/in"

"""Where a message may be sent: never to what is inside our own walls, whatever a name leads to."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from samdrift.plumbing.hooks.errors import CannotSubscribe, MayNotReach

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST_ADDRESS = 500
_CARRY_OTHERS = tuple(
    map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96"))
)
"""Networks whose addresses hold an IPv4 address inside, which could be one of ours."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: the name that was written, and the address that was looked at."""

    host: str
    port: int
    address: str
    path: str
    is_tls: bool


def checked_address(written: str) -> str:
    """Return an address that may be subscribed with; what its name leads to is seen when sending.

    Raises CannotSubscribe.
    """
    _parts(written)
    return written.strip()


def target_of(written: str) -> Target:
    """Return where a message is to go. Raises MayNotReach where it leads inside our own walls.

    Every address that the name has is looked at, and the one that was looked at is the one that is
    connected to: a name that changes in between leads nowhere else.
    """
    try:
        parts = _parts(written)
    except CannotSubscribe as refusal:
        raise MayNotReach(str(refusal)) from refusal
    host, is_tls = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_tls else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise MayNotReach(f"Namnet {host} finns inte.") from error
    addresses = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    for address in addresses:
        _check(address, is_tls=is_tls)
    path = parts.path or "/"
    return Target(
        host, port, str(addresses[0]), f"{path}?{parts.query}" if parts.query else path, is_tls
    )


def _parts(written: str) -> SplitResult:
    told = written.strip()
    is_plain = told.isascii() and told.isprintable() and " " not in told
    if not is_plain or len(told) > LONGEST_ADDRESS:
        raise CannotSubscribe("Adressen ska vara som https://exempel.se/samdrift.")
    try:
        parts = urlsplit(told)
        has_port = parts.port != 0
    except ValueError:
        raise CannotSubscribe("Adressen ska vara som https://exempel.se/samdrift.") from None
    if not parts.hostname or not has_port or parts.scheme not in _schemes():
        raise CannotSubscribe("Adressen ska börja med https:// och ha ett värdnamn.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise CannotSubscribe("Adressen ska inte ha användarnamn, lösenord eller #.")
    return parts


def _schemes() -> tuple[str, ...]:
    return ("https", "http") if settings.HOOK_NETWORKS else ("https",)


def _check(address: Address, *, is_tls: bool) -> None:
    """Refuse an address that is not one of the whole internet's, and not one that is let through.

    Without TLS only our own machine is reached, where even that is let through.
    """
    plain = getattr(address, "ipv4_mapped", None) or address
    is_let_through = any(plain in ipaddress.ip_network(each) for each in settings.HOOK_NETWORKS)
    if not is_tls and not (is_let_through and plain.is_loopback):
        raise MayNotReach("Utan https skickas inget härifrån.")
    if is_let_through:
        return
    carries = any(plain.version == each.version and plain in each for each in _CARRY_OTHERS)
    if carries or plain.is_multicast or not plain.is_global:
        raise MayNotReach(
            f"Adressen leder till {plain}, som inte är på internet. "
            "SAMDRIFT_HOOK_NETWORKS säger vilka egna nät som får nås."
        )

"""Directories read over LDAP, a page at a time, and why one could not be, in words."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import ldap3
from ldap3.core.exceptions import (
    LDAPException,
    LDAPInvalidCredentialsResult,
    LDAPInvalidDNSyntaxResult,
    LDAPInvalidFilterError,
    LDAPNoSuchObjectResult,
    LDAPSizeLimitExceededResult,
    LDAPSocketOpenError,
    LDAPStartTLSError,
)
from ldap3.core.results import RESULT_SUCCESS
from ldap3.operation.search import parse_filter

from samdrift.directorysync import names
from samdrift.directorysync.choices import Sort
from samdrift.directorysync.entries import ATTRIBUTES
from samdrift.directorysync.errors import CannotFetch
from samdrift.directorysync.ports import Asked, BranchTold, Raw

PAGE_SIZE = 500
PAGES = "1.2.840.113556.1.4.319"
"""The control by which a search is answered a page at a time (RFC 2696)."""
CONNECT_SECONDS = 15
READ_SECONDS = 60
MOST_ENTRIES = 500_000
"""So many entries are read; more is no directory of a few municipalities."""
SECURE, PLAIN = "ldaps", "ldap"

_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (LDAPInvalidCredentialsResult, "{host} godtar inte användaren med det lösenord som finns."),
    (LDAPNoSuchObjectResult, "Grenen finns inte i katalogen. Kontrollera hur den är skriven."),
    (LDAPInvalidDNSyntaxResult, "Användaren är inte skriven som katalogen skriver namn."),
    (LDAPInvalidFilterError, "Ett filter är inte skrivet som LDAP-filter ska vara."),
    (LDAPSizeLimitExceededResult, "{host} lämnar inte ut hela katalogen till användaren."),
    (LDAPStartTLSError, "{host} kan inte kryptera, eller har ett certifikat utan tillit."),
    (LDAPSocketOpenError, "{host} svarar inte, eller har ett certifikat utan tillit."),
)
"""What is said of each kind of fault, the most special first."""
_OTHERWISE = "{host} kan inte läsas: {said}"


def host_of(address: str) -> tuple[str, str, int]:
    """Return the scheme, host and port of an address. Raises ValueError where it is none."""
    parts = urlsplit(address.strip())
    if parts.scheme not in (SECURE, PLAIN) or not parts.hostname or parts.path.strip("/"):
        raise ValueError(address)
    return parts.scheme, parts.hostname, parts.port or (636 if parts.scheme == SECURE else 389)


def is_filter(condition: str) -> bool:
    """Whether a text is a filter as RFC 4515 writes them."""
    try:
        parse_filter(condition, None, False, False, None, False)  # type: ignore[no-untyped-call]  # noqa: FBT003  Its stubs have no types.
    except LDAPException:
        return False
    return True


def read(asked: Asked, tell: Callable[[int], None]) -> Iterator[Raw]:
    """Yield every entry that is asked for, group accounts first, the innermost branches first.

    All that there is comes, or CannotFetch is raised. `tell` is told how many have come.
    """
    number = 0
    with _connection(asked) as connection:
        for sort in (Sort.ACCOUNT, Sort.UNIT, Sort.PERSON):
            if not asked.filters.get(sort):
                continue
            for branch in sorted(asked.branches, key=lambda each: -len(names.path(each.dn))):
                for dn, told in _pages(connection, branch, asked.filters[sort]):
                    number += 1
                    if number > MOST_ENTRIES:
                        raise CannotFetch(f"Katalogen har fler än {MOST_ENTRIES} poster.")
                    tell(number)
                    yield Raw(sort, branch, dn, told)


@contextmanager
def _connection(asked: Asked) -> Iterator[ldap3.Connection]:
    """Connect, encrypted unless the directory is on this very machine. Raises CannotFetch."""
    scheme, host, port = host_of(asked.address)
    server = ldap3.Server(
        host,
        port=port,
        use_ssl=scheme == SECURE,
        tls=ldap3.Tls(validate=ssl.CERT_REQUIRED),
        get_info=ldap3.NONE,
        connect_timeout=CONNECT_SECONDS,
    )
    connection = ldap3.Connection(
        server,
        user=asked.bind_name or None,
        password=asked.password or None,
        authentication=ldap3.SIMPLE if asked.bind_name else ldap3.ANONYMOUS,
        receive_timeout=READ_SECONDS,
        raise_exceptions=True,
        check_names=False,
        auto_referrals=False,
        read_only=True,
    )
    try:
        connection.open()
        if scheme == PLAIN and not is_this_machine(host):
            connection.start_tls(read_server_info=False)
        connection.bind(read_server_info=False)
        yield connection
    except (LDAPException, OSError) as error:
        raise CannotFetch(_words(error, f"{host}:{port}")) from error
    finally:
        with suppress(LDAPException, OSError):
            connection.strategy.close()
        if connection.socket is not None:
            connection.socket.close()  # Where it could not be opened, it is left ajar.


def is_this_machine(host: str) -> bool:
    """Whether a host is this very machine, so that nothing goes over a network."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _pages(
    connection: ldap3.Connection, branch: BranchTold, condition: str
) -> Iterator[tuple[str, dict[str, tuple[bytes, ...]]]]:
    """Yield the entries of a branch, page by page to the last.

    A page that is cut short by a limit is refused: those left out would seem to have vanished.
    """
    cookie: bytes | None = None
    while cookie is None or cookie:
        connection.search(
            branch.dn,
            condition,
            search_scope=ldap3.SUBTREE,
            attributes=list(ATTRIBUTES),
            paged_size=PAGE_SIZE,
            paged_cookie=cookie,
        )
        if connection.result["result"] != RESULT_SUCCESS:
            raise LDAPSizeLimitExceededResult
        for entry in connection.response or ():
            if entry["type"] == "searchResEntry":
                told = entry["raw_attributes"].items()
                yield entry["dn"], {name.casefold(): tuple(values) for name, values in told}
        cookie = _cookie(connection.result)


def _cookie(result: dict[str, Any]) -> bytes:
    """Return where the next page begins; nothing on the last, or where there are no pages."""
    control = result.get("controls", {}).get(PAGES, {})
    return bytes(control.get("value", {}).get("cookie") or b"")


def _words(error: Exception, host: str) -> str:
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return words.format(host=host)
    return _OTHERWISE.format(host=host, said=str(error)[:200])

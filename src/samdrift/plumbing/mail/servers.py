"""Connections to mail servers, and why there is none, in words."""

from __future__ import annotations

import imaplib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError, LoginError

from samdrift.plumbing.mail import passwords
from samdrift.plumbing.mail.choices import Security
from samdrift.plumbing.mail.errors import CannotReach
from samdrift.plumbing.mail.models import Mailbox

CONNECT_SECONDS = 15
READ_SECONDS = 60

_BROKEN = (OSError, IMAPClientError, smtplib.SMTPException, imaplib.IMAP4.error, ValueError)

_WORDS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    (
        (LoginError, smtplib.SMTPAuthenticationError),
        """{server} godtar inte användaren {user} med det lösenord som finns. Ange rätt lösenord: \
samdrift mail password {key}""",
    ),
    (
        (ssl.SSLCertVerificationError,),
        """{server} har ett certifikat som inte går att lita på ({said}). Kontrollera värdnamnet, \
eller ange utfärdarens certifikat med --authority.""",
    ),
    (
        (ssl.SSLError,),
        """{server} talar inte TLS på det sätt som är angivet ({said}). Prova en annan kryptering \
eller port.""",
    ),
    ((socket.gaierror,), "Värden {host} finns inte. Kontrollera stavningen."),
    (
        (ConnectionRefusedError,),
        "{server} svarar inte: ingen lyssnar på porten. Kontrollera porten.",
    ),
    ((TimeoutError,), "{server} svarar inte i tid. En brandvägg kan stå i vägen."),
    (
        (smtplib.SMTPNotSupportedError,),
        "{server} kan inte STARTTLS. Prova TLS från början, eller en annan port.",
    ),
)
"""What is said of each kind of fault, the most special first."""
_OTHERWISE = "{server} kan inte användas: {said}"


@dataclass(frozen=True, slots=True)
class Server:
    """A server as it is named to people."""

    what: str
    host: str
    port: int

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return f"{self.what}-servern {self.host}:{self.port}"


@contextmanager
def imap(mailbox: Mailbox) -> Iterator[IMAPClient]:
    """Connect to where a mailbox's letters are fetched. Raises CannotReach, in words."""
    server = Server("IMAP", mailbox.imap_host, mailbox.imap_port)
    try:
        session = IMAPClient(
            mailbox.imap_host,
            mailbox.imap_port,
            ssl=mailbox.imap_security == Security.TLS,
            ssl_context=_context(mailbox),
            timeout=SocketTimeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
        )
        try:
            if mailbox.imap_security == Security.STARTTLS:
                session.starttls(_context(mailbox))
            session.login(mailbox.user or mailbox.address, passwords.password(mailbox.key))
            yield session
        finally:
            with suppress(*_BROKEN):
                session.logout()
    except _BROKEN as error:
        raise CannotReach(_words(error, server, mailbox)) from error


@contextmanager
def smtp(mailbox: Mailbox) -> Iterator[smtplib.SMTP]:
    """Connect to where a mailbox's letters are sent. Raises CannotReach, in words."""
    server = Server("SMTP", mailbox.smtp_host, mailbox.smtp_port)
    try:
        session = _smtp(mailbox)
    except _BROKEN as error:
        raise CannotReach(_words(error, server, mailbox)) from error
    try:
        yield session
    finally:
        with suppress(*_BROKEN):
            session.quit()


def _smtp(mailbox: Mailbox) -> smtplib.SMTP:
    where = (mailbox.smtp_host, mailbox.smtp_port)
    if mailbox.smtp_security == Security.TLS:
        session: smtplib.SMTP = smtplib.SMTP_SSL(
            *where, timeout=CONNECT_SECONDS, context=_context(mailbox)
        )
    else:
        session = smtplib.SMTP(*where, timeout=CONNECT_SECONDS)
    try:
        if mailbox.smtp_security == Security.STARTTLS:
            session.starttls(context=_context(mailbox))
        session.ehlo_or_helo_if_needed()
        secret = passwords.password(mailbox.key)
        if session.has_extn("auth") and mailbox.smtp_security != Security.NONE and secret:
            session.login(mailbox.user or mailbox.address, secret)
    except BaseException:
        session.close()
        raise
    assert session.sock is not None, "it is connected"
    session.sock.settimeout(READ_SECONDS)
    return session


def _context(mailbox: Mailbox) -> ssl.SSLContext | None:
    """Return how the server's certificate is checked: by the system, or by a file of our own."""
    if Security.NONE in (mailbox.imap_security, mailbox.smtp_security) and not (
        mailbox.authority_file or Security.TLS in (mailbox.imap_security, mailbox.smtp_security)
    ):
        return None
    return ssl.create_default_context(cafile=mailbox.authority_file or None)


def words(error: Exception) -> str:
    """Return what a server said, on one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return " ".join(f"{error.smtp_code} {text}".split())[:300]
    text = error.args[-1] if error.args else type(error).__name__
    told = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return " ".join(told.split())[:300]


def _words(error: Exception, server: Server, mailbox: Mailbox) -> str:
    """Say in Swedish what is wrong with a connection, and what to do."""
    said = words(error)
    found = next((text for kinds, text in _WORDS if isinstance(error, kinds)), _OTHERWISE)
    return found.format(
        server=server.name,
        host=server.host,
        user=mailbox.user or mailbox.address,
        key=mailbox.key,
        said=said,
    )

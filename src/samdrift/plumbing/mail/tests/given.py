"""Letters, mailboxes and handlers for tests."""

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from samdrift.plumbing import contributions
from samdrift.plumbing.mail import keeping, passwords, reading
from samdrift.plumbing.mail.choices import Security
from samdrift.plumbing.mail.ports import LetterHandler

MOMENT = datetime(2026, 3, 12, 10, 20, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OWN = frozenset({"helpdesk@kommun.test"})
PASSWORD = "samdrift-test"  # noqa: S105  Of the test servers.


def raw(*, text="Hej!", subject="Skrivaren", sender="eva@kommun.se", number=1, headers=()):
    """Return a plain letter's bytes; headers come before its own."""
    message = EmailMessage()
    for name, value in headers:
        message[name] = value
    message["From"] = f"Eva Ek <{sender}>"
    message["To"] = "helpdesk@kommun.test"
    message["Subject"] = subject
    message["Date"] = "Thu, 12 Mar 2026 10:20:00 +0100"
    message["Message-ID"] = f"<letter-{number}@kommun.se>"
    message.set_content(text)
    return message.as_bytes()


def letter(**told):
    return reading.read(raw(**told))


def mailbox(key="helpdesk", *, address="", **told):
    """Return a mailbox; with no servers unless said."""
    told.setdefault("imap", ("", 993, Security.TLS))
    told.setdefault("smtp", ("", 587, Security.STARTTLS))
    return keeping.save_mailbox(
        keeping.Settings(key=key, address=address or f"{key}@kommun.test", **told)
    )


def _ports(name):
    host, *ports = os.environ[name].split(":")
    return host, *(int(each) for each in ports)


def real_mailbox(key, *, password=PASSWORD, security=Security.TLS, **told):
    """Return a mailbox on the servers that scripts/services starts."""
    host, plain, tls = _ports("SAMDRIFT_TEST_IMAP")
    smtp_host, smtp_plain, smtp_tls = _ports("SAMDRIFT_TEST_SMTP")
    is_tls = security is Security.TLS
    told.setdefault("authority_file", os.environ["SAMDRIFT_TEST_MAIL_AUTHORITY"])
    made = mailbox(
        key,
        imap=(host, tls if is_tls else plain, security),
        smtp=(smtp_host, smtp_tls if is_tls else smtp_plain, security),
        **told,
    )
    passwords.keep(key, password)
    return made


@dataclass
class Desk:
    """Takes letters, as an app would; remembers what it was handed."""

    arrivals: list = field(default_factory=list)
    breaks_on: str = ""
    takes: bool = True

    def take(self, arrival):
        if self.breaks_on and self.breaks_on in arrival.letter.subject:
            raise ValueError("det gick inte")
        self.arrivals.append(arrival)
        return self.takes


def offer(monkeypatch, desk):
    """Have a desk be the one who takes letters."""
    offered = contributions.offered
    told = (LetterHandler("desk.letters", desk.take),)
    monkeypatch.setattr(
        contributions,
        "offered",
        lambda kind: iter(told) if kind is LetterHandler else offered(kind),
    )
    return desk

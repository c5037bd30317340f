"""Letters to a service desk, made up: the same for whoever takes them in."""

from __future__ import annotations

import imaplib
import os
import ssl
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

from benchmarks import desk_cases
from benchmarks.desk_fill import address

PASSWORD = "samdrift-test"  # noqa: S105  Of the test servers.
FIRST = 7_000
"""From which of the made-up cases letters have their words."""


@dataclass(frozen=True, slots=True)
class Servers:
    """The test servers that scripts/services has started, by the ports of plain and of TLS."""

    host: str
    imap: tuple[int, int]
    smtp: tuple[int, int]
    authority: str

    @classmethod
    def found(cls) -> Servers | None:
        """Return what the environment tells of; None where it tells of none."""
        if "SAMDRIFT_TEST_IMAP" not in os.environ:
            return None
        host, *imap = os.environ["SAMDRIFT_TEST_IMAP"].split(":")
        _, *smtp = os.environ["SAMDRIFT_TEST_SMTP"].split(":")
        authority = os.environ["SAMDRIFT_TEST_MAIL_AUTHORITY"]
        return cls(host, (int(imap[0]), int(imap[1])), (int(smtp[0]), int(smtp[1])), authority)

    def deliver(self, key: str, count: int) -> None:
        """Put so many letters into the mailbox of a key."""
        trusted = ssl.create_default_context(cafile=self.authority)
        with imaplib.IMAP4_SSL(self.host, self.imap[1], ssl_context=trusted) as client:
            client.login(mailbox_address(key), PASSWORD)
            for letter in letters(count, to=mailbox_address(key)):
                client.append("INBOX", "", "", letter)


def mailbox_address(key: str) -> str:
    """Return the address of a mailbox on the test servers."""
    return f"{key}@kommun.test"


def new_key() -> str:
    """Return the name of a mailbox that nobody has used."""
    return f"bench{uuid.uuid4().hex[:10]}"


def letters(count: int, *, to: str) -> Iterator[bytes]:
    """Yield letters with text and HTML, each of somebody known about something new."""
    for case in desk_cases.cases(desk_cases.TEXTS, FIRST, FIRST + count):
        message = EmailMessage()
        message["From"] = f"Eva Ek <{address(case.person)}>"
        message["To"] = to
        message["Subject"] = case.subject
        message["Message-ID"] = f"<{uuid.uuid4().hex}@kommun.test>"
        text = case.said[0].text
        message.set_content(text)
        message.add_alternative(f"<p>{text.replace(chr(10), '<br>')}</p>", subtype="html")
        yield message.as_bytes()

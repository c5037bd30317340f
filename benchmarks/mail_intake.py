"""How fast letters come in and go out, through a real Dovecot and Postfix; run by `make bench`."""

from __future__ import annotations

import os
import sys
import time
import uuid
from email.message import EmailMessage
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samdrift.plumbing.mail.models import Mailbox

LETTERS = 1000
SENT = 50
PASSWORD = "samdrift-test"  # noqa: S105  Of the test servers.


def main() -> None:
    """Print what was measured, a line each: what, how many letters, seconds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.project.settings")
    import django  # noqa: PLC0415  The environment comes first.

    django.setup()
    _measure()


def _mailbox() -> Mailbox:
    """Return a mailbox on the test servers, with letters in it."""
    from samdrift.plumbing.mail import keeping, passwords, servers  # noqa: PLC0415
    from samdrift.plumbing.mail.choices import Security  # noqa: PLC0415
    from samdrift.project.database import bring_up_to_date  # noqa: PLC0415

    bring_up_to_date()
    host, _, tls = os.environ["SAMDRIFT_TEST_IMAP"].split(":")
    smtp_host, _, smtps = os.environ["SAMDRIFT_TEST_SMTP"].split(":")
    key = f"bench{uuid.uuid4().hex[:10]}"
    box = keeping.save_mailbox(
        keeping.Settings(
            key=key,
            address=f"{key}@kommun.test",
            authority_file=os.environ["SAMDRIFT_TEST_MAIL_AUTHORITY"],
            imap=(host, int(tls), Security.TLS),
            smtp=(smtp_host, int(smtps), Security.TLS),
        )
    )
    passwords.keep(key, PASSWORD)
    with servers.imap(box) as client:
        for number in range(LETTERS):
            client.append("INBOX", _letter(number))
    return box


def _measure() -> None:
    from samdrift.plumbing import clock, contributions  # noqa: PLC0415  Django comes first.
    from samdrift.plumbing.mail import fetching, intake, outbox  # noqa: PLC0415
    from samdrift.plumbing.mail.ports import LetterHandler  # noqa: PLC0415

    box = _mailbox()
    key = box.key
    draft = outbox.Draft(to=(box.address,), subject="Tack", text="Tack!", reference="1")

    def take(_arrival: object) -> bool:
        """Write as a service desk would: a letter back, and where it goes."""
        outbox.post(draft, mailbox_key=key, at=clock.now())
        return True

    offers = (LetterHandler("bench.letters", take),)
    contributions.offered = lambda _kind: iter(offers)  # type: ignore[assignment]

    began = time.perf_counter()
    fetched = 0
    while fetched < LETTERS:
        fetched += fetching.fetch(box, at=clock.now())
    received = time.perf_counter()
    handled = intake.handle_waiting(at=clock.now(), limit=LETTERS)
    ended = time.perf_counter()
    assert handled == LETTERS
    _tell("fetched and kept", LETTERS, received - began)
    _tell("read, split and handed over", LETTERS, ended - received)
    _tell("in all, from server to handler's rows", LETTERS, ended - began)

    began = time.perf_counter()
    sent = 0
    while sent < SENT:
        sent += outbox.send_waiting(at=clock.now())
    _tell("sent by SMTP", sent, time.perf_counter() - began)


def _letter(number: int) -> bytes:
    message = EmailMessage()
    message["From"] = f"Eva Ek <eva{number}@kommun.se>"
    message["To"] = "helpdesk@kommun.test"
    message["Subject"] = f"SV: [#{number}] Skrivaren på plan {number % 9}"
    message["Message-ID"] = f"<{uuid.uuid4().hex}@kommun.se>"
    quoted = "\n".join(f"> Rad {line} om skrivaren" for line in range(40))
    text = f"Hej!\n\nDen är trasig igen.\n\nDen 12 mars 2015 kl 10:20 skrev H <h@k.se>:\n{quoted}\n"
    message.set_content(text)
    message.add_alternative(f"<p>{text.replace(chr(10), '<br>')}</p>", subtype="html")
    if number % 5 == 0:
        message.add_attachment(b"x" * 50_000, maintype="image", subtype="png", filename="bild.png")
    return message.as_bytes()


def _tell(what: str, letters: int, seconds: float) -> None:
    sys.stdout.write(f"{what}\t{letters}\t{seconds:.3f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

"""As whom letters to those who report are sent, and in which language."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from samdrift.directory.choices import Language
from samdrift.parties import queries as parties
from samdrift.reporting import memory
from samdrift.servicedesk.errors import CannotSetUp
from samdrift.servicedesk.models import Letterhead, Ticket

LONGEST_NAME, LONGEST_SIGNATURE = 200, 2_000


@dataclass(frozen=True, slots=True)
class Head:
    """As whom those of an organisation are written to; what is empty is the mailbox's own."""

    organisation_code: str
    name: str = ""
    signature: str = ""
    english_name: str = ""
    english_signature: str = ""

    def told_in(self, language: str) -> tuple[str, str]:
        """Return the name and the signature of letters in a language.

        What there is none of in English is told in Swedish, as names are.
        """
        if language != Language.ENGLISH:
            return self.name, self.signature
        return self.english_name or self.name, self.english_signature or self.signature


def heads() -> dict[str, Head]:
    """Return as whom those of each organisation are written to, where that is said."""
    return {row.organisation_code: _head(row) for row in Letterhead.objects.all()}


def head_of(ticket: Ticket) -> Head:
    """Return as whom whoever reported a ticket is written to."""
    code = str(ticket.organisation_id)
    known = memory.in_process("servicedesk.letterheads", (Letterhead,), heads)
    return known.get(code, Head(code))


def language_of(ticket: Ticket) -> str:
    """Return the language that whoever reported is written to in; Swedish to a stranger."""
    return ticket.requester.language if ticket.requester else Language.SWEDISH


@transaction.atomic
def save_head(head: Head) -> None:
    """Say as whom those of an organisation are written to; nothing said is the mailbox's own."""
    if head.organisation_code not in parties.codes():
        raise CannotSetUp("Välj bland de organisationer som visas.")
    names = (head.name, head.english_name)
    if any(len(name) > LONGEST_NAME or not name.isprintable() for name in names):
        raise CannotSetUp("Skriv avsändarens namn på en rad, med högst 200 tecken.")
    if any(len(each) > LONGEST_SIGNATURE for each in (head.signature, head.english_signature)):
        raise CannotSetUp("Signaturen är för lång. Skriv högst 2 000 tecken.")
    told = {
        "name": head.name.strip(),
        "signature": head.signature.strip(),
        "english_name": head.english_name.strip(),
        "english_signature": head.english_signature.strip(),
    }
    Letterhead.objects.update_or_create(organisation_code=head.organisation_code, defaults=told)


def _head(row: Letterhead) -> Head:
    return Head(
        row.organisation_code,
        row.name,
        row.signature,
        row.english_name,
        row.english_signature,
    )

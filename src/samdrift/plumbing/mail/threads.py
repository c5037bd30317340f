"""Which conversation a letter belongs to: told by the letters it answers, or by its subject."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from samdrift.plumbing.mail.letters import Letter

MOST_CANDIDATES = 20
_OURS = re.compile(r"^sd\.([A-Za-z0-9_-]{1,80})\.([a-z2-7]{12})\.([a-z2-7]{16})@", re.IGNORECASE)
_TAG = re.compile(r"\[\s*#\s*([A-Za-z]{0,8}-?\d{1,12})\s*\]")


class Proof(IntEnum):
    """How sure it is that a letter belongs to a conversation, surest first."""

    SIGNED = 0
    KNOWN_LETTER = 1
    SUBJECT = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A conversation that a letter may belong to, or a letter that it answers, and why.

    Whether its sender may write there is for the caller to say. `reference` is what the caller
    called the conversation; for KNOWN_LETTER it is nothing, and `message_id` is to be looked up.
    """

    proof: Proof
    reference: str
    message_id: str
    why: str


def new_message_id(*, reference: str, domain: str, key: str) -> str:
    """Return a name for a letter of ours, signed: who has not seen it cannot make one like it."""
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,80}", reference), f"{reference} fits in a Message-ID"
    nonce = base64.b32encode(secrets.token_bytes(8)).decode()[:12].lower()
    return f"sd.{reference}.{nonce}.{_signature(reference, nonce, key)}@{domain}"


def reference_of(message_id: str, *, key: str) -> str | None:
    """Return what a letter of ours is about, None where it is not ours or its signature is not."""
    found = _OURS.match(message_id)
    if found is None:
        return None
    reference, nonce, signature = found.groups()
    wanted = _signature(reference, nonce.lower(), key)
    return reference if hmac.compare_digest(signature.lower(), wanted) else None


def subject_tag(reference: str) -> str:
    """Return what stands in a subject, so that an answer finds its way also without headers."""
    return f"[#{reference}]"


def candidates(letter: Letter, *, key: str) -> tuple[Candidate, ...]:
    """Return the conversations that a letter may belong to, surest first, each once.

    A letter of ours that is answered proves itself. Other letters that are answered are to be
    looked up. The subject's tag proves nothing: anyone can write it.
    """
    found: dict[tuple[Proof, str, str], Candidate] = {}
    for each in _candidates(letter, key=key):
        found.setdefault((each.proof, each.reference, each.message_id), each)
    ordered = sorted(found.values(), key=lambda each: each.proof)
    return tuple(ordered)[:MOST_CANDIDATES]


def _candidates(letter: Letter, *, key: str) -> Iterable[Candidate]:
    answered = [(each, "In-Reply-To") for each in letter.in_reply_to]
    answered += [(each, "References") for each in reversed(letter.references)]
    for message_id, header in answered:
        reference = reference_of(message_id, key=key)
        if reference is not None:
            yield Candidate(Proof.SIGNED, reference, "", f"{header} nämner vårt brev {message_id}")
        elif not _OURS.match(message_id):
            why = f"{header} nämner brevet {message_id}"
            yield Candidate(Proof.KNOWN_LETTER, "", message_id, why)
    for tag in _TAG.findall(letter.subject):
        yield Candidate(Proof.SUBJECT, tag, "", f"Ämnet har {subject_tag(tag)}")


def _signature(reference: str, nonce: str, key: str) -> str:
    told = f"samdrift mail message-id {reference} {nonce}".encode()
    made = hmac.new(key.encode(), told, hashlib.sha256).digest()
    return base64.b32encode(made).decode()[:16].lower()

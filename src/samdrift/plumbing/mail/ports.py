"""What an app offers so that letters come to it, and what it is handed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from samdrift.plumbing.mail.automatic import Verdict
from samdrift.plumbing.mail.bounces import Bounce
from samdrift.plumbing.mail.letters import Letter
from samdrift.plumbing.mail.replies import Split
from samdrift.plumbing.mail.threads import Candidate


@dataclass(frozen=True, slots=True)
class Arrival:
    """A letter as it is handed over: read, split, and with what can be known of it.

    `incoming` is the row it has, `digest` what its bytes are kept under. `may_answer` has counted
    what was sent to the same address of late. `bounce` is told where the letter tells of another
    that did not arrive; that is noted down already.
    """

    incoming: int
    digest: str
    mailbox_key: str
    mailbox_address: str
    organisation_code: str
    letter: Letter
    split: Split
    candidates: tuple[Candidate, ...]
    bounce: Bounce | None
    may_answer: Verdict
    at: datetime


@dataclass(frozen=True, slots=True)
class LetterHandler:
    """Who takes letters. `take` writes within the letter's own transaction; True where it took it.

    The lowest storey is asked first, and the first who takes a letter has it. Whatever `take`
    raises puts the letter in quarantine with nothing written; it is asked again after a retry.
    """

    key: str
    take: Callable[[Arrival], bool]

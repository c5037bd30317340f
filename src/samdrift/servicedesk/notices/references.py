"""What an answer to a letter of ours is known by: the ticket, and whom the letter was sent to.

It stands, signed, in the letter's Message-ID. An answer as a helper is therefore taken only from
whoever was written to as that helper: an address alone, which anyone can write, is no proof.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_WRITTEN = re.compile(r"(\d{1,12})(?:-([unh])(\d{1,18}))?")


class Whom(StrEnum):
    """As what somebody was written to."""

    REPORTER = ""
    HELPER = "u"
    """Of what the reporter wrote: an answer goes to the reporter."""
    COLLEAGUE = "n"
    """Of what helpers wrote between themselves: an answer stays there."""
    SUPPLIER = "h"


@dataclass(frozen=True, slots=True)
class Reference:
    """A ticket, and who was written to of it: a user, or the handover to a supplier."""

    number: str
    whom: Whom = Whom.REPORTER
    id: int = 0


def written(reference: Reference) -> str:
    """Return a reference as it stands in a Message-ID."""
    if reference.whom is Whom.REPORTER:
        return reference.number
    return f"{reference.number}-{reference.whom}{reference.id}"


def read(told: str) -> Reference | None:
    """Return the reference that some letters are, None where they are none."""
    found = _WRITTEN.fullmatch(told)
    if found is None:
        return None
    number, whom, row = found.groups()
    return Reference(number, Whom(whom or ""), int(row or 0))

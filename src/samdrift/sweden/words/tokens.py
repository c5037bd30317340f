"""Text cut into what people look for: words, numbers, serials, addresses, names of machines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

RUN = re.compile(r"[^\W_]+(?:[-_.@:+'’‐‑·][^\W_]+)*")
"""Letters and digits, and what holds them together inside a word, an address or a number."""
PHONE = re.compile(r"(?<![\w+])(?:\+46|0046|0)(?:[ \u00a0()/–-]{0,2}\d){6,11}(?!\w)")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_LETTERS_OF_OURS = str.maketrans(
    {"å": "\ue000", "ä": "\ue001", "æ": "\ue001", "ö": "\ue002", "ø": "\ue002"}
)
_BACK = str.maketrans({"\ue000": "å", "\ue001": "ä", "\ue002": "ö"})


@dataclass(frozen=True, slots=True)
class Token:
    """A run of a text, and where it stands."""

    start: int
    end: int
    text: str

    def text_in(self, whole: str) -> str:
        """Return how it is written in the text it was found in."""
        return whole[self.start : self.end]


def normal(text: str) -> str:
    """Return a text with its letters in one form each; whatever marks places counts in this."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def runs(text: str) -> Iterator[Token]:
    """Yield the runs of a normal text, in order."""
    return (Token(found.start(), found.end(), found[0]) for found in RUN.finditer(text))


def phones(text: str) -> Iterator[Token]:
    """Yield the telephone numbers of a normal text, however they are written, as digits: 0494…."""
    for found in PHONE.finditer(text):
        yield Token(found.start(), found.end(), _national(found[0]))


def fold(text: str) -> str:
    """Return a text without case, and without accents other than those of å, ä and ö."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold()
    apart = unicodedata.normalize("NFKD", folded.translate(_LETTERS_OF_OURS))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart).translate(_BACK))


def _national(written: str) -> str:
    digits = re.sub(r"\D", "", written)
    if written.startswith(("+46", "0046")):
        digits = digits.lstrip("0").removeprefix("46")
    return "0" + digits.lstrip("0")

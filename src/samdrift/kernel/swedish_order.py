"""Alphabetical order as Swedish has it: å, ä and ö come last, in that order."""

import unicodedata

_LAST = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}


def swedish_key(text: str) -> tuple[str, str]:
    """Return what to sort by: letters without case or other accents; then the text itself."""
    folded = "".join(_LAST.get(sign) or _plain(sign) for sign in text.casefold())
    return folded, text


def _plain(sign: str) -> str:
    return "".join(
        part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part)
    )

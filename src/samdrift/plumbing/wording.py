"""What is told in Swedish, as it is read in the language of a page.

Texts are looked up as they stand, their numbers set apart. What nobody has translated is data, a
goal, a place, an account's name, and stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import Formatter

from django.utils.translation import get_language, pgettext

TOLD = "told"
"""The context of these texts in the catalogue."""
ORIGINAL = "sv"
REASONS_APART = "; "
"""What stands between the reasons of a sum whose parts are missing."""

_NUMBER = re.compile(r"\d{4}-\d{2}-\d{2}|\d+")


def pattern(text: str) -> str:
    """Return a text as it stands in the catalogue: each number and day as `{}`."""
    return _NUMBER.sub("{}", text)


def in_words(text: str) -> str:
    """Return a text in the language of the page, as it is where there is none other."""
    if not text or get_language() == ORIGINAL:
        return text
    wanted = pattern(text)
    told = pgettext(TOLD, wanted)
    return text if told == wanted else told.format(*_NUMBER.findall(text))


def reasons_in_words(reasons: str) -> str:
    """Return why a figure is missing: reasons that were joined are told one by one."""
    return REASONS_APART.join(in_words(reason) for reason in reasons.split(REASONS_APART))


def sentence(template: str, **gaps: object) -> str:
    """Return a sentence in the language of the page, its gaps `{name}` filled."""
    return pgettext(TOLD, template).format(**gaps)


def pieces(template: str) -> Iterator[tuple[str, str]]:
    """Yield a sentence in the language of the page: words, and the gap that follows or none."""
    for words, gap, _, _ in Formatter().parse(pgettext(TOLD, template)):
        yield words, gap or ""


def recognised(text: str, templates: Iterable[str]) -> str:
    """Return what was once told, in the language of the page.

    What is not known as it stands may have been told by one of some templates, the first that fits.
    """
    told = in_words(text)
    if told != text or get_language() == ORIGINAL:
        return told
    for template in templates:
        parts = [
            re.escape(words) + (f"(?P<{gap}>.*)" if gap else "")
            for words, gap, _, _ in Formatter().parse(template)
        ]
        if found := re.fullmatch("".join(parts), text, re.DOTALL):
            return sentence(template, **found.groupdict())
    return text

"""What is told in Swedish, as it is read in the language of a page.

Texts are looked up as they stand, their numbers set apart. What nobody has translated is data, a
goal, a place, an account's name, and stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from string import Formatter

from django.utils.functional import lazy
from django.utils.translation import get_language, gettext, pgettext, trans_real
from django.utils.translation.trans_real import TranslationCatalog

TOLD = "told"
"""The context of these texts in the catalogue."""
RETOLD = "retold"
"""The context of lines that were told before it was known who reads them; a gap in one is `{}`."""
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


def retold(told: object) -> str:
    """Return what was told in Swedish, in the language of the page, line by line.

    So are refusals, which who refuses tells to whoever asked, and what is kept to be read later.
    """
    text = str(told)
    if get_language() == ORIGINAL:
        return text
    return "\n".join(map(_retold, text.split("\n")))


def _retold(line: str) -> str:
    """Return a line in the language of the page; in its gaps the same may stand, or data."""
    if not line.strip():
        return line
    for told in (pgettext(RETOLD, line), gettext(line), in_words(line)):
        if told != line:
            return told
    for shape, told in _with_gaps(get_language()):
        if found := shape.fullmatch(line):
            return told.format(*map(_retold, found.groups()))
    return line


@cache
def _with_gaps(_language: str | None) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the lines of the catalogue that have gaps, those that say most of their own first.

    The language is the active one; it is asked for so that each has an answer of its own.
    """
    begins = f"{RETOLD}\x04"
    # What `catalog` says it is for, the whole of it, is not among what its types tell.
    catalogue: TranslationCatalog = trans_real.catalog()._catalog  # type: ignore[attr-defined]  # noqa: SLF001
    lines = [
        (key.removeprefix(begins), told)
        for key, told in catalogue.items()
        if isinstance(key, str) and key.startswith(begins) and "{}" in key
    ]
    lines.sort(key=lambda line: -len(line[0].replace("{}", "")))
    return tuple(
        (re.compile("(.+?)".join(map(re.escape, swedish.split("{}"))), re.DOTALL), told)
        for swedish, told in lines
    )


_retold_lazily = lazy(retold, str)


def choices_in_words[Key](choices: Iterable[tuple[Key, str]]) -> list[tuple[Key, str]]:
    """Return choices with labels that are in the language of the page whenever it is shown."""
    return [(key, _retold_lazily(label)) for key, label in choices]

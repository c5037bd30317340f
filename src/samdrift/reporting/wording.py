"""What apps tell in Swedish, as it is read in the language of a page.

Titles, headings, rows and explanations are looked up as they stand, their numbers set apart. What
nobody has translated is data, a goal, a place, an account's name, and stays as it was written.
"""

from __future__ import annotations

import re
from dataclasses import replace

from django.utils.translation import get_language, pgettext

from samdrift.reporting.ports import Table
from samdrift.reporting.selections import RecordSource

TOLD = "told"
"""The context of these texts in the catalogue."""

_NUMBER = re.compile(r"\d{4}-\d{2}-\d{2}|\d+")
_ORIGINAL = "sv"


def pattern(text: str) -> str:
    """Return a text as it stands in the catalogue: each number and day as `{}`."""
    return _NUMBER.sub("{}", text)


def in_words(text: str) -> str:
    """Return a text in the language of the page, as it is where there is none other."""
    if not text or get_language() == _ORIGINAL:
        return text
    wanted = pattern(text)
    told = pgettext(TOLD, wanted)
    return text if told == wanted else told.format(*_NUMBER.findall(text))


def table_in_words(table: Table) -> Table:
    """Return a table whose texts are in the language of the page."""
    if get_language() == _ORIGINAL:
        return table
    return replace(
        table,
        title=in_words(table.title),
        columns=tuple(replace(each, label=in_words(each.label)) for each in table.columns),
        rows=tuple(replace(each, label=in_words(each.label)) for each in table.rows),
        explains=in_words(table.explains),
    )


def source_in_words(source: RecordSource) -> RecordSource:
    """Return a list of records whose title and headings are in the language of the page."""
    if get_language() == _ORIGINAL:
        return source
    return replace(
        source,
        title=in_words(source.title),
        columns=tuple(replace(each, label=in_words(each.label)) for each in source.columns),
    )

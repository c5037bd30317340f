"""Tables and lists of records, as they are read in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.translation import get_language

from samdrift.plumbing.wording import (
    ORIGINAL,
    TOLD,
    in_words,
    pattern,
    pieces,
    reasons_in_words,
    sentence,
)
from samdrift.reporting.ports import Table
from samdrift.reporting.selections import RecordColumn, RecordSource

__all__ = [
    "TOLD",
    "in_words",
    "pattern",
    "pieces",
    "reasons_in_words",
    "sentence",
    "source_in_words",
    "table_in_words",
]  # Words are found by the plumbing; whoever tells of figures asks here for them all.


def table_in_words(table: Table) -> Table:
    """Return a table whose texts are in the language of the page."""
    if get_language() == ORIGINAL:
        return table
    return replace(
        table,
        title=in_words(table.title),
        columns=tuple(replace(each, label=in_words(each.label)) for each in table.columns),
        rows=tuple(replace(each, label=in_words(each.label)) for each in table.rows),
        explains=in_words(table.explains),
    )


def source_in_words(source: RecordSource) -> RecordSource:
    """Return a list of records whose title, headings and choices are in a page's language."""
    if get_language() == ORIGINAL:
        return source
    return replace(
        source,
        title=in_words(source.title),
        columns=tuple(_column_in_words(each) for each in source.columns),
    )


def _column_in_words(column: RecordColumn) -> RecordColumn:
    return replace(column, label=in_words(column.label), words=_choices_in_words(column.words))


def _choices_in_words(words: Callable[[], Mapping[str, str]]) -> Callable[[], Mapping[str, str]]:
    return lambda: {key: in_words(each) for key, each in words().items()}

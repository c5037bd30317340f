"""The index in PostgreSQL: a column of terms we have made ourselves, under a GIN index.

In the column a term stands as it is, with its places; a term of the head once more, after `^`; one
of what is told for those inside alone after `~`; a label after `:`. No term of a text begins so.
Two terms that stand in a row are a term of their own, after `=`: the index knows which entries have
a term, not where, and would else have to look into each entry that has both.
All that a question asks, also who may see the answer, is thereby one question to one index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import pairwise
from typing import override

from django.db import connection

from samdrift.plumbing.search.asked import Wanted
from samdrift.plumbing.search.engine import Candidate, Engine, Matches, Search
from samdrift.plumbing.search.rows import Row

HEAD, INSIDE, LABEL, PAIR = "^", "~", ":", "="
MOST_BYTES = 900_000
"""PostgreSQL takes a megabyte of terms in a row."""
MOST_PLACES = 250
LAST_PLACE = 16_000

COLUMNS = (
    *("kind", "key", "organisation", "numbers", "title", "people", "text", "inside"),
    *("created", "indexed_at", "analyser", "terms"),
)
_NAMES = ", ".join(COLUMNS)
_VALUES = ", ".join("%s::tsvector" if name == "terms" else "%s" for name in COLUMNS)
_ANEW = ", ".join(f"{name} = EXCLUDED.{name}" for name in COLUMNS[2:])
_WRITE = f"""
INSERT INTO search_entry ({_NAMES}) VALUES ({_VALUES})
ON CONFLICT (kind, key) DO UPDATE SET {_ANEW}
"""  # noqa: S608  Our own names.
_TAKE_MARKS_OFF = """
DELETE FROM search_mark WHERE id IN (
    SELECT id FROM search_mark WHERE kind = %s AND key = ANY(%s) FOR UPDATE SKIP LOCKED
)
"""
# What answers is gathered first: else the database may walk all entries from the newest, and look
# into each, to be spared the sorting of a few.
_NEWEST = """
WITH answering AS MATERIALIZED (
    SELECT id, created FROM search_entry WHERE terms @@ %s::tsquery
), found AS (
    SELECT id, created, count(*) OVER () AS whole
    FROM answering ORDER BY created DESC, id DESC LIMIT %s
)
SELECT e.id, e.kind, e.key, e.organisation, e.numbers, e.title, e.people, e.created, found.whole
FROM found JOIN search_entry AS e ON e.id = found.id
ORDER BY found.created DESC, found.id DESC
"""


class PostgreSQL(Engine):
    """`tsvector` and GIN."""

    @override
    def write(self, rows: Sequence[Row], *, at: datetime, analyser: int) -> None:
        # In one order, so that two who write the same entries wait for each other, and no more.
        ordered = sorted(rows, key=lambda row: (row.kind, row.key))
        with connection.cursor() as cursor:
            if len(ordered) == 1:  # Most often; many at once are sent without waiting for each.
                cursor.execute(_WRITE, values(ordered[0], at=at, analyser=analyser))
                return
            cursor.executemany(_WRITE, [values(row, at=at, analyser=analyser) for row in ordered])

    @override
    def take_marks_off(self, kind: str, keys: Sequence[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_TAKE_MARKS_OFF, [kind, list(keys)])

    @override
    @contextmanager
    def asking(self) -> Iterator[None]:
        # How many entries have two words at once cannot be told from how many have each: where
        # the database guesses many, it would read the whole table, or first make machine code of
        # the question, which takes longer than to answer it.
        with connection.cursor() as cursor:
            cursor.execute("SET enable_seqscan = off; SET jit = off")
        try:
            yield
        finally:
            if not connection.needs_rollback:
                with connection.cursor() as cursor:
                    cursor.execute("RESET enable_seqscan; RESET jit")

    @override
    def matches(self, search: Search, *, most: int) -> Matches:
        with connection.cursor() as cursor:
            cursor.execute(_NEWEST, [question(search), most])
            found = cursor.fetchall()
        newest = tuple(Candidate(*row[:8]) for row in found)
        return Matches(int(found[0][8]) if found else 0, newest)

    @override
    def take_in(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('search_entry_terms')")

    @override
    def optimise(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE search_entry")


def values(row: Row, *, at: datetime, analyser: int) -> tuple[str | int | datetime, ...]:
    """Return an entry's columns, in the order of COLUMNS."""
    own = (row.kind, row.key, row.organisation, row.numbers, row.title, row.people, row.text)
    return (*own, row.inside, row.created, at, analyser, vector(row))


def vector(row: Row) -> str:
    """Return an entry's terms in the words of PostgreSQL."""
    places: dict[str, list[str]] = {}
    place = 0
    streams = (("", row.head), ("", row.body), (INSIDE, row.inner))
    for mark, stream in streams:
        place += 2  # No phrase reaches from the head into the text.
        for term in stream:
            own = places.setdefault(mark + term, [])
            if place < LAST_PLACE and len(own) < MOST_PLACES:
                own.append(str(place))
            place += 1
    marked = [f"{LABEL}{label}" for label in row.labels]
    marked += (f"{HEAD}{term}" for term in dict.fromkeys((*row.head, *row.head_parts)))
    written = [_quoted(each) for each in marked]
    written += (
        f"{_quoted(term)}:{','.join(own)}" if own else _quoted(term) for term, own in places.items()
    )
    inner_parts = (INSIDE + term for term in row.inner_parts)
    parts = dict.fromkeys((*row.head_parts, *row.body_parts, *inner_parts))
    written += (_quoted(term) for term in parts if term not in places)
    found = (pair for mark, stream in streams for pair in pairs(mark, stream))
    written += (_quoted(pair) for pair in dict.fromkeys(found))
    return " ".join(_within_bounds(written))


def _within_bounds(written: Iterable[str]) -> Iterator[str]:
    room = MOST_BYTES
    for each in written:
        room -= len(each) if each.isascii() else len(each.encode())
        if room < 0:
            return
        yield each


def question(search: Search) -> str:
    """Return a question in the words of PostgreSQL."""
    asked = search.asked
    marks = (HEAD,) if search.is_head else _anywhere(search)
    joint = " | " if search.is_any else " & "
    wanted = [_word(word, marks) for word in asked.words]
    wanted += (_phrase(phrase, _anywhere(search)) for phrase in asked.phrases)
    parts = [f"({joint.join(wanted)})"] if wanted else []
    parts += (f"({' | '.join(_quoted(LABEL + label) for label in sorted(group))})"
              for group in search.within)  # fmt: skip
    parts += _not_wanted(search)
    return " & ".join(parts)


def _anywhere(search: Search) -> tuple[str, ...]:
    return ("", INSIDE) if search.is_inside else ("",)


def _not_wanted(search: Search) -> Iterator[str]:
    marks = _anywhere(search)
    yield from (f"!({_word(word, marks)})" for word in search.asked.excluded)
    yield from (f"!({_phrase(phrase, marks)})" for phrase in search.asked.excluded_phrases)


def _word(word: Wanted, marks: tuple[str, ...]) -> str:
    alternatives = [
        f"({' & '.join(_either(marks, term) for term in each)})"
        for each in word.alternatives
        if not _begins(each, word.beginning)
    ]
    if word.beginning:
        alternatives += (f"{_quoted(mark + word.beginning)}:*" for mark in marks)
    return f"({' | '.join(alternatives)})"


def _begins(terms: Sequence[str], beginning: str) -> bool:
    """Whether a single term is found by its beginning anyhow: what is common is looked up once."""
    return bool(beginning) and len(terms) == 1 and terms[0].startswith(beginning)


def _either(marks: tuple[str, ...], term: str) -> str:
    return f"({' | '.join(_quoted(mark + term) for mark in marks)})"


def _phrase(phrase: tuple[str, ...], marks: tuple[str, ...]) -> str:
    return f"({' | '.join(_in_a_row(mark, phrase) for mark in marks)})"


def _in_a_row(mark: str, phrase: tuple[str, ...]) -> str:
    """Return a phrase as the pairs it has; of more than one also that the pairs follow on."""
    wanted = [_quoted(pair) for pair in dict.fromkeys(pairs(mark, phrase))]
    if len(phrase) > 2:
        wanted.append(f"({' <-> '.join(_quoted(mark + term) for term in phrase)})")
    return f"({' & '.join(wanted)})"


def pairs(mark: str, stream: Sequence[str]) -> Iterator[str]:
    """Yield the terms that stand for two in a row, for each two of a stream that do."""
    return (f"{PAIR}{mark}{first} {second}" for first, second in pairwise(stream))


def _quoted(term: str) -> str:
    return f"'{term}'"

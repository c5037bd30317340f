"""The index in SQLite: a table of FTS5 beside the entries, which cuts nothing and folds nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import override

from django.db import connection

from samdrift.plumbing.search.asked import Wanted
from samdrift.plumbing.search.engine import Candidate, Engine, Matches, Search
from samdrift.plumbing.search.models import Entry, Mark
from samdrift.plumbing.search.rows import Row

HEAD = "{head head_parts}"
_ANYWHERE = (
    "{head head_parts body body_parts}",
    "{head head_parts body body_parts inner inner_parts}",
)
_STREAMS = ("{head body}", "{head body inner}")

_COLUMNS = (
    *("kind", "key", "organisation", "numbers", "title", "people", "text", "inside"),
    *("created", "indexed_at", "analyser"),
)
_NAMES = ", ".join(_COLUMNS)
_VALUES = ", ".join(["%s"] * len(_COLUMNS))
_ANEW = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[2:])
_WRITE = f"""
INSERT INTO search_entry ({_NAMES}) VALUES ({_VALUES})
ON CONFLICT (kind, key) DO UPDATE SET {_ANEW} RETURNING id
"""  # noqa: S608  Our own names.
_FORGET = "DELETE FROM search_terms WHERE rowid = %s"
_TERMS = """
INSERT INTO search_terms
    (rowid, head, head_parts, body, body_parts, inner, inner_parts, labels)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
_NEWEST = """
SELECT e.id, e.kind, e.key, e.organisation, e.numbers, e.title, e.people, e.created,
       count(*) OVER () AS whole
FROM search_terms JOIN search_entry AS e ON e.id = search_terms.rowid
WHERE search_terms MATCH %s
ORDER BY e.created DESC, e.id DESC
LIMIT %s
"""


class SQLite(Engine):
    """FTS5."""

    @override
    def write(self, rows: Sequence[Row], *, at: datetime, analyser: int) -> None:
        moment = Entry._meta.get_field("created").get_db_prep_save
        told_at = moment(at, connection)
        with connection.cursor() as cursor:
            for row in rows:
                own = (row.kind, row.key, row.organisation, row.numbers)
                texts = (row.title, row.people, row.text, row.inside)
                created = moment(row.created, connection)
                cursor.execute(_WRITE, [*own, *texts, created, told_at, analyser])
                (number,) = cursor.fetchone()
                cursor.execute(_FORGET, [number])
                shared = (row.head, row.head_parts, row.body, row.body_parts)
                streams = (*shared, row.inner, row.inner_parts, row.labels)
                cursor.execute(_TERMS, [number, *(" ".join(stream) for stream in streams)])

    @override
    def take_marks_off(self, kind: str, keys: Sequence[str]) -> None:
        Mark.objects.filter(kind=kind, key__in=keys).delete()

    @override
    @contextmanager
    def asking(self) -> Iterator[None]:
        yield

    @override
    def matches(self, search: Search, *, most: int) -> Matches:
        with connection.cursor() as cursor:
            cursor.execute(_NEWEST, [question(search), most])
            found = cursor.fetchall()
        newest = tuple(Candidate(*(*row[:7], row[7].replace(tzinfo=UTC))) for row in found)
        return Matches(int(found[0][8]) if found else 0, newest)

    @override
    def take_in(self) -> None:
        """Nothing waits: FTS5 has each entry as soon as it is written."""

    @override
    def optimise(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_terms (search_terms, rank) VALUES ('merge', 2000)")


def question(search: Search) -> str:
    """Return a question in the words of FTS5."""
    asked = search.asked
    place = HEAD if search.is_head else _ANYWHERE[search.is_inside]
    streams = _STREAMS[search.is_inside]
    wanted = [f"{place} : {_word(word)}" for word in asked.words]
    wanted += (f"{streams} : {_phrase(phrase)}" for phrase in asked.phrases)
    parts = [f"({(' OR ' if search.is_any else ' AND ').join(wanted)})"] if wanted else []
    parts += (f"labels : ({' OR '.join(_quoted(label) for label in sorted(group))})"
              for group in search.within)  # fmt: skip
    return " NOT ".join((f"({' AND '.join(parts)})", *_not_wanted(search)))


def _not_wanted(search: Search) -> Iterator[str]:
    place, streams = _ANYWHERE[search.is_inside], _STREAMS[search.is_inside]
    yield from (f"({place} : {_word(word)})" for word in search.asked.excluded)
    yield from (f"({streams} : {_phrase(each)})" for each in search.asked.excluded_phrases)


def _word(word: Wanted) -> str:
    alternatives = [
        f"({' AND '.join(_quoted(term) for term in each)})" for each in word.alternatives
    ]
    if word.beginning:
        alternatives.append(f"{_quoted(word.beginning)}*")
    return f"({' OR '.join(alternatives)})"


def _phrase(phrase: tuple[str, ...]) -> str:
    return f'"{" ".join(phrase)}"'


def _quoted(term: str) -> str:
    return f'"{term}"'

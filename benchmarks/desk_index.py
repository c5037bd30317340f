"""What the cases of a desk are found by, told to the index.

On SQLite each is told as the desk tells it. On PostgreSQL the first are, and the database tells
the others, which have the same texts, under their own numbers, names, days and labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import batched
from typing import Any

from benchmarks import desk_cases
from benchmarks.desk_cases import FIRST_NUMBER, TEXTS, Made

AT_ONCE = 1_000
DEFINITION = (
    "CREATE INDEX search_entry_terms ON search_entry USING gin (terms) WITH (fastupdate = off)"
)
_AGAIN = """
CREATE TEMP TABLE IF NOT EXISTS again (
    key text, first text, organisation text, number text, people text, created timestamptz,
    removed text[], added text[]
)
"""
_COPY = "COPY again FROM STDIN"
_TELL = """
INSERT INTO search_entry (kind, key, organisation, numbers, title, people, text, inside, created,
                          indexed_at, analyser, terms)
SELECT told.kind, again.key, again.organisation, again.number, told.title, again.people, told.text,
       told.inside, again.created, told.indexed_at, told.analyser,
       ts_delete(told.terms, again.removed) || array_to_tsvector(again.added)
FROM again JOIN search_entry AS told ON told.kind = %s AND told.key = again.first
"""


def tell(count: int, first: int, last: int, ids: dict[str, int]) -> None:
    """Tell cases `first` to `last` as the desk does; `ids` are those of tickets by their number."""
    from samdrift.plumbing import clock  # noqa: PLC0415
    from samdrift.plumbing.search import services  # noqa: PLC0415
    from samdrift.servicedesk import finding  # noqa: PLC0415

    places = [place for place in range(first, last) if _is_told(count, place)]
    for some in batched(places, AT_ONCE, strict=False):
        keys = [ids[str(FIRST_NUMBER + place)] for place in some]
        services.index(finding.things(keys), at=clock.now())


def tell_again(
    count: int,
    first: int,
    last: int,
    ids: dict[str, int],
    cast: Any,  # noqa: ANN401
) -> None:
    """Have PostgreSQL tell the rest of the cases `first` to `last`, of those told before."""
    from django.db import connection  # noqa: PLC0415

    from samdrift.servicedesk import finding  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(_AGAIN)
        cases = (case for case in desk_cases.cases(count, first, last)
                 if not _is_told(count, case.place))  # fmt: skip
        for some in batched(cases, AT_ONCE * 10, strict=False):
            cursor.execute("TRUNCATE again")
            with cursor.copy(_COPY) as into:
                for row in _rows(some, ids, cast, count):
                    into.write_row(row)
            cursor.execute(_TELL, [finding.TICKET])


def _is_told(count: int, place: int) -> bool:
    """Whether a case is told by itself: it is the first with its texts, or has others besides."""
    from django.db import connection  # noqa: PLC0415

    alone = connection.vendor != "postgresql"
    return alone or place < TEXTS or place in desk_cases.long_ones(count)


def _rows(
    cases: Sequence[Made],
    ids: dict[str, int],
    cast: Any,  # noqa: ANN401
    count: int,
) -> Iterator[tuple[object, ...]]:
    for case in cases:
        first = _first(count, case.place % TEXTS)
        person = cast.people[case.person]
        yield (
            str(ids[case.number]), str(ids[first.number]), case.organisation, case.number,
            person[1], case.opened_at, _own(first, cast), _own(case, cast),
        )  # fmt: skip


@cache
def _first(count: int, place: int) -> Made:
    (case,) = desk_cases.cases(count, place, place + 1)
    return case


def _own(case: Made, cast: Any) -> list[str]:  # noqa: ANN401
    """Return the terms that a case has by its number, its reporter and how it stands.

    What stands in a row in its head is among them, for it begins with one and ends with the other.
    """
    from samdrift.plumbing.search import postgresql, rows  # noqa: PLC0415
    from samdrift.plumbing.search.ports import Searchable  # noqa: PLC0415
    from samdrift.servicedesk import finding  # noqa: PLC0415
    from samdrift.servicedesk.models import Ticket  # noqa: PLC0415
    from samdrift.sweden.words import analysis  # noqa: PLC0415

    person_id, name, unit_id = cast.people[case.person]
    ticket = Ticket(
        requester_id=person_id,
        unit_id=unit_id,
        organisation_id=case.organisation,
        group_id=cast.groups[case.group][0],
        status=case.status,
        opened_at=case.opened_at,
    )
    labels = rows._labels(  # noqa: SLF001  The index's own, so that they are the same.
        Searchable(
            kind=finding.TICKET,
            key="",
            title="",
            created=case.opened_at,
            organisation=case.organisation,
            numbers=(case.number,),
            labels=frozenset(finding._labels(ticket)),  # noqa: SLF001
        ),
        case.opened_at,
    )
    words = (*_terms(name), *_terms(case.number))
    head = analysis.terms(f"{case.number}\n{case.subject}\n{name}").stream
    pairs = postgresql.pairs("", head)
    return [*(f":{label}" for label in labels), *words, *(f"^{term}" for term in words), *pairs]


@cache
def _terms(text: str) -> tuple[str, ...]:
    from samdrift.sweden.words import analysis  # noqa: PLC0415

    found = analysis.terms(text)
    return (*found.stream, *found.parts)

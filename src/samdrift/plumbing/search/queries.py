"""What answers to some words, best first, of what somebody may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Max

from samdrift.plumbing.search import asked as asking
from samdrift.plumbing.search import ranking
from samdrift.plumbing.search.asked import Asked
from samdrift.plumbing.search.engine import Candidate, Engine, Matches, Search
from samdrift.plumbing.search.engines import engine
from samdrift.plumbing.search.models import Entry
from samdrift.plumbing.search.ports import Scope
from samdrift.plumbing.search.rows import kind_label, label, month_label, number_label
from samdrift.plumbing.search.snippets import Marker, Piece
from samdrift.sweden.words import analysis

MOST_COUNTED = 1000
MOST_RANKED = 200
MOST_READ = 60
"""How many texts are read where one word is enough, to see how many of the words each has."""
MONTHS_AT_FIRST = 2
"""How far back is looked first. Further only where that does not give enough, and then as far as
should: so a word in every fifth entry, or in every hundredth, is answered as fast among a million
as among ten thousand. Of one month there may be one day yet, and of one kind nothing in it."""
MOST_MONTHS = 6
"""Where one would have to look further back than this, everything is looked through as fast."""


@dataclass(frozen=True, slots=True)
class Page:
    """How much is wanted, and how it is looked for.

    While `is_typing` the last word may be the beginning of one. Where things are `few`, all of them
    are looked through at once. Without `or_some` nothing is found where nothing has all the words.
    Without `has_snippets` it is not told where in a text the words stand. Things are `of_labels`
    where the labels of the scope are those of the kinds alone.
    """

    limit: int = 20
    after: str = ""
    is_typing: bool = False
    is_few: bool = False
    or_some: bool = True
    has_snippets: bool = True
    is_of_labels: bool = False


FIRST = Page()


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    kind: str
    key: str
    organisation: str
    created: datetime
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    is_by_number: bool
    """Whether it is called just what was asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found."""

    hits: tuple[Hit, ...] = ()
    count: int = 0
    is_count_capped: bool = False
    """Whether there are more than are counted: `1000+`."""
    is_any: bool = False
    """Whether nothing had all the words, and these have some of them."""
    after: str = ""
    """What to go on after, empty where there is no more to show."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What answers, in order, before it is cut into pages."""

    called_so: tuple[Candidate, ...]
    rest: list[tuple[ranking.Place, Candidate]]
    count: int
    search: Search


def find(words: str, *, scope: Scope, kinds: tuple[str, ...] = (), page: Page = FIRST) -> Found:
    """Return what answers to all the words, or where nothing does, to some of them.

    What is called just so comes first, then as `ranking` has it. `"in a row"` is a phrase, `-word`
    is not wanted. Of very common words the newest `MOST_RANKED` are ranked, and those with the
    words in their head.
    """
    asked = asking.read(words, is_typing=page.is_typing)
    if asked.is_empty or not all(scope.groups):
        return Found()
    within = tuple(frozenset(label(each) for each in group) for group in scope.groups)
    if kinds and not page.is_of_labels:
        within = (*within, frozenset(kind_label(kind) for kind in kinds))
    answer = _answer(Search(asked, within, is_inside=scope.sees_inside), kinds, page)
    return _page(answer, page)


def outdated_count() -> int:
    """Return how many entries an older analyser wrote; they are found less well than they could."""
    return Entry.objects.filter(analyser__lt=analysis.VERSION).count()


def _answer(search: Search, kinds: tuple[str, ...], page: Page) -> _Answer:
    index, asked = engine(), search.asked
    with index.asking():
        called_so = _called_so(index, search)
        last = None if page.is_few else _last_month(kinds)
        matches = _newest_first(index, search, last)
        candidates = matches.newest
        if matches.count > MOST_RANKED and asked.words:
            head = replace(search, is_head=True)
            candidates += _newest_first(index, head, last, least=1).newest
        if candidates or called_so or len(asked.words) < 2 or not page.or_some:
            placed = ranking.ranked(candidates, asked, {})
            return _Answer(called_so, placed, matches.count, search)
        return _any(index, replace(search, is_any=True), last)


def _called_so(index: Engine, search: Search) -> tuple[Candidate, ...]:
    if not search.asked.number:
        return ()
    called = frozenset({number_label(search.asked.number)})
    asked = Search(Asked(), (*search.within, called))
    return index.matches(asked, most=MOST_RANKED).newest


def _any(index: Engine, search: Search, last: int | None) -> _Answer:
    """Return what has some of the words; those with more of them first."""
    matches = _newest_first(index, search, last)
    in_head = _newest_first(index, replace(search, is_head=True), last, least=1)
    candidates = (*in_head.newest[:MOST_READ], *matches.newest[:MOST_READ])
    texts = _texts(candidates, search)
    return _Answer((), ranking.ranked(candidates, search.asked, texts), matches.count, search)


def _newest_first(
    index: Engine, search: Search, last: int | None, *, least: int = MOST_COUNTED + 1
) -> Matches:
    """Return the newest that answer, looking no further back than gives enough of them.

    How many the last months have tells how far back there should be enough, and half as far again.
    """
    if last is not None:
        matches = _since(index, search, last, MONTHS_AT_FIRST)
        months = 3 * MONTHS_AT_FIRST * least // (2 * matches.count or 1) + 1
        if matches.count < least and months <= MOST_MONTHS:
            matches = _since(index, search, last, months)
        if matches.count >= least:
            return matches
    return index.matches(search, most=MOST_RANKED)


def _since(index: Engine, search: Search, last: int, months: int) -> Matches:
    """Return what answers of so many months, up to a last one."""
    counted = (divmod(number, 12) for number in range(last, last - months, -1))
    labels = frozenset(month_label(year, month + 1) for year, month in counted)
    return index.matches(replace(search, within=(*search.within, labels)), most=MOST_RANKED)


def _last_month(kinds: tuple[str, ...]) -> int | None:
    """Return the last month that something of some kinds is of, counted from year nought."""
    entries = Entry.objects.filter(kind__in=kinds) if kinds else Entry.objects.all()
    newest = entries.aggregate(newest=Max("created"))["newest"]
    return None if newest is None else newest.year * 12 + newest.month - 1


def _page(answer: _Answer, page: Page) -> Found:
    """Return the hits after a place. What is called just so stands on the first page only."""
    first = set() if page.after else {each.id for each in answer.called_so}
    known = {each.id for each in answer.called_so}
    place = ranking.Place.of(page.after) if page.after else None
    rest = [
        (its, each)
        for its, each in answer.rest
        if each.id not in known and (place is None or its.order > place.order)
    ]
    room = max(page.limit - len(first), 0)
    shown = [each for _, each in rest[:room]]
    if first:
        shown = [*answer.called_so, *shown]
    return Found(
        hits=_hits(
            shown, answer.search, first, _texts(shown if page.has_snippets else (), answer.search)
        ),
        count=min(max(answer.count, len(known)), MOST_COUNTED),
        is_count_capped=answer.count > MOST_COUNTED,
        is_any=answer.search.is_any,
        after=rest[room - 1][0].token() if 0 < room < len(rest) else "",
    )


def _hits(
    shown: list[Candidate], search: Search, first: set[int], texts: dict[int, str]
) -> tuple[Hit, ...]:
    marker = Marker(search.asked)
    return tuple(
        Hit(
            kind=each.kind,
            key=each.key,
            organisation=each.organisation,
            created=each.created,
            title=marker.whole(each.title),
            snippet=marker.snippet(texts.get(each.id, "")),
            is_by_number=each.id in first,
        )
        for each in shown
    )


def _texts(candidates: Sequence[Candidate], search: Search) -> dict[int, str]:
    """Return what entries say, to those inside also what is told for them alone."""
    ids = [each.id for each in candidates]
    if not ids:
        return {}
    told = ("text", "inside") if search.is_inside else ("text",)
    rows = Entry.objects.filter(pk__in=ids).values_list("pk", *told)
    return {pk: "\n".join(filter(None, texts)) for pk, *texts in rows}

"""What the palette finds by words: cases, guides, people, devices."""

from __future__ import annotations

from collections.abc import Iterator

from samdrift.plumbing.access import Viewer
from samdrift.plumbing.palette.ports import Hit, Nearness, Query, SearchSource
from samdrift.plumbing.search import finding
from samdrift.plumbing.search.ports import Seeker
from samdrift.plumbing.search.queries import Page

MOST_OF_MANY = 4
MOST_OF_THE_REST = 4
KEY = "search.words"


def _words(viewer: Viewer, query: Query, limit: int) -> Iterator[Hit]:
    """Yield what answers to the words; what there is most of leaves room for the rest.

    A number is not looked for in texts here: who has it knows what it is the number of.
    """
    if query.user_id is None:
        return
    seeker = Seeker(viewer, query.user_id)
    every = finding.opened(seeker)
    many = tuple(each for each in every if each.findable.is_many)
    rest = tuple(each for each in every if not each.findable.is_many)
    for among, most, is_few in ((rest, MOST_OF_THE_REST, True), (many, MOST_OF_MANY, False)):
        if not among or (query.is_number and not is_few):
            continue
        page = Page(
            min(most, limit), is_typing=True, is_few=is_few, or_some=False, has_snippets=False
        )
        answer = finding.found(query.text, seeker=seeker, among=among, page=page)
        for row in answer.rows:
            nearness = Nearness.EXACT if row.is_by_number else Nearness.WORDS
            title = f"{row.called} {row.title_text}".strip()
            yield Hit(title, row.one, row.href, nearness, row.detail)


OFFERS = (SearchSource(KEY, "Ord", _words, position=30, most=MOST_OF_MANY + MOST_OF_THE_REST),)

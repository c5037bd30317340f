"""What somebody may find of all that apps let be found, and where it leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from samdrift.plumbing import contributions
from samdrift.plumbing.access import may_read_every_ticket
from samdrift.plumbing.search import queries
from samdrift.plumbing.search.ports import Findable, Scope, Seeker, Shown
from samdrift.plumbing.search.queries import FIRST, Hit, Page
from samdrift.plumbing.search.snippets import Piece


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was found, as it is shown to who looks for it."""

    slug: str
    one: str
    key: str
    called: str
    href: str
    detail: str
    organisation: str
    created: datetime
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    is_sealed: bool
    is_by_number: bool

    @property
    def title_text(self) -> str:
        """Return the title without marks."""
        return "".join(piece.text for piece in self.title)

    @property
    def snippet_text(self) -> str:
        """Return the snippet without marks."""
        return "".join(piece.text for piece in self.snippet)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, and where to go on."""

    rows: tuple[Row, ...] = ()
    count: int = 0
    is_count_capped: bool = False
    is_any: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A kind of things, and the labels that open it for a seeker."""

    findable: Findable
    grants: frozenset[str]


def opened(seeker: Seeker) -> tuple[Opened, ...]:
    """Return the kinds of which somebody may find any, in the order they are shown."""
    offered = sorted(contributions.offered(Findable), key=lambda each: each.position)
    every = (Opened(each, each.grants(seeker)) for each in offered)
    return tuple(each for each in every if each.grants)


def found(
    words: str,
    *,
    seeker: Seeker,
    among: Sequence[Opened],
    every: Sequence[Opened] = (),
    narrowed: Iterable[str] = (),
    page: Page = FIRST,
) -> Answer:
    """Return what answers to words, among kinds of things, of what somebody may find and open.

    `narrowed` are labels that all of it has. Where `every` kind that they may find is told, and
    none but these is opened by the same labels, the labels tell the kinds: the index is asked less.
    """
    kinds = {each.findable.kind: each.findable for each in among}
    grants = frozenset(label for each in among for label in each.grants)
    others = [each.grants for each in every if each.findable.kind not in kinds]
    is_told = bool(every) and all(grants.isdisjoint(other) for other in others)
    scope = Scope((grants,), sees_inside=may_read_every_ticket(seeker.viewer))
    for label in narrowed:
        scope = scope.narrowed(label)
    page = replace(page, is_of_labels=is_told)
    answer = queries.find(words, scope=scope, kinds=tuple(kinds), page=page)
    shown = _shown(answer.hits, kinds, seeker)
    return Answer(
        rows=tuple(
            _row(hit, kinds[hit.kind], shown[hit.kind, hit.key])
            for hit in answer.hits
            if (hit.kind, hit.key) in shown
        ),
        count=answer.count,
        is_count_capped=answer.is_count_capped,
        is_any=answer.is_any,
        after=answer.after,
    )


def _shown(
    hits: tuple[Hit, ...], kinds: dict[str, Findable], seeker: Seeker
) -> dict[tuple[str, str], Shown]:
    """Ask each kind's door once for all that was found of it."""
    keys = defaultdict(list)
    for hit in hits:
        keys[hit.kind].append(hit.key)
    return {
        (kind, key): shown
        for kind, some in keys.items()
        for key, shown in kinds[kind].shown(seeker, some).items()
    }


def _row(hit: Hit, kind: Findable, shown: Shown) -> Row:
    return Row(
        slug=kind.slug,
        one=str(kind.one),
        key=hit.key,
        called=shown.called,
        href=shown.href,
        detail=shown.detail,
        organisation=hit.organisation,
        created=hit.created,
        title=hit.title,
        snippet=() if shown.is_sealed else hit.snippet,
        is_sealed=shown.is_sealed,
        is_by_number=hit.is_by_number,
    )

"""What guides are found by, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from samdrift.knowledge.choices import Audience, GuideState
from samdrift.knowledge.models import Guide
from samdrift.plumbing.search.ports import Scope, Searchable

GUIDE = "knowledge.guide"
_SIGNS = re.compile(r"\*\*|__|`+|^#+ |^> ?", re.MULTILINE)
EVERY, PUBLIC = "guides:every", "guides:public"
"""Whoever writes guides finds every one; others what is published for all."""


def things(ids: Sequence[int]) -> Iterator[Searchable]:
    """Yield guides as they are found."""
    for row in Guide.objects.filter(pk__in=ids):
        is_public = row.state == GuideState.PUBLISHED and row.audience == Audience.ALL
        yield Searchable(
            kind=GUIDE,
            key=str(row.pk),
            title=row.title,
            created=row.changed_at,
            text="\n".join(filter(None, (_plain(row.body), row.words, row.service))),
            labels=frozenset({EVERY, PUBLIC} if is_public else {EVERY}),
        )


def _plain(markdown: str) -> str:
    """Return a guide's text without the signs that make letters bold, headings or code."""
    return _SIGNS.sub("", markdown)


def public() -> Scope:
    """Return the scope of who may read what is published for all."""
    return Scope((frozenset({PUBLIC}),))

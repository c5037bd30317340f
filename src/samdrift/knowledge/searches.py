"""Guides, told to the index."""

from __future__ import annotations

from samdrift.knowledge import finding
from samdrift.knowledge.models import Guide
from samdrift.plumbing.search.ports import SearchableSource, Watched

OFFERS = (
    SearchableSource(
        "knowledge.guides",
        "Guider",
        finding.GUIDE,
        Guide,
        finding.things,
        (
            Watched(
                Guide,
                ("title", "body", "words", "service", "audience", "state", "changed_at"),
            ),
        ),
    ),
)

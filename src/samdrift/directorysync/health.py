"""Whether people are fetched from the directories as they should."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from samdrift.directorysync import queries
from samdrift.directorysync.choices import FetchState
from samdrift.plumbing.health import Examination, Finding, good, warning


def look_at_sources(_at: datetime) -> Iterator[Finding]:
    """Tell of each directory whose latest fetch stopped or went wrong."""
    sources = queries.sources()
    stuck = [each for each in sources if each.last and each.last.state in _STUCK]
    for each in stuck:
        yield warning(f"Hämtningen ur {each.name} behöver ses över på sidan Katalogen.")
    if not stuck:
        yield good("Ingen hämtning ur en katalog behöver ses över.")


_STUCK = (FetchState.HALTED, FetchState.FAILED)

OFFERS = (Examination("directorysync.sources", _("Kataloger"), look_at_sources),)

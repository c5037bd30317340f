"""Lists that were sent, and what became of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from samdrift.assets.models import ThingImport
from samdrift.plumbing.files import FileHolder


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A list in the list of them."""

    id: int
    name: str
    sent_at: datetime
    by_name: str
    is_taken_in: bool
    is_undone: bool


def imports(*, most: int = 20) -> tuple[ImportLine, ...]:
    """Return the latest lists, the latest first."""
    return tuple(
        ImportLine(
            row.pk,
            row.name,
            row.sent_at,
            row.by_name,
            row.taken_at is not None,
            row.undone_at is not None,
        )
        for row in ThingImport.objects.all()[:most]
    )


def row(import_id: int) -> ThingImport | None:
    """Return a list, None where there is none."""
    return ThingImport.objects.filter(pk=import_id).first()


def _holds(digests: Collection[str]) -> Collection[str]:
    found = ThingImport.objects.filter(digest__in=digests)
    return set(found.values_list("digest", flat=True))


FILES = FileHolder("assets.imports", _holds)

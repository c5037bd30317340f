"""What has been taken in, and what each import changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from samdrift.plumbing.exchange.models import ImportRun
from samdrift.plumbing.exchange.ports import FileSummary

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Run:
    """One import: when, of what, by whom, what became of each file, and whether it stands."""

    number: int
    source: str
    taken_by: str
    started_at: datetime
    undone_at: datetime | None
    files: tuple[FileSummary, ...]

    @property
    def new_told(self) -> str:
        """How many rows were new, as it is read."""
        return counted(sum(file.new for file in self.files))

    @property
    def changed_told(self) -> str:
        """How many rows were changed, as it is read."""
        return counted(sum(file.changed for file in self.files))

    @property
    def notices(self) -> tuple[str, ...]:
        """What ought to be looked at."""
        return tuple(notice for file in self.files for notice in file.notices)


def counted(count: int) -> str:
    """Return a count as it is read: `9 214`."""
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")


def run(number: int) -> Run | None:
    """Return one import, None where there is none with the number."""
    found = ImportRun.objects.filter(pk=number).first()
    return _run(found) if found else None


def runs(*, before: int | None = None, limit: int = PAGE_SIZE) -> tuple[Run, ...]:
    """Return imports, the latest first: those before a number where one is told."""
    found = ImportRun.objects.all() if before is None else ImportRun.objects.filter(pk__lt=before)
    return tuple(_run(each) for each in found[:limit])


def changed_since(moment: datetime, *, limit: int = 3) -> tuple[Run, ...]:
    """Return the imports that were made or undone after a moment, the latest first."""
    later = Q(started_at__gt=moment) | Q(undone_at__gt=moment)
    return tuple(_run(each) for each in ImportRun.objects.filter(later)[:limit])


def latest() -> int | None:
    """Return the number of the last import that is not undone: the one that can be."""
    return ImportRun.objects.filter(undone_at__isnull=True).values_list("pk", flat=True).first()


def _run(found: ImportRun) -> Run:
    return Run(
        number=found.pk,
        source=found.source,
        taken_by=found.taken_by,
        started_at=found.started_at,
        undone_at=found.undone_at,
        files=tuple(FileSummary(**told) for told in found.summaries),
    )

"""Taking a package in, whole or not at all, and undoing the last one taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import ProtectedError

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import contributions
from samdrift.plumbing.exchange import limited, ports
from samdrift.plumbing.exchange.faults import LONGEST_NAME, FaultLog, Listener, Nobody, printable
from samdrift.plumbing.exchange.manifest import read_manifest
from samdrift.plumbing.exchange.models import ImportChange, ImportRun
from samdrift.plumbing.exchange.package import Package, open_package
from samdrift.plumbing.exchange.ports import CannotUndo

type Progress = Callable[[str, int, int], None]
"""Told a file, how many bytes have been read, and how many there are."""


_LOCK = 7_261_954
"""A number of our own: only one package is taken in, or undone, at a time."""


class NothingToUndo(Refusal):
    """There is no import left to undo."""


def no_progress(_file: str, _done: int, _all: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or would do: the faults, and what becomes of each file's rows."""

    faults: FaultLog
    summaries: tuple[ports.FileSummary, ...]
    run: ImportRun | None = None
    changes: dict[str, tuple[ports.ChangedRow, ...]] = field(default_factory=dict)
    """The first of the rows that are changed, by file."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What is told of an import beside the package itself.

    `source` is what it is called, its file's name unless told. With a `key` it is taken in once,
    however often it is asked for. With `may_leave_out_known` a required file may be left out where
    the database has what it tells. The `listener` hears of every fault.
    """

    source: str = ""
    key: str = ""
    may_leave_out_known: bool = False
    listener: Listener = field(default_factory=Nobody)


@dataclass(frozen=True, slots=True)
class _Job:
    package: Package
    budget: limited.Budget
    faults: FaultLog
    manifest: dict[str, Any]
    at: datetime
    manner: Manner


def import_package(
    path: Path,
    *,
    at: datetime,
    taken_by: str = "",
    is_preview: bool = False,
    progress: Progress = no_progress,
    manner: Manner = Manner(),
) -> Outcome:
    """Take in a package, all of it or nothing; a preview does the same and then takes it back.

    Raises CannotImport when the package as a whole cannot be read; faults in its files are in the
    outcome, and then nothing was changed.
    """
    with open_package(path) as package, transaction.atomic():
        _wait_for_other_imports()
        before = taken_before(manner.key)
        if before is not None:
            return before
        faults = FaultLog(listener=manner.listener)
        size = sum(member.size for member in package.members)
        budget = limited.Budget(
            settings.IMPORT_LIMIT_BYTES,
            tell=lambda file, spent: progress(file, min(spent, size), size),
        )
        manifest = read_manifest(package, budget, faults)
        job = _Job(package, budget, faults, manifest, at, manner)
        source = printable(manner.source or path.resolve().name, longest=LONGEST_NAME)
        outcome = _read_all(job, source=source, taken_by=taken_by)
        if faults or is_preview:
            transaction.set_rollback(True)
            return Outcome(faults, outcome.summaries, changes=outcome.changes)
        return outcome


def taken_before(key: str) -> Outcome | None:
    """Return what became of the import with a key, None where there is none."""
    run = ImportRun.objects.filter(key=key).first() if key else None
    return Outcome(FaultLog(), summaries_of(run), run) if run else None


def summaries_of(run: ImportRun) -> tuple[ports.FileSummary, ...]:
    """Return what became of each file of an import."""
    return tuple(ports.FileSummary(**told) for told in run.summaries)


@transaction.atomic
def undo_import(*, run: int, at: datetime) -> ImportRun:
    """Undo one import, which must be the last that is not yet undone; once, however often asked.

    Raises CannotUndo where another has come since.
    """
    _wait_for_other_imports()
    wanted = ImportRun.objects.select_for_update().get(pk=run)
    if wanted.undone_at is not None:
        return wanted
    last = ImportRun.objects.filter(undone_at__isnull=True).first()
    if last != wanted:
        raise CannotUndo(
            f"Bara den senaste inläsningen kan ångras. Ångra först den av {last and last.source}."
        )
    return undo_last_import(at=at)


@transaction.atomic
def undo_last_import(*, at: datetime) -> ImportRun:
    """Put everything back as it was before the last import that is not yet undone.

    Raises NothingToUndo where there is none, CannotUndo where what has come since needs it.
    """
    _wait_for_other_imports()
    run = ImportRun.objects.select_for_update().filter(undone_at__isnull=True).first()
    if run is None:
        raise NothingToUndo("Det finns ingen import att ångra.")
    readers = {reader.key: reader for reader in contributions.offered(ports.FileReader)}
    changes = list(run.changes.order_by("-id"))
    try:
        for key, group in groupby(changes, key=lambda change: change.reader_key):
            payloads = [change.payload for change in group]
            readers[key].undo(tuple(reversed(payloads)))
    except ProtectedError as needed:
        raise CannotUndo(
            f"Inläsningen av {run.source} kan inte ångras: poster i den används av "
            f"{len(needed.protected_objects)} som har lagts till efteråt, till exempel "
            f"{next(iter(needed.protected_objects))}. Ta bort dem först."
        ) from needed
    run.undone_at = at
    run.save(update_fields=["undone_at"])
    return run


def _wait_for_other_imports() -> None:
    """SQLite has one writer at a time as it is; PostgreSQL is asked to."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _read_all(job: _Job, *, source: str, taken_by: str) -> Outcome:
    readers = tuple(contributions.offered(ports.FileReader))
    _tell_unknown_and_absent(job, readers)
    run = ImportRun.objects.create(
        started_at=job.at, source=source, taken_by=taken_by, key=job.manner.key or None
    )
    declared: dict[str, set[str]] = {}
    read: list[ports.Reading] = []
    for reader in readers:
        mine = [member.name for member in job.package.members if reader.takes(member.name)]
        read += [_read_one(job, reader, file, declared, run) for file in mine]
    run.summaries = [asdict(reading.summary) for reading in read]
    run.save(update_fields=["summaries"])
    changes = {reading.file: tuple(reading.changes) for reading in read if reading.changes}
    return Outcome(job.faults, tuple(reading.summary for reading in read), run, changes)


def _tell_unknown_and_absent(job: _Job, readers: tuple[ports.FileReader, ...]) -> None:
    known = ", ".join(reader.name for reader in readers)
    for member in job.package.members:
        if not any(reader.takes(member.name) for reader in readers):
            inner = member.name.rpartition("/")[2]
            is_misplaced = any(reader.takes(inner) for reader in readers)
            hint = " Filerna ska ligga i paketets rot, inte i en mapp." if is_misplaced else ""
            reading = _reading(job, member.name, {})
            reading.fault(0, "", "", f"okänd fil; ett paket kan ha {known}.{hint}")
    names = {member.name for member in job.package.members}
    for reader in readers:
        if reader.is_required and reader.name not in names and not _is_left_out(job, reader):
            _reading(job, reader.name, {}).fault(0, "", "", "filen saknas, men måste finnas.")


def _is_left_out(job: _Job, reader: ports.FileReader) -> bool:
    return job.manner.may_leave_out_known and reader.is_known()


def _read_one(
    job: _Job,
    reader: ports.FileReader,
    file: str,
    declared: dict[str, set[str]],
    run: ImportRun,
) -> ports.Reading:
    reading = _reading(job, file, declared)
    try:
        reader.read(reading)
    except limited.Damaged as damaged:
        reading.fault(0, "", "", str(damaged))
    ImportChange.objects.bulk_create(
        [
            ImportChange(run=run, reader_key=reader.key, file=file, payload=payload)
            for payload in reading.payloads
        ]
    )
    reading.payloads.clear()
    return reading


def _reading(job: _Job, file: str, declared: dict[str, set[str]]) -> ports.Reading:
    return ports.Reading(
        file=file,
        open=lambda: job.package.open(file, job.budget),
        manifest=job.manifest,
        faults=job.faults,
        at=job.at,
        declared=declared,
        summary=ports.FileSummary(file),
    )

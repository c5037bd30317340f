"""What a worker does with a package that came through the browser: previews, takes in, undoes."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from samdrift.plumbing import contributions
from samdrift.plumbing.exchange import services, uploads, wrong_rows
from samdrift.plumbing.exchange.package import open_package
from samdrift.plumbing.exchange.ports import CannotImport, FileReader, FileSummary
from samdrift.plumbing.jobs import services as jobs
from samdrift.plumbing.jobs.models import Job
from samdrift.plumbing.jobs.ports import Chore, JobKind, Task, Told

PREVIEW = "exchange.preview"
IMPORT = "exchange.import"
UNDO = "exchange.undo"


def preview_key(token: str) -> str:
    """Return the key of the job that previews an upload."""
    return f"preview-{token}"


def import_key(token: str) -> str:
    """Return the key of the job that takes an upload in, and of the import it leaves."""
    return f"import-{token}"


def undo_key(run: int) -> str:
    """Return the key of the job that undoes an import."""
    return f"undo-{run}"


def ask_for_preview(upload: uploads.Upload, *, asked_by: str, at: datetime) -> Job:
    """Ask for a preview of what was sent."""
    told = asdict(upload) | {"files": _count(upload.token)}
    key = preview_key(upload.token)
    return jobs.ask(key=key, kind=PREVIEW, told=told, asked_by=asked_by, at=at)


def ask_for_import(token: str, told: Told, *, asked_by: str, at: datetime) -> Job:
    """Ask for what was previewed to be taken in."""
    return jobs.ask(key=import_key(token), kind=IMPORT, told=told, asked_by=asked_by, at=at)


def ask_for_undo(run: int, *, asked_by: str, at: datetime) -> Job:
    """Ask for an import to be undone."""
    return jobs.ask(key=undo_key(run), kind=UNDO, told={"run": run}, asked_by=asked_by, at=at)


def _preview(task: Task) -> Told:
    outcome = _taken(task, is_preview=True)
    return _told(outcome)


def _import(task: Task) -> Told:
    """Take in, and remove what was sent; a package with faults is told of as in a preview."""
    outcome = _taken(task, is_preview=False)
    if outcome.run is None:
        return _told(outcome)
    uploads.remove(task.told["token"])
    return {"run": outcome.run.pk}


def _taken(task: Task, *, is_preview: bool) -> services.Outcome:
    """Take in, or only try. What was sent may be gone where it has been taken in before."""
    token = task.told["token"]
    manner = services.Manner(
        source=task.told["source"], may_leave_out_known=bool(task.told["is_loose"])
    )
    if not is_preview:
        taken = services.taken_before(task.key)
        if taken is not None:
            return taken
        manner = replace(manner, key=task.key)
    path = uploads.package(token)
    with wrong_rows.Keeper(uploads.beside(token, wrong_rows.NAME)) as keeper:
        return services.import_package(
            path,
            at=task.at,
            taken_by=task.asked_by,
            is_preview=is_preview,
            progress=task.tell,
            manner=replace(manner, listener=keeper),
        )


def _undo(task: Task) -> Told:
    services.undo_import(run=int(task.told["run"]), at=task.at)
    return {}


def _told(outcome: services.Outcome) -> Told:
    """Return what a preview found, as plain JSON: counts, the first faults, the first changes."""
    faults = outcome.faults
    files = [
        asdict(summary) | {"faults": faults.by_file[summary.file]} for summary in outcome.summaries
    ]
    listed = {summary.file for summary in outcome.summaries}
    files += [
        asdict(FileSummary(file)) | {"faults": count}
        for file, count in faults.by_file.items()
        if file not in listed
    ]
    return {
        "files": files,
        "fault_count": faults.count,
        "faults": [asdict(fault) for fault in faults.shown],
        "changes": {file: [asdict(row) for row in rows] for file, rows in outcome.changes.items()},
    }


def _count(token: str) -> int:
    """Return how many files of a package there are to read, 0 where that cannot be told."""
    try:
        with open_package(uploads.package(token)) as package:
            readers = tuple(contributions.offered(FileReader))
            names = [member.name for member in package.members]
            return sum(any(reader.takes(name) for reader in readers) for name in names)
    except CannotImport:
        return 0


OFFERS = (
    JobKind(PREVIEW, _preview),
    JobKind(IMPORT, _import),
    JobKind(UNDO, _undo),
    Chore("exchange.old-uploads", lambda at: uploads.remove_old(at=at)),
)

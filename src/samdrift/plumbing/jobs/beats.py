"""How far a job has come, in a small file beside the database: a beat of the heart of its worker.

On SQLite the work holds the one write lock there is, so neither progress nor the wish to cancel can
be a row. A file can be written and read all the time, on both databases.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

_WORKER = "worker.seen"


@dataclass(frozen=True, slots=True)
class Beat:
    """What a worker last told: how far it has come with what, and how long it has taken."""

    item: str = ""
    items_seen: int = 0
    done: int = 0
    whole: int = 0
    seconds: float = 0.0


def tell(job: int, attempt: int, beat: Beat) -> None:
    """Tell how far a job has come; the file is whole whenever it is read."""
    folder = _folder()
    with tempfile.NamedTemporaryFile("w", dir=folder, delete=False) as file:
        json.dump(asdict(beat), file)
    Path(file.name).replace(_beat(job, attempt))


def keep_alive(job: int, attempt: int) -> None:
    """Let it be seen that the worker is still there."""
    with suppress(OSError):
        os.utime(_beat(job, attempt))


def last(job: int, attempt: int) -> Beat:
    """Return what was last told, nothing where nothing has been."""
    try:
        return Beat(**json.loads(_beat(job, attempt).read_text()))
    except (OSError, ValueError, TypeError):
        return Beat()


def last_seen(job: int, attempt: int) -> float:
    """Return when the worker was last seen, in seconds since 1970; 0 where it never was."""
    try:
        return _beat(job, attempt).stat().st_mtime
    except OSError:
        return 0.0


def ask_to_cancel(job: int, *, by: str = "") -> None:
    """Ask whoever does the job to stop, and say who asks."""
    _folder()
    _wish(job).touch(mode=0o600)
    _wish(job).write_text(by)


def who_asked_to_cancel(job: int) -> str:
    """Return who asked the job to stop, nothing where nobody did."""
    try:
        return _wish(job).read_text()
    except OSError:
        return ""


def is_asked_to_cancel(job: int) -> bool:
    """Whether somebody has asked the job to stop."""
    return _wish(job).exists()


def forget(job: int) -> None:
    """Take away all that was told of a job."""
    for path in (*_folder().glob(f"{job}.*.beat"), _wish(job)):
        path.unlink(missing_ok=True)


def worker_is_here() -> None:
    """Let it be seen that a worker waits for jobs, or does its chores."""
    (_folder() / _WORKER).touch(mode=0o600)


def worker_last_seen() -> float:
    """Return when any worker of this home was last seen, in seconds since 1970; 0 for never."""
    beats = (
        path.stat().st_mtime for path in _folder().iterdir() if path.suffix in (".seen", ".beat")
    )
    return max(beats, default=0.0)


def _folder() -> Path:
    folder: Path = settings.HOME / "jobs"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _beat(job: int, attempt: int) -> Path:
    return Path(settings.HOME) / "jobs" / f"{job}.{attempt}.beat"


def _wish(job: int) -> Path:
    return Path(settings.HOME) / "jobs" / f"{job}.cancel"

"""What a worker does for the switchboard: reads the folder of logs, and forgets who called."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from samdrift.plumbing.files import FileHolder
from samdrift.plumbing.jobs.ports import Chore
from samdrift.switchboard.choices import CameBy, LogState
from samdrift.switchboard.queries import logs
from samdrift.switchboard.services import live
from samdrift.switchboard.services.logs import Sent, take_in_sent

DONE, FAULTY = "inlasta", "felaktiga"
"""Where a log is moved in the folder when it has been read."""
SETTLED = timedelta(seconds=5)
"""A file that was written to later than this may still be written to."""
ENDINGS = (".csv", ".txt")

_log = logging.getLogger(__name__)


def read_folder(at: datetime) -> int:
    """Take in every log of the folder that is settled, and move it; return how many there were.

    A faulty one is told of, kept and moved aside, and stops no other. Read again after a crash, a
    log changes nothing.
    """
    folder = settings.CALL_LOGS
    if folder is None or not folder.is_dir():
        return 0
    waiting = [path for path in sorted(folder.iterdir()) if _is_waiting(path, at)]
    for path in waiting:
        try:
            _read(path, at)
        except OSError:
            _log.exception("The call log %s could not be read or moved", path)
    return len(waiting)


def _is_waiting(path: Path, at: datetime) -> bool:
    if path.name.startswith(".") or path.suffix.lower() not in ENDINGS or not path.is_file():
        return False
    return at.timestamp() - path.stat().st_mtime >= SETTLED.total_seconds()


def _read(path: Path, at: datetime) -> None:
    sent = Sent(path.name, path.read_bytes(), CameBy.FOLDER)
    row = take_in_sent(sent=sent, at=at)
    place = path.parent / (DONE if row.state == LogState.TAKEN_IN else FAULTY)
    place.mkdir(exist_ok=True)
    path.replace(_free(place / path.name))


def _free(path: Path) -> Path:
    """Return a name that no file has yet."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_stem(f"{path.stem}-{number}")
    return found


def _read_folder(at: datetime) -> None:
    read_folder(at)


OFFERS = (
    Chore(key="switchboard.call-logs", run=_read_folder, every=timedelta(minutes=1)),
    Chore(key="switchboard.forget-calls", run=live.forget_old),
    FileHolder(key="switchboard.call-logs", holds=logs.held),
)

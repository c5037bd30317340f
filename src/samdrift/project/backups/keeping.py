"""A folder of copies, the oldest of which go; and when the last one was made."""

from __future__ import annotations

import json
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from samdrift.project.backups.writing import Receipt

LAST = "last-backup.json"
_OURS = re.compile(r"samdrift-\d{4}-\d{2}-\d{2}-\d{6}\.zip(\.age)?")


def name_at(at: datetime, *, is_encrypted: bool) -> str:
    """Return what a copy of a moment is called; such names are in the order of time."""
    return f"samdrift-{at:%Y-%m-%d-%H%M%S}.zip{'.age' if is_encrypted else ''}"


def copies(folder: Path) -> list[Path]:
    """Return the copies of a folder, the oldest first; what is called otherwise is not ours."""
    return sorted(path for path in folder.iterdir() if _OURS.fullmatch(path.name))


def remove_oldest(folder: Path, *, keep: int) -> tuple[Path, ...]:
    """Remove all but the newest copies, and return those removed."""
    assert keep >= 1, "the only copy is never removed"
    gone = tuple(copies(folder)[:-keep])
    for path in gone:
        path.unlink()
    return gone


def note(receipt: Receipt, *, at: datetime) -> None:
    """Note in the home when the last copy was made, and what it holds."""
    told = {
        "at": at.astimezone(UTC).isoformat(),
        "file": str(receipt.file.resolve()),
        "bytes": receipt.size,
        "rows": receipt.rows,
        "database": connection.vendor,
    }
    home = Path(settings.HOME)
    with tempfile.NamedTemporaryFile("w", dir=home, prefix=".last-", delete=False) as file:
        json.dump(told, file)
    Path(file.name).replace(home / LAST)

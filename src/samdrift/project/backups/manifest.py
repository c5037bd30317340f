"""What a copy says of itself: by what it was made, and what it holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

NAME = "manifest.json"
FORMAT = "samdrift-backup/2"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
"""What the copy of a database is called, by its kind."""


class UnknownForm(ValueError):
    """A manifest of a form this version does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a copy holds, at the moment it is of.

    `damaged` are files that were not as their names say when the copy was made.
    """

    version: str
    made_at: str
    database: str
    migrations: tuple[str, ...]
    walls: tuple[str, ...]
    rows: Mapping[str, int]
    sha256: Mapping[str, str]
    files: int
    file_bytes: int
    damaged: tuple[str, ...]

    @property
    def row_count(self) -> int:
        """How many rows there are in all."""
        return sum(self.rows.values())


def told(manifest: Manifest) -> str:
    """Return a manifest as it stands in a copy."""
    return json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1, ensure_ascii=False)


def read(text: bytes) -> Manifest:
    """Return what a copy says of itself. Raises UnknownForm."""
    try:
        found: dict[str, Any] = json.loads(text)
        if found.pop("format") != FORMAT:
            raise UnknownForm
        for name in ("migrations", "walls", "damaged"):
            found[name] = tuple(found[name])
        return Manifest(**found)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnknownForm from error

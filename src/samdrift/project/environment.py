"""What the environment says: where files live, which database, which secret."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class BadEnvironment(Exception):
    """A variable of the environment cannot be used; the text is Swedish and says what to do."""


def home() -> Path:
    """Return `SAMDRIFT_HOME`, where files and the embedded database live; made if not there.

    Unsaid it is `~/.samdrift`. The folder is readable by its owner only.
    """
    named = os.environ.get("SAMDRIFT_HOME")
    folder = Path(named).expanduser() if named else Path.home() / ".samdrift"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder.resolve()


def secret_key(folder: Path) -> str:
    """Return `SAMDRIFT_SECRET_KEY`, else the key kept in the home folder, made at first need."""
    named = os.environ.get("SAMDRIFT_SECRET_KEY")
    if named:
        return named
    path = folder / "secret-key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def database(folder: Path) -> dict[str, Any]:
    """Return Django's settings for the database that `SAMDRIFT_DATABASE_URL` names.

    `sqlite:///relative.db`, `sqlite:////absolute.db` or `postgres://user:password@host:port/name`;
    unsaid it is `samdrift.sqlite3` in the home folder. Raises BadEnvironment for anything else.
    """
    url = os.environ.get("SAMDRIFT_DATABASE_URL")
    if not url:
        return _sqlite(folder / "samdrift.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.path not in ("", "/"):
        return _sqlite(Path(unquote(parts.path[1:])))
    if parts.scheme in ("postgres", "postgresql") and parts.path not in ("", "/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
        }
    raise BadEnvironment(
        "SAMDRIFT_DATABASE_URL ska vara sqlite:////sökväg/fil.sqlite3 eller "
        "postgres://användare:lösenord@värd:port/databas."
    )


def _sqlite(path: Path) -> dict[str, Any]:
    """WAL lets readers read while one writes; IMMEDIATE makes two writers wait, not fail."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
        },
    }

"""What the environment says: where files live, which database, which secret."""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from samdrift.plumbing.stores.bucket import Place

_ADDRESS = (
    "SAMDRIFT_DATABASE_URL ska vara sqlite:////sökväg/fil.sqlite3 eller "
    "postgres://användare:lösenord@värd:port/databas."
)

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


class BadEnvironment(Exception):
    """A variable of the environment cannot be used; the text is Swedish and says what to do."""


def home() -> Path:
    """Return `SAMDRIFT_HOME`, where files and the embedded database live; made if not there.

    Unsaid it is `~/.samdrift`. The folder is readable by its owner only.
    """
    named = os.environ.get("SAMDRIFT_HOME")
    try:
        folder = Path(named).expanduser() if named else Path.home() / ".samdrift"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError) as error:
        raise BadEnvironment(
            f"Mappen {named or '~/.samdrift'} kan inte användas. Ange en annan med SAMDRIFT_HOME."
        ) from error
    return folder.resolve()


def secret_key(folder: Path) -> str:
    """Return `SAMDRIFT_SECRET_KEY`, else the key kept in the home folder, made at first need.

    It appears whole or not at all: of two programs that need it at once, both get the same.
    """
    named = os.environ.get("SAMDRIFT_SECRET_KEY") or _in_file("SAMDRIFT_SECRET_KEY_FILE")
    if named:
        return named
    path = folder / "secret-key"
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=folder) as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text().strip()


def uploads(folder: Path) -> Path:
    """Return where packages that come through the browser are kept; made if not there."""
    kept = folder / "uploads"
    kept.mkdir(mode=0o700, exist_ok=True)
    return kept


def measures(folder: Path) -> Path:
    """Return where processes count what they answer; made if not there.

    The library that counts asks the environment, before it is loaded.
    """
    kept = folder / "metrics"
    kept.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(kept))
    return kept


def files() -> Place | None:
    """Return `SAMDRIFT_FILES`, the bucket where files are kept; None unsaid: in the home."""
    named, server = os.environ.get("SAMDRIFT_FILES"), os.environ.get("SAMDRIFT_FILES_SERVER", "")
    if not named:
        return None
    told = urlsplit(named)
    if told.scheme != "s3" or not _BUCKET.fullmatch(told.netloc) or told.query or told.fragment:
        raise BadEnvironment("SAMDRIFT_FILES ska vara s3://hink eller s3://hink/mapp.")
    if server and not server.startswith(("https://", "http://")):
        raise BadEnvironment("SAMDRIFT_FILES_SERVER ska vara en adress: https://s3.exempel.se.")
    folder = told.path.strip("/")
    return Place(told.netloc, f"{folder}/" if folder else "", server.rstrip("/"))


def call_logs() -> Path | None:
    """Return `SAMDRIFT_CALL_LOGS`, the folder where the exchange leaves its logs; None unsaid."""
    named = os.environ.get("SAMDRIFT_CALL_LOGS")
    return Path(named).expanduser() if named else None


def backup_keys() -> tuple[str, ...]:
    """Return `SAMDRIFT_BACKUP_TO`: the public keys that backups are encrypted to."""
    told = os.environ.get("SAMDRIFT_BACKUP_TO", "").split(",")
    return tuple(each.strip() for each in told if each.strip())


def import_limit_bytes() -> int:
    """Return `SAMDRIFT_IMPORT_LIMIT_MB` in bytes: how much a package may unpack to."""
    return _megabytes("SAMDRIFT_IMPORT_LIMIT_MB", "8192")


def upload_limit_bytes() -> int:
    """Return `SAMDRIFT_UPLOAD_LIMIT_MB` in bytes: how much may be sent through the browser."""
    return _megabytes("SAMDRIFT_UPLOAD_LIMIT_MB", "1024")


def hook_networks() -> tuple[str, ...]:
    """Return `SAMDRIFT_HOOK_NETWORKS`: networks of our own that webhooks may be sent to."""
    told = [each.strip() for each in os.environ.get("SAMDRIFT_HOOK_NETWORKS", "").split(",")]
    try:
        return tuple(str(ipaddress.ip_network(each)) for each in told if each)
    except ValueError:
        raise BadEnvironment(
            "SAMDRIFT_HOOK_NETWORKS ska vara nät med komma emellan, till exempel 10.20.0.0/16."
        ) from None


def _in_file(name: str) -> str:
    """Return the secret that stands in the file which a variable names; nothing unsaid."""
    named = os.environ.get(name)
    if not named:
        return ""
    try:
        return Path(named).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadEnvironment(f"{name} anger {named}, som inte går att läsa.") from error


def api_questions_a_minute() -> int:
    """Return `SAMDRIFT_API_PER_MINUTE`: how often a token may ask each process within a minute."""
    told = os.environ.get("SAMDRIFT_API_PER_MINUTE") or "6000"
    if not (told.isascii() and told.isdecimal() and 1 <= len(told) <= 9 and int(told)):
        raise BadEnvironment("SAMDRIFT_API_PER_MINUTE ska vara ett antal, till exempel 6000.")
    return int(told)


def _megabytes(name: str, unsaid: str) -> int:
    told = os.environ.get(name) or unsaid
    if not (told.isascii() and told.isdecimal() and len(told) <= 9):
        raise BadEnvironment(f"{name} ska vara ett antal megabyte, till exempel {unsaid}.")
    return int(told) * 2**20


def database(folder: Path) -> dict[str, Any]:
    """Return Django's settings for the database that `SAMDRIFT_DATABASE_URL` names.

    `sqlite:///relative.db`, `sqlite:////absolute.db` or `postgres://user:password@host:port/name`,
    with `?sslmode=verify-full&sslrootcert=…` where the way there is to be encrypted; unsaid it is
    `samdrift.sqlite3` in the home folder. Raises BadEnvironment for anything else.
    """
    url = os.environ.get("SAMDRIFT_DATABASE_URL")
    if not url:
        return _sqlite(folder / "samdrift.sqlite3")
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError:
        raise BadEnvironment(_ADDRESS) from None
    if parts.scheme == "sqlite" and parts.path not in ("", "/"):
        return _sqlite(Path(unquote(parts.path[1:])))
    if parts.scheme in ("postgres", "postgresql") and parts.path not in ("", "/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or "")
            or _in_file("SAMDRIFT_DATABASE_PASSWORD_FILE"),
            "HOST": unquote(parts.hostname or ""),
            "PORT": port,
            "CONN_MAX_AGE": 60,
            "OPTIONS": _encryption(parts.query),
        }
    raise BadEnvironment(_ADDRESS)


def _encryption(query: str) -> dict[str, str]:
    """Return how PostgreSQL is reached; nothing else is taken from an address."""
    told = dict(parse_qsl(query))
    if told.keys() - {"sslmode", "sslrootcert", "sslcert", "sslkey"}:
        raise BadEnvironment(_ADDRESS)
    return told


def _sqlite(path: Path) -> dict[str, Any]:
    """WAL lets readers read while one writes; IMMEDIATE makes two writers wait, not fail."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;",
        },
    }

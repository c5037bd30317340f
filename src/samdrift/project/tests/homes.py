"""Empty databases, each a copy of one: building one takes ten seconds, and a run needs many."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings

A_DAY = 24 * 60 * 60
BUILD = (sys.executable, "-m", "django", "migrate", "--verbosity", "0")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Return the environment of a home of its own, on the kind of database these tests run on."""
    home = tmp_path / "home"
    with _database(os.environ.get("SAMDRIFT_DATABASE_URL", ""), home) as url:
        yield _environment(home, url)


@pytest.fixture
def another_place(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Return the environment of a second home, to hold the first against."""
    home = tmp_path / "another"
    with _database(os.environ.get("SAMDRIFT_DATABASE_URL", ""), home, "other") as url:
        yield _environment(home, url)


def furnish(file: Path) -> None:
    """Have an empty database of SQLite in a file, unless there is one."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built(), file)


def _environment(home: Path, url: str) -> dict[str, str]:
    return os.environ | {
        "SAMDRIFT_HOME": str(home),
        "SAMDRIFT_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "samdrift.project.settings",
    }


@cache
def built() -> Path:
    """Return an empty database of SQLite, made once for all processes of a run."""
    with alone("sqlite") as folder:
        file = folder / "empty.sqlite3"
        if not file.exists():
            half = folder / "half.sqlite3"
            _build(folder, f"sqlite:///{half}")
            half.rename(file)
        return file


@cache
def built_on_server(named: str) -> str:
    """Return the name of a database of the server that may be copied, made once for a run."""
    name = f"{urlsplit(named).path[1:]}_empty"
    with alone("server") as folder, _server() as told:
        done = folder / "done"
        if not done.exists():
            told(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            told(f"CREATE DATABASE {name}")
            _build(folder, urlunsplit(urlsplit(named)._replace(path=f"/{name}")))
            done.touch()
    return name


@contextmanager
def alone(what: str) -> Iterator[Path]:
    """Return a folder of this run, held by one process at a time."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"alone-{os.getpid()}")
    folder = Path(tempfile.gettempdir()) / f"samdrift-{run}" / what
    if not folder.exists():
        _leave_no_old()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def _leave_no_old() -> None:
    """Take away what runs of other days made."""
    for made in Path(tempfile.gettempdir()).glob("samdrift-*/"):
        with suppress(OSError):
            if time.time() - made.stat().st_mtime > A_DAY:
                shutil.rmtree(made, ignore_errors=True)


def _build(home: Path, url: str) -> None:
    subprocess.run(BUILD, env=_environment(home, url), check=True)


@contextmanager
def _database(named: str, home: Path, which: str = "killed") -> Iterator[str]:
    if not named.startswith("postgres"):
        furnish(home / "test.sqlite3")
        yield f"sqlite:///{home / 'test.sqlite3'}"
        return
    name, model = f"samdrift_{which}_{os.getpid()}", built_on_server(named)
    with _server() as told:
        told(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        told(f"CREATE DATABASE {name} TEMPLATE {model}")
        try:
            yield urlunsplit(urlsplit(named)._replace(path=f"/{name}"))
        finally:
            told(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _server() -> Iterator:
    import psycopg  # noqa: PLC0415  Only where there is a server.

    chosen = settings.DATABASES["default"]
    server = {"host": chosen["HOST"], "port": chosen["PORT"], "user": chosen["USER"]}
    if chosen["PASSWORD"]:
        server["password"] = chosen["PASSWORD"]
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as connection:
        yield connection.execute

"""Homes of their own with an empty database, each a copy of one: building one takes ten seconds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings

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
        shutil.copyfile(_built(), file)


def _environment(home: Path, url: str) -> dict[str, str]:
    return os.environ | {
        "SAMDRIFT_HOME": str(home),
        "SAMDRIFT_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "samdrift.project.settings",
    }


@cache
def _built() -> Path:
    home = Path(tempfile.mkdtemp(prefix="samdrift-"))
    file = home / "empty.sqlite3"
    subprocess.run(BUILD, env=_environment(home, f"sqlite:///{file}"), check=True)
    return file


@contextmanager
def _database(named: str, home: Path, which: str = "killed") -> Iterator[str]:
    if not named.startswith("postgres"):
        furnish(home / "test.sqlite3")
        yield f"sqlite:///{home / 'test.sqlite3'}"
        return
    name, model = f"samdrift_{which}_{os.getpid()}", _built_on_server(named)
    with _server() as told:
        told(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        told(f"CREATE DATABASE {name} TEMPLATE {model}")
        try:
            yield urlunsplit(urlsplit(named)._replace(path=f"/{name}"))
        finally:
            told(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _built_on_server(named: str) -> str:
    """Return the name of a database that may be copied; the next run of the tests makes it anew."""
    name = f"samdrift_empty_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with _server() as told:
        told(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        told(f"CREATE DATABASE {name}")
    url = urlunsplit(urlsplit(named)._replace(path=f"/{name}"))
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(BUILD, env=_environment(Path(home), url), check=True)
    return name


@contextmanager
def _server() -> Iterator:
    import psycopg  # noqa: PLC0415  Only where there is a server.

    chosen = settings.DATABASES["default"]
    server = {"host": chosen["HOST"], "port": chosen["PORT"], "user": chosen["USER"]}
    if chosen["PASSWORD"]:
        server["password"] = chosen["PASSWORD"]
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as connection:
        yield connection.execute

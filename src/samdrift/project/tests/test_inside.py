"""What the command line stands on: the environment, the database made ready, the copy of it."""

import getpass
import io
import json
import os
import runpy
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from django.db import IntegrityError, OperationalError, connection

from samdrift.parties.models import Organisation
from samdrift.project import cli, database, environment, settings
from samdrift.project.backups import writing
from samdrift.project.backups.errors import CannotBackUp
from samdrift.project.commands import packages, terminal
from samdrift.project.commands.files import CannotWrite, write_file
from samdrift.project.environment import BadEnvironment

AT = datetime(2016, 3, 21, 12, 0, tzinfo=UTC)


def test_home_is_made_and_its_owners_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("SAMDRIFT_HOME", str(tmp_path / "a" / "b"))
    assert environment.home() == tmp_path / "a" / "b"
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700

    monkeypatch.delenv("SAMDRIFT_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert environment.home() == tmp_path / ".samdrift"


def test_the_key_is_made_once(tmp_path, monkeypatch):
    monkeypatch.delenv("SAMDRIFT_SECRET_KEY", raising=False)
    first = environment.secret_key(tmp_path)

    assert len(first) > 50
    assert environment.secret_key(tmp_path) == first
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("SAMDRIFT_SECRET_KEY", "told")
    assert environment.secret_key(tmp_path) == "told"


def test_of_two_who_make_the_key_at_once_both_get_the_first(tmp_path, monkeypatch):
    monkeypatch.delenv("SAMDRIFT_SECRET_KEY", raising=False)
    (tmp_path / "secret-key").write_text("the other's")
    monkeypatch.setattr(Path, "exists", lambda _: False)

    assert environment.secret_key(tmp_path) == "the other's"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("", "/h/samdrift.sqlite3"),
        ("sqlite:////a/b%20c.db", "/a/b c.db"),
        ("sqlite:///b.db", "b.db"),
    ],
)
def test_an_address_of_sqlite_is_a_file(monkeypatch, url, name):
    monkeypatch.setenv("SAMDRIFT_DATABASE_URL", url)

    assert environment.database(Path("/h"))["NAME"] == name


def test_an_address_of_postgresql_has_its_parts(monkeypatch):
    monkeypatch.setenv("SAMDRIFT_DATABASE_URL", "postgresql://a%40b:c%2Fd@host:5433/na%20me")

    told = environment.database(Path("/h"))

    parts = [told[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")]
    assert parts == ["na me", "a@b", "c/d", "host", "5433"]


@pytest.mark.parametrize(
    "url",
    ["mysql://h/d", "sqlite:", "sqlite:///", "postgres://h", "postgres://h:x/d", "postgres://[1/d"],
)
def test_any_other_address_is_refused(monkeypatch, url):
    monkeypatch.setenv("SAMDRIFT_DATABASE_URL", url)

    with pytest.raises(BadEnvironment, match="SAMDRIFT_DATABASE_URL ska vara"):
        environment.database(Path("/h"))


@pytest.mark.parametrize("told", ["x", "-1", "1.5", "²", "9" * 10])
def test_a_limit_is_a_number(monkeypatch, told):
    monkeypatch.setenv("SAMDRIFT_IMPORT_LIMIT_MB", told)
    with pytest.raises(BadEnvironment, match="antal megabyte"):
        environment.import_limit_bytes()

    monkeypatch.setenv("SAMDRIFT_IMPORT_LIMIT_MB", "2")
    assert environment.import_limit_bytes() == 2 * 2**20


# The last door


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (click.exceptions.Abort(), 130, "Avbrutet. Ingenting ändrades."),
        (BadEnvironment("nej"), 1, "nej"),
        (CannotWrite("nej"), 1, "nej"),
        (click.UsageError("nej"), 2, "nej"),
        (OperationalError("låst\nmer"), 2, "Databasen kan inte nås eller är upptagen (låst)."),
        (OperationalError(""), 2, "Databasen kan inte nås"),
        (IntegrityError("x"), 2, "Något gick sönder i Samdrift (IntegrityError). Ingenting halvt"),
        (MemoryError(), 2, "Något gick sönder i Samdrift (MemoryError)"),
    ],
)
def test_however_it_ends_a_person_gets_words(monkeypatch, capsys, tmp_path, error, status, words):
    def fail(**_):
        raise error

    monkeypatch.setenv("SAMDRIFT_HOME", str(tmp_path))
    monkeypatch.setattr(cli.samdrift, "main", fail)

    with pytest.raises(SystemExit) as end:
        cli.main()

    assert end.value.code == status
    assert words in capsys.readouterr().err
    assert (tmp_path / "errors.log").exists() == ("gick sönder" in words)


def test_where_no_log_can_be_kept_that_is_told(monkeypatch, capsys, tmp_path):
    taken = tmp_path / "file"
    taken.write_text("x")
    monkeypatch.setenv("SAMDRIFT_HOME", str(taken))

    assert cli._tell_broken(ValueError("x")) == 2
    assert "kunde inte sparas" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(CannotWrite, match="går inte att skriva"):
        write_file(tmp_path, b"x")


def test_who_has_no_name_is_a_number(monkeypatch):
    def nobody():
        raise OSError

    monkeypatch.setenv("SUDO_USER", "eva")
    assert terminal.who_runs() == "eva"
    monkeypatch.delenv("SUDO_USER")
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert terminal.who_runs() == f"uid {os.getuid()}"


def test_progress_is_told_on_a_terminal_only(monkeypatch, capsys):
    packages.Progress()("x", 1, 2)
    assert capsys.readouterr().err == ""

    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    shown = packages.Progress()
    shown("tickets.csv", 1, 2)
    shown("tickets.csv", 2, 2)
    shown.close()

    err = capsys.readouterr().err
    assert err.count("tickets.csv") == 1
    assert " 50%  tickets.csv" in err


def test_a_workbook_is_not_shown_on_a_terminal():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    assert Terminal().isatty()


# The database made ready


@pytest.mark.django_db
def test_a_database_that_is_ready_is_left_alone(monkeypatch):
    asked = []
    monkeypatch.setattr(database, "call_command", lambda *words, **_: asked.append(words))
    assert database.waiting() == frozenset()

    database.bring_up_to_date()
    assert asked == []

    monkeypatch.setattr(database, "_applied", set)
    database.needs_database(lambda: asked.append(("ran",)))()
    assert asked == [("migrate",), ("ran",)]


@pytest.mark.django_db
def test_whoever_waited_for_another_finds_nothing_left_to_do(monkeypatch):
    asked = []
    answers = iter([frozenset({("a", "1")}), frozenset()])
    monkeypatch.setattr(database, "call_command", lambda *words, **_: asked.append(words))
    monkeypatch.setattr(database, "waiting", lambda: next(answers))

    database.bring_up_to_date()

    assert asked == []


def test_secrets_may_stand_in_files(monkeypatch, tmp_path):
    file = tmp_path / "password"
    file.write_text("hem/ligt\n")
    monkeypatch.delenv("SAMDRIFT_SECRET_KEY", raising=False)
    monkeypatch.setenv("SAMDRIFT_SECRET_KEY_FILE", str(file))
    monkeypatch.setenv("SAMDRIFT_DATABASE_PASSWORD_FILE", str(file))
    monkeypatch.setenv("SAMDRIFT_DATABASE_URL", "postgres://samdrift@database/samdrift")

    assert environment.secret_key(tmp_path) == "hem/ligt"
    assert environment.database(tmp_path)["PASSWORD"] == "hem/ligt"  # noqa: S105  Of this test.
    monkeypatch.setenv("SAMDRIFT_DATABASE_URL", "postgres://samdrift:eget@database/samdrift")
    assert environment.database(tmp_path)["PASSWORD"] == "eget"  # noqa: S105  As above.
    file.unlink()
    with pytest.raises(BadEnvironment, match="SAMDRIFT_SECRET_KEY_FILE anger"):
        environment.secret_key(tmp_path)


# What a browser is told


@pytest.mark.parametrize("subdomains", ["", "1"])
def test_over_https_cookies_are_of_this_host_alone(monkeypatch, tmp_path, subdomains):
    monkeypatch.setenv("SAMDRIFT_HOME", str(tmp_path))
    monkeypatch.setenv("SAMDRIFT_BASE_URL", "https://samdrift.example.se")
    monkeypatch.setenv("SAMDRIFT_HSTS_SUBDOMAINS", subdomains)

    told = runpy.run_path(settings.__file__)

    assert told["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert told["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert told["LANGUAGE_COOKIE_NAME"] == "__Host-language"
    # What a browser asks of a cookie of that name: secure, of the whole host, of no domain.
    assert (told["SESSION_COOKIE_SECURE"], told["CSRF_COOKIE_SECURE"]) == (True, True)
    unsaid = {"SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_PATH", "CSRF_COOKIE_DOMAIN"}
    assert not unsaid & told.keys()
    assert told["SECURE_HSTS_SECONDS"] == 31_536_000
    assert told["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is (subdomains == "1")


# The copy


@pytest.mark.django_db(transaction=True)
def test_a_copy_has_the_rows_of_one_moment(tmp_path):
    Organisation.objects.create(code="KIN", name="Kinda", role="member", position=1)
    file = tmp_path / "kopia.zip"

    receipt = writing.write_backup(file, at=AT)

    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = archive.namelist()
        assert archive.testzip() is None
    assert manifest["database"] == connection.vendor
    assert manifest["rows"]["parties_organisation"] == 1
    assert receipt.rows == sum(manifest["rows"].values())
    assert [path.name for path in tmp_path.iterdir()] == ["kopia.zip"]
    if connection.vendor == "postgresql":
        with zipfile.ZipFile(file) as archive:
            archive.extract("database.pgdump", tmp_path)
        dumped = tmp_path / "database.pgdump"
        listed = subprocess.run(
            [
                shutil.which("pg_restore"),
                "--data-only",
                "-t",
                "parties_organisation",
                "-f",
                "-",
                dumped,
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "KIN\tKinda\tmember" in listed.stdout.replace("\t1\n", "")
        assert "database.pgdump" in names


@pytest.mark.django_db(transaction=True)
def test_a_copy_that_cannot_be_made_leaves_nothing_behind(tmp_path, monkeypatch):
    file = tmp_path / "kopia.zip"
    with pytest.raises(CannotBackUp, match="finns inte"):
        writing.write_backup(tmp_path / "no" / "x.zip", at=AT)
    file.write_text("x")
    with pytest.raises(CannotBackUp, match="finns redan"):
        writing.write_backup(file, at=AT)
    file.unlink()
    monkeypatch.setenv("PATH", "")
    if connection.vendor == "postgresql":
        with pytest.raises(CannotBackUp, match="pg_dump finns inte"):
            writing.write_backup(file, at=AT)

    assert list(tmp_path.iterdir()) == []

"""The command line, as a person meets it."""

import json
import os
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from decimal import Decimal

import click
import pytest
from django.contrib.auth.models import User

from samdrift.ledger.tests.given import PURCHASE, SALE, books
from samdrift.plumbing.exchange.tests.given import ORGANISATIONS, folder_of
from samdrift.project import cli
from samdrift.project.tests.homes import furnish
from samdrift.project.tests.shell import COMMAND, samdrift, within

INVESTMENTS = (
    "id,plan,group,name,organisation,year,opening,budget,outcome,status,decision\n"
    "I,own,,=1+1,,2015,,5,,,\n"
)


@pytest.fixture
def say(db, capsys, tmp_path):
    """Return how to say something to samdrift, when a small package has been taken in."""
    ledger = books(SALE, PURCHASE)
    path = folder_of(tmp_path, {"ledger/2015.se": ledger, "investments.csv": INVESTMENTS})
    said = within(capsys, "import", path)
    assert (said.status, said.err) == (0, "")
    assert "ledger/2015.se             2         0            0" in said.out
    assert "Obs: ledger/2015.se: konto 1930: " in said.out
    return lambda *words: within(capsys, *words)


def every_command():
    for name in cli.samdrift.list_commands(click.Context(cli.samdrift)):
        yield (name,)
    yield from (
        ("user", "add"),
        ("user", "remove"),
        ("kind", "list"),
        ("kind", "add"),
        ("report", "annual"),
    )


def test_every_command_has_help_in_swedish():
    context = click.Context(cli.samdrift)
    for words in every_command():
        command = cli.samdrift
        for word in words:
            command = command.get_command(context, word)
        assert len(command.get_short_help_str(200)) > 10, words
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (words, parameter.name)


def test_help_and_version_come_without_a_database(tmp_path):
    said = samdrift(tmp_path, "--help", database="postgres://nowhere.invalid/x")

    assert said.status == 0
    assert "Kommandon:" in said.out
    assert all(entry.short in said.out for entry in cli.COMMANDS)
    assert samdrift(tmp_path, "--version").out.startswith("Samdrift ")


def test_misuse_has_status_two(say):
    assert say("nothing").status == 2
    assert say("table").status == 2
    assert say("table", "x", "--year", "soon").status == 2
    assert say("report", "annual", "--year", "2015", "-o", "x.txt").status == 2


def test_refusals_have_status_one_and_say_what_to_do(say, tmp_path):
    for words, told in (
        (("table", "assets.computer", "--year", 2015), "Menade du assets.computers?"),
        (("table", "zzz", "--year", 2015), "Se alla med samdrift tables."),
        (("table", "assets.computers", "--year", 1999), "Det finns inga poster för 1999"),
        (
            ("table", "assets.computers", "--year", 2015, "--cost-centre", "IT"),
            "Ta bort --cost-centre",
        ),
        (
            ("table", "assets.computers", "--year", 2015, "-o", tmp_path / "no" / "x"),
            "går inte att skriva",
        ),
        (("check", "--year", 1999), "Det finns inga poster för 1999, bara för 2015 till"),
        (("import", tmp_path / "nix.zip"), "nix.zip: finns inte."),
        (("kind", "add", "Ab", "x"), "skriv små bokstäver"),
        (("user", "remove", "ingen"), "Det finns ingen användare som heter ingen."),
    ):
        said = say(*words)
        assert (said.status, said.out) == (1, "")
        assert told in said.err


def test_an_empty_database_says_what_to_do_first(tmp_path):
    nothing = "Inga poster är inlästa. Läs in ett paket med samdrift import.\n"
    file = tmp_path / "r.pdf"

    for words in (
        ("table", "assets.computers", "--year", 2015),
        ("check", "--year", 2015),
        ("report", "annual", "--year", 2015, "-o", file),
    ):
        said = samdrift(tmp_path, *words)
        assert (said.status, said.err) == (1, nothing)
    assert not file.exists()


def test_a_printed_report_is_held_against_itself(tmp_path, capsys):
    head = "place,label,subject,measure,period,printed,unit,remark\n"
    parts = "Not 1,Kinda,calls/kinda,count,2015,40,st,\nNot 1,Ydre,calls/ydre,count,2015,2,st,\n"
    file = tmp_path / "report.csv"

    file.write_text(f"{head}{parts}Not 1,Totalt,calls,count,2015,42,st,\n", "utf-8")
    assert within(capsys, "printed", file).out == "3 tryckta tal, 0 motsägelser.\n"

    file.write_text(f"{head}{parts}Not 1,Totalt,calls,count,2015,45,st,\n", "utf-8")
    said = within(capsys, "printed", file)
    assert said.status == 1
    assert said.out == (
        "SUMMA  Not 1, Totalt 2015: 45 st, ska vara 42 st. delarna i Not 1 ger en annan summa\n"
        "3 tryckta tal, 1 motsägelser.\n"
    )


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (b"place,label\n", "Den första raden ska vara rubriken place,label,subject"),
        (b"%s\nNot 1,a,b,c,2015,1,st\n", "Rad 2: det ska vara 8 fält, inte 7."),
        (b"%s\nNot 1,a,b,c,i fjol,1,st,\n", "Rad 2: i fjol är ingen period."),
        (b"%s\nNot 1,a,,c,2015,1,st,\n", "Rad 2: place, subject och measure måste stå där."),
        (b"\xff", "Filen är inte skriven i UTF-8."),
    ],
)
def test_a_printed_report_that_is_not_understood_is_refused(tmp_path, capsys, file, told):
    path = tmp_path / "report.csv"
    path.write_bytes(file.replace(b"%s", b"place,label,subject,measure,period,printed,unit,remark"))

    said = within(capsys, "printed", path)

    assert (said.status, said.out) == (1, "")
    assert told in said.err


def test_a_check_tells_account_by_account(say):
    said = say("check", "--year", 2015)

    assert said.status == 1
    assert "SKILJER  Kontona går ihop." in said.out
    assert "konto 1930: 40,50 kr mot 0 kr, skillnad 40,50 kr" in said.out.replace("\xa0", " ")
    assert "Stämmer  Summorna är radernas." in said.out


@pytest.mark.parametrize("form", ["json", "csv", "md", "xlsx"])
def test_what_looks_like_a_formula_leaves_as_text(say, tmp_path, form):
    file = tmp_path / f"t.{form}"
    said = say("table", "investments.own", "--year", 2015, "--format", form, "-o", file)

    assert (said.status, said.out, said.err) == (0, "", "")
    if form == "xlsx":
        with zipfile.ZipFile(file) as book:
            texts = b"".join(book.read(name) for name in book.namelist())
        assert b"<f>" not in texts
    elif form == "json":
        told = json.loads(file.read_text("utf-8"), parse_float=Decimal)
        assert told["rows"][0]["label"] == "=1+1"
        assert told["rows"][0]["values"][1] == Decimal("5.00")
    else:
        text = file.read_text("utf-8")
        assert "=1+1" in text
        assert "\n=1+1" not in text
        assert ",=1+1" not in text


def test_a_table_printed_is_the_table_in_a_file(say, tmp_path):
    words = ("table", "ledger.balance-sheet", "--year", 2015, "--format", "csv", "--unit", "tkr")

    assert say(*words, "-o", tmp_path / "t.csv").status == 0
    printed = say(*words).out

    assert printed == (tmp_path / "t.csv").read_bytes().decode("utf-8")


def test_tables_are_listed_with_their_titles(say):
    listed = say("tables").out.splitlines()

    assert "assets.computers" in listed[5].split()[0] or any(
        line.split() == ["assets.computers", "Datorer", "och", "surfplattor"] for line in listed
    )
    assert listed == sorted(listed)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_written_for_a_shell(tmp_path, shell):
    said = samdrift(tmp_path, "completion", shell)

    assert said.status == 0
    assert "_SAMDRIFT_COMPLETE" in said.out


def test_tables_and_years_complete(tmp_path):
    contents = {"ledger/2015.se": books(SALE)}
    assert samdrift(tmp_path, "import", folder_of(tmp_path, contents)).status == 0
    words = {"_SAMDRIFT_COMPLETE": "bash_complete"}

    tables = samdrift(tmp_path, COMP_WORDS="samdrift table assets.c", COMP_CWORD="2", **words)
    years = samdrift(tmp_path, COMP_WORDS="samdrift table x --year 20", COMP_CWORD="4", **words)

    assert "assets.computers" in tables.out
    assert "2015" in years.out


def test_people_are_added_and_removed(say):
    added = say("user", "add", "anna", "--role", "controller", "--invite")
    assert (added.status, added.err) == (0, "")
    assert added.out.startswith("anna blir controller med ett lösenord som väljs här, en gång:\n")
    assert "/valj-losenord/" in added.out
    assert not User.objects.get(username="anna").has_usable_password()
    for words, told in (
        (("user", "add", "kim", "--role", "economist", "--invite"), "Ange vilken organisation."),
        (
            ("user", "add", "kim", "--role", "economist", "--organisation", "X", "--invite"),
            "koden X.",
        ),
        (("user", "add", "x" * 151, "--role", "manager", "--invite"), "ett till 150 tecken"),
    ):
        said = say(*words)
        assert (said.status, told in said.err) == (1, True)
    kim = ("user", "add", "kim", "--role", "economist", "--organisation", "KIN")
    assert say(*kim, "--invite").status == 0
    assert say("user", "remove", "kim").out == "kim kan inte längre logga in.\n"
    assert say("user", "remove", "kim").status == 1
    undone = say("undo")
    assert undone.status == 0


def test_a_kind_is_added_in_its_place(say):
    assert (
        say("kind", "add", "tablet.large", "Stor platta").out == "Slaget tablet.large finns nu.\n"
    )

    listed = say("kind", "list").out.splitlines()
    assert listed[listed.index("tablet  Surfplatta") + 1] == "  tablet.large  Stor platta"
    assert listed[0] == "computer  Datorer (grupp)"


def test_a_backup_opens_and_has_the_same_rows(tmp_path):
    home = tmp_path / "home"
    assert (
        samdrift(home, "import", folder_of(tmp_path, {"organisations.csv": ORGANISATIONS})).status
        == 0
    )
    file = tmp_path / "kopia.zip"

    said = samdrift(home, "backup", "-o", file)

    assert (said.status, said.err) == (0, "")
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == ["database.sqlite3", "manifest.json", "secret-key"]
        archive.extractall(tmp_path / "opened")
    manifest = json.loads((tmp_path / "opened" / "manifest.json").read_text("utf-8"))
    with (
        closing(sqlite3.connect(tmp_path / "opened" / "database.sqlite3")) as copy,
        closing(sqlite3.connect(home / "test.sqlite3")) as own,
    ):
        for table, rows in manifest["rows"].items():
            query = f"SELECT * FROM {table}"  # noqa: S608  Names of our own tables.
            found = copy.execute(query).fetchall()
            assert len(found) == rows
            assert found == own.execute(query).fetchall()
    assert (
        samdrift(home, "backup", "-o", file).err
        == f"{file} finns redan. Ange en annan fil med -o.\n"
    )
    assert "finns inte" in samdrift(home, "backup", "-o", tmp_path / "no" / "x.zip").err
    assert (
        samdrift(
            tmp_path / "opened", "tables", database=f"sqlite:///{tmp_path}/opened/database.sqlite3"
        ).status
        == 0
    )


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("postgres://nowhere.invalid:1/x", 2, "Databasen kan inte nås"),
        ("sqlite:////nowhere/at/all.db", 2, "Databasen kan inte nås"),
        ("sqlite:////proc/version", 2, "Databasen kan inte nås"),
        ("postgres://user:s3cret@host:port/db", 1, "SAMDRIFT_DATABASE_URL ska vara"),
        ("postgres://[::1/db", 1, "SAMDRIFT_DATABASE_URL ska vara"),
        ("postgres://host", 1, "SAMDRIFT_DATABASE_URL ska vara"),
        ("mysql://host/db", 1, "SAMDRIFT_DATABASE_URL ska vara"),
        ("sqlite:", 1, "SAMDRIFT_DATABASE_URL ska vara"),
    ],
)
def test_a_broken_address_is_told_in_words(tmp_path, address, status, words):
    said = samdrift(tmp_path, "tables", database=address)

    assert (said.status, said.out) == (status, "")
    assert words in said.err
    assert "s3cret" not in said.err


def test_a_broken_environment_is_told_in_words(tmp_path):
    taken = tmp_path / "file"
    taken.write_text("x")

    assert "SAMDRIFT_HOME" in samdrift(taken, "tables", database="sqlite:////tmp/none").err
    said = samdrift(tmp_path, "tables", SAMDRIFT_IMPORT_LIMIT_MB="många")
    assert (said.status, said.err) == (
        1,
        "SAMDRIFT_IMPORT_LIMIT_MB ska vara ett antal megabyte, till exempel 8192.\n",
    )


def test_a_letter_the_terminal_lacks_is_a_question_mark(tmp_path):
    furnish(tmp_path / "test.sqlite3")
    environment = os.environ | {
        "SAMDRIFT_HOME": str(tmp_path),
        "SAMDRIFT_DATABASE_URL": f"sqlite:///{tmp_path / 'test.sqlite3'}",
        "PYTHONIOENCODING": "latin-1",
    }
    path = folder_of(tmp_path, {"package.toml": 'format = "2"'})

    told = subprocess.run(
        [*COMMAND, "import", path], env=environment, capture_output=True, check=False
    )

    assert told.returncode == 1
    first = told.stderr.splitlines()[0]
    assert first == b'package.toml, rad 1, kolumn format: "2" ? ska vara "samdrift-exchange/1".'


def test_what_breaks_is_kept_in_a_log_and_told_in_words(tmp_path):
    assert samdrift(tmp_path, "tables").status == 0
    with closing(sqlite3.connect(tmp_path / "test.sqlite3")) as database:
        database.execute("UPDATE django_migrations SET name = 'x' || name WHERE app = 'ledger'")
        database.execute("INSERT INTO parties_membership (role, user_id) VALUES ('x', 1)")
        database.commit()

    said = samdrift(tmp_path, "user", "remove", "x" * 10, DJANGO_SETTINGS_MODULE="samdrift.nothing")

    assert said.status == 2
    assert said.err.startswith(
        "Något gick sönder i Samdrift (ModuleNotFoundError). Ingenting halvt"
    )
    assert "Traceback" in (tmp_path / "errors.log").read_text("utf-8")

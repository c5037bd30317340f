"""The command `samdrift`: what can be said, and how refusals are told."""

from __future__ import annotations

import gettext
import importlib
import io
import os
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import override

import click

from samdrift import __version__
from samdrift.kernel.refusals import Refusal
from samdrift.project.environment import BadEnvironment, home

WRONG = 1
BROKEN = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: where it lives and what it does, told without loading it."""

    name: str
    module: str
    short: str


COMMANDS = (
    Entry("import", "packages", "Läs in ett utbytespaket, helt eller inte alls."),
    Entry("undo", "packages", "Ångra den senaste inläsningen."),
    Entry("tables", "tables", "Lista alla tabeller."),
    Entry("table", "tables", "Skriv ut en tabell."),
    Entry("report", "reports", "Skriv årsredovisningen till en fil."),
    Entry("check", "checks", "Stäm av ett år: balansen, noterna, kassaflödet."),
    Entry("printed", "printed", "Säg vad i en tryckt redovisning som inte kan stämma."),
    Entry("serve", "serving", "Starta webben."),
    Entry("demo", "serving", "Läs in ett riktigt år och starta webben."),
    Entry("work", "working", "Gör det långa arbetet: läs in det som begärs i webben."),
    Entry("reindex", "indexing", "Skriv sökningens index på nytt."),
    Entry("mail", "mailing", "Ställ in, prova och hämta e-post; se vad som ligger i karantän."),
    Entry("token", "tokens", "Ge andra system åtkomstnycklar till API:et."),
    Entry("user", "people", "Lägg till och ta bort användare."),
    Entry("kind", "kinds", "Lista och lägg till slag av inventarier."),
    Entry("calls", "calls", "Läs in telefonväxelns samtal."),
    Entry("calendar", "calendars", "Öppettider: visa, läs in och säg var de gäller."),
    Entry("devices", "devices", "Läs in datorer, telefoner och annat som folk arbetar med."),
    Entry("inventory", "inventory", "Läs in inventeringar av maskiner, och visa skillnaden."),
    Entry("agents", "inventory", "Ge inventeringsagenter nycklar att skicka med."),
    Entry("directory", "directories", "Hämta personer, enheter och gruppkonton ur kataloger."),
    Entry("doctor", "doctor", "Säg i klarspråk hur allt är, och vad som behöver göras."),
    Entry("backup", "backups", "Säkerhetskopiera allt till en fil."),
    Entry("restore", "backups", "Lägg tillbaka en säkerhetskopia, eller pröva att det går."),
    Entry("keypair", "backups", "Gör ett nyckelpar för krypterade säkerhetskopior."),
    Entry("verify", "verifying", "Pröva att filer, utgåvor och protokoll är som de var."),
    Entry("to-bucket", "buckets", "Flytta filerna i hemmappen till hinken i SAMDRIFT_FILES."),
    Entry("completion", "shells", "Skriv ut komplettering för ditt skal."),
)


class LazyGroup(click.Group):
    """Loads a command only when it is run, so that help and errors come at once."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [entry.name for entry in COMMANDS]

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = next((entry for entry in COMMANDS if entry.name == cmd_name), None)
        if entry is None:
            return None
        _set_up_django()
        module = importlib.import_module(f"samdrift.project.commands.{entry.module}")
        command = getattr(module, f"{entry.name.replace('-', '_')}_command")
        assert isinstance(command, click.Command), f"{entry.name} is a command"
        return command

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Kommandon"):
            formatter.write_dl([(entry.name, entry.short) for entry in COMMANDS])


def _speak_swedish() -> None:
    """Have the command line library say its own words (`Usage`, `Missing option`) in Swedish."""
    os.environ["LANGUAGE"] = "sv"
    gettext.bindtextdomain("messages", Path(__file__).with_name("locale"))


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.project.settings")
    importlib.import_module("django").setup()


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Hjälp om ett kommando: samdrift KOMMANDO --help",
)
@click.version_option(__version__, message="Samdrift %(version)s", help="Visa versionen.")
def samdrift() -> None:
    """Samdrift: en gemensam it-organisations hela år, från poster till årsredovisning.

    SAMDRIFT_DATABASE_URL anger databasen (sqlite:////sökväg/fil eller postgres://…), SAMDRIFT_HOME
    var filer och den inbyggda databasen ligger (annars ~/.samdrift). En ny databas görs i ordning
    av det kommando som möter den först.
    """


def main() -> None:
    """Run the command line. Exit status: 0 done, 1 refused or wrong, 2 broken or misused."""
    _let_every_sign_be_told()
    _speak_swedish()
    try:
        # Without standalone mode click gives back the status of an Exit, and raises the rest.
        sys.exit(samdrift.main(prog_name="samdrift", standalone_mode=False) or 0)
    except click.exceptions.Abort:
        _tell("Avbrutet. Ingenting ändrades.")
        sys.exit(130)
    except click.ClickException as misuse:
        misuse.show()
        sys.exit(misuse.exit_code)
    except (Refusal, BadEnvironment) as refusal:
        _tell(str(refusal))
        sys.exit(WRONG)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(WRONG)
    except OSError as error:
        _tell(f"{error.filename or 'Filen'} kan inte läsas eller skrivas: {error.strerror}.")
        sys.exit(WRONG)
    except Exception as error:  # noqa: BLE001  The last door: a person gets words, the log the rest.
        sys.exit(_tell_broken(error))


def _let_every_sign_be_told() -> None:
    """Have a terminal that lacks a letter show a question mark in its place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _tell(words: str) -> None:
    click.echo(words, err=True)


def _tell_broken(error: Exception) -> int:
    """Say in plain words that something broke, and keep the traceback in a file."""
    database = importlib.import_module("django.db")
    if isinstance(error, database.OperationalError) or type(error) is database.DatabaseError:
        first = str(error).strip().partition("\n")[0]
        _tell(f"Databasen kan inte nås eller är upptagen ({first}). Se SAMDRIFT_DATABASE_URL.")
        return BROKEN
    _tell(
        f"Något gick sönder i Samdrift ({type(error).__name__}). Ingenting halvt har sparats. "
        f"{_logged(error)}"
    )
    return BROKEN


def _logged(error: Exception) -> str:
    """Keep the traceback in a file, and say where it is; on a full disk, say that it is lost."""
    try:
        log = home() / "errors.log"
        with log.open("a", encoding="utf-8", errors="replace") as file:
            told = "".join(traceback.format_exception(error))
            file.write(importlib.import_module("samdrift.operation.logs").redacted(told))
    except (OSError, BadEnvironment):
        return "Det tekniska kunde inte sparas: mappen SAMDRIFT_HOME går inte att skriva i."
    return f"Det tekniska står i {log}; skicka den till den som sköter Samdrift."

"""What machines tell of themselves, taken in from files, and the keys their agents send with."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from samdrift.inventory.errors import Unreadable
from samdrift.inventory.ports import Change, Fate, Taken
from samdrift.inventory.queries import keys as key_queries
from samdrift.inventory.reading import messages
from samdrift.inventory.reading.limits import MOST_SENT_BYTES
from samdrift.inventory.services import keys, taking
from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.project.database import needs_database

_FATES = {
    Fate.NEW: "ny",
    Fate.CHANGED: "ändrad",
    Fate.UNCHANGED: "oförändrad",
    Fate.IGNORED: "tas inte emot",
}


@click.command("inventory")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE…",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--organisation", required=True, help="Vems maskiner det är, till exempel KIN.")
@needs_database
def inventory_command(*, files: tuple[Path, ...], organisation: str) -> None:
    """Läs in inventeringar från GLPI-Agent och FusionInventory, och visa skillnaden.

    \b
    Exempel:
      samdrift inventory --organisation KIN dator.json skrivare.xml
    """
    if organisation not in parties.codes():
        raise Refusal(f"Organisationen {organisation} finns inte.")
    wrong = [path for path in files if not _told(path, organisation)]
    if wrong:
        raise Refusal(f"{len(wrong)} av {len(files)} filer gick inte att läsa.")


def _told(path: Path, code: str) -> bool:
    """Take a file in, tell what became of it, and return whether it could be read."""
    try:
        with path.open("rb") as file:
            message = messages.read(file.read(MOST_SENT_BYTES + 1))
    except Unreadable as refusal:
        click.echo(f"{path.name}: {refusal}", err=True)
        return False
    for taken in taking.take_in(message, organisation_code=code, at=clock.now()):
        _tell(path, taken)
    return True


def _tell(path: Path, taken: Taken) -> None:
    click.echo(f"{path.name}: {taken.name}, {_FATES[taken.fate]}")
    for section, change in sorted(taken.changes.items()):
        click.echo(f"  {section:<20} {_words(change)}")


def _words(change: Change) -> str:
    parts = (
        f"{change.added} tillkom" if change.added else "",
        f"{change.removed} försvann" if change.removed else "",
        f"{change.changed} ändrades" if change.changed else "",
    )
    return f"{', '.join(filter(None, parts))} ({change.before} → {change.after})"


@click.group("agents")
def agents_command() -> None:
    """Ge inventeringsagenter nycklar att skicka med, och ta tillbaka dem."""


@agents_command.command("add")
@click.argument("name")
@click.option("--organisation", required=True, help="Vems maskiner nyckeln är till.")
@needs_database
def add_key(*, name: str, organisation: str) -> None:
    """Ge en agentnyckel som heter NAME. Den visas en gång.

    \b
    Exempel:
      samdrift agents add kinda-datorer --organisation KIN
    """
    secret = keys.give_key(
        name=name, organisation_code=organisation, by=getpass.getuser(), at=clock.now()
    )
    click.echo(secret)
    click.echo("Spara nyckeln nu, den visas inte igen.", err=True)


@agents_command.command("list")
@needs_database
def list_keys() -> None:
    """Lista agentnycklarna: vems de är, och om de gäller."""
    for each in key_queries.agent_keys():
        gone = f"  tillbakatagen {each.taken_back_at:%Y-%m-%d}" if each.taken_back_at else ""
        click.echo(f"{each.name:<24} {each.organisation_code}  {each.given_at:%Y-%m-%d}{gone}")


@agents_command.command("remove")
@click.argument("name")
@needs_database
def remove_key(*, name: str) -> None:
    """Ta tillbaka agentnyckeln NAME; den slutar gälla genast."""
    keys.take_back(name=name, at=clock.now())
    click.echo(f"Agentnyckeln {name} gäller inte längre.")

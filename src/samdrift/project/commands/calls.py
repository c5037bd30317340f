"""The calls that a telephone exchange has logged."""

from __future__ import annotations

from pathlib import Path

import click

from samdrift.plumbing import clock
from samdrift.project.database import needs_database
from samdrift.switchboard import work
from samdrift.switchboard.services import logs


@click.group("calls")
def calls_command() -> None:
    """Läs in telefonväxelns samtal."""


@calls_command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--preview", is_flag=True, help="Visa bara vad som skulle hända.")
@needs_database
def import_calls(*, file: Path, preview: bool) -> None:
    """Läs in växelns samtalslogg FILE, hel eller inte alls; samma fil igen ändrar inget.

    \b
    Exempel:
      samdrift calls import samtal-2026-03-02.csv
    """
    content = file.read_bytes()
    read = logs.preview_log if preview else logs.take_in_log
    taken = read(content=content)
    click.echo(f"{taken.new} nya, {taken.changed} ändrade, {taken.unchanged} oförändrade samtal.")
    if taken.unknown_numbers:
        click.echo(f"Nummer som inte står i registret: {', '.join(taken.unknown_numbers[:10])}.")


@calls_command.command("folder")
@needs_database
def read_folder() -> None:
    """Läs in alla loggar i mappen SAMDRIFT_CALL_LOGS nu, utan att vänta på arbetaren.

    \b
    Exempel:
      samdrift calls folder
    """
    count = work.read_folder(clock.now())
    click.echo(f"{count} loggar fanns att läsa.")

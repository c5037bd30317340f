"""The calls that a telephone exchange has logged."""

from __future__ import annotations

from pathlib import Path

import click

from samdrift.project.database import needs_database
from samdrift.switchboard import services


@click.group("calls")
def calls_command() -> None:
    """Läs in telefonväxelns samtal."""


@calls_command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@needs_database
def import_calls(*, file: Path) -> None:
    """Läs in växelns samtalslogg FILE, hel eller inte alls; samma fil igen ändrar inget.

    \b
    Exempel:
      samdrift calls import samtal-2026-03-02.csv
    """
    taken = services.take_in_log(content=file.read_bytes())
    click.echo(f"{taken.new} nya, {taken.changed} ändrade, {taken.unchanged} oförändrade samtal.")

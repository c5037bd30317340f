"""The devices that people work with."""

from __future__ import annotations

from pathlib import Path

import click

from samdrift.assets.devices import listing, services
from samdrift.plumbing import clock
from samdrift.project.database import needs_database


@click.group("devices")
def devices_command() -> None:
    """Läs in datorer, telefoner och annat som folk arbetar med."""


@devices_command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@needs_database
def import_devices(*, file: Path) -> None:
    """Läs in listan FILE, hel eller inte alls; samma fil igen ändrar inget.

    \b
    Kolumner: märkning och kommun; datornamn, serienummer, modell, slag och
    användare (e-postadress) om de är kända.
    Exempel:
      samdrift devices import datorer.csv
    """
    rows = listing.read(file.read_bytes())
    kept = services.keep_list(rows, at=clock.now())
    click.echo(f"{kept.new} nya, {kept.changed} ändrade, {kept.unchanged} oförändrade.")

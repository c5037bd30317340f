"""Everything in one file, from which everything can be had back."""

from __future__ import annotations

from pathlib import Path

import click

from samdrift.plumbing import clock
from samdrift.project import backup
from samdrift.project.database import needs_database


@click.command("backup")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=None,
    help="Filen; annars samdrift-DAG-TID.zip i den mapp du står i.",
)
@needs_database
def backup_command(output: Path | None) -> None:
    """Säkerhetskopiera databasen och nyckeln till en zip-fil, medan allt är igång.

    Kopian är databasen vid ett ögonblick, med kontrollsummor. Den har allt som databasen har:
    förvara den som du förvarar databasen. Så läggs den tillbaka: se drifthandboken.
    """
    at = clock.now()
    file = output or Path(f"samdrift-{at:%Y-%m-%d-%H%M%S}.zip")
    receipt = backup.write_backup(file, at=at)
    click.echo(
        f"{file} ({receipt.size // 1024} kB): {receipt.rows} rader i {receipt.tables} tabeller."
    )

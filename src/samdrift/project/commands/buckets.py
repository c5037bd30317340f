"""Files moved from the home to a bucket."""

from __future__ import annotations

import click

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import files


class NoBucket(Refusal):
    """No bucket is told of."""


@click.command("to-bucket")
def to_bucket_command() -> None:
    """Flytta filerna i hemmappen till hinken i SAMDRIFT_FILES.

    Varje fil läses tillbaka innan den tas bort här. Avbryts det går det vidare nästa gång, och
    webben kan vara i gång: en fil hittas var den än ligger.
    """
    if not files.is_in_bucket():
        raise NoBucket("Sätt SAMDRIFT_FILES till s3://hink först. Inget är flyttat.")
    moved, left = files.move_to_bucket()
    click.echo(f"{moved} filer är flyttade.")
    if left:
        click.echo(f"{left} är skadade och ligger kvar. Se samdrift verify.")
        raise click.exceptions.Exit(1)

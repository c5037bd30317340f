"""Whether all that is kept with a digest is as it was."""

from __future__ import annotations

import click

from samdrift.plumbing import contributions
from samdrift.plumbing.seals import Seal
from samdrift.project.database import needs_database
from samdrift.reporting.snapshot import snapshot


@click.command("verify")
@needs_database
def verify_command() -> None:
    """Pröva att allt som har en kontrollsumma är som det var: filer, verifikationer, protokoll.

    Slutkoden är 0 när allt stämmer och 1 när något skiljer.
    """
    with snapshot():
        found = [(seal.name, seal.look()) for seal in contributions.offered(Seal)]
    for name, looked in found:
        word = "SKILJER" if looked.broken else "Stämmer"
        right = looked.count - len(looked.broken)
        click.echo(f"{word}  {name}: {right} av {looked.count} är som de var.")
        for each in looked.broken:
            click.echo(f"           {each}")
    if any(looked.broken for _, looked in found):
        raise click.exceptions.Exit(1)

"""Checking a year."""

from __future__ import annotations

import click

from samdrift.plumbing import clock
from samdrift.project.commands.tables import complete_year
from samdrift.project.database import needs_database
from samdrift.reporting import registry
from samdrift.reporting.snapshot import snapshot


@click.command("check")
@click.option("--year", required=True, type=int, shell_complete=complete_year, help="Året.")
@needs_database
def check_command(year: int) -> None:
    """Stäm av ett år: vad som stämmer och vad som inte gör det, konto för konto.

    Slutkoden är 0 när allt stämmer och 1 när något skiljer.
    """
    registry.require_year(year, today=clock.now().date())
    with snapshot():
        results = registry.checks(year)
    if not results:
        click.echo(f"Det finns ingen bokföring att stämma av för {year}.")
    for result in results:
        click.echo(f"{'Stämmer' if result.is_right else 'SKILJER'}  {result.title}. {result.found}")
        for fault in result.faults:
            click.echo(f"           {fault}")
    if not all(result.is_right for result in results):
        raise click.exceptions.Exit(1)

"""Holding a printed report against itself."""

from __future__ import annotations

from pathlib import Path

import click

from samdrift.annualreport.contradictions.finding import contradictions
from samdrift.annualreport.contradictions.ports import Contradiction
from samdrift.annualreport.contradictions.printed_file import read_report


@click.command("printed")
@click.argument("file", type=click.Path(path_type=Path))
def printed_command(file: Path) -> None:
    """Säg vad i en tryckt redovisning som inte kan stämma, och varför.

    FILE är en CSV med ett tryckt tal per rad, i den ordning de är tryckta. Slutkoden är 0 när inget
    motsäger något annat och 1 när något gör det.
    """
    report = read_report(file.read_bytes())
    found = contradictions(report)
    for each in found:
        click.echo(_told(each))
    click.echo(f"{len(report.printed)} tryckta tal, {len(found)} motsägelser.")
    if found:
        raise click.exceptions.Exit(1)


def _told(each: Contradiction) -> str:
    printed = each.printed
    figure = f"{printed.text or 'inget'} {printed.unit}".strip()
    return (
        f"{each.kind.value.upper()}  {printed.place}, {printed.label} {printed.period}: {figure}, "
        f"ska vara {each.should_be}. {each.because}"
    )

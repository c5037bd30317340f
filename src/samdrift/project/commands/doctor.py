"""Telling in plain words how everything is."""

from __future__ import annotations

import json

import click

from samdrift.operation import queries
from samdrift.operation.queries import Examined
from samdrift.plumbing import clock
from samdrift.plumbing.health import Level

SIGNS = {Level.GOOD: ("✓", "green"), Level.WARNING: ("!", "yellow"), Level.FAULT: ("✗", "red")}


@click.command("doctor")
@click.option("--json", "is_json", is_flag=True, help="Skriv som JSON, för maskiner.")
@click.option("--quiet", "-q", is_flag=True, help="Visa bara det som inte är som det ska.")
def doctor_command(*, is_json: bool, quiet: bool) -> None:
    """Säg i klarspråk hur allt är: databas, post, klocka, kö, kopior, disk, certifikat, index.

    Ingenting ändras. Statusen är 1 om något är fel, annars 0: kör den gärna varje natt.

    \b
    Exempel:
      samdrift doctor
      samdrift doctor --quiet
    """
    found = queries.examined(at=clock.now())
    if is_json:
        click.echo(json.dumps([_as_json(each) for each in found], ensure_ascii=False, indent=1))
    else:
        _tell(found, quiet=quiet)
    if queries.worst(each.level for each in found) is Level.FAULT:
        raise click.exceptions.Exit(1)


def _tell(found: tuple[Examined, ...], *, quiet: bool) -> None:
    for each in found:
        for finding in each.findings:
            if quiet and finding.level is Level.GOOD:
                continue
            sign, colour = SIGNS[finding.level]
            click.echo(f"{click.style(sign, fg=colour)} {each.title}: {finding.text}")


def _as_json(each: Examined) -> dict[str, object]:
    return {
        "key": each.key,
        "level": each.level,
        "findings": [{"level": one.level, "text": one.text} for one in each.findings],
    }

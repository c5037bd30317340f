"""Taking a package in, and undoing it."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from samdrift.annualreport import work as annualreport
from samdrift.plumbing import clock
from samdrift.plumbing.exchange import services as exchange
from samdrift.plumbing.exchange.faults import FaultLog, printable
from samdrift.plumbing.exchange.ports import ChangedRow, FileSummary
from samdrift.project.commands.terminal import who_runs
from samdrift.project.database import needs_database


class Progress:
    """One line on the terminal that says how far an import has come; silent elsewhere."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._began = time.monotonic()
        self._told = 0.0

    def __call__(self, file: str, done: int, whole: int) -> None:
        """Tell, at most five times a second."""
        now = time.monotonic()
        if not self._is_shown or now - self._told < 0.2:
            return
        self._told = now
        share = done / whole if whole else 1.0
        left = (now - self._began) * (1 - share) / share if share else 0.0
        click.echo(f"\r\033[K{share:4.0%}  {file}  ca {left:.0f} s kvar", nl=False, err=True)

    def close(self) -> None:
        """Take the line away."""
        if self._is_shown:
            click.echo("\r\033[K", nl=False, err=True)


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--preview", is_flag=True, help="Visa vad som skulle hända, utan att ändra något.")
@needs_database
def import_command(path: Path, *, preview: bool) -> None:
    """Läs in utbytespaketet PATH, en mapp eller en zip-fil: hela paketet eller inget av det.

    Samma paket igen ändrar ingenting. En ändrad rad uppdateras; en rad som saknas i paketet lämnas
    som den är. Är något fel sägs allt på en gång (fil, rad, kolumn, värde och vad som är tillåtet),
    ingenting ändras, och slutkoden är 1.

    \b
    Exempel:
      samdrift import bokslut-2015.zip
      samdrift import --preview ./paket
    """
    progress = Progress()
    outcome = exchange.import_package(
        path, at=clock.now(), taken_by=who_runs(), is_preview=preview, progress=progress
    )
    progress.close()
    if outcome.faults:
        _tell_faults(outcome.faults)
        raise click.exceptions.Exit(1)
    _tell_summaries(outcome.summaries)
    if preview:
        _tell_changes(outcome.changes)
        click.echo("Förhandsvisning: ingenting har ändrats.")
    else:
        annualreport.make_ready(at=clock.now())


def _tell_faults(faults: FaultLog) -> None:
    for fault in faults.shown:
        click.echo(str(fault), err=True)
    if faults.unshown:
        click.echo(f"… och {faults.unshown} fel till.", err=True)
    word = "fel" if faults.count > 1 else "ett fel"
    count = f"{faults.count} {word}" if faults.count > 1 else word
    click.echo(f"Paketet har {count}. Ingenting har ändrats.", err=True)


def _tell_summaries(summaries: tuple[FileSummary, ...]) -> None:
    widest = max((len(summary.file) for summary in summaries), default=0)
    click.echo(f"{'Fil':<{widest}}  {'nya':>9} {'ändrade':>9} {'oförändrade':>12}")
    for summary in summaries:
        click.echo(
            f"{summary.file:<{widest}}  {summary.new:>9} {summary.changed:>9} "
            f"{summary.unchanged:>12}"
        )
    for summary in summaries:
        for notice in summary.notices:
            click.echo(f"Obs: {notice}")


def _tell_changes(changes: Mapping[str, Sequence[ChangedRow]]) -> None:
    """Tell what changed rows said and would say, the first of each file."""
    for file, rows in changes.items():
        for row in rows:
            click.echo(f"{file}, {printable(row.key)}:")
            for cell in row.cells:
                before, after = printable(cell.before) or "–", printable(cell.after) or "–"
                click.echo(f"  {cell.column}: {before} → {after}")


@click.command("undo")
@needs_database
def undo_command() -> None:
    """Ångra den senaste inläsningen: allt blir som det var före den.

    Kommandot kan upprepas, en inläsning i taget bakåt.
    """
    run = exchange.undo_last_import(at=clock.now())
    taken = run.started_at.astimezone(clock.SWEDEN)
    click.echo(f"Inläsningen av {run.source} den {taken:%Y-%m-%d %H:%M} är ångrad.")
    annualreport.make_ready(at=clock.now())

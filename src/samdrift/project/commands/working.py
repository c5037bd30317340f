"""Doing long work."""

from __future__ import annotations

import signal
from types import FrameType

import click

from samdrift.plumbing.jobs import worker
from samdrift.project.database import needs_database


@click.command("work")
@click.option("--once", is_flag=True, help="Gör det som väntar nu, och avsluta sedan.")
@needs_database
def work_command(*, once: bool) -> None:
    """Gör det långa arbetet: förhandsgranska, läs in och ångra det som begärs i webben.

    samdrift serve har redan en arbetare. Kör fler, eller på en annan dator som delar SAMDRIFT_HOME
    och PostgreSQL. Avsluta med Ctrl C eller SIGTERM: det påbörjade görs klart först.

    \b
    Exempel:
      samdrift work
      samdrift work --once
    """
    if once:
        worker.tidy()
        while worker.work_once():
            pass
        return
    is_over = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal is_over
        is_over = True

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, stop)
    click.echo("Samdrift väntar på arbete – avsluta med Ctrl C.")
    worker.work(is_over=lambda: is_over)

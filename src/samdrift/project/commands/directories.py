"""Directories that people, units and group accounts are fetched from, on the command line."""

from __future__ import annotations

import getpass
import time

import click

from samdrift.directorysync import queries
from samdrift.directorysync.choices import FetchState, Sort, What
from samdrift.directorysync.services import fetches
from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.jobs import worker
from samdrift.project.database import needs_database

_PAUSE_SECONDS = 0.2


@click.group("directory")
def directory_command() -> None:
    """Hämta personer, enheter och gruppkonton ur Active Directory eller annan LDAP."""


@directory_command.command("list")
@needs_database
def list_directories() -> None:
    """Lista katalogerna, och hur den senaste hämtningen av var och en gick."""
    for each in queries.sources():
        last = each.last.state.label if each.last else "Inte hämtad än"
        click.echo(f"{each.key:<20} {each.address:<40} {last}")


@directory_command.command("fetch")
@click.argument("key")
@click.option("--trial", is_flag=True, help="Visa vad som skulle ändras, utan att ändra något.")
@needs_database
def fetch_directory(*, key: str, trial: bool) -> None:
    """Hämta katalogen KEY nu, och berätta vad som skiljer.

    \b
    Exempel:
      samdrift directory fetch kommunen --trial
    """
    if queries.source(key) is None:
        raise Refusal(f"Det finns ingen katalog som heter {key}.")
    asked = fetches.ask(source_key=key, is_trial=trial, by=getpass.getuser(), at=clock.now())
    found = _done(asked.pk)
    for sort in Sort:
        told = found.counts.get(sort, {})
        words = ", ".join(f"{told[what]} {what.label.lower()}" for what in What if what in told)
        click.echo(f"{sort.label:<14} {found.read.get(sort, 0):>7}  {words or 'inget skiljer'}")
    if found.problem:
        raise Refusal(f"{found.problem} Ingenting har ändrats.")


def _done(fetch_id: int) -> queries.FetchLine:
    """Work until a fetch has ended, whoever does it."""
    while True:
        worker.work_once()
        found, standing = queries.fetch(fetch_id), queries.standing(fetch_id)
        assert found is not None, "what was asked for is there"
        if found.state != FetchState.ASKED:
            return found
        if standing is None or not standing.is_under_way:
            raise Refusal(standing.problem if standing else "Hämtningen avbröts.")
        time.sleep(_PAUSE_SECONDS)

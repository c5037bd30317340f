"""Writing the index of words anew."""

from __future__ import annotations

import time

import click

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.jobs import queries, worker
from samdrift.plumbing.jobs.choices import State
from samdrift.plumbing.search import work
from samdrift.project.database import needs_database

PAUSE_SECONDS = 0.5


@click.command("reindex")
@needs_database
def reindex_command() -> None:
    """Skriv sökningens index på nytt, från allt som kan hittas.

    Det behövs annars aldrig: det som ändras hittas genast. Under tiden går det att söka som
    vanligt. Avbryts det fortsätter nästa, eller en arbetare, där det var.

    \b
    Exempel:
      samdrift reindex
    """
    job = work.ask_for_rebuild(asked_by="", at=clock.now())
    click.echo("Skriver indexet på nytt …")
    while (standing := queries.standings(job.key)[job.key]).is_under_way:
        if not worker.work_once():
            time.sleep(PAUSE_SECONDS)
    if standing.state is not State.DONE:
        raise Refusal(standing.problem or "Det avbröts. Kör samdrift reindex igen.")
    click.echo("{indexed} skrivna, {forgotten} borttagna.".format(**standing.result))

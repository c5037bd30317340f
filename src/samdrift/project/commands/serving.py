"""Starting the web, on what there is or on a real year."""

from __future__ import annotations

import socket
import sys
from contextlib import nullcontext
from pathlib import Path

import click
from django.conf import settings
from django.core.checks import run_checks
from granian.constants import Interfaces
from granian.server import Server

from samdrift.annualreport import services as annualreport
from samdrift.goals import services as goals
from samdrift.goals.choices import Direction
from samdrift.goals.queries import THOUSANDTHS
from samdrift.kernel.figures import Unit
from samdrift.kernel.refusals import Refusal
from samdrift.operation import measures
from samdrift.parties import services as parties
from samdrift.parties.choices import PersonRole
from samdrift.plumbing import clock, demonstration
from samdrift.plumbing.exchange import services as exchange
from samdrift.project import worker_process
from samdrift.project.commands.packages import Progress
from samdrift.project.database import needs_database
from samdrift.project.demo_desk import furnishing
from samdrift.project.demo_desk.town import Known

SAMPLES = {
    "six-municipalities": ("six-municipalities-2015.zip", 2015, "VIM"),
    "two-municipalities": ("two-municipalities-2016.zip", 2016, "HER"),
}
PUBLISHED_TARGETS = {
    # The goal of 65 % within an hour stands in the printed report of 2015.
    "six-municipalities": (
        "within-an-hour",
        goals.Wanted(Unit.PERCENT, 65 * THOUSANDTHS, Direction.AT_LEAST),
    )
}
DEMO_FOLDER = Path(__file__).resolve().parent.parent / "demo"
MOST_TICKETS = 20_000
THREADS = 8
"""In each process. Every one keeps a connection to the database; unsaid there would be hundreds,
and PostgreSQL lets in a hundred. Who asks meanwhile waits their turn."""
DEMO_PASSWORD = "samdrift-demo"  # noqa: S105  Printed for all to read; only on demo data.


class CannotServe(Refusal):
    """The web cannot be started as asked."""


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adress att lyssna på.")
@click.option("--port", default=8000, show_default=True, help="Port att lyssna på.")
@click.option("--workers", default=2, show_default=True, help="Antal processer.")
@click.option(
    "--no-work",
    is_flag=True,
    help="Ha ingen arbetare bredvid: den körs för sig, med samdrift work.",
)
@needs_database
def serve_command(*, host: str, port: int, workers: int, no_work: bool) -> None:
    """Starta webben. Avsluta med Ctrl C."""
    _serve(host, port, workers, no_work=no_work)


@click.command("demo")
@click.option(
    "--sample",
    type=click.Choice(list(SAMPLES)),
    default="six-municipalities",
    show_default=True,
    help="Vilket år.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Adress att lyssna på.")
@click.option("--port", default=8000, show_default=True, help="Port att lyssna på.")
@click.option(
    "--tickets",
    type=click.IntRange(0, MOST_TICKETS),
    default=furnishing.TICKETS,
    show_default=True,
    help="Antal påhittade ärenden i servicedesk; 0 ger ingen.",
)
@click.option("--no-serve", is_flag=True, help="Läs bara in, utan att starta webben.")
@needs_database
def demo_command(*, sample: str, host: str, port: int, tickets: int, no_serve: bool) -> None:
    """Läs in ett riktigt år med användare att logga in som, och starta webben på det.

    Kör i en egen SAMDRIFT_HOME: lösenorden är kända av alla.
    """
    package, year, member = SAMPLES[sample]
    click.echo(f"Läser in {package} …")
    progress = Progress()
    outcome = exchange.import_package(
        DEMO_FOLDER / package, at=clock.now(), taken_by="demo", progress=progress
    )
    progress.close()
    assert not outcome.faults, "the samples are right"
    annualreport.load_demo_prose(sample, at=clock.now())
    if sample in PUBLISHED_TARGETS:
        key, target = PUBLISHED_TARGETS[sample]
        goals.set_target(year=year, key_figure=key, wanted=target, by="demo", at=clock.now())
    demonstration.mark_as_demo()
    click.echo(f"\n  Adress:   http://{host}:{port}/\n  År:       {year}")
    for name, wanted in _people(member).items():
        parties.save_user(
            name=name,
            password=DEMO_PASSWORD,
            wanted=wanted,
            by="demo",
            at=clock.now(),
            is_known_to_all=True,
        )
        told = ", ".join(str(PersonRole(role).label) for role in wanted.roles)
        click.echo(f"  Logga in: {name:<12}  lösenord {DEMO_PASSWORD}  ({told})")
    click.echo(f"  Filer:    {settings.HOME}\n")
    if tickets:
        _furnish(member, tickets)
    if not no_serve:
        # Charts are drawn by whoever serves or works: what draws them does not survive a fork.
        _serve(host, port, workers=1)


def _people(member: str) -> dict[str, parties.Wanted]:
    """Return a person of every role, by the name they sign in with."""
    return {
        "chef": parties.Wanted((PersonRole.MANAGER,), "", "Eva", "Lind"),
        "controller": parties.Wanted((PersonRole.CONTROLLER,), "", "Karin", "Berg"),
        "handlaggare": parties.Wanted((PersonRole.AGENT,), "", "Jonas", "Ek"),
        "tekniker": parties.Wanted((PersonRole.TECHNICIAN,), "", "Amir", "Nouri"),
        "ekonom": parties.Wanted((PersonRole.ECONOMIST,), member, "Maria", "Holm"),
        "politiker": parties.Wanted((PersonRole.ELECTED,), "", "Lars", "Dahl"),
        "revisor": parties.Wanted((PersonRole.AUDITOR,), "", "Ingrid", "Ståhl"),
        "admin": parties.Wanted((PersonRole.ADMINISTRATOR,), "", "Sofia", "Rask"),
        "anstalld": parties.Wanted((PersonRole.EMPLOYEE,), member, "Nils", "Åberg"),
        "enhetschef": parties.Wanted((PersonRole.EMPLOYEE,), member, "Lena", "Ström"),
    }


def _furnish(member: str, tickets: int) -> None:
    """Fill the service desk, where it is empty, and tell what is done."""
    furnished = furnishing.furnish(
        known=(
            Known("anstalld", member, "vard"),
            Known("enhetschef", member, "vard", leads=True),
            Known("politiker", member, "politik"),
        ),
        tickets=tickets,
        at=clock.now(),
        tell=lambda said: click.echo(f"Servicedesk: {said}"),
    )
    click.echo("Servicedesk: klar.\n" if furnished else "Servicedesk: fanns redan.\n")


def _serve(host: str, port: int, workers: int, *, no_work: bool = False) -> None:
    _refuse_what_cannot_run(host, port)
    click.echo(f"Samdrift svarar på http://{host}:{port}/ – avsluta med Ctrl C.")
    sys.stdout.flush()
    measures.forget()
    with nullcontext() if no_work else worker_process.Beside():
        Server(
            "samdrift.project.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=THREADS,
            log_enabled=False,
        ).serve()


def _refuse_what_cannot_run(host: str, port: int) -> None:
    """Run Django's own checks, and see that nobody else has the address."""
    wrong = [str(found) for found in run_checks() if found.is_serious()]
    if wrong:
        raise CannotServe("\n".join(wrong))
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as taken:
        raise CannotServe(
            f"{host}:{port} är upptagen eller får inte användas. Ange en annan port med --port."
        ) from taken

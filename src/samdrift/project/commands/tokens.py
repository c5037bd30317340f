"""Tokens of other systems: given, listed, taken back."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime

import click

from samdrift.api import queries, services
from samdrift.api.choices import Scope
from samdrift.plumbing import clock
from samdrift.project.database import needs_database


@click.group("token")
def token_command() -> None:
    """Ge andra system åtkomstnycklar till API:et, och ta tillbaka dem."""


@token_command.command("add")
@click.argument("name")
@click.option("--person", required=True, help="Användarnamnet på den som nyckeln handlar som.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice(Scope.values),
    help="Vad nyckeln öppnar; kan sägas flera gånger.",
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Dagen då den slutar gälla.")
@needs_database
def add_token(*, name: str, person: str, scopes: tuple[str, ...], until: datetime | None) -> None:
    """Ge en åtkomstnyckel som heter NAME. Den visas en gång.

    \b
    Exempel:
      samdrift token add webbplatsen --person api.webb --scope tickets:write
    """
    secret = services.give_token(
        name=name,
        username=person,
        scopes=scopes,
        by=getpass.getuser(),
        at=clock.now(),
        ends_at=until.replace(tzinfo=UTC) if until else None,
    )
    click.echo(secret)
    click.echo("Spara nyckeln nu, den visas inte igen.", err=True)


@token_command.command("list")
@needs_database
def list_tokens() -> None:
    """Lista åtkomstnycklarna: för vem, till vad, och när de användes."""
    for each in queries.tokens():
        used = f"använd {each.used_at:%Y-%m-%d %H:%M}" if each.used_at else "aldrig använd"
        gone = f"  tillbakatagen {each.taken_back_at:%Y-%m-%d}" if each.taken_back_at else ""
        click.echo(f"{each.name:<24} {each.person}  {' '.join(each.scopes)}  {used}{gone}")


@token_command.command("remove")
@click.argument("name")
@needs_database
def remove_token(*, name: str) -> None:
    """Ta tillbaka åtkomstnyckeln NAME; den slutar gälla genast."""
    services.take_back(name=name, at=clock.now())
    click.echo(f"Åtkomstnyckeln {name} gäller inte längre.")

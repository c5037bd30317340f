"""Who may sign in."""

from __future__ import annotations

import secrets

import click

from samdrift.parties import services
from samdrift.parties.choices import PersonRole
from samdrift.plumbing import clock
from samdrift.project.commands.terminal import by_hand
from samdrift.project.database import needs_database


@click.group("user")
def user_command() -> None:
    """Lägg till och ta bort användare."""


@user_command.command("add")
@click.argument("name")
@click.option(
    "--role",
    "roles",
    required=True,
    multiple=True,
    type=click.Choice(PersonRole.values),
    help="manager är chef, agent handläggare i servicedesk, technician tekniker, economist "
    "medlemmens ekonom, elected förtroendevald, auditor revisor, employee anställd. "
    "Får anges flera gånger.",
)
@click.option("--organisation", default="", help="Organisationens kod, för medlemmens ekonom.")
@click.option("--generate", is_flag=True, help="Hitta på ett lösenord och skriv ut det.")
@needs_database
def add_user(*, name: str, roles: tuple[str, ...], organisation: str, generate: bool) -> None:
    """Lägg till användaren NAME, eller byt roller och lösenord för den som finns.

    \b
    Exempel:
      samdrift user add anna --role controller
      samdrift user add kim --role economist --organisation KIN
      samdrift user add eva --role manager --role administrator
    """
    password = (
        secrets.token_urlsafe(12)
        if generate
        else click.prompt("Lösenord", hide_input=True, confirmation_prompt="Lösenord igen")
    )
    services.save_user(
        name=name,
        password=password,
        wanted=services.Wanted(roles, organisation),
        by=by_hand(),
        at=clock.now(),
    )
    told = ", ".join(PersonRole(role).label.lower() for role in roles)
    click.echo(f"{name} kan logga in som {told}.")
    if generate:
        click.echo(f"Lösenord: {password}")


@user_command.command("remove")
@click.argument("name")
@needs_database
def remove_user(name: str) -> None:
    """Ta bort användaren NAME: inloggning och pågående besök upphör."""
    services.remove_user(name=name, by=by_hand(), at=clock.now())
    click.echo(f"{name} kan inte längre logga in.")

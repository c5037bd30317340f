"""Who may sign in."""

from __future__ import annotations

import secrets

import click

from samdrift.parties import services
from samdrift.parties.choices import PersonRole
from samdrift.project.database import needs_database


@click.group("user")
def user_command() -> None:
    """Lägg till och ta bort användare."""


@user_command.command("add")
@click.argument("name")
@click.option(
    "--role",
    required=True,
    type=click.Choice(PersonRole.values),
    help="manager är chef, economist medlemmens ekonom, elected förtroendevald.",
)
@click.option("--organisation", default="", help="Organisationens kod, för medlemmens ekonom.")
@click.option("--generate", is_flag=True, help="Hitta på ett lösenord och skriv ut det.")
@needs_database
def add_user(*, name: str, role: str, organisation: str, generate: bool) -> None:
    """Lägg till användaren NAME, eller byt roll och lösenord för den som finns.

    \b
    Exempel:
      samdrift user add anna --role controller
      samdrift user add kim --role economist --organisation KIN
    """
    password = (
        secrets.token_urlsafe(12)
        if generate
        else click.prompt("Lösenord", hide_input=True, confirmation_prompt="Lösenord igen")
    )
    services.save_user(name=name, password=password, role=role, organisation_code=organisation)
    click.echo(f"{name} kan logga in som {PersonRole(role).label.lower()}.")
    if generate:
        click.echo(f"Lösenord: {password}")


@user_command.command("remove")
@click.argument("name")
@needs_database
def remove_user(name: str) -> None:
    """Ta bort användaren NAME: inloggning och pågående besök upphör."""
    services.remove_user(name=name)
    click.echo(f"{name} kan inte längre logga in.")

"""Who may sign in."""

from __future__ import annotations

import click
from django.conf import settings
from django.urls import reverse

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
@click.option("--invite", is_flag=True, help="Skriv ut en engångslänk att välja lösenord med.")
@needs_database
def add_user(*, name: str, roles: tuple[str, ...], organisation: str, invite: bool) -> None:
    """Lägg till användaren NAME, eller byt roller och lösenord för den som finns.

    \b
    Exempel:
      samdrift user add anna --role controller
      samdrift user add kim --role economist --organisation KIN
      samdrift user add eva --role manager --role administrator
    """
    wanted, now = services.Wanted(roles, organisation), clock.now()
    told = ", ".join(PersonRole(role).label.lower() for role in roles)
    if invite:
        user_id = services.ensure_person(name=name, wanted=wanted, by=by_hand(), at=now)
        token = services.invite(user_id=user_id, by=by_hand(), at=now)
        address = settings.BASE_URL + reverse("choose-password", args=[user_id, token])
        click.echo(f"{name} blir {told} med ett lösenord som väljs här, en gång:\n{address}")
        return
    password = click.prompt("Lösenord", hide_input=True, confirmation_prompt="Lösenord igen")
    services.save_user(name=name, password=password, wanted=wanted, by=by_hand(), at=now)
    click.echo(f"{name} kan logga in som {told}.")


@user_command.command("remove")
@click.argument("name")
@needs_database
def remove_user(name: str) -> None:
    """Ta bort användaren NAME: inloggning och pågående besök upphör."""
    services.remove_user(name=name, by=by_hand(), at=clock.now())
    click.echo(f"{name} kan inte längre logga in.")

"""Kinds of assets: a tree of rows that grows."""

from __future__ import annotations

import click

from samdrift.assets import queries
from samdrift.assets.kinds import services
from samdrift.project.database import needs_database


@click.group("kind")
def kind_command() -> None:
    """Lista och lägg till slag av inventarier."""


@kind_command.command("list")
@needs_database
def list_kinds() -> None:
    """Lista alla slag, i trädets ordning."""
    countable = queries.kinds(with_groups=False)
    for key, label in queries.kind_labels().items():
        indent = "  " * key.count(".")
        click.echo(f"{indent}{key}  {label}{'' if key in countable else ' (grupp)'}")


@kind_command.command("add")
@click.argument("key")
@click.argument("label")
@needs_database
def add_kind(key: str, label: str) -> None:
    """Lägg till slaget KEY med namnet LABEL, under det slag som nyckeln börjar med.

    \b
    Exempel:
      samdrift kind add printer Skrivare
      samdrift kind add computer.staff.tablet_pc "Hybriddator, personal"
    """
    services.add_kind(key=key, label=label)
    click.echo(f"Slaget {key} finns nu.")

"""Completion for the shells people use."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Skriv ut det som gör att SHELL kompletterar samdrift med tabb: kommandon, tabeller och år.

    \b
    Lägg till i ~/.bashrc:
      eval "$(samdrift completion bash)"
    """
    found = get_completion_class(shell)
    assert found is not None, "click knows the three shells"
    root = click.get_current_context().find_root().command
    click.echo(found(root, {}, "samdrift", "_SAMDRIFT_COMPLETE").source())

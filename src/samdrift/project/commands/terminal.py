"""Who sits at the terminal."""

from __future__ import annotations

import getpass
import os

LONGEST = 120


def who_runs() -> str:
    """Return who runs the command; in a container the number may have no name."""
    try:
        return (os.environ.get("SUDO_USER") or getpass.getuser())[:LONGEST]
    except OSError:
        return f"uid {os.getuid()}"


def by_hand() -> str:
    """Return who runs the command, told so that it is nobody who signs in."""
    return f"{who_runs()} (kommandoraden)"

"""Running samdrift as a person does: in a shell of its own, in a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from samdrift.project import cli
from samdrift.project.tests.homes import furnish

COMMAND = (sys.executable, "-c", "from samdrift.project.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and how it ended."""

    status: int
    out: str
    err: str


def samdrift(home: Path, *words: object, database: str = "", stdin: str = "", **more: str) -> Said:
    """Run a command, in a home with an empty database unless another is named.

    Whatever it is, it never shows a traceback.
    """
    if not database:
        furnish(home / "test.sqlite3")
    environment = os.environ | {
        "SAMDRIFT_HOME": str(home),
        "SAMDRIFT_DATABASE_URL": database or f"sqlite:///{home / 'test.sqlite3'}",
        **more,
    }
    told = subprocess.run(
        [*COMMAND, *map(str, words)],
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in told.stdout + told.stderr
    return Said(told.returncode, told.stdout, told.stderr)


def within(capsys: pytest.CaptureFixture[str], *words: object) -> Said:
    """Run a command in this process, on the database of the test: the same, and quicker."""
    capsys.readouterr()
    with (
        mock.patch.object(sys, "argv", ["samdrift", *map(str, words)]),
        pytest.raises(SystemExit) as end,
    ):
        cli.main()
    told = capsys.readouterr()
    return Said(int(end.value.code or 0), told.out, told.err)

"""Assertions are part of how the books are kept right, so they stay on."""

import os
import subprocess
import sys

from samdrift.plumbing import checks


def test_with_assertions_on_there_is_nothing_to_say():
    assert checks.assertions_are_on() == []


def test_python_without_assertions_is_refused():
    told = subprocess.run(
        [sys.executable, "-O", "-m", "django", "check", "--settings", "samdrift.project.settings"],
        capture_output=True,
        text=True,
        env=os.environ.copy(),
        check=False,
    )

    assert told.returncode == 1
    assert "samdrift.E001" in told.stderr

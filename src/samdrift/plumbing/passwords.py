"""Passwords to other systems: in the environment or a file of the home folder, never in a row."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Drawer:
    """Where the passwords of one sort lie: how their variables begin, and their folder."""

    prefix: str
    folder: str

    def password(self, key: str) -> str:
        """Return the password of a key, nothing where none is kept. The environment comes first."""
        told = os.environ.get(self.prefix + key.upper().replace("-", "_"))
        if told is not None:
            return told
        try:
            return self._file(key).read_text("utf-8")
        except OSError:
            return ""

    def keep(self, key: str, told: str) -> None:
        """Keep a password in a file that only its owner reads; it appears whole."""
        path = self._file(key)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:
            file.write(told)
        Path(file.name).replace(path)

    def _file(self, key: str) -> Path:
        assert key.replace("-", "").replace("_", "").isalnum(), "a key is a slug"
        return Path(settings.HOME) / self.folder / key

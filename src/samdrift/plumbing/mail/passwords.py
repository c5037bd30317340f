"""The passwords of mailboxes: in the environment or a file of the home folder, never in a row."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings

PREFIX = "SAMDRIFT_MAIL_PASSWORD_"


def password(key: str) -> str:
    """Return a mailbox's password, nothing where none is kept. The environment comes first."""
    told = os.environ.get(PREFIX + key.upper().replace("-", "_"))
    if told is not None:
        return told
    try:
        return _file(key).read_text("utf-8")
    except OSError:
        return ""


def keep(key: str, told: str) -> None:
    """Keep a password in a file that only its owner reads; it appears whole."""
    _file(key).parent.mkdir(mode=0o700, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=_file(key).parent, delete=False) as file:
        file.write(told)
    Path(file.name).replace(_file(key))


def _file(key: str) -> Path:
    assert key.replace("-", "").replace("_", "").isalnum(), "a key is a slug"
    return Path(settings.HOME) / "mail-passwords" / key

"""Which files of the home belong in a copy, and which names a copy may have."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

KEPT = "files"
"""How the folder is called in which files lie that rows tell of."""
SECRETS = ("*-passwords", "*-secrets")
"""How folders are called in which passwords to other systems lie."""
_NAMED = re.compile(
    r"secret-key|demo|files/[0-9a-f]{2}/[0-9a-f]{62}|[a-z]+(-[a-z]+)*-(passwords|secrets)/[\w-]+"
)
_KEPT_FILE = re.compile(r"files/([0-9a-f]{2})/([0-9a-f]{62})")


def tops(home: Path) -> list[Path]:
    """Return the files and folders of a home that a copy has."""
    names = [home / name for name in ("secret-key", "demo", KEPT)]
    secrets = sorted(path for pattern in SECRETS for path in home.glob(pattern))
    return [path for path in (*names, *secrets) if path.exists()]


def kept(home: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file of the home that a copy has, with its name there; kept ones come besides."""
    for top in tops(home):
        if top.name == KEPT:
            continue
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            name = path.relative_to(home).as_posix()
            if path.is_file() and is_known(name):
                yield path, name


def is_known(name: str) -> bool:
    """Whether a copy may have a file of that name: one can lead out of the folder."""
    return _NAMED.fullmatch(name) is not None


def name_of(digest: str) -> str:
    """Return the name in a copy of a kept file."""
    return f"{KEPT}/{digest[:2]}/{digest[2:]}"


def digest_told(name: str) -> str | None:
    """Return the digest that a kept file's name says it has; None for any other."""
    found = _KEPT_FILE.fullmatch(name)
    return "".join(found.groups()) if found else None


def new_file(path: Path) -> BinaryIO:
    """Open a file that is not there yet, which only its owner may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

"""Files kept by what they hold: written once, named by digest, removed when nobody has them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from pathlib import Path

from django.conf import settings

from samdrift.plumbing import contributions
from samdrift.plumbing.seals import Looked
from samdrift.plumbing.stores.bucket import Bucket
from samdrift.plumbing.stores.folder import Folder
from samdrift.plumbing.stores.ports import NoSuchFile, Store, StoreAway

__all__ = ["NoSuchFile", "StoreAway"]  # What whoever keeps a file has to know of.

GRACE = timedelta(days=2)
"""How long a file nobody has is left: a transaction or a backup that needs it may be under way."""
AT_A_TIME = 500
"""How many digests those who have files are asked about at once."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class FileHolder:
    """Offered by whoever keeps files: which of some digests it still has in a row."""

    key: str
    holds: Callable[[Collection[str]], Collection[str]]


def keep(content: bytes) -> str:
    """Keep some bytes and return their digest. They are kept, whole, when this returns.

    Raises StoreAway where the server that keeps them does not answer.
    """
    digest = hashlib.sha256(content).hexdigest()
    _store().put(digest, content)
    return digest


def content(digest: str) -> bytes:
    """Return what was kept. Raises NoSuchFile where it is not there, and StoreAway.

    What still lies in the home while files are moved to a bucket is found there.
    """
    assert _DIGEST.fullmatch(digest), "a file is named by its digest"
    store = _store()
    try:
        return store.get(digest)
    except NoSuchFile:
        if store == _folder():
            raise
        return _folder().get(digest)


def every() -> Iterator[str]:
    """Yield the digest of every file that is kept."""
    return (each.digest for each in _store().every())


def sweep(at: datetime) -> None:
    """Remove files that no row has any more, and that nobody has kept anew of late."""
    store, holders = _store(), tuple(contributions.offered(FileHolder))
    store.tidy(at - GRACE)
    old = (each.digest for each in store.every() if each.at < at - GRACE)
    for some in batched(old, AT_A_TIME, strict=False):
        held = {digest for holder in holders for digest in holder.holds(frozenset(some))}
        for digest in some:
            if digest not in held:
                store.remove(digest)


def looked_at() -> Looked:
    """Look at every file: which no longer holds what its name says."""
    store, count, broken = _store(), 0, []
    for digest in every():
        count += 1
        if hashlib.sha256(store.get(digest)).hexdigest() != digest:
            broken.append(f"{digest[:2]}/{digest[2:]}")
    return Looked(count, tuple(broken))


def move_to_bucket(folder: Path | None = None) -> tuple[int, int]:
    """Move what lies in a folder, or in the home, to the bucket that keeps files now.

    Returns how many were moved, and how many are left since they do not hold what their names say.
    Each is read back before it is removed here; cut off, it goes on where it was. Raises StoreAway.
    """
    here, there = _folder() if folder is None else Folder(folder), _store()
    moved = left = 0
    for standing in here.every() if here != there else ():
        found = here.get(standing.digest)
        if hashlib.sha256(found).hexdigest() != standing.digest:
            left += 1
            continue
        there.put(standing.digest, found)
        if there.get(standing.digest) == found:
            here.remove(standing.digest)
            moved += 1
    return moved, left


def try_out() -> None:
    """Put a file where files are kept, read it and take it away. Raises StoreAway."""
    tried = b"Samdrift"
    digest = hashlib.sha256(tried).hexdigest()
    store = _store()
    store.put(digest, tried)
    if store.get(digest) != tried:
        raise StoreAway("Hinken lämnar ut något annat än det som lades dit.")
    store.remove(digest)


def any_left_behind() -> bool:
    """Whether files lie in the home though a bucket keeps them now."""
    return is_in_bucket() and any(True for _ in _folder().every())


def is_in_bucket() -> bool:
    """Whether files are kept in a bucket, which every machine reaches, and not in the home."""
    return settings.FILES is not None


def _store() -> Store:
    return _folder() if settings.FILES is None else Bucket(settings.FILES)


def _folder() -> Folder:
    return Folder(Path(settings.HOME) / "files")

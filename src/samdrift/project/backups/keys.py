"""Copies encrypted to public keys, in the format of age: whoever writes them cannot open them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pyrage

from samdrift.project.backups import home_files
from samdrift.project.backups.errors import CannotBackUp, CannotRestore

BEGINNING = b"age-encryption.org/"
"""How a file of age begins."""


class _Remembering:
    """A stream that remembers what went wrong in it, which the library tells in its own words."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.error: OSError | None = None

    def write(self, told: bytes) -> int:
        try:
            return self._stream.write(told)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        self._stream.flush()


def new_pair() -> tuple[str, str]:
    """Return a new key that opens copies, and the public one they are written to."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipients(told: Iterable[str]) -> tuple[Any, ...]:
    """Return the public keys told of: of age, or of SSH. Raises CannotBackUp."""
    return tuple(_recipient(each.strip()) for each in told if each.strip())


def _recipient(told: str) -> Any:  # noqa: ANN401  The library has two classes, and no types.
    try:
        if told.startswith("ssh-"):
            return pyrage.ssh.Recipient.from_str(told)
        return pyrage.x25519.Recipient.from_str(told)
    except pyrage.RecipientError:
        raise CannotBackUp(
            f"{told[:70]} är ingen öppen nyckel (age1… eller ssh-ed25519 …). "
            "Ingen kopia är gjord. Gör ett nyckelpar med samdrift keypair."
        ) from None


@contextmanager
def encrypting(to: IO[bytes], keys: tuple[Any, ...]) -> Iterator[IO[bytes]]:
    """Yield a stream: what is written to it arrives encrypted, a little at a time."""
    target = _Remembering(to)
    read, write = os.pipe()

    def encrypt() -> None:
        with os.fdopen(read, "rb") as plain:
            pyrage.encrypt_io(plain, target, list(keys))

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(encrypt)
        try:
            with os.fdopen(write, "wb") as stream:
                yield stream
            done.result()
        except (BrokenPipeError, pyrage.EncryptError) as error:
            raise target.error or error from None


def is_encrypted(file: Path) -> bool:
    """Whether a file is of age."""
    with file.open("rb") as stream:
        return stream.read(len(BEGINNING)) == BEGINNING


def decrypt(file: Path, to: Path, identity: Path) -> None:
    """Write a file as it was before it was encrypted. Raises CannotRestore."""
    identities = _identities(identity)
    with file.open("rb") as source, home_files.new_file(to) as stream:
        target = _Remembering(stream)
        try:
            pyrage.decrypt_io(source, target, identities)
        except pyrage.DecryptError as error:
            if target.error is not None:
                raise target.error from None
            raise CannotRestore(
                f"{file} går inte att öppna med {identity}: nyckeln är en annan, eller så är "
                "kopian skadad. Ingenting är ändrat."
            ) from error
        except OSError as error:
            if target.error is not None:
                raise target.error from None
            raise CannotRestore(
                f"{file} är skadad eller avbruten. Ingenting är ändrat. Ta en annan kopia."
            ) from error


def _identities(file: Path) -> list[Any]:
    """Return the keys of a file: those that age-keygen writes, or a key of SSH."""
    try:
        told = file.read_bytes()
        if b"PRIVATE KEY" in told:
            return [pyrage.ssh.Identity.from_buffer(told)]
        lines = (line.strip() for line in told.decode().splitlines())
        found = [
            pyrage.x25519.Identity.from_str(line)
            for line in lines
            if line and not line.startswith("#")
        ]
    except (pyrage.IdentityError, UnicodeDecodeError):
        found = []
    if not found:
        raise CannotRestore(f"{file} är ingen nyckelfil (AGE-SECRET-KEY-…). Ingenting är ändrat.")
    return found

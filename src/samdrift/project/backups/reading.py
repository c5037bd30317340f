"""A copy opened: decrypted, held against its seal and its manifest, and unpacked."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from samdrift.project import database
from samdrift.project.backups import home_files, keys, manifest, sealing
from samdrift.project.backups.errors import CannotRestore
from samdrift.project.backups.manifest import Manifest

_AT_A_TIME = 2**20
_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that is whole, and what it says it holds."""

    name: Path
    archive: zipfile.ZipFile
    manifest: Manifest


@contextmanager
def opened(file: Path, *, identity: Path | None, work: Path) -> Iterator[Copy]:
    """Yield a copy, whole and of a form this version can put back. Raises CannotRestore.

    An encrypted one is decrypted into the work folder first.
    """
    plain = _plain(file, identity, work)
    with plain.open("rb") as stream:
        if stream.read(len(_ZIP)) != _ZIP:
            raise CannotRestore(f"{file} är ingen säkerhetskopia av Samdrift.")
    sealing.require_whole(plain, file)
    try:
        archive = zipfile.ZipFile(plain)
        told = manifest.read(archive.read(manifest.NAME))
    except (zipfile.BadZipFile, KeyError, manifest.UnknownForm):
        raise CannotRestore(
            f"{file} har en form som den här versionen inte känner. Ingenting är ändrat. "
            "Läs tillbaka den med den version som skrev den."
        ) from None
    with archive:
        _require_not_newer(file, told)
        yield Copy(file, archive, told)


def _plain(file: Path, identity: Path | None, work: Path) -> Path:
    if not keys.is_encrypted(file):
        return file
    if identity is None:
        raise CannotRestore(f"{file} är krypterad. Ange den hemliga nyckelns fil med --identity.")
    plain = work / "copy.zip"
    keys.decrypt(file, plain, identity)
    return plain


def _require_not_newer(file: Path, told: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in database.on_disk()}
    apps = {each.partition(".")[0] for each in known}
    newer = [
        each for each in told.migrations if each.partition(".")[0] in apps and each not in known
    ]
    foreign = {each.partition(".")[0] for each in told.migrations} - apps
    if newer or foreign:
        raise CannotRestore(
            f"{file} är gjord av en nyare version ({told.version}) än den här. "
            "Ingenting är ändrat. Uppgradera Samdrift först."
        )


def unpack(copy: Copy, *, home: Path, dump: Path) -> None:
    """Write the files of a copy into a home and its database to a file, each as it was told.

    Raises CannotRestore where one is not: a copy may be whole and yet not what it says.
    """
    database_name = manifest.DATABASES[copy.manifest.database]
    members = [each for each in copy.archive.infolist() if each.filename != manifest.NAME]
    if len(members) != copy.manifest.files + 1:
        raise CannotRestore(f"{copy.name} har inte de filer som den säger. Ingenting är ändrat.")
    for member in members:
        name = member.filename
        if name == database_name:
            target = dump
        elif home_files.is_known(name):
            target = home / name
        else:
            raise CannotRestore(f"{copy.name} har filen {name}, som inte hör till en kopia.")
        _require_as_told(copy, name, _write(copy.archive, member, target))
    os.sync()


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> str:
    digest = hashlib.sha256()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with archive.open(member) as source, home_files.new_file(target) as out:
        while part := source.read(_AT_A_TIME):
            digest.update(part)
            out.write(part)
    return digest.hexdigest()


def _require_as_told(copy: Copy, name: str, digest: str) -> None:
    wanted = copy.manifest.sha256.get(name) or home_files.digest_told(name)
    if digest != wanted and name not in copy.manifest.damaged:
        raise CannotRestore(f"{name} i {copy.name} är inte som den var. Ingenting är ändrat.")

"""Everything in one file, and everything back from it."""

from __future__ import annotations

import tempfile
import time
from datetime import datetime
from pathlib import Path

import click
from django.conf import settings

from samdrift.plumbing import clock
from samdrift.project.backups import home_files, keeping, keys, restoring, trying, writing
from samdrift.project.backups.errors import CannotBackUp, CannotRestore
from samdrift.project.backups.manifest import Manifest
from samdrift.project.database import needs_database

_PATH = click.Path(path_type=Path)


@click.command("backup")
@click.argument("folder", type=_PATH, required=False)
@click.option(
    "-o",
    "--output",
    type=_PATH,
    default=None,
    help="Filen; annars samdrift-DAG-TID.zip i FOLDER, eller i den mapp du står i.",
)
@click.option(
    "--to",
    multiple=True,
    metavar="NYCKEL",
    help="Kryptera till en öppen nyckel (age1… eller ssh-ed25519 …); kan anges flera gånger. "
    "Annars SAMDRIFT_BACKUP_TO.",
)
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    default=None,
    help="Behåll så många kopior i FOLDER, och ta bort de äldsta.",
)
@needs_database
def backup_command(
    folder: Path | None, output: Path | None, to: tuple[str, ...], keep: int | None
) -> None:
    """Säkerhetskopiera databasen, filerna och nyckeln till en zip-fil, medan allt är igång.

    Kopian är databasen vid ett ögonblick, med kontrollsummor. Den har allt som databasen har:
    förvara den som du förvarar databasen, eller kryptera den. samdrift restore lägger tillbaka den.

    \b
    Till en mapp, krypterad, med två veckors kopior:
      samdrift backup --keep 14 --to age1… /srv/backup
    """
    if folder is not None and output is not None:
        raise click.UsageError("Ange en mapp eller -o, inte båda.")
    if keep is not None and folder is None:
        raise click.UsageError("--keep behöver en mapp.")
    at = clock.now()
    to = to or settings.BACKUP_TO
    file = output or (folder or Path()) / keeping.name_at(at, is_encrypted=bool(to))
    receipt = writing.write_backup(file, at=at, to=to)
    keeping.note(receipt, at=at)
    _tell(receipt, is_encrypted=bool(to))
    if keep is not None and folder is not None:
        for gone in keeping.remove_oldest(folder, keep=keep):
            click.echo(f"{gone} är borttagen.")


def _tell(receipt: writing.Receipt, *, is_encrypted: bool) -> None:
    click.echo(
        f"{receipt.file} ({receipt.size // 1024} kB{', krypterad' if is_encrypted else ''}): "
        f"{receipt.rows} rader i {receipt.tables} tabeller, {receipt.files} filer."
    )
    for name in receipt.damaged:
        click.echo(f"{name} är inte som namnet säger: filen är skadad på disken.", err=True)


@click.command("restore")
@click.argument("file", type=_PATH, required=False)
@click.option("--identity", type=_PATH, default=None, help="Den hemliga nyckelns fil.")
@click.option(
    "--verify", "is_trial", is_flag=True, help="Pröva kopian i en egen plats; ändra inget."
)
@click.option(
    "--replace",
    "is_replacing",
    is_flag=True,
    help="Flytta undan det som finns, och lägg in kopian.",
)
def restore_command(
    file: Path | None, identity: Path | None, *, is_trial: bool, is_replacing: bool
) -> None:
    """Lägg tillbaka en säkerhetskopia i en tom mapp och databas, hel eller inte alls.

    Stoppa Samdrift först. FILE kan vara en mapp: då tas den nyaste kopian i den. Med --verify läggs
    kopian i en egen plats, hålls mot allt den säger om sig själv och tas bort igen; utan FILE görs
    då först en ny.

    \b
    samdrift restore --verify --identity nyckel.txt /srv/backup
    samdrift restore --identity nyckel.txt samdrift-2026-11-22-021500.zip.age
    """
    began = time.monotonic()
    if identity is not None and not identity.is_file():
        raise CannotRestore(f"Nyckelfilen {identity} finns inte.")
    if is_trial:
        _try(file, identity, began)
        return
    if file is None:
        raise click.UsageError("Ange kopian.")
    found = _newest(file)
    put_back = restoring.restore(
        found, identity=identity, is_replacing=is_replacing, at=clock.now()
    )
    is_right, said = trying.look_over()
    click.echo(f"{found} är tillbakalagd.")
    _tell_held(put_back.manifest, said)
    if put_back.aside:
        click.echo(f"Det som fanns är undanflyttat och heter {put_back.aside}.")
    click.echo(f"Det tog {_seconds(began)} s.")
    if not is_right:
        raise CannotRestore("Allt är tillbaka, men något i kopian stämmer inte: se ovan.")


def _try(file: Path | None, identity: Path | None, began: float) -> None:
    if file is None:
        with tempfile.TemporaryDirectory(prefix="samdrift-verify-") as folder:
            _try(_new_copy(Path(folder), clock.now()), None, began)
        return
    found = _newest(file)
    tried = trying.try_copy(found, identity=identity)
    click.echo(f"{found} är hel och går att lägga tillbaka.")
    _tell_held(tried.manifest, tried.said)
    click.echo(f"Det tog {_seconds(began)} s.")


@needs_database
def _new_copy(folder: Path, at: datetime) -> Path:
    return writing.write_backup(folder / keeping.name_at(at, is_encrypted=False), at=at).file


def _newest(file: Path) -> Path:
    if not file.is_dir():
        if not file.is_file():
            raise CannotRestore(f"{file} finns inte.")
        return file
    found = keeping.copies(file)
    if not found:
        raise CannotRestore(f"I mappen {file} finns ingen säkerhetskopia.")
    return found[-1]


def _tell_held(manifest: Manifest, said: str) -> None:
    click.echo(f"  Gjord {manifest.made_at[:16].replace('T', ' ')} av version {manifest.version}.")
    click.echo(f"  {manifest.row_count} rader i {len(manifest.rows)} tabeller, lika många som då.")
    click.echo(f"  {len(manifest.walls)} vakter i databasen står.")
    click.echo(f"  {manifest.files} filer, {manifest.file_bytes // 1024} kB.")
    for line in said.splitlines():
        click.echo(f"  {line}")


def _seconds(began: float) -> str:
    return f"{time.monotonic() - began:.1f}".replace(".", ",")


@click.command("keypair")
@click.argument("file", type=_PATH)
def keypair_command(file: Path) -> None:
    """Gör ett nyckelpar för krypterade kopior: den hemliga i FILE, den öppna skrivs ut.

    Gör det på en annan dator än den som Samdrift går på, och förvara FILE där.
    """
    secret, public = keys.new_pair()
    try:
        stream = home_files.new_file(file)
    except FileExistsError:
        raise CannotBackUp(f"{file} finns redan. Ange en annan fil.") from None
    with stream:
        stream.write(f"# public key: {public}\n{secret}\n".encode())
    click.echo(public)

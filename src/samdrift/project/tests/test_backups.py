"""Copies sealed and encrypted, put back whole or not at all, and every changed byte found."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

import samdrift
from samdrift.parties.models import Organisation
from samdrift.plumbing import contributions, files
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.seals import Seal
from samdrift.project.backups import home_files, keeping, keys, manifest, reading
from samdrift.project.backups.errors import CannotBackUp, CannotRestore
from samdrift.project.backups.sealing import PLACE, Sealed
from samdrift.project.tests.shell import within

AT = datetime(2026, 11, 22, 2, 15, tzinfo=SWEDEN)
IS_WHOLE = os.environ.get("SAMDRIFT_PROOFS") == "whole"
FILES = 20_000 if IS_WHOLE else 12
EACH = 1 if IS_WHOLE else 5
TOLD = manifest.Manifest(
    version="0.1.0",
    made_at=AT.isoformat(),
    database="sqlite",
    migrations=(),
    walls=(),
    rows={},
    sha256={"secret-key": "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"},
    files=1,
    file_bytes=6,
    damaged=(),
)


def written(path, *members, told=TOLD, to=()):
    """Write a copy of some members, sealed, and encrypted to keys."""
    with path.open("wb") as out:
        if to:
            with keys.encrypting(out, keys.recipients(to)) as stream:
                _write(stream, members, told)
        else:
            _write(out, members, told)
    return path


def _write(stream, members, told):
    sealed = Sealed(stream)
    with zipfile.ZipFile(sealed, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
        archive.writestr(manifest.NAME, manifest.told(told))
        archive.comment = PLACE
    sealed.settle()


def why_not(path, tmp_path, identity=None):
    """Return why a copy cannot be opened; nothing is left in the folder it was opened in."""
    work = tmp_path / "work"
    work.mkdir(exist_ok=True)
    try:
        with reading.opened(path, identity=identity, work=work) as copy:
            reading.unpack(copy, home=work / "home", dump=work / "database")
    except CannotRestore as refusal:
        return str(refusal)
    finally:
        shutil.rmtree(work)
    return None


@pytest.fixture
def pair(tmp_path):
    """Return a public key, and the file of the one that opens what is written to it."""
    secret, public = keys.new_pair()
    file = tmp_path / "nyckel.txt"
    file.write_text(f"# public key: {public}\n{secret}\n")
    return public, file


MEMBERS = (("secret-key", b"secret"), ("database.sqlite3", b""))


def test_every_drawer_of_secrets_belongs_in_a_copy(tmp_path):
    house = Path(samdrift.__file__).parent
    texts = (path.read_text("utf-8") for path in house.rglob("*.py") if "tests" not in path.parts)
    drawers = {found for text in texts for found in re.findall(r'Drawer\(.*folder="(.+?)"', text)}
    for drawer in drawers:
        (tmp_path / drawer).mkdir()
        (tmp_path / drawer / "nyckel").write_text("hemligt")

    assert {name for _, name in home_files.kept(tmp_path)} == {f"{each}/nyckel" for each in drawers}
    assert "mail-passwords" in drawers


@pytest.mark.proof
@pytest.mark.parametrize("is_encrypted", [False, True])
def test_one_changed_byte_anywhere_is_found_and_so_is_an_end_that_is_missing(
    tmp_path, pair, is_encrypted
):
    public, identity = pair
    path = written(tmp_path / "kopia", to=(public,) if is_encrypted else ())
    whole = path.read_bytes()
    bad = tmp_path / "bad"
    passed = []
    for at in {*range(0, len(whole), EACH), *range(30), *range(len(whole) - 5, len(whole))}:
        bad.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :])
        if "änd" not in (why_not(bad, tmp_path, identity) or ""):
            passed.append(("changed", at))
    for at in range(0, len(whole), 37):
        bad.write_bytes(whole[:at])
        if why_not(bad, tmp_path, identity) is None:
            passed.append(("cut", at))

    # What no longer begins as a copy or as an encrypted one is said to be none.
    beginning = range(2) if not is_encrypted else range(len(keys.BEGINNING))
    assert [each for each in passed if each[1] not in beginning] == []
    for at in beginning:
        bad.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert "ingen säkerhetskopia" in why_not(bad, tmp_path, identity)


def test_a_copy_that_is_whole_but_not_as_it_says_is_refused(tmp_path):
    key = TOLD.sha256["secret-key"]
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    right = {"sha256": {"secret-key": key, "database.sqlite3": empty}}

    def said(*members, **changed):
        told = {**json.loads(manifest.told(TOLD)), **right, **changed}
        told.pop("format")
        for name in ("migrations", "walls", "damaged"):
            told[name] = tuple(told[name])
        return why_not(written(tmp_path / "k", *members, told=manifest.Manifest(**told)), tmp_path)

    assert said(*MEMBERS) is None
    assert "inte som den var" in said(("secret-key", b"other"), MEMBERS[1])
    assert "inte de filer" in said(MEMBERS[1])
    assert "hör till en kopia" in said(("../../etc/passwd", b""), MEMBERS[1])
    assert "hör till en kopia" in said(("files/aa/../../x", b""), MEMBERS[1])
    assert "inte som den var" in said(("files/ab/" + "c" * 62, b"x"), MEMBERS[1])
    assert (
        said(("files/ab/" + "c" * 62, b"x"), MEMBERS[1], damaged=["files/ab/" + "c" * 62]) is None
    )
    assert "nyare version" in said(*MEMBERS, migrations=["ledger.9999_newer"])
    assert "nyare version" in said(*MEMBERS, migrations=["astrology.0001_initial"])
    (tmp_path / "form").write_bytes(b"")
    with (tmp_path / "form").open("wb") as out:
        sealed = Sealed(out)
        with zipfile.ZipFile(sealed, "w") as archive:
            archive.writestr(manifest.NAME, '{"format": "samdrift-backup/99"}')
            archive.comment = PLACE
        sealed.settle()
    assert "inte känner" in why_not(tmp_path / "form", tmp_path)


def test_only_the_key_it_was_written_to_opens_a_copy(tmp_path, pair):
    path = written(tmp_path / "kopia", *MEMBERS, to=pair[:1])
    other = tmp_path / "other.txt"
    other.write_text(keys.new_pair()[0])
    none = tmp_path / "none.txt"
    none.write_text("hej")

    assert b"secret" not in path.read_bytes()
    assert "Ange den hemliga nyckelns fil" in why_not(path, tmp_path)
    assert "nyckeln är en annan" in why_not(path, tmp_path, other)
    assert "ingen nyckelfil" in why_not(path, tmp_path, none)
    with pytest.raises(CannotBackUp, match="ingen öppen nyckel"):
        keys.recipients(("age1hej",))


def test_a_folder_keeps_its_newest_copies_and_what_is_not_ours(tmp_path):
    names = [keeping.name_at(AT.replace(day=day), is_encrypted=day % 2 == 0) for day in range(1, 6)]
    for name in [*names, "samdrift-old.zip", "annat.txt"]:
        (tmp_path / name).touch()

    gone = keeping.remove_oldest(tmp_path, keep=2)

    assert [path.name for path in gone] == names[:3]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "annat.txt",
        *names[3:],
        "samdrift-old.zip",
    ]
    assert keeping.remove_oldest(tmp_path, keep=2) == ()


@pytest.mark.django_db(transaction=True)
def test_a_rotating_folder_is_kept_by_the_command_and_the_last_copy_is_noted(
    tmp_path, settings, capsys, pair, monkeypatch
):
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    digest = files.keep(b"bilaga")
    folder = tmp_path / "kopior"
    folder.mkdir()
    (folder / "samdrift-2020-01-01-000000.zip").touch()
    Organisation.objects.create(code="KIN", name="Kinda", role="member", position=1)
    settings.BACKUP_TO = (pair[0],)

    said = within(capsys, "backup", "--keep", 1, folder)

    (copy,) = folder.iterdir()
    assert said.status == 0
    assert f"{folder}/samdrift-2020-01-01-000000.zip är borttagen." in said.out
    assert keys.is_encrypted(copy)
    last = json.loads((settings.HOME / "last-backup.json").read_text())
    assert last["file"] == str(copy)
    assert last["bytes"] == copy.stat().st_size
    assert last["database"] == connection.vendor
    assert datetime.fromisoformat(last["at"]).tzinfo == UTC
    assert last["rows"] > 0
    (settings.HOME / "files" / digest[:2] / digest[2:]).write_bytes(b"annat")
    broken = within(capsys, "backup", "-o", tmp_path / "x.zip.age")
    assert (broken.status, broken.err) == (
        0,
        f"files/{digest[:2]}/{digest[2:]} är inte som namnet säger: filen är skadad på disken.\n",
    )
    assert within(capsys, "backup", "--keep", 1).status == 2
    assert within(capsys, "backup", "-o", "x", folder).status == 2
    monkeypatch.setattr(keys, "recipients", lambda _: (_ for _ in ()).throw(CannotBackUp("nej")))
    assert within(capsys, "backup", folder).err == "nej\n"
    assert list(folder.iterdir()) == [copy]


@pytest.mark.django_db
def test_what_is_no_longer_as_it_was_frozen_is_told_by_name(settings, tmp_path, capsys):
    settings.HOME = tmp_path
    digest = files.keep(b"bilaga")
    assert within(capsys, "verify").status == 0
    path = tmp_path / "files" / digest[:2] / digest[2:]
    path.write_bytes(b"annat")

    said = within(capsys, "verify")

    assert said.status == 1
    assert (
        f"SKILJER  Filer: 0 av 1 är som de var.\n           {digest[:2]}/{digest[2:]}" in said.out
    )
    assert {seal.key for seal in contributions.offered(Seal)} == {
        "annualreport.editions",
        "ledger.vouchers",
        "plumbing.files",
        "wiping.protocols",
    }


def test_a_pair_of_keys_is_made_once(tmp_path, capsys):
    file = tmp_path / "nyckel.txt"

    said = within(capsys, "keypair", file)

    assert said.out.startswith("age1")
    assert file.stat().st_mode & 0o777 == 0o600
    assert said.out.strip() in file.read_text()
    assert within(capsys, "keypair", file).err == f"{file} finns redan. Ange en annan fil.\n"


@pytest.mark.proof
def test_a_copy_wiped_and_put_back_is_equal_and_nothing_is_half_done(place, tmp_path):
    folder = tmp_path / "kopior"
    folder.mkdir()

    ended = subprocess.run(
        [
            sys.executable,
            *("-m", "samdrift.project.tests.wiped_and_restored", str(folder), str(FILES)),
        ],
        env=place,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0, ended.stderr
    said = json.loads(ended.stdout)
    times = {name: found for name, found in said.items() if name.endswith("_seconds")}
    sys.stdout.write(f"{said['rows']} rows, {said['files']} files, {said['size']} bytes: {times}\n")
    assert (said["equal"], said["equal_again"], said["unchanged"]) == (True, True, True)
    assert f"Filer: {FILES} av {FILES} är som de var." in said["tried"]
    assert "Utgåvor av årsredovisningen: 1 av 1 är som de var." in said["tried"]
    assert "--replace, som först flyttar undan" in said["filled"]
    assert "parties_organisation" in said["row"]
    assert "a_wall_that_is_gone" in said["wall"]
    assert "nyare version" in said["newer"]
    assert "samma sorts databas" in said["other"]
    assert said["full"] == "Disken är full. Ingenting är ändrat."
    assert said["left"] == []
    assert said["is_aside"] == ["files", "mail-passwords", "secret-key"]

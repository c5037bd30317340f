"""A whole home and database copied, wiped and put back, in a process of its own.

`python -m samdrift.project.tests.wiped_and_restored FOLDER FILES` says as JSON what came of it.
"""

import errno
import hashlib
import json
import shutil
import sys
import time
from datetime import date, datetime
from pathlib import Path
from unittest import mock

import django

django.setup()

from django.conf import settings  # noqa: E402  Only once Django stands.
from django.db import connection  # noqa: E402

from samdrift.annualreport.models import Edition  # noqa: E402
from samdrift.ledger import chain  # noqa: E402
from samdrift.ledger.models import LedgerEdition, Voucher  # noqa: E402
from samdrift.parties.models import Organisation  # noqa: E402
from samdrift.plumbing import files  # noqa: E402
from samdrift.plumbing.clock import SWEDEN  # noqa: E402
from samdrift.project import walls  # noqa: E402
from samdrift.project.backups import home_files, keys, reading, restoring, trying, writing  # noqa: E402
from samdrift.project.backups.errors import CannotRestore  # noqa: E402
from samdrift.project.database import bring_up_to_date  # noqa: E402
from samdrift.reporting import frozen  # noqa: E402

AT = datetime(2026, 11, 22, 2, 15, tzinfo=SWEDEN)
LATER = datetime(2026, 11, 23, 2, 15, tzinfo=SWEDEN)


def furnish(count, rows):
    """Have some of all that a copy must have back: rows, files, passwords, something frozen."""
    bring_up_to_date()
    Organisation.objects.create(code="KIN", name="Kinda", role="member", position=1)
    text = '{"it": "was frozen"}'
    Edition.objects.create(
        year=2015,
        number=1,
        document=text,
        digest=frozen.digest(text),
        reviewed_by="eva",
        reviewed_at=AT,
    )
    edition = LedgerEdition.objects.create(year=2015, file_digest="0" * 64, taken_at=AT)
    Voucher.objects.bulk_create(_vouchers(edition, rows), batch_size=5000)
    edition.save()
    for number in range(count):
        files.keep(f"bilaga {number}".encode() * (1 + number % 5000))
    drawer = settings.HOME / "mail-passwords"
    drawer.mkdir()
    (drawer / "brev").write_text("hemligt")


def _vouchers(edition, rows):
    """Return vouchers, each linked to the one before it."""
    made = []
    for number in range(rows):
        told = Voucher(
            edition=edition,
            series="A",
            number=number,
            booked_on=date(2015, 1, 1 + number % 28),
            text=f"Faktura {number}",
            digest=number,
        )
        head = ("A", str(number), told.booked_on, told.text, told.registered_on, told.registered_by)
        edition.head = told.link = chain.link(edition.head, head, [])
        made.append(told)
    return made


def told():
    """Return what there is, of every table, wall and file, as one digest each."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
            digest = hashlib.sha256()
            for row in cursor:
                digest.update(repr(row).encode())
            found[table] = digest.hexdigest()
    for path, name in home_files.kept(settings.HOME):
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return {**found, "walls": sorted(walls.standing())}


def wipe():
    """Have nothing left of the home and the database."""
    for path in settings.HOME.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    else:
        connection.close()
        file = Path(connection.settings_dict["NAME"])
        for path in file.parent.glob(f"{file.name}*"):
            path.unlink()
    connection.close()


def left():
    """Return what there is in an emptied place: nothing, after what failed."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    connection.close()
    return [*tables, *sorted(each.name for each in settings.HOME.iterdir() if each.is_dir())]


def put_back(file, identity, *, is_replacing=False):
    """Put a copy back, as the command does."""
    return restoring.restore(file, identity=identity, is_replacing=is_replacing, at=LATER)


def refused(file, identity=None):
    """Return why a copy is not put back."""
    try:
        put_back(file, identity)
    except CannotRestore as refusal:
        return str(refusal)
    return "put back"


def planted(folder):
    """Write copies with something wrong in each that the seal says nothing of."""
    real, standing = writing.row_counts, walls.standing
    with mock.patch.object(
        writing, "row_counts", lambda cursor: real(cursor) | {"parties_organisation": 2}
    ):
        writing.write_backup(folder / "row.zip", at=AT)
    with mock.patch.object(walls, "standing", return_value=standing() | {"a_wall_that_is_gone"}):
        writing.write_backup(folder / "wall.zip", at=AT)
    with mock.patch.object(writing, "_migrations", return_value=("ledger.9999_newer",)):
        writing.write_backup(folder / "newer.zip", at=AT)
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    real_manifest = writing.manifest.Manifest
    with mock.patch.object(
        writing.manifest,
        "Manifest",
        lambda **given: real_manifest(**given | {"database": other}),
    ):
        writing.write_backup(folder / "other.zip", at=AT)


def full_after(times):
    """Return what opens files until the disk is full."""
    opened, count = home_files.new_file, iter(range(times))

    def new_file(path):
        if next(count, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return opened(path)

    return mock.patch.object(reading.home_files, "new_file", new_file)


def timed(said, name, act):
    """Do something, and say how long it took and what came of it."""
    began = time.monotonic()
    done = act()
    said[f"{name}_seconds"] = round(time.monotonic() - began, 2)
    return done


def main(folder, count):
    """Copy, wipe, put back, and say what came of each."""
    said = {}
    furnish(count, rows=count * 10)
    secret, public = keys.new_pair()
    identity = folder / "nyckel.txt"
    identity.write_text(secret)
    copy = folder / "kopia.zip.age"
    before = told()
    receipt = timed(said, "copied", lambda: writing.write_backup(copy, at=AT, to=(public,)))
    said["rows"], said["files"], said["size"] = receipt.rows, receipt.files, receipt.size
    said["tried"] = timed(said, "tried", lambda: trying.try_copy(copy, identity=identity).said)
    planted(folder)
    said["filled"] = refused(copy, identity)
    said["unchanged"] = told() == before
    wipe()
    said |= {name: refused(folder / f"{name}.zip") for name in ("row", "wall", "newer", "other")}
    with full_after(2):
        said["full"] = refused(copy, identity)
    said["left"] = left()
    timed(said, "restored", lambda: put_back(copy, identity))
    said["equal"] = told() == before
    Organisation.objects.create(code="YDR", name="Ydre", role="member", position=2)
    connection.close()
    said["aside"] = put_back(copy, identity, is_replacing=True).aside
    said["equal_again"] = told() == before
    said["is_aside"] = sorted(each.name for each in (settings.HOME / said["aside"]).iterdir())
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

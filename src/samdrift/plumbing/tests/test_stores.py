"""Files kept in a folder and in a bucket of an S3 server, moved, swept, and out of reach."""

import hashlib
import io
import os
import socket
import subprocess
import sys
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from samdrift.plumbing import clock, contributions, files, sent_files
from samdrift.plumbing.files import FileHolder
from samdrift.plumbing.health import Level
from samdrift.plumbing.stores.bucket import Bucket, Place, _asked
from samdrift.plumbing.stores.folder import Folder
from samdrift.plumbing.stores.ports import NoSuchFile, StoreAway
from samdrift.project import environment, health
from samdrift.project.backups import restoring, writing
from samdrift.project.environment import BadEnvironment

BILL, MAP = b"en faktura", b"en karta"
DIGESTS = {each: hashlib.sha256(each).hexdigest() for each in (BILL, MAP)}
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "eu-north-1"}


def free_port():
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


@pytest.fixture(scope="module")
def server():
    """Return the address of an S3 server that keeps what it is sent, in memory."""
    port = free_port()
    command = str(Path(sys.executable).with_name("moto_server"))
    with subprocess.Popen(
        (command, "-p", str(port)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        for _ in range(300):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        running.terminate()


@pytest.fixture
def place(server, monkeypatch, request):
    """Return a bucket of this test's own."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    name = hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:20]
    made = Place(name, "samdrift/", server)
    where = {"LocationConstraint": KEYS["AWS_REGION"]}
    _asked(made).create_bucket(Bucket=name, CreateBucketConfiguration=where)
    yield made
    _asked.cache_clear()


@pytest.fixture(params=["folder", "bucket"])
def store(request, tmp_path):
    """Return each kind of store, empty."""
    if request.param == "folder":
        return Folder(tmp_path / "files")
    return Bucket(request.getfixturevalue("place"))


@pytest.fixture
def home(tmp_path, settings):
    settings.HOME = tmp_path
    return tmp_path


def test_what_is_put_is_had_back_and_what_is_not_there_is_said(store):
    for each, digest in DIGESTS.items():
        store.put(digest, each)
        store.put(digest, each)

    assert [standing.digest for standing in store.every()] == sorted(DIGESTS.values())
    assert store.get(DIGESTS[MAP]) == MAP
    store.remove(DIGESTS[MAP])
    store.remove(DIGESTS[MAP])
    with pytest.raises(NoSuchFile):
        store.get(DIGESTS[MAP])
    assert store.get(DIGESTS[BILL]) == BILL


def test_what_nobody_has_is_swept_after_the_days_of_grace(store, home, settings, monkeypatch):
    settings.FILES = store.place if isinstance(store, Bucket) else None
    for each in DIGESTS:
        files.keep(each)
    holder = FileHolder("test", lambda digests: {DIGESTS[BILL]} & set(digests))
    monkeypatch.setattr(contributions, "offered", lambda _: (holder,))

    files.sweep(clock.now() + files.GRACE - timedelta(minutes=1))
    assert len(list(files.every())) == 2
    files.sweep(clock.now() + files.GRACE + timedelta(minutes=1))

    assert list(files.every()) == [DIGESTS[BILL]]


def test_the_home_is_moved_to_a_bucket_while_files_are_read(home, settings, place):
    settings.FILES = None
    for each in DIGESTS:
        files.keep(each)
    damaged = home / "files" / "ab" / ("c" * 62)
    damaged.parent.mkdir()
    damaged.write_bytes(b"inte det den heter")
    settings.FILES = place
    assert files.content(DIGESTS[BILL]) == BILL
    assert [found.level for found in health.look_at_files(clock.now())] == [Level.WARNING]

    assert files.move_to_bucket() == (2, 1)
    assert files.move_to_bucket() == (0, 1)

    assert [each.name for each in home.glob("files/??/*")] == ["c" * 62]
    assert list(files.every()) == sorted(DIGESTS.values())
    assert {files.content(digest) for digest in DIGESTS.values()} == set(DIGESTS)
    assert files.looked_at() == files.Looked(2, ())
    Bucket(place).put(DIGESTS[MAP], b"en annan karta")
    assert files.looked_at().broken == (f"{DIGESTS[MAP][:2]}/{DIGESTS[MAP][2:]}",)


def test_a_copy_has_what_is_in_the_bucket_and_is_put_back_there(home, settings, place, tmp_path):
    settings.FILES = place
    files.keep(BILL)
    copied = io.BytesIO()
    with zipfile.ZipFile(copied, "w") as archive:
        told = writing._files(archive, {})
    assert (told["files"], told["file_bytes"], told["damaged"]) == (1, len(BILL), ())
    Bucket(place).remove(DIGESTS[BILL])

    staged = tmp_path / "staged"
    with zipfile.ZipFile(copied) as archive:
        archive.extractall(staged)
    restoring._into_the_bucket(staged)

    assert files.content(DIGESTS[BILL]) == BILL
    assert [path for path in staged.rglob("*") if path.is_file()] == []


def test_a_server_that_is_away_or_says_no_is_told_of_and_nothing_is_lost(
    home, settings, place, monkeypatch
):
    settings.FILES = None
    files.keep(BILL)
    monkeypatch.setattr("samdrift.plumbing.stores.bucket._TIMES", 1)
    settings.FILES = Place("ingen", "", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(StoreAway, match="svarar inte"):
        files.keep(MAP)
    with pytest.raises(sent_files.CannotTake, match="svarar inte"):
        sent_files.take_in([sent_files.Sent("karta.txt", MAP)])
    answer = sent_files.handed_out("karta.txt", DIGESTS[MAP])
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    with pytest.raises(StoreAway):
        files.move_to_bucket()
    assert [found.level for found in health.look_at_files(clock.now())] == [Level.FAULT]

    settings.FILES = Place("finns-inte", "", place.address)
    with pytest.raises(StoreAway, match=r"svarar nej \(NoSuchBucket\)"):
        files.keep(MAP)

    settings.FILES = None
    assert (list(files.every()), files.content(DIGESTS[BILL])) == ([DIGESTS[BILL]], BILL)


@pytest.mark.parametrize(
    ("named", "server", "place"),
    [
        ("", "", None),
        ("s3://arkivet", "", Place("arkivet")),
        (
            "s3://arkivet/samdrift/",
            "https://s3.test/",
            Place("arkivet", "samdrift/", "https://s3.test"),
        ),
    ],
)
def test_a_bucket_is_told_by_the_environment(named, server, place, monkeypatch):
    monkeypatch.setenv("SAMDRIFT_FILES", named)
    monkeypatch.setenv("SAMDRIFT_FILES_SERVER", server)
    assert environment.files() == place


@pytest.mark.parametrize("named", ["arkivet", "s3://A", "s3://", "https://s3.test/arkivet"])
def test_a_bucket_that_cannot_be_one_is_refused(named, monkeypatch):
    monkeypatch.setenv("SAMDRIFT_FILES", named)
    with pytest.raises(BadEnvironment, match="s3://hink"):
        environment.files()
    assert os.environ["SAMDRIFT_FILES"] == named

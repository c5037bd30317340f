"""Packages that would do harm, through the real command: plain words, status 1, little memory."""

import os
import subprocess
import sys
import zipfile

import pytest

from samdrift.plumbing.exchange.tests.given import MANIFEST, WHOLE, folder_of, zip_of
from samdrift.project.tests.shell import COMMAND, samdrift

MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
sys.stderr.buffer.write(done.stderr)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home whose database is ready, so that each command only does its own."""
    made = tmp_path_factory.mktemp("home")
    assert samdrift(made, "tables").status == 0
    return made


def hostile(home, path):
    said = samdrift(home, "import", path)
    assert (said.status, said.out) == (1, "")
    return said.err


def frugally(home, path):
    """Import in less than 300 MB. Return what was said."""
    told = subprocess.run(
        [sys.executable, "-c", MEASURE, *COMMAND, "import", str(path)],
        env=os.environ
        | {
            "SAMDRIFT_HOME": str(home),
            "SAMDRIFT_DATABASE_URL": f"sqlite:///{home / 'test.sqlite3'}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    status, megabytes = map(int, told.stdout.split())
    assert status == 1
    assert megabytes < 300
    assert "Traceback" not in told.stderr
    return told.stderr


def deep(name, levels):
    """Return a zip in a zip in a zip."""
    inner = b"0" * 1_000
    for _ in range(levels):
        path = name.with_suffix(".inner")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("lib.zip", inner)
        inner = path.read_bytes()
        path.unlink()
    return inner


def test_a_path_out_of_the_package(home, tmp_path):
    assert "pekar ut ur paketet" in hostile(home, zip_of(tmp_path, {"../tickets.csv": "x"}))
    assert not (tmp_path.parent / "tickets.csv").exists()


def test_a_zip_in_a_zip_is_only_an_unknown_file(home, tmp_path):
    path = zip_of(tmp_path, {"lib.zip": deep(tmp_path / "x", 5)})

    assert hostile(home, path).startswith("lib.zip: okänd fil")


def test_no_zip_at_all(home, tmp_path):
    path = tmp_path / "paket.zip"
    path.write_bytes(os.urandom(5_000))

    assert hostile(home, path) == (
        "paket.zip: är inte en hel zip-fil. Skapa paketet på nytt och försök igen.\n"
    )


@pytest.mark.parametrize(
    "manifest", ["a = " + "[" * 30_000, 'x = "\0"', MANIFEST.replace("-0000", "\\u0000")]
)
def test_a_manifest_that_means_harm(home, tmp_path, manifest):
    assert hostile(home, folder_of(tmp_path, {"package.toml": manifest})).startswith("package.toml")


def test_bytes_of_another_encoding(home, tmp_path):
    raw = "code,name,role\nA,Åmål,member\n".encode("latin-1")

    assert hostile(home, folder_of(tmp_path, {"organisations.csv": raw})) == (
        'organisations.csv, rad 2, kolumn name: "\ufffdm\ufffdl" – är inte UTF-8.\n'
        "Paketet har ett fel. Ingenting har ändrats.\n"
    )


def test_many_zeros_packed_small(home, tmp_path):
    path = tmp_path / "paket.zip"
    chunk = b"0" * 2**20
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in WHOLE.items():
            archive.writestr(name, content)
        with archive.open("tickets.csv", "w", force_zip64=True) as member:
            for _ in range(256):
                member.write(chunk)

    assert frugally(home, path).startswith("tickets.csv")


def test_a_folder_with_ten_gigabytes_of_nothing(home, tmp_path):
    path = folder_of(tmp_path, {})
    with (path / "tickets.csv").open("wb") as file:
        file.truncate(10 * 2**30)

    assert "tickets.csv, rad 1" in frugally(home, path)


@pytest.mark.parametrize(
    "header",
    [b"number;organisation;channel;line;category;opened;closed\n", b'"'],
    ids=["rows", "quote"],
)
def test_a_line_that_never_ends(home, tmp_path, header):
    path = folder_of(tmp_path, {"tickets.csv": header})
    with (path / "tickets.csv").open("ab") as file:
        file.truncate(2 * 2**30)

    assert "tickets.csv, rad" in frugally(home, path)


def test_books_with_a_line_that_never_ends(home, tmp_path):
    path = folder_of(tmp_path, {"ledger/2015.se": b"#FLAGGA 0\n#UB 0 1930 " + b"9" * 40_000_000})

    assert "Raden är för lång" in frugally(home, path)


def test_many_faults_in_little_memory(home, tmp_path):
    rows = b"x,y,z\n" * 100_000
    said = frugally(home, folder_of(tmp_path, {"organisations.csv": b"code,name,role\n" + rows}))

    assert said.count("\n") == 102
    assert "… och 199899 fel till." in said
    assert said.endswith("Paketet har 199999 fel. Ingenting har ändrats.\n")


def test_nothing_of_all_that_was_taken_in(home):
    said = samdrift(home, "undo")

    assert (said.status, said.err) == (1, "Det finns ingen import att ångra.\n")

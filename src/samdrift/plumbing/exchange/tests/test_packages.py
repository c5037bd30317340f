"""What a package may be, on disk and in a zip, and what is told of one that is not."""

import contextlib
import io
import os
import stat
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.plumbing.exchange import package, services
from samdrift.plumbing.exchange.limited import Budget
from samdrift.plumbing.exchange.package import open_package
from samdrift.plumbing.exchange.ports import CannotImport
from samdrift.plumbing.exchange.tests.given import (
    AT,
    MANIFEST,
    ORGANISATIONS,
    WHOLE,
    faults_of,
    folder_of,
    imported,
    reported_state,
    whole_state,
    zip_of,
)

pytestmark = pytest.mark.django_db
NEW = {"package.toml": (1, 0, 0), "organisations.csv": (3, 0, 0)}


def told(path):
    """Try to take a package in that is wrong; return what a person is told, line by line."""
    before = whole_state()
    outcome = services.import_package(path, at=AT)
    assert whole_state() == before
    return [str(fault) for fault in outcome.faults.shown]


def refusal(path):
    """Try to take it in; prove that nothing changed. Return what was said."""
    before = whole_state()
    with pytest.raises(CannotImport) as told:
        services.import_package(path, at=AT)
    assert whole_state() == before
    assert "\n" not in str(told.value)
    return str(told.value)


def test_a_folder_and_a_zip_of_the_same_files_are_the_same(tmp_path):
    assert imported(folder_of(tmp_path, {})) == NEW
    before = reported_state()
    assert imported(zip_of(tmp_path, {})) == {
        "package.toml": (0, 0, 1),
        "organisations.csv": (0, 0, 3),
    }
    assert reported_state() == before


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        ({"things.csv": "a"}, ("things.csv", 0, "", "")),
        ({"Tickets.csv": "a"}, ("Tickets.csv", 0, "", "")),
        ({"inner/tickets.csv": "a"}, ("inner/tickets.csv", 0, "", "")),
        ({"ledger/inner/2015.se": "a"}, ("ledger/inner/2015.se", 0, "", "")),
        ({"2015.se": "a"}, ("2015.se", 0, "", "")),
        ({"inner.zip": b"PK\x05\x06" + b"\0" * 18}, ("inner.zip", 0, "", "")),
        ({"organisations.csv": None}, ("organisations.csv", 0, "", "")),
    ],
)
def test_an_unknown_or_absent_file_is_told(tmp_path, contents, told):
    assert faults_of(folder_of(tmp_path, contents)) == [told]
    assert faults_of(zip_of(tmp_path, contents)) == [told]


def test_a_package_without_its_manifest_is_refused(tmp_path):
    assert faults_of(folder_of(tmp_path, {"package.toml": None})) == [("package.toml", 0, "", "")]
    inner = {"package.toml": None, "paket/package.toml": MANIFEST}
    (misplaced, missing) = told(zip_of(tmp_path, inner))
    assert misplaced.endswith("Filerna ska ligga i paketets rot, inte i en mapp.")
    assert missing == "package.toml: filen saknas, men måste finnas."


def test_what_else_is_wrong_is_told_beside_a_manifest_that_cannot_be_read(tmp_path):
    files = {"package.toml": "format = ", "x.txt": "", "organisations.csv": "code,name\n"}

    assert faults_of(folder_of(tmp_path, files)) == [
        ("package.toml", 1, "", ""),
        ("x.txt", 0, "", ""),
        ("organisations.csv", 1, "role", ""),
    ]


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ("format = ", "rad 1: är inte TOML"),
        ('\n\nformat = "x" y', "rad 3: är inte TOML"),
        ("", 'rad 1, kolumn format: ska vara "samdrift-exchange/1"'),
        (
            '# x\nformat = "samdrift-exchange/2"',
            'rad 2, kolumn format: "samdrift-exchange/2" – ska vara',
        ),
        ('format = """a\nb"""', 'kolumn format: "a\\nb" – ska vara'),
        ("a = " + "[" * 20_000, "är inte TOML"),
        ("a = " + "{b=" * 15_000, "är inte TOML"),
        ("a = " + "9" * 5_000, "är inte TOML"),
        ('a = "\0"', "är inte TOML"),
        ("a = 1\na = 2", "är inte TOML"),
        (b"a = 1\nb = '\xff'", "rad 2: är inte UTF-8"),
        ("a = 1".encode("utf-16"), "rad 1: är inte UTF-8"),
        ("#" * 70_000, "större än 64 kB"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_refused(tmp_path, manifest, words):
    said, *_ = told(folder_of(tmp_path, {"package.toml": manifest}))

    assert said.startswith("package.toml")
    assert words in said


def test_a_manifest_may_have_a_mark_and_dos_line_breaks(tmp_path):
    raw = b"\xef\xbb\xbf" + MANIFEST.replace("\n", "\r\n").encode()

    assert imported(folder_of(tmp_path, {"package.toml": raw})) == NEW


@pytest.mark.parametrize(
    ("replaced", "by", "line", "column", "value"),
    [
        ('"222000-0000"', '"2220000000"', 5, "org_number", "2220000000"),
        ('"222000-0000"', "5", 5, "org_number", "5"),
        ('"222000-0000"', '"٢٢٢٠٠٠-٠٠٠٠"', 5, "org_number", "٢٢٢٠٠٠-٠٠٠٠"),
        ('"kommunalförbund"', '"bolag"', 6, "legal_form", "bolag"),
        ('"Kommunalförbundet Exempel"', '""', 4, "name", ""),
        ('"Kommunalförbundet Exempel"', '"a\\u0000b"', 4, "name", "a\0b"),
        ('"Kommunalförbundet Exempel"', f'"{"x" * 201}"', 4, "name", "x" * 201),
        ('name = "Kommunalförbundet Exempel"\n', "", 3, "name", ""),
    ],
)
def test_a_wrong_organisation_is_told_where_it_stands(tmp_path, replaced, by, line, column, value):
    manifest = '[other]\nname = "x"\n'
    manifest = MANIFEST.replace(replaced, by) + manifest

    assert faults_of(folder_of(tmp_path, {"package.toml": manifest})) == [
        ("package.toml", line, column, value)
    ]


def test_no_organisation_is_told(tmp_path):
    manifest = 'format = "samdrift-exchange/1"\norganisation = 5\n'

    assert faults_of(folder_of(tmp_path, {"package.toml": manifest})) == [
        ("package.toml", 1, "", "")
    ]


def test_another_organisations_package_is_refused(tmp_path):
    imported(folder_of(tmp_path, {}))
    other = MANIFEST.replace("222000-0000", "222000-1111")

    assert faults_of(folder_of(tmp_path, {"package.toml": other})) == [
        ("package.toml", 5, "org_number", "222000-1111")
    ]


# Zips


def written(tmp_path, write):
    path = tmp_path / "paket.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in WHOLE.items():
            archive.writestr(name, content)
        write(archive)
    return path


@pytest.mark.parametrize(
    "name",
    ["../x", "..\\x", "a/../../x", "/etc/x", "\\x", "C:\\x", "C:x", "c:/x", "ledger/../../x.se"],
)
def test_a_path_out_of_the_package_is_refused(tmp_path, name):
    path = written(tmp_path, lambda archive: archive.writestr(zipfile.ZipInfo(name), "x"))

    assert "sökvägen pekar ut ur paketet" in refusal(path)


def test_a_name_cut_by_nul_is_refused(tmp_path):
    path = written(tmp_path, lambda archive: archive.writestr("gaps.csvX", "x"))
    path.write_bytes(path.read_bytes().replace(b"gaps.csvX", b"gaps.csv\0"))

    assert "sökvägen pekar ut" in refusal(path)


def test_a_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("tickets.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = written(tmp_path, lambda archive: archive.writestr(link, "/etc/passwd"))

    assert refusal(path) == "tickets.csv: är en länk. Lägg själva filen i paketet."


def flagged(path, name, offset, value):
    """Set a number of two bytes in an entry's place in the zip's own list of files."""
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"PK\x01\x02", 0, raw.rfind(name))
    struct.pack_into("<H", raw, at + offset, value)
    path.write_bytes(raw)
    return path


def test_an_encrypted_file_is_refused(tmp_path):
    path = flagged(zip_of(tmp_path, {}), b"organisations.csv", 8, 0x1)

    assert refusal(path) == "organisations.csv: filen är krypterad. Skapa zip-filen utan lösenord."


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, 9, 99])
def test_a_way_of_packing_that_is_not_known_is_refused(tmp_path, method):
    path = flagged(zip_of(tmp_path, {}), b"organisations.csv", 10, method)

    assert "packad på ett sätt som inte kan läsas" in refusal(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2])
def test_stored_and_other_honest_packing_is_read(tmp_path, method):
    path = tmp_path / "paket.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in WHOLE.items():
            archive.writestr(name, content)

    assert imported(path) == NEW


def test_folders_of_a_zip_are_no_files(tmp_path):
    path = written(tmp_path, lambda archive: archive.mkdir("ledger"))

    assert imported(path) == NEW


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_refused(tmp_path):
    path = written(tmp_path, lambda archive: archive.writestr("organisations.csv", ORGANISATIONS))

    assert refusal(path) == "organisations.csv: finns två gånger i zip-filen. Behåll en."


def test_damage_is_told_by_file(tmp_path):
    path = written(tmp_path, lambda archive: archive.writestr("tickets.csv", os.urandom(5_000)))
    raw = path.read_bytes()
    at = raw.index(b"tickets.csv") + 1_000
    path.write_bytes(raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :])

    told = faults_of(path)

    assert ("tickets.csv", 0, "", "") in told


def test_a_damaged_manifest_is_refused(tmp_path):
    path = tmp_path / "paket.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in WHOLE.items():
            archive.writestr(name, content)
    path.write_bytes(path.read_bytes().replace(b"222000-0000", b"222000-0001"))

    assert told(path)[0].startswith("package.toml: filen är skadad")


@pytest.mark.parametrize("kept", [0, 10, 100, -1, -10, -30])
def test_a_truncated_zip_is_refused(tmp_path, kept):
    path = zip_of(tmp_path, {})
    path.write_bytes(path.read_bytes()[:kept])

    assert "är inte en hel zip-fil" in refusal(path)


@pytest.mark.parametrize("raw", [b"", b"PK", b"hello", b"PK\x05\x06", os.urandom(1_000)])
def test_what_is_no_zip_is_refused(tmp_path, raw):
    path = tmp_path / "paket.zip"
    path.write_bytes(raw)

    assert "är inte en hel zip-fil" in refusal(path)


def test_a_path_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "nix") == "nix: finns inte. Ange en mapp eller en zip-fil."
    assert "finns inte" in refusal(tmp_path / ("x" * 300))


def test_too_many_files_are_refused(tmp_path):
    many = {f"ledger/{number}.se": "" for number in range(1_000)}

    assert refusal(folder_of(tmp_path, many)) == "Paketet har 1002 filer; högst 1000 kan tas emot."
    assert refusal(zip_of(tmp_path, many)) == "Paketet har 1002 filer; högst 1000 kan tas emot."


def test_a_list_of_files_that_would_fill_the_memory_is_not_even_read(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "LARGEST_DIRECTORY", 100)

    assert "för många filer" in refusal(zip_of(tmp_path, {}))


def test_a_bomb_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "SMALL", 2**20)
    path = zip_of(tmp_path, {"tickets.csv": b"0" * 2**23})

    said = refusal(path)

    assert said.startswith("tickets.csv: packar upp till 8 MB från")


def test_a_file_that_lies_about_its_size_is_damaged(tmp_path):
    path = zip_of(tmp_path, {"tickets.csv": b"0" * 2**20})
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"PK\x01\x02", 0, raw.rfind(b"tickets.csv"))
    struct.pack_into("<L", raw, at + 24, 100)
    path.write_bytes(raw)

    assert ("tickets.csv", 0, "", "") in faults_of(path)


def test_files_that_overlap_are_refused(tmp_path):
    path = zip_of(tmp_path, {"tickets.csv": "x" * 500, "calls.csv": "y" * 500})
    raw = bytearray(path.read_bytes())
    places = {}
    for name in (b"tickets.csv", b"calls.csv"):
        places[name] = raw.rfind(b"PK\x01\x02", 0, raw.rfind(name))
    first = raw[places[b"tickets.csv"] + 42 : places[b"tickets.csv"] + 46]
    raw[places[b"calls.csv"] + 42 : places[b"calls.csv"] + 46] = first
    path.write_bytes(raw)

    before = whole_state()
    with contextlib.suppress(CannotImport):
        assert services.import_package(path, at=AT).faults
    assert whole_state() == before


def test_a_package_larger_than_allowed_is_refused(tmp_path, settings):
    settings.IMPORT_LIMIT_BYTES = 2**20
    path = zip_of(tmp_path, {"organisations.csv": b"code,name,role\n" + b"0,\n" * 2**19})

    assert refusal(path) == (
        "organisations.csv: paketet är större än 1 MB uppackat. Dela upp det, eller höj gränsen "
        "med SAMDRIFT_IMPORT_LIMIT_MB."
    )


def test_a_file_that_vanishes_is_refused(tmp_path):
    path = folder_of(tmp_path, {})
    with open_package(path) as opened:
        (path / "organisations.csv").unlink()
        with pytest.raises(CannotImport, match=r"organisations\.csv: filen kan inte öppnas"):
            opened.open("organisations.csv", Budget(10, tell=lambda *_: None))


def test_a_name_that_is_no_text_is_told_so_that_it_can_be_printed(tmp_path):
    path = folder_of(tmp_path, {})
    (path / os.fsdecode(b"\xff\n.csv")).write_bytes(b"x")

    told = services.import_package(path, at=AT).faults.shown

    assert str(told[0]).startswith("\\udcff\\n.csv: okänd fil")


def test_the_name_of_the_package_is_kept_whatever_it_is(tmp_path, monkeypatch):
    path = folder_of(tmp_path, {})
    odd = path.rename(tmp_path / os.fsdecode(b"paket-\xff"))
    monkeypatch.chdir(odd)

    outcome = services.import_package(odd.__class__("."), at=AT)

    assert outcome.run.source == "paket-\\udcff"


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_zip_with_any_damage_is_taken_in_or_refused_in_words(tmp_path, data):
    path = tmp_path / "paket.zip"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in WHOLE.items():
            archive.writestr(name, content)
    raw = bytearray(target.getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(raw)

    try:
        services.import_package(path, at=AT, is_preview=True)
    except CannotImport as told:
        words = str(told)
    else:
        words = "taken in"
    assert words

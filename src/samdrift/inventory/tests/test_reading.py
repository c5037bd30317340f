"""Inventories as programs of many years write them."""

import pytest

from samdrift.inventory.reading import marks, messages
from samdrift.inventory.tests.given import a_computer

TEXT = (
    "<?xml version='1.0' encoding='{}'?><REQUEST><QUERY>INVENTORY</QUERY><DEVICEID>ö-1</DEVICEID>"
    "<CONTENT><HARDWARE><NAME>SMÅLAND-Ö</NAME></HARDWARE></CONTENT></REQUEST>"
)


def name_of(sent):
    return messages.read(sent).reports[0].facts.name


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("UTF-8", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("UTF-8", "cp1252"),
        ("ISO-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("no-such-encoding", "utf-8"),
        ("cp865", "cp865"),
    ],
)
def test_xml_is_read_in_the_encoding_it_says_or_the_one_it_is_in(said, written):
    assert name_of(TEXT.format(said).encode(written)) == "SMÅLAND-Ö"


def test_signs_that_xml_forbids_are_left_out():
    sent = TEXT.format("UTF-8").replace("SMÅLAND", "SMÅ\x01\x0bLAND").encode()

    assert name_of(sent) == "SMÅLAND-Ö"


@pytest.mark.parametrize("written", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_json_is_read_in_any_unicode_or_as_windows_writes(written):
    sent = '{"content": {"hardware": {"name": "SMÅLAND-Ö"}}}'.encode(written)

    assert name_of(sent) == "SMÅLAND-Ö"


def test_sections_nobody_knows_are_kept_whole():
    sent = a_computer(quantum_chips=[{"qubits": 17, "cold": True}], motto="alltid redo")

    (report,) = messages.read(sent).reports

    assert report.sections["quantum_chips"].rows[0].told == {"qubits": "17", "cold": "1"}
    assert report.sections["motto"].rows[0].told == {"value": "alltid redo"}


def test_of_licence_keys_only_the_end_is_kept():
    sent = a_computer(licenseinfos=[{"name": "Office", "key": "V33KV-CMD8V-6JXQ9-YJP62-7FTGD"}])

    (report,) = messages.read(sent).reports

    assert report.sections["licenseinfos"].rows[0].told["key"] == "…7FTGD"


def test_secrets_of_a_moment_are_never_kept():
    sent = a_computer(envs=[{"key": "PASSWORD", "val": "hemligt"}], processes=[{"cmd": "x -p y"}])

    (report,) = messages.read(sent).reports

    assert "envs" not in report.sections
    assert "processes" not in report.sections


@pytest.mark.parametrize(
    "told",
    [
        "", "00000000-0000-0000-0000-000000000000", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "03000200-0400-0500-0006-000700080009", "To be filled by O.E.M.", "Default string", "short",
        "Not Settable",
    ],
)  # fmt: skip
def test_a_uuid_that_is_none_tells_nothing(told):
    assert marks.uuid_mark(told) == ""


def test_a_uuid_is_the_same_in_either_order_of_bytes():
    straight = "4C4C4544-0034-3010-8048-B6C04F503732"
    turned = "44454c4c-3400-1030-8048-b6c04f503732"

    assert marks.uuid_mark(straight) == marks.uuid_mark(turned) == marks.uuid_mark(straight.lower())


@pytest.mark.parametrize(
    "told", ["To Be Filled By O.E.M.", "System Serial Number", "0000000", "xxxxxxxx", "N/A", "1"]
)
def test_a_serial_number_that_is_none_tells_nothing(told):
    assert marks.serial_mark(told, "Dell Inc.") == ""


def test_a_serial_number_is_its_makers():
    assert marks.serial_mark("5cg901", "HP") == marks.serial_mark("5CG901 ", "Hewlett-Packard")
    assert marks.serial_mark("5CG901", "HP") != marks.serial_mark("5CG901", "LENOVO")


@pytest.mark.parametrize(
    ("told", "mark"),
    [
        ("b8:6b:23:e0:5c:81", "b86b23e05c81"),
        ("B8-6B-23-E0-5C-81", "b86b23e05c81"),
        ("00:00:00:00:00:00", ""),
        ("52:54:00:74:5e:f1", ""),
        ("ff:ff:ff:ff:ff:ff", ""),
        ("01:00:5e:00:00:01", ""),
        ("skräp", ""),
    ],
)
def test_a_network_address_is_known_unless_it_is_made_up(told, mark):
    assert marks.mac_mark(told) == mark


def test_an_agent_that_begins_to_look_at_the_network_tells_of_nothing_yet():
    sent = (
        b"<REQUEST><CONTENT><AGENT><START>1</START></AGENT><PROCESSNUMBER>1</PROCESSNUMBER>"
        b"</CONTENT><DEVICEID>foo</DEVICEID><QUERY>SNMPQUERY</QUERY></REQUEST>"
    )

    assert messages.read(sent).reports == ()

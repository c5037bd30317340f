"""What no inventory is: bombs, refused in bounded memory and with a clear answer."""

import gzip
import json
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.inventory.errors import TooLarge, Unreadable
from samdrift.inventory.reading import messages, unpacking
from samdrift.inventory.reading.limits import (
    MOST_BYTES,
    MOST_SECTIONS,
    MOST_SENT_BYTES,
    MOST_THINGS,
)

MEGABYTE = 2**20
DEEP_XML = b"<REQUEST>" + b"<A>" * 100_000
LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>
<REQUEST><CONTENT><HARDWARE><NAME>&d;</NAME></HARDWARE></CONTENT></REQUEST>"""
A_FILE = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<REQUEST><CONTENT><HARDWARE><NAME>&x;</NAME></HARDWARE></CONTENT></REQUEST>"""


def ten_million():
    return b'{"content": {"softwares": [' + b"0," * 10_000_000 + b"0]}}"


def zeros(pack):
    """A gigabyte of nothing, packed a megabyte at a time."""
    packer = zlib.compressobj(9, wbits={"zlib": 15, "gzip": 31}[pack])
    nothing = b" " * MEGABYTE
    return b"".join(packer.compress(nothing) for _ in range(1024)) + packer.flush()


BOMBS = {
    "ten million values": lambda: gzip.compress(ten_million(), 1),
    "a few million values": lambda: b'{"content": {"a": [' + b"0," * 3_000_000 + b"0]}}",
    "deep lists": lambda: b'{"content": ' + b"[" * 300_000,
    "deep objects": lambda: b'{"a":' * 300_000,
    "deep xml": lambda: DEEP_XML,
    "laughs": lambda: LAUGHS,
    "a file of ours": lambda: A_FILE,
    "many elements": lambda: b"<REQUEST>" + b"<A/>" * 3_000_000 + b"</REQUEST>",
    "many attributes": lambda: b"<REQUEST %b/>" % b" ".join(b"a%d=''" % n for n in range(500_000)),
    "zlib": lambda: zeros("zlib"),
    "gzip": lambda: zeros("gzip"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_bounded_memory(name):
    sent = BOMBS[name]()
    if len(sent) > MOST_SENT_BYTES:
        sent = zlib.compress(sent, 1)

    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            messages.read(sent)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 4 * MOST_BYTES


def test_the_largest_that_is_read_is_read_in_bounded_memory():
    """As many things as there may be, with as many values as there may be, each of its own."""
    rows = [{f"k{each}": f"{at:030}{each}" for each in range(11)} for at in range(MOST_THINGS - 1)]
    sent = json.dumps({"deviceid": "a", "content": {"hardware": {"name": "a"}, "strange": rows}})

    tracemalloc.start()
    try:
        (report,) = messages.read(zlib.compress(sent.encode())).reports
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(report.sections["strange"].rows) == MOST_THINGS - 1
    assert peak < 500 * MEGABYTE


@pytest.mark.parametrize(
    "content",
    [
        {f"section{at}": [{"name": "a"}] for at in range(MOST_SECTIONS)},
        {"strange": [{"name": f"{at}"} for at in range(MOST_THINGS)]},
        {"softwares": [{"name": f"{at}"} for at in range(MOST_THINGS)]},
    ],
    ids=["sections", "things", "programs"],
)
def test_more_things_than_any_machine_has_are_refused(content):
    sent = json.dumps({"content": {"hardware": {"name": "a"}} | content}).encode()

    with pytest.raises(TooLarge, match="saker"):
        messages.read(sent)


def test_more_than_may_be_sent_is_not_read_to_its_end():
    read = []

    def pieces():
        for at in range(10_000):
            read.append(at)
            yield b"x" * 65_536

    with pytest.raises(TooLarge, match="8 MB"):
        unpacking.gathered(pieces())
    assert len(read) == MOST_SENT_BYTES // 65_536 + 1


@pytest.mark.parametrize("pack", [zlib.compress, gzip.compress, bytes])
@given(sent=st.binary(max_size=200))
def test_any_bytes_are_an_inventory_or_refused_in_words(pack, sent):
    try:
        messages.read(pack(sent))
    except Unreadable as refusal:
        assert str(refusal)  # noqa: PT017  Either is right; a refusal has words.


NAMES = st.text(max_size=9)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)  # fmt: skip
SECTIONS = st.sampled_from(
    ("bios", "hardware", "networks", "softwares", "drives", "network_device", "unknown", "users")
)


@given(content=st.dictionaries(SECTIONS, VALUES), partial=VALUES, kind=VALUES)
def test_any_values_in_any_section_are_taken_as_they_are(content, partial, kind):
    told = {"deviceid": "pc", "itemtype": kind, "partial": partial, "content": content}

    try:
        message = messages.read(json.dumps(told).encode())
    except Unreadable as refusal:
        assert "vilken maskin" in str(refusal) or "djupare" in str(refusal)  # noqa: PT017
    else:
        assert len(message.reports) == 1

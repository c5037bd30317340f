"""SIE files as they are written."""

from __future__ import annotations

import io
import tracemalloc
import zlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month
from samdrift.sweden.sie import lines, reader, records, writer
from samdrift.sweden.sie.fields import Row, rest_of, split_fields
from samdrift.sweden.sie.layout import posting_line
from samdrift.sweden.sie.postings import plain_posting, posting_of
from samdrift.sweden.sie.records import (
    AuditKind,
    AuditLine,
    CompanyName,
    Flag,
    OpeningBalance,
    Prose,
    Voucher,
    VoucherLine,
)

LETTERS = "".join(chr(code) for code in range(0x20, 0x7F)) + bytes(range(0x80, 0x100)).decode(
    "cp437"
)

texts = st.text(LETTERS, max_size=12).filter(
    lambda text: not text.endswith("\\") or not set(text) & set(' "{}')
)
accounts = st.from_regex(r"[0-9]{1,12}", fullmatch=True)
amounts = st.builds(Money, st.integers(-(10**17) + 1, 10**17 - 1))
days = st.dates()
indexes = st.integers(-99, 0)
numbers = st.integers(0, 10**9 - 1)
quantities = st.none() | st.decimals(-(10**9), 10**9, places=3, allow_nan=False)
objects = st.lists(st.tuples(numbers, texts), max_size=3).map(tuple)
months = st.builds(Month, st.integers(1, 9999), st.integers(1, 12))
postings = st.builds(
    VoucherLine, accounts, objects, amounts, st.none() | days, texts, quantities, texts
)


@st.composite
def vouchers(draw):
    lines = draw(st.lists(postings, max_size=5))
    positions = sorted(draw(st.lists(st.integers(0, len(lines)), max_size=3)))
    audit_lines = [
        AuditLine(draw(st.sampled_from(AuditKind)), position, draw(postings))
        for position in positions
    ]
    return Voucher(
        draw(texts),
        draw(texts),
        draw(days),
        draw(texts),
        draw(st.none() | days),
        draw(texts),
        tuple(lines),
        tuple(audit_lines),
    )


any_record = st.one_of(
    st.builds(Flag, st.booleans()),
    st.builds(records.Program, texts, texts),
    st.builds(records.Format, texts),
    st.builds(records.Generated, st.none() | days, texts),
    st.builds(records.SieType, st.integers(1, 4)),
    st.builds(Prose, texts),
    st.builds(CompanyName, texts),
    st.builds(records.OrganisationNumber, texts, texts, texts),
    st.builds(records.FiscalYear, indexes, st.none() | days, st.none()),
    st.tuples(days, days).flatmap(
        lambda pair: st.builds(records.FiscalYear, indexes, st.just(min(pair)), st.just(max(pair)))
    ),
    st.builds(records.Coverage, days),
    st.builds(records.ChartType, texts),
    st.builds(records.Currency, texts),
    st.builds(records.Account, accounts, texts),
    st.builds(records.AccountType, accounts, st.sampled_from(records.AccountKind)),
    st.builds(records.AccountUnit, accounts, texts),
    st.builds(records.Sru, accounts, texts),
    st.builds(records.Dimension, numbers, texts, st.none() | numbers),
    st.builds(records.DimensionObject, numbers, texts, texts),
    st.builds(OpeningBalance, indexes, accounts, objects, amounts, quantities),
    st.builds(records.ClosingBalance, indexes, accounts, objects, amounts, quantities),
    st.builds(records.Result, indexes, accounts, amounts, quantities),
    st.builds(records.PeriodBalance, indexes, months, accounts, objects, amounts, quantities),
    st.builds(records.PeriodBudget, indexes, months, accounts, objects, amounts, quantities),
    st.builds(records.Other, st.just("#NYTT"), st.lists(texts, max_size=3).map(tuple)),
    vouchers(),
)


def written(some, **options):
    stream = io.BytesIO()
    writer.write(some, stream, **options)
    return stream.getvalue()


def read(raw):
    problems = []
    found = list(reader.read(io.BytesIO(raw), encoding="cp437", on_problem=problems.append))
    return found, {problem.kind for problem in problems} - {reader.Kind.UNBALANCED}


@settings(deadline=None)
@given(some=st.lists(any_record, min_size=1, max_size=6), checksum=st.booleans())
def test_what_is_written_reads_the_same(some, checksum):
    some = [CompanyName("Förbundet"), *some]

    found, kinds = read(written(some, checksum=checksum))

    assert kinds == set()
    assert found == some


@settings(deadline=None)
@given(raw=st.binary(max_size=200))
def test_whatever_is_read_is_a_record_or_a_problem_and_nothing_else(raw):
    problems = []

    for encoding in ("cp437", "utf-8"):
        list(reader.read(io.BytesIO(raw), encoding=encoding, on_problem=problems.append))

    assert problems


@settings(deadline=None)
@given(text=st.text('#KONTOVERTRANSIB 01{}"\\\n\t.-', max_size=120))
def test_lines_that_nearly_are_records_never_break_the_reader(text):
    problems = []

    found = list(
        reader.read(io.BytesIO(text.encode()), encoding="cp437", on_problem=problems.append)
    )

    assert found or problems


@settings(deadline=None)
@given(posting=postings)
def test_quick_way_to_read_a_posting_agrees_with_the_slow_one(posting):
    line = posting_line("#TRANS", posting)

    assert plain_posting(line, 7) in {None, posting}
    assert posting_of(Row(7, "#TRANS", split_fields(rest_of(line)))) == posting


def test_folder_that_ends_in_a_backslash_is_written_without_quotes():
    assert written([Prose("C:\\SIE\\")]) == b"#PROSA C:\\SIE\\\r\n"


def peak_while_reading(voucher_count):
    voucher = b"#VER A 1 20150131 Hyra\n{\n#TRANS 1910 {1 10} 5.25\n#TRANS 3010 {} -5.25\n}\n"
    stream = io.BytesIO(voucher * voucher_count)
    tracemalloc.start()
    try:
        count = sum(1 for _ in reader.read(stream, encoding="cp437"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == voucher_count
    return peak


def test_memory_does_not_grow_with_the_file(monkeypatch):
    monkeypatch.setattr(lines, "_CHUNK_BYTES", 4096)
    peak_while_reading(10)

    assert peak_while_reading(2_000) < 1.1 * peak_while_reading(200)


def test_voucher_is_written_with_its_postings_in_place():
    line = VoucherLine("1910", ((1, "10"), (6, "P1")), Money(12345), text='säg "hej"')
    twin = VoucherLine("3010", (), Money(-12345), date(2015, 2, 1), "", Decimal("1.50"), "AB")
    voucher = Voucher(
        "A",
        "",
        date(2015, 1, 31),
        "Hyra",
        lines=(line, twin),
        audit_lines=(AuditLine(AuditKind.ADDED, 1, twin), AuditLine(AuditKind.DELETED, 2, line)),
    )

    assert written([voucher]).decode("cp437").split("\r\n") == [
        '#VER "A" "" 20150131 "Hyra"',
        "{",
        r'   #TRANS 1910 {1 "10" 6 "P1"} 123.45 "" "säg \"hej\""',
        '   #RTRANS 3010 {} -123.45 20150201 "" 1.50 "AB"',
        '   #TRANS 3010 {} -123.45 20150201 "" 1.50 "AB"',
        r'   #BTRANS 1910 {1 "10" 6 "P1"} 123.45 "" "säg \"hej\""',
        "}",
        "",
    ]


def test_checksum_stands_after_the_flag_and_last():
    raw = written([Flag(is_imported=False), CompanyName("A")], checksum=True)

    assert raw == b'#FLAGGA 0\r\n#KSUMMA\r\n#FNAMN "A"\r\n#KSUMMA 1764802912\r\n'
    assert read(raw) == ([Flag(is_imported=False), CompanyName("A")], set())


def test_checksum_counts_quotes_and_blanks_that_are_part_of_a_text():
    raw = written([Prose('säg "hej" {du}')], checksum=True)

    expected = zlib.crc32('#PROSAsäg "hej" {du}'.encode("cp437"))
    assert raw.endswith(f"#KSUMMA {expected}\r\n".encode())


def test_checksum_over_nothing_is_zero():
    assert written([Flag(is_imported=True)], checksum=True) == (
        b"#FLAGGA 1\r\n#KSUMMA\r\n#KSUMMA 0\r\n"
    )


def test_character_that_the_code_page_lacks_is_named():
    message = "^Rad 2, #PROSA ”–”: Tecknet U\\+2013 finns inte i teckenkodningen CP437.$"
    with pytest.raises(reader.SieError, match=message) as caught:
        written([CompanyName("A"), Prose("1–2")])

    assert caught.value.problem.kind == reader.Kind.ENCODING


def test_character_that_the_code_page_lacks_is_replaced_on_request():
    assert written([Prose("å1–2")], replacement="-") == '#PROSA "å1-2"\r\n'.encode("cp437")


@pytest.mark.parametrize("replacement", [None, "?"])
@pytest.mark.parametrize(
    ("character", "name"),
    [("\0", "U+0000"), ("\t", "U+0009"), ("\n", "U+000A"), ("\x85", "U+0085")],
)
def test_control_character_is_refused(character, name, replacement):
    with pytest.raises(reader.SieError, match="Styrtecken är inte tillåtna i en SIE-fil") as caught:
        written([Prose(f"a{character}b")], replacement=replacement)

    assert (caught.value.problem.value, caught.value.problem.line) == (name, 1)
    assert caught.value.problem.kind == reader.Kind.CONTROL


@pytest.mark.parametrize(
    ("record", "value"),
    [
        (records.Account("19a0", "Kassa"), "19a0"),
        (OpeningBalance(1, "1910", (), Money(1)), "1"),
        (OpeningBalance(0, "1910", (), Money(10**17)), "1000000000000000.00"),
        (OpeningBalance(0, "1910", (), Money(1), Decimal("NaN")), "NaN"),
        (Prose("två ord\\"), "två ord\\"),
    ],
)
def test_what_no_reader_would_take_is_refused(record, value):
    with pytest.raises(reader.SieError) as caught:
        written([CompanyName("A"), record])

    assert (caught.value.problem.line, caught.value.problem.value) == (2, value)


def test_what_is_no_record_is_a_programmers_mistake():
    with pytest.raises(AssertionError, match="str is not a record"):
        written(["#FNAMN A"])

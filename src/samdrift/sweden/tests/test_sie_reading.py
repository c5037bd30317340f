"""The ways a SIE file may be written that all mean the same."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest

from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month
from samdrift.sweden.sie import kinds, lines, reader, writer
from samdrift.sweden.sie.records import (
    Account,
    AccountKind,
    AccountType,
    AccountUnit,
    AuditKind,
    ChartType,
    ClosingBalance,
    CompanyName,
    Coverage,
    Currency,
    Dimension,
    DimensionObject,
    FiscalYear,
    Flag,
    Format,
    Generated,
    OpeningBalance,
    OrganisationNumber,
    Other,
    PeriodBalance,
    PeriodBudget,
    Program,
    Prose,
    Result,
    SieType,
    Sru,
    Voucher,
    VoucherLine,
)

DAY = date(2015, 1, 31)


def read(text, encoding="cp437"):
    raw = text if isinstance(text, bytes) else text.encode(encoding)
    return list(reader.read(io.BytesIO(raw), encoding=encoding))


def postings(*rows):
    voucher = "\n".join(("#VER A 1 20150131", "{", *rows, "}", ""))
    (record,) = reader.read(
        io.BytesIO(voucher.encode("cp437")), encoding="cp437", on_problem=lambda _: None
    )
    return record.lines


@pytest.mark.parametrize(
    ("line", "record"),
    [
        ("#FLAGGA 1", Flag(is_imported=True)),
        ("#PROGRAM Raindance 2015.1", Program("Raindance", "2015.1")),
        ("#FORMAT PC8", Format("PC8")),
        ("#GEN 20150131 AB", Generated(DAY, "AB")),
        ('#GEN ""', Generated(None)),
        ("#SIETYP 4", SieType(4)),
        ('#PROSA "Prov av fil"', Prose("Prov av fil")),
        ("#FNAMN", CompanyName("")),
        ("#ORGNR 222000-0000 1 2", OrganisationNumber("222000-0000", "1", "2")),
        ("#RAR -1 20140101 20141231", FiscalYear(-1, date(2014, 1, 1), date(2014, 12, 31))),
        ('#RAR 0 "" ""', FiscalYear(0, None, None)),
        ("#RAR 0", FiscalYear(0, None, None)),
        ("#OMFATTN 20150131", Coverage(DAY)),
        ("#KPTYP KOMMUNBAS13", ChartType("KOMMUNBAS13")),
        ("#VALUTA SEK", Currency("SEK")),
        ("#KONTO 0191 Kassa", Account("0191", "Kassa")),
        ("#KTYP 1910 T", AccountType("1910", AccountKind.ASSET)),
        ("#ENHET 3010 tim", AccountUnit("3010", "tim")),
        ("#SRU 1910 7281", Sru("1910", "7281")),
        ("#DIM 1 Kostnadsställe", Dimension(1, "Kostnadsställe")),
        ("#UNDERDIM 21 Grupp 1", Dimension(21, "Grupp", 1)),
        ('#OBJEKT 1 "0123" "Drift"', DimensionObject(1, "0123", "Drift")),
        ("#IB 0 1910 100.5", OpeningBalance(0, "1910", (), Money(10050))),
        ('#IB 0 1910 1 "" extra fält', OpeningBalance(0, "1910", (), Money(100))),
        ("#UB -1 1910 -0.05 2.50", ClosingBalance(-1, "1910", (), Money(-5), Decimal("2.5"))),
        ("#OIB 0 1910 {1 10} 1", OpeningBalance(0, "1910", ((1, "10"),), Money(100))),
        ("#OUB 0 1910 {1 10} 1 3", ClosingBalance(0, "1910", ((1, "10"),), Money(100), Decimal(3))),
        ("#RES 0 3010 -1 -2", Result(0, "3010", Money(-100), Decimal(-2))),
        ("#PSALDO 0 201512 3010 {} 7", PeriodBalance(0, Month(2015, 12), "3010", (), Money(700))),
        (
            "#PBUDGET 0 201501 3010 {1 10} 7 1",
            PeriodBudget(0, Month(2015, 1), "3010", ((1, "10"),), Money(700), Decimal(1)),
        ),
        ("#FTYP K", Other("#FTYP", ("K",))),
        ('#ADRESS "" "Box 1" "590 37" 0494', Other("#ADRESS", ("", "Box 1", "590 37", "0494"))),
    ],
)
def test_every_label_becomes_its_record_and_its_line_again(line, record):
    (found,) = read(line)
    written = io.BytesIO()
    writer.write([found], written)

    assert found == record
    assert found.line == 1
    assert written.getvalue().startswith(line.split()[0].encode())
    assert read(written.getvalue()) == [record]


@pytest.mark.parametrize(
    "line",
    [
        "#KONTO 1910 Kassa",
        '#KONTO "1910" "Kassa"',
        "\t#KONTO\t1910\t\tKassa\t",
        '  #KONTO  1910  "Kassa"  ',
        "#konto 1910 Kassa",
        "#KONTO 1910 Kassa och mer",
    ],
)
def test_blanks_tabs_quotes_and_more_fields_change_nothing(line):
    assert read(line) == [Account("1910", "Kassa")]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ('""', ""),
        (r'"säg \"hej\""', 'säg "hej"'),
        (r"\"hej\"", '"hej"'),
        (r"C:\bokföring\2015", r"C:\bokföring\2015"),
        (r'"C:\min bokföring\"', "C:\\min bokföring\\"),
        ('"a\\" "b c"', "a\\"),
        ('"{1}"', "{1}"),
        ("\u00a0", "\u00a0"),
    ],
)
def test_text_is_read_as_it_was_meant(field, text):
    assert read(f"#PROSA {field}") == [Prose(text)]


@pytest.mark.parametrize(
    ("listed", "objects"),
    [
        ("{}", ()),
        ("{ }", ()),
        ("{1 10}", ((1, "10"),)),
        ('{1 "10"}', ((1, "10"),)),
        ('{ "1" "10" }', ((1, "10"),)),
        ('{1 "10" 6 "P1"}', ((1, "10"), (6, "P1"))),
        ('{1 ""}', ((1, ""),)),
        ('{1 "a}b"}', ((1, "a}b"),)),
        (r'{1 "a\"b"}', ((1, 'a"b'),)),
    ],
)
def test_object_list_is_read_in_every_form(listed, objects):
    balance = f"#PSALDO 0 201501 1910 {listed} 1"

    (line,) = postings(f"#TRANS 1910 {listed} 1")

    assert read(balance) == [PeriodBalance(0, Month(2015, 1), "1910", objects, Money(100))]
    assert line == VoucherLine("1910", objects, Money(100))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("#TRANS 1910 {} 1", VoucherLine("1910", (), Money(100))),
        ("   #TRANS 1910 {} 1.5 ", VoucherLine("1910", (), Money(150))),
        ("\t#TRANS\t1910\t{}\t-1.55\t", VoucherLine("1910", (), Money(-155))),
        ("#TRANS 1910 {} -0.05 20150131", VoucherLine("1910", (), Money(-5), DAY)),
        ('#TRANS 1910 {} 1 "" ""', VoucherLine("1910", (), Money(100))),
        ('#TRANS 1910 {} 1 "" "två ord"', VoucherLine("1910", (), Money(100), None, "två ord")),
        ("#TRANS 1910 {} 1 20150131 ord", VoucherLine("1910", (), Money(100), DAY, "ord")),
        (
            '#TRANS 1910 {} 1 20150131 ord 2.5 "AB"',
            VoucherLine("1910", (), Money(100), DAY, "ord", Decimal("2.5"), "AB"),
        ),
        (
            '#TRANS 1910 {} 1 "" "" "" AB mer',
            VoucherLine("1910", (), Money(100), sign="AB"),
        ),
        (
            r'#TRANS 1910 {} 1 "20150131" "\"nu\"" -1 AB',
            VoucherLine("1910", (), Money(100), DAY, '"nu"', Decimal(-1), "AB"),
        ),
        ("#trans 1910 {} 1", VoucherLine("1910", (), Money(100))),
    ],
)
def test_posting_is_read_in_every_form(row, expected):
    (line,) = postings(row)

    assert line == expected
    assert line.line == 3


def test_posting_without_a_day_has_that_of_its_voucher():
    text = "#VER A 1 20150131\n{\n#TRANS 1910 {} 1\n#TRANS 3010 {} -1 20150201\n}\n"

    (voucher,) = read(text)

    assert [voucher.booked_on(line) for line in voucher.lines] == [DAY, date(2015, 2, 1)]


def test_voucher_is_read_whole_with_the_lines_it_stood_on():
    text = (
        '#FNAMN A\n\n#VER B "17" 20150131 "Hyra" 20150202 AB\n{\n'
        "\n  #TRANS 1910 {} 1\n  #TRANS 3010 {} -1\n}\n#VER A 2 20150131\n{ }\n"
    )

    _, first, second = read(text)

    assert (first.line, [line.line for line in first.lines]) == (3, [6, 7])
    assert (first.series, first.number, first.date, first.text) == ("B", "17", DAY, "Hyra")
    assert (first.registered_on, first.sign) == (date(2015, 2, 2), "AB")
    assert second == Voucher("A", "2", DAY)


def test_added_posting_counts_once_and_deleted_posting_never():
    text = (
        "#VER A 1 20150131\n{\n"
        "#TRANS 1910 {} 5\n"
        "#BTRANS 1910 {} 99 20150130 fel 1 AB\n"
        "#RTRANS 3010 {} -5 20150201\n"
        "#TRANS 3010 {} -5 20150131\n"
        "}\n"
    )

    (voucher,) = read(text)

    assert [line.amount.ore for line in voucher.lines] == [500, -500]
    deleted, added = voucher.audit_lines
    assert (deleted.kind, deleted.position, deleted.line) == (AuditKind.DELETED, 1, 4)
    assert deleted.posting == VoucherLine(
        "1910", (), Money(9900), date(2015, 1, 30), "fel", Decimal(1), "AB"
    )
    assert (added.kind, added.position) == (AuditKind.ADDED, 1)
    assert voucher.lines[added.position].amount == added.posting.amount


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("end", [b"", b"\r", b"\n", b"\x1a", b"\n\x1a"])
def test_lines_end_in_every_way(line_end, end):
    raw = line_end.join((b"#FLAGGA 0", b"", b"#KONTO 1910 Kassa", b"#KONTO 1920 Bank")) + end

    records = read(raw)

    assert [record.line for record in records] == [1, 3, 4]
    assert records[-1] == Account("1920", "Bank")


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("chunk_bytes", [1, 2, 7, 64])
def test_chunks_may_end_anywhere(monkeypatch, line_end, chunk_bytes):
    monkeypatch.setattr(lines, "_CHUNK_BYTES", chunk_bytes)
    raw = line_end.join(b"#KONTO %d Konto" % number for number in range(1000, 1050))

    records = read(raw)

    assert [record.line for record in records] == list(range(1, 51))
    assert {record.name for record in records} == {"Konto"}


@pytest.mark.parametrize("room", [0, 10])
def test_line_within_the_limit_is_read(room):
    length = lines.LINE_LIMIT_BYTES - len("#PROSA ") - room
    raw = b"#PROSA " + b"x" * length + b"\n#FNAMN 123\n#FNAMN A\n"

    prose, *others = read(raw)

    assert len(prose.text) == length
    assert others == [CompanyName("123"), CompanyName("A")]


def test_byte_order_mark_is_no_part_of_the_file():
    assert read(b"\xef\xbb\xbf#FNAMN \xc3\x96", encoding="utf-8") == [CompanyName("Ö")]


def test_unknown_code_page_is_a_programmers_mistake():
    with pytest.raises(AssertionError, match="utf-16 is not one of the code pages"):
        reader.read(io.BytesIO(b""), encoding="utf-16")


@pytest.mark.parametrize("encoding", ["cp437", "utf-8", "iso-8859-1"])
def test_file_on_disk_is_read_in_the_code_page_it_has(tmp_path, encoding):
    path = tmp_path / "liggare.se"
    path.write_bytes('#FORMAT PC8\n#FNAMN "Åtvids älvör"\n'.encode(encoding))

    assert list(reader.open_records(path))[-1] == CompanyName("Åtvids älvör")


def test_told_code_page_goes_before_the_one_found(tmp_path):
    path = tmp_path / "liggare.se"
    path.write_bytes("#FNAMN Ö\n".encode())

    assert list(reader.open_records(path, encoding="cp437")) == [CompanyName("├û")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("#SIETYP 1", "1"),
        ("#SIETYP 2", "2"),
        ("#SIETYP 3", "3"),
        ("#FNAMN A", "1"),
        ("#SIETYP 4", "4I"),
        ("#SIETYP 4\n#VER A 1 20150131\n{\n}", "4I"),
        ("#SIETYP 4\n#IB 0 1910 0", "4E"),
        ("#SIETYP 4\n#UB 0 1910 0", "4E"),
        ("#SIETYP 4\n#RES 0 3010 0", "4E"),
        ("#SIETYP 4\n#PSALDO 0 201501 3010 {} 0", "4E"),
        ("#SIETYP 4\n#PBUDGET 0 201501 3010 {} 0", "4E"),
    ],
)
def test_kind_is_told_by_content(text, kind):
    assert kinds.detect_type(read(text)) == kind

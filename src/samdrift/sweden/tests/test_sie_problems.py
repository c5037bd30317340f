"""What is told of a faulty SIE file: every line, the value, what is allowed. Reading goes on."""

from __future__ import annotations

import io

import pytest

from samdrift.kernel.refusals import Refusal
from samdrift.sweden.sie import lines, reader
from samdrift.sweden.sie.reader import Kind
from samdrift.sweden.sie.records import Account, Other, Voucher

AMOUNT = (
    "Ett belopp ska skrivas med siffror, högst två decimaler efter punkt och minus för kredit, "
    "utan tusentalsavgränsare: -1234.50."
)
DAY = "Ett datum ska finnas i almanackan och skrivas ÅÅÅÅMMDD."
INDEX = "Årsnumret ska vara 0 för innevarande år, -1 för föregående och så vidare."
ACCOUNT = "Ett kontonummer ska bestå av högst tolv siffror."
OPEN_QUOTE = 'Citattecknet avslutas inte; texten ska stå mellan två ".'
NEEDS_QUOTES = 'Ett fält med citattecken, blanktecken eller klammer ska stå mellan två ".'
UNCLOSED = "Verifikationen avslutas inte med }; dess rader ska stå mellan { och }."
UNBEGUN = "Verifikationen saknar { på raden efter; dess rader ska stå mellan { och }."
PAIRS = "En objektlista ska bestå av par av dimension och objekt: {1 10 6 P1}."
BRACES = "Klammern { och } ska stå parvis och inte i varandra."
OPEN_BRACE = "Klammern { avslutas inte; listan ska sluta med }."
NOT_SIE = "Filen innehåller ingen SIE-post; den ska börja med #FLAGGA."


def read(raw, encoding="cp437"):
    problems = []
    stream = io.BytesIO(raw if isinstance(raw, bytes) else raw.encode(encoding))
    records = list(reader.read(stream, encoding=encoding, on_problem=problems.append))
    return records, problems


def told(text):
    _, problems = read(text)
    return [(one.line, one.label, one.value, one.allowed, one.kind) for one in problems]


@pytest.mark.parametrize(
    ("text", "value", "allowed"),
    [
        ("#FLAGGA 2", "2", "Flaggan ska vara 0 eller 1."),
        ("#SIETYP 5", "5", "SIE-typen ska vara 1, 2, 3 eller 4."),
        ("#GEN 2015-01-01", "2015-01-01", DAY),
        ("#OMFATTN 20150229", "20150229", DAY),
        ("#RAR 1 20150101 20151231", "1", INDEX),
        ("#RAR x 20150101 20151231", "x", INDEX),
        ("#RAR 0 20150101 20141231", "20141231", "Räkenskapsåret ska sluta efter att det börjar."),
        ("#KONTO 19A0 Kassa", "19A0", ACCOUNT),
        ("#KONTO 1234567890123 Kassa", "1234567890123", ACCOUNT),
        ("#KTYP 1910 X", "X", "Kontotypen ska vara T, S, K eller I."),
        ("#DIM ett Kst", "ett", "Ett dimensionsnummer ska bestå av högst nio siffror."),
        ("#OBJEKT -1 10 Kst", "-1", "Ett dimensionsnummer ska bestå av högst nio siffror."),
        ("#IB 0 1910 1.234", "1.234", AMOUNT),
        ("#IB 0 1910 1,50", "1,50", AMOUNT),
        ("#IB 0 1910 1.", "1.", AMOUNT),
        ("#IB 0 1910 +1", "+1", AMOUNT),
        ("#IB 0 1910 1'000", "1'000", AMOUNT),
        ('#IB 0 1910 "1 000"', "1 000", AMOUNT),
        ("#IB 0 1910 1000000000000000", "1000000000000000", AMOUNT),
        ('#UB 0 1910 ""', "", AMOUNT),
        ("#RES 0 3010 1 1,5", "1,5", "En kvantitet ska skrivas med siffror och punkt: 12.5."),
        (
            "#PSALDO 0 201513 1910 {} 1",
            "201513",
            "En period ska vara en månad och skrivas ÅÅÅÅMM.",
        ),
        (
            "#PBUDGET 0 201501 1910 {x 1} 1",
            "x",
            "Ett dimensionsnummer ska bestå av högst nio siffror.",
        ),
    ],
)
def test_bad_value_is_told_with_what_is_allowed(text, value, allowed):
    records, _ = read(f"#FNAMN A\n{text}\n#FNAMN B\n")

    assert told(f"#FNAMN A\n{text}\n#FNAMN B\n") == [
        (2, text.split()[0], value, allowed, Kind.VALUE)
    ]
    assert len(records) == 2


@pytest.mark.parametrize(
    ("text", "value", "allowed"),
    [
        ("#IB 0 1910", "2 fält", "#IB ska ha minst 3 fält: årsnr, konto, saldo."),
        ('#KONTO 1910 "Kassa', '"Kassa', OPEN_QUOTE),
        ('#KONTO 1910 "Kas"sa"', '"Kas"sa"', OPEN_QUOTE),
        ('#KONTO 1910 Kas"sa', 'Kas"sa', NEEDS_QUOTES),
        ("#KONTO 1910 Kassa{1}", "Kassa{1}", NEEDS_QUOTES),
        ("#KONTO 1910 Kassa}", " 1910 Kassa}", BRACES),
        ("#KONTO 1910 {Kassa}", "{Kassa}", "Fält 2 ska vara en text, inte en lista inom klammer."),
        ("#PSALDO 0 201501 1910 {{} 1", " 0 201501 1910 {{} 1", BRACES),
        ("#PSALDO 0 201501 1910 {1 2 1", " 0 201501 1910 {1 2 1", OPEN_BRACE),
        (
            "#PSALDO 0 201501 1910 {1} 1",
            "{1}",
            PAIRS,
        ),
        (
            "#PSALDO 0 201501 1910 100 1",
            "100",
            "Fält 4 ska vara en objektlista inom klammer, till exempel {}.",
        ),
        ("#OIB 0 1910 {} 100", "{}", "#OIB ska ange minst ett objekt."),
        ("#OUB 0 1910 {} 100", "{}", "#OUB ska ange minst ett objekt."),
    ],
)
def test_bad_syntax_is_told_with_what_is_allowed(text, value, allowed):
    assert told(f"#FNAMN A\n{text}\n#FNAMN B\n") == [
        (2, text.split()[0], value, allowed, Kind.SYNTAX)
    ]


def test_line_that_begins_with_no_label_is_told():
    allowed = "En rad ska börja med # och en etikett."

    assert told("#FNAMN A\nKONTO 1910\n# 1\n") == [
        (2, "K", "KONTO 1910", allowed, Kind.SYNTAX),
        (3, "#", "# 1", allowed, Kind.SYNTAX),
    ]


def test_long_value_is_shortened():
    ((_, _, value, _, _),) = told(f"#FNAMN A\n#KONTO {'x' * 500}\n")

    assert value == "x" * 80 + "…"


@pytest.mark.parametrize(
    ("posting", "value", "allowed"),
    [
        ("#TRANS 1910 {} 1.001", "1.001", AMOUNT),
        ("#TRANS 1910 {} 1 20151301", "20151301", DAY),
        ("#TRANS 19x0 {} 1", "19x0", ACCOUNT),
        ("#BTRANS 1910 {} 1,0", "1,0", AMOUNT),
        ("#TRANS 1910 {1 a b} 1", "{1 a b}", PAIRS),
        ("#TRANS 1910 {}", "2 fält", "#TRANS ska ha minst 3 fält: kontonr, objekt, belopp."),
    ],
)
def test_faulty_posting_is_told_once_and_withholds_its_voucher(posting, value, allowed):
    text = f"#VER A 1 20150101\n{{\n{posting}\n#TRANS 3010 {{}} -1\n}}\n#VER A 2 20150101\n{{}}\n"

    records, problems = read(text)

    assert [(one.line, one.value, one.allowed) for one in problems] == [(3, value, allowed)]
    assert [record.number for record in records] == ["2"]


@pytest.mark.parametrize(
    ("posting", "shown"), [("12.50", "12,50"), ("-0.05", "-0,05"), ("1000000", "1000000,00")]
)
def test_voucher_that_does_not_balance_is_told_with_series_number_and_difference(posting, shown):
    text = f"#VER A 17 20150101\n{{\n#TRANS 1910 {{}} {posting}\n}}\n"

    records, problems = read(text)

    allowed = f"Verifikationen balanserar inte: summan är {shown} kr och ska vara 0."
    (problem,) = problems
    assert (problem.line, problem.label, problem.value) == (1, "#VER", "A 17")
    assert (problem.allowed, problem.kind) == (allowed, Kind.UNBALANCED)
    assert str(problem) == f"Rad 1, #VER ”A 17”: {allowed}"
    assert len(records) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "#FNAMN A\n#TRANS 1910 {} 1\n",
            [(2, "#TRANS", "", "#TRANS ska stå mellan { och } efter #VER.")],
        ),
        (
            "#VER A 1 20150101\n{\n#TRANS 1910 {} 0\n",
            [(1, "#VER", "A 1", UNCLOSED)],
        ),
        (
            "#VER A 1 20150101\n{\n#KONTO 1910 Kassa\n",
            [(1, "#VER", "A 1", UNCLOSED)],
        ),
        (
            "#VER A 1 20150101\n#TRANS 1910 {} 0\n#TRANS 1910 {} 0\n}\n",
            [(1, "#VER", "A 1", UNBEGUN)],
        ),
        (
            "#VER A 1 20150101\n}\n",
            [(1, "#VER", "A 1", UNBEGUN)],
        ),
        (
            "#VER A 1 20150101\n{\n{\n}\n",
            [(3, "{", "", "Verifikationen har redan en klammer {.")],
        ),
        (
            "#FNAMN A\n}\n",
            [(2, "}", "", "Klammern } hör inte till någon verifikation (#VER).")],
        ),
        (
            "#FNAMN A\n{\n#TRANS 1910 {} 1\n}\n",
            [(2, "{", "", "Klammern { hör inte till någon verifikation (#VER).")],
        ),
        (
            "#FNAMN A\n#NYTT 1\n{\n#TRANS 1910 {} 1\n",
            [(3, "{", "", "Klammern { efter en okänd etikett avslutas inte med }.")],
        ),
    ],
)
def test_voucher_without_its_braces_is_told(text, expected):
    _, problems = read(text)

    assert [(one.line, one.label, one.value, one.allowed) for one in problems] == expected
    assert {problem.kind for problem in problems} == {Kind.VOUCHER}


def test_voucher_with_a_faulty_head_is_told_once():
    records, problems = read("#VER A 1 igår\n{\n#TRANS 1910 {} 7\n}\n#FNAMN A\n")

    assert [(one.line, one.value, one.allowed) for one in problems] == [(1, "igår", DAY)]
    assert len(records) == 1


@pytest.mark.parametrize(
    ("text", "line", "value", "allowed"),
    [
        (
            "#FLAGGA 0\n#KSUMMA\n#FNAMN A\n#KSUMMA 1\n",
            4,
            "1",
            "Kontrollsumman stämmer inte: filens innehåll ger 1764802912.",
        ),
        (
            "#FLAGGA 0\n#KSUMMA\n#FNAMN A\n",
            2,
            "",
            "Kontrollsumman avslutas inte: en andra #KSUMMA ska stå sist med summan.",
        ),
        (
            "#FLAGGA 0\n#FNAMN A\n#KSUMMA 1\n",
            3,
            "1",
            "Kontrollsumman saknar den första #KSUMMA, där den börjar räknas.",
        ),
    ],
)
def test_checksum_that_cannot_be_trusted_is_told(text, line, value, allowed):
    assert told(text) == [(line, "#KSUMMA", value, allowed, Kind.CHECKSUM)]


def test_faulty_line_with_a_backslash_is_counted_as_it_stands():
    ((line, _, _, _, kind), (_, _, _, _, last)) = told('#KSUMMA\n#FNAMN "A\\B\n#KSUMMA 1\n')

    assert (line, kind, last) == (2, Kind.SYNTAX, Kind.CHECKSUM)


@pytest.mark.parametrize(("character", "value"), [(b"\0", "U+0000"), (b"\x7f", "U+007F")])
def test_control_character_is_told_and_the_record_still_read(character, value):
    records, problems = read(b"#FNAMN A\n#KONTO 1910 Ka" + character + b"sa\n#FNAMN B\n")

    allowed = "Styrtecken är inte tillåtna i en SIE-fil."
    (problem,) = problems
    assert (problem.line, problem.value, problem.allowed) == (2, value, allowed)
    assert problem.kind == Kind.CONTROL
    assert records[1] == Account("1910", "Ka\N{REPLACEMENT CHARACTER}sa")


def test_undecodable_bytes_are_told_and_the_record_still_read():
    records, problems = read(b"#FNAMN A\n#KONTO 1910 K\xe5\n", encoding="utf-8")

    allowed = "Byten är inget tecken i utf-8; läs filen med en annan teckenkodning."
    (problem,) = problems
    assert (problem.line, problem.value, problem.allowed) == (2, "E5", allowed)
    assert problem.kind == Kind.ENCODING
    assert records[1] == Account("1910", "K\N{REPLACEMENT CHARACTER}")


@pytest.mark.parametrize("extra", [1, 300_000, 3 * lines.LINE_LIMIT_BYTES])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_line_over_the_limit_is_told_and_left_out(extra, line_end):
    long = b"#PROSA " + b"x" * (lines.LINE_LIMIT_BYTES - 7 + extra)
    raw = line_end.join((b"#FNAMN A", long, b"#KONTO 1910 X", b""))

    records, problems = read(raw)

    allowed = "Raden är för lång; högst 1 048 576 byte är tillåtet."
    assert [(one.line, one.allowed, one.kind) for one in problems] == [(2, allowed, Kind.TOO_LONG)]
    assert [record.line for record in records] == [1, 3]


@pytest.mark.parametrize("extra", [1, 3 * lines.LINE_LIMIT_BYTES])
def test_last_line_over_the_limit_is_told(extra):
    _, problems = read(b"#FNAMN A\n" + b"x" * (lines.LINE_LIMIT_BYTES + extra))

    assert [(one.line, one.kind) for one in problems] == [(2, Kind.TOO_LONG)]


def test_over_long_posting_withholds_its_voucher():
    long = "#TRANS 1910 {} " + "0" * lines.LINE_LIMIT_BYTES
    records, problems = read(f"#VER A 1 20150101\n{{\n{long}\n#TRANS 1910 {{}} 5\n}}\n")

    assert records == []
    assert [one.kind for one in problems] == [Kind.TOO_LONG]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b"", ""),
        (b"\n\n", ""),
        (b"datum;belopp\n2015;1\n", "datum;belopp"),
        (b"#rubrik\n\ntext\n", "text"),
        (b"PK\x03\x04" * 100_000, "U+0003"),
        (b"rad\n" * 200_000, "rad"),
    ],
)
def test_file_that_is_no_sie_file_is_one_problem(raw, value):
    _, problems = read(raw)

    (problem,) = problems
    assert (problem.line, problem.label, problem.value) == (1, "", value)
    assert (problem.allowed, problem.kind) == (NOT_SIE, Kind.NOT_SIE)


def test_text_before_the_first_record_is_told_when_records_follow():
    assert told("rubrik\n#FLAGGA 0\n") == [
        (1, "r", "rubrik", "En rad ska börja med # och en etikett.", Kind.SYNTAX)
    ]


def test_every_fault_is_told_in_one_run_in_file_order():
    text = "#FLAGGA 7\n#KONTO x\n#VER A 1 20150101\n{\n#TRANS 1 {} 1\n}\n#IB 0 1 a\n#RAR 0 x\n"

    assert [line for line, *_ in told(text)] == [1, 2, 3, 7, 8]


def test_first_problem_is_raised_where_nobody_listens():
    records = reader.read(io.BytesIO(b"#FLAGGA 0\n#KONTO x\n#KONTO y\n"), encoding="cp437")
    next(records)

    with pytest.raises(reader.SieError, match=f"^Rad 2, #KONTO ”x”: {ACCOUNT}$") as caught:
        next(records)

    assert isinstance(caught.value, Refusal)
    assert (caught.value.problem.line, caught.value.problem.kind) == (2, Kind.VALUE)


def test_file_without_records_is_raised_without_a_label():
    with pytest.raises(reader.SieError, match=f"^Rad 1: {NOT_SIE}$"):
        list(reader.read(io.BytesIO(b""), encoding="cp437"))


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ('#NYTT 1 "två ord"', ("1", "två ord")),
        ("#NYTT {1 2} 3", ("{1 2} 3",)),
        ('#NYTT "öppet', ('"öppet',)),
        ("#NYTT", ()),
    ],
)
def test_unknown_label_is_no_problem(line, fields):
    records, problems = read(f"#FNAMN A\n{line}\n#FNAMN B\n")

    assert problems == []
    assert records[1] == Other("#NYTT", fields)


def test_unknown_label_within_a_voucher_and_unknown_block_are_skipped():
    text = "#VER A 1 20150101\n{\n#NYTT 1\n}\n#NYTT 1\n{\n#TRANS 1910 {} 1\n{\n}\n#NYTT 2\n{}\n"

    records, problems = read(text)

    assert problems == []
    assert [type(record) for record in records] == [Voucher, Other, Other]

"""Real SIE files from many programs, read from beside the checkout."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from samdrift.kernel.money import Money
from samdrift.sweden.sie import checks, kinds, reader, writer
from samdrift.sweden.sie.records import (
    ClosingBalance,
    CompanyName,
    Dimension,
    OpeningBalance,
    Sru,
    Voucher,
)

CHECKOUT = Path(__file__).resolve().parents[4]
NAMED = os.environ.get("SAMDRIFT_FIXTURES")
FOLDER = Path(NAMED) if NAMED else CHECKOUT.parent / "shared" / "fixtures"
SAMPLES = FOLDER / "sie"

if not SAMPLES.is_dir() and not NAMED:
    pytest.skip(f"no sample files in {SAMPLES}", allow_module_level=True)

KINDS = {
    "BL0001_typ1.SE": "1",
    "BL0001_typ3.SE": "3",
    "BL0001_typ4I.SI": "4I",
    "BokslutSIE1.se": "1",
    "FAKT.SI": "4I",
    "L%C3%B6n.si": "4I",
    "MAMUT_SIE1_EXPORT.SE": "1",
    "MAMUT_SIE3_EXPORT.SE": "3",
    "Norstedts%20Bokslut%20SIE%201.se": "1",
    "Norstedts%20Revision%20SIE%201.SE": "1",
    "SIE-fil%20fr%C3%A5n%20Visma%20Enskild%20Firma%202010.se": "1",
    "SIE4_Exempelfil_med_underdim.SE": "4E",
    "Sie%201+2.se": "2",
    "Sie%202.SE": "2",
    "Sie1.se": "1",
    "Sie3.se": "3",
    "Sie4.si": "4E",
    "Test1.SE": "1",
    "Test3.SE": "3",
    "XE_SIE_1_20151125094750.SE": "1",
    "XE_SIE_3_20151125094952.SE": "3",
    "arsaldo_ovnbolag.se": "1",
    "magenta_bokf%C3%B6ring_SIE1.se": "1",
    "magenta_bokf%C3%B6ring_SIE3.se": "3",
    "magenta_bokf%C3%B6ring_SIE4I.se": "4I",
    "periodsaldo_ovnbolag.se": "2",
    "sie%203.SE": "3",
    "testWrite.se": "4E",
    "transaktioner_ovnbolag.se": "4E",
    "typ2.se": "2",
    "typ4.se": "4E",
    "urval_ovnbolag.si": "4I",
}

PROBLEMS = {
    "Sie3.se": [(670, "#OUB", "FEL"), (671, "#PSALDO", "FEL"), (701, "#OUB", "FEL")],
    "testWrite.se": [(1368, "#VER", "1 1")],
}
LOST_LETTER = "\N{REPLACEMENT CHARACTER}"
SIE4_DIFFERENCES = {
    "1119": (-54240000, -47460000),
    "1159": (-24400000, -21350000),
    "1220": (111895000, 142627500),
    "1229": (-79537000, -101251600),
    "1410": (64576900, 76538900),
    "1420": (10425500, 11276400),
    "1430": (5414400, 6739500),
    "1440": (19548300, 25436800),
    "1450": (8734400, 12091400),
    "1510": (100134800, 71035000),
    "1580": (190000, 60000),
    "1630": (8700, 13400),
    "1720": (974400, 823400),
    "1790": (3429900, 3313200),
    "1910": (947600, 911500),
    "1920": (600000, 1100000),
    "1930": (363557350, 343841950),
    "2091": (-409159250, -390938750),
    "2099": (-59467400, -71220500),
    "2124": (0, -25440000),
    "2150": (-18317100, -21204600),
    "2350": (-295000000, -325000000),
    "2440": (-80263200, -61977300),
    "2510": (5795300, -652200),
    "2650": (94540900, -16730900),
    "2730": (-6780400, -6996200),
    "2732": (-7278000, -6307600),
    "2920": (-16421400, -19477800),
    "2940": (-5159600, -6119900),
}

# This program wrote a quote for every ö in the names of its accounts.
MANGLED = {"XE_SIE_1_20151125094750.SE": 62, "XE_SIE_3_20151125094952.SE": 62}


def read(name):
    problems = []
    records = list(reader.open_records(SAMPLES / name, on_problem=problems.append))
    return records, problems


def differences(name):
    records, _ = read(name)
    return checks.reconcile(records)


def test_all_samples_are_there():
    missing = [name for name in KINDS if not (SAMPLES / name).is_file()]

    assert missing == []


@pytest.mark.parametrize("name", KINDS)
def test_its_kind_is_told_by_content(name):
    records, _ = read(name)

    assert kinds.detect_type(records) == KINDS[name]


@pytest.mark.parametrize("name", KINDS)
def test_only_what_is_truly_wrong_is_a_problem(name):
    _, problems = read(name)

    if name in MANGLED:
        assert len(problems) == MANGLED[name]
        assert {problem.label for problem in problems} <= {"#KONTO", "#OBJEKT", "#DIM"}
    else:
        told = [(problem.line, problem.label, problem.value) for problem in problems]
        assert told == PROBLEMS.get(name, [])


@pytest.mark.parametrize("checksum", [False, True])
@pytest.mark.parametrize("name", KINDS)
def test_what_is_written_reads_the_same(name, checksum):
    raw = (SAMPLES / name).read_bytes().replace(LOST_LETTER.encode(), b"?")
    encoding = reader.detect_encoding(io.BytesIO(raw))
    records = list(reader.read(io.BytesIO(raw), encoding=encoding, on_problem=lambda _: None))
    written = io.BytesIO()

    writer.write(records, written, checksum=checksum)

    assert reader.detect_encoding(io.BytesIO(written.getvalue())) == "cp437"
    written.seek(0)
    problems = []
    again = list(reader.read(written, encoding="cp437", on_problem=problems.append))
    assert again == records
    assert {problem.kind for problem in problems} <= {reader.Kind.UNBALANCED}


def test_sample_that_lost_its_letters_is_written_only_with_others_in_their_place():
    records, _ = read("SIE4_Exempelfil_med_underdim.SE")

    with pytest.raises(reader.SieError, match="U\\+FFFD finns inte i teckenkodningen CP437"):
        writer.write(records, io.BytesIO())

    written = io.BytesIO()
    writer.write(records, written, replacement="?")
    assert '#FNAMN "?vningsbolaget AB"'.encode("cp437") in written.getvalue()


def test_balance_accounts_that_do_not_reconcile_are_told_one_by_one():
    told = [one for one in differences("Sie4.si") if one.account and one.is_stated]

    assert {one.rule for one in told} == {checks.Rule.CLOSING_BY_VOUCHERS}
    assert {one.account: (one.expected.ore, one.found.ore) for one in told} == SIE4_DIFFERENCES


def test_account_with_postings_but_no_stated_balance_is_told_apart():
    told = [one for one in differences("Sie4.si") if not one.is_stated]

    assert {one.account: (one.expected.ore, one.found.ore) for one in told} == {
        "2110": (-30000000, 0),
        "2610": (-340198400, 0),
        "2611": (-20000, 0),
        "2621": (-8571, 0),
        "2640": (209243200, 0),
        "2641": (11375, 0),
    }


@pytest.mark.parametrize(
    ("name", "opening", "closing"),
    [
        ("BokslutSIE1.se", 107434411, 107434411),
        ("SIE-fil%20fr%C3%A5n%20Visma%20Enskild%20Firma%202010.se", None, -7386093),
        ("Sie3.se", None, -3312572),
        ("Sie4.si", 7666300, 7666300),
        ("Test3.SE", None, 10000),
        ("arsaldo_ovnbolag.se", 115167815, 115167815),
        ("sie%203.SE", -28404683, -28404683),
        ("testWrite.se", -1520971954, -1520971754),
        ("typ4.se", None, None),
    ],
)
def test_sums_of_the_current_year_are_told(name, opening, closing):
    told = {
        one.rule: one.found.ore
        for one in differences(name)
        if not one.account and not one.year_index
    }

    assert told.get(checks.Rule.OPENING_IS_BALANCED) == opening
    assert told.get(checks.Rule.CLOSING_IS_BALANCED) == closing


def test_period_balances_that_do_not_give_the_balance_are_told():
    told = [one for one in differences("sie%203.SE") if one.account and one.year_index == 0]

    assert [(one.account, one.expected.ore, one.found.ore, one.rule.name) for one in told] == [
        ("1400", -10795800, -12307800, "CLOSING_BY_PERIODS"),
        ("1510", 2878100, 2521900, "CLOSING_BY_PERIODS"),
        ("2611", -4204305, -4708680, "CLOSING_BY_PERIODS"),
        ("3051", 0, -2017500, "RESULT_BY_PERIODS"),
        ("3740", -186, -211, "RESULT_BY_PERIODS"),
        ("4990", 0, 1512000, "RESULT_BY_PERIODS"),
    ]


@pytest.mark.parametrize(
    "name", ["typ4.se", "urval_ovnbolag.si", "SIE4_Exempelfil_med_underdim.SE"]
)
def test_ledger_that_adds_up_has_nothing_to_tell(name):
    assert differences(name) == ()


@pytest.mark.parametrize(
    "name", ["Norstedts%20Bokslut%20SIE%201.se", "Norstedts%20Revision%20SIE%201.SE", "Sie1.se"]
)
def test_checksum_matches_and_one_altered_letter_is_seen(name):
    raw = (SAMPLES / name).read_bytes()
    altered = raw.replace(b"#KPTYP", b"#KPTYQ", 1) if b"#KPTYP" in raw else raw
    assert b"#KSUMMA" in raw
    assert altered != raw
    problems = []

    list(reader.read(io.BytesIO(raw), encoding="cp437", on_problem=problems.append))
    assert problems == []

    list(reader.read(io.BytesIO(altered), encoding="cp437", on_problem=problems.append))
    assert [problem.kind for problem in problems] == [reader.Kind.CHECKSUM]


def test_file_that_says_pc8_is_read_as_the_utf_8_it_is():
    records, _ = read("SIE4_Exempelfil_med_underdim.SE")

    dimensions = [record for record in records if isinstance(record, Dimension)]
    assert [one for one in dimensions if one.parent] == [
        Dimension(61, "Kubernetesdrift", 6),
        Dimension(62, "Projektledning", 6),
    ]


def test_code_page_437_is_read_with_its_letters():
    records, _ = read("Sie1.se")

    assert CompanyName("Övningsbolaget AB") in records


def test_parts_on_objects_are_told_from_whole_accounts():
    records, _ = read("BL0001_typ3.SE")

    openings = [record for record in records if isinstance(record, OpeningBalance)]
    assert OpeningBalance(0, "1930", ((1, "1"),), Money(760000)) in openings
    assert [len([one for one in openings if bool(one.objects) is part]) for part in (False, True)]
    assert any(isinstance(record, ClosingBalance) and record.objects for record in records)


def test_tax_code_without_a_code_is_read_as_empty():
    records, _ = read("SIE-fil%20fr%C3%A5n%20Visma%20Enskild%20Firma%202010.se")

    assert any(isinstance(record, Sru) and record.code == "" for record in records)


def test_numbers_of_an_import_file_are_left_to_the_receiver():
    records, _ = read("L%C3%B6n.si")

    (voucher,) = [record for record in records if isinstance(record, Voucher)]
    assert (voucher.series, voucher.number, len(voucher.lines)) == ("", "", 8)
    assert {voucher.booked_on(line) for line in voucher.lines} == {voucher.date}

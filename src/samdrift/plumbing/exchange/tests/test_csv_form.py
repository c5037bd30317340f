"""How a CSV file may be written, and what is told when it is written otherwise."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.parties.models import Organisation
from samdrift.plumbing.exchange import csv_rows, services
from samdrift.plumbing.exchange.csv_rows import read_rows
from samdrift.plumbing.exchange.faults import Fault, FaultLog, printable
from samdrift.plumbing.exchange.ports import FileSummary, Reading
from samdrift.plumbing.exchange.tests.given import AT, faults_of, folder_of, imported

FILE = "organisations.csv"
LONGEST = 200_000


def reading_of(raw):
    return Reading(
        file=FILE,
        open=lambda: io.BytesIO(raw),
        manifest={},
        faults=FaultLog(),
        at=AT,
        declared={},
        summary=FileSummary(FILE),
    )


def read(raw, columns=("code", "name", "role")):
    """Return the rows and where the form was wrong."""
    reading = reading_of(raw)
    rows = [(row.line, *row.cells) for row in read_rows(reading, columns)]
    return rows, [(f.line, f.column, f.value) for f in reading.faults.shown]


def allowed(raw):
    reading = reading_of(raw)
    list(read_rows(reading, ("code", "name", "role")))
    return [fault.allowed for fault in reading.faults.shown]


@pytest.mark.parametrize(
    "raw",
    [
        b"code,name,role\nKIN,Kinda,member\n",
        b"code,name,role\nKIN,Kinda,member",
        b"code,name,role\r\nKIN,Kinda,member\r\n",
        b"\xef\xbb\xbfcode,name,role\nKIN,Kinda,member\n",
        b"code;name;role\nKIN;Kinda;member\n",
        b"\xef\xbb\xbfcode;name;role\r\nKIN;Kinda;member\r\n",
        b'"code","name","role"\n"KIN","Kinda","member"\n',
        b"role,code,name\nmember,KIN,Kinda\n",
    ],
)
def test_any_of_the_allowed_forms_reads_the_same(raw):
    assert read(raw) == ([(2, "KIN", "Kinda", "member")], [])


def test_a_semicolon_within_a_comma_file_is_text():
    assert read(b"code,name,role\nKIN,a;b,member\n") == ([(2, "KIN", "a;b", "member")], [])


def test_lines_are_physical_and_a_row_is_told_by_its_first():
    raw = b'code,name,role\r\nA,"one\r\ntwo\r\nthree",member\r\n\r\nB,b,member\r\n'

    assert read(raw) == ([(2, "A", "one\r\ntwo\r\nthree", "member"), (6, "B", "b", "member")], [])


def test_doubled_quotes_are_quotes():
    rows, faults = read(b'code,name,role\nA,"say ""hi""",member\n')

    assert (rows, faults) == ([(2, "A", 'say "hi"', "member")], [])


def test_only_a_header_is_no_rows():
    assert read(b"code,name,role\n") == ([], [])


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", b"\n", b"\r\n", b"   \n"])
def test_an_empty_file_is_told(raw):
    assert read(raw) == ([], [(1, "", "")])
    assert allowed(raw) == ["filen är tom; första raden ska vara rubrikraden."]


@pytest.mark.parametrize(
    ("header", "faults"),
    [
        (b"code,name", [(1, "role", "")]),
        (b"code,name,role,colour", [(1, "colour", "colour")]),
        (b"code,name,role,name", [(1, "name", "name")]),
        (
            b"kod,name,name",
            [(1, "kod", "kod"), (1, "name", "name"), (1, "code", ""), (1, "role", "")],
        ),
        (
            b"code|name|role",
            [
                (
                    1,
                    "code|name|role",
                )
                * 1
                + ("code|name|role",),
                (1, "code", ""),
                (1, "name", ""),
                (1, "role", ""),
            ],
        ),
        (b"CODE,name,role", [(1, "CODE", "CODE"), (1, "code", "")]),
        (b"code, name,role", [(1, " name", " name"), (1, "name", "")]),
        (b'code,"name,role', [(1, "", 'code,"name,role')]),
    ],
)
def test_a_wrong_header_is_told_and_the_rest_not_read(header, faults):
    assert read(header + b"\nKIN,Kinda,member\n") == ([], faults)


@pytest.mark.parametrize(
    "raw",
    [
        "code,name,role\nÅ,å,member\n".encode("utf-16"),
        "code,name,role\nÅ,å,member\n".encode("utf-16-le"),
        "code,näme,role\n".encode("latin-1"),
    ],
)
def test_a_header_in_another_encoding_is_told(raw):
    assert read(raw) == ([], [(1, "", "")])
    assert "UTF-8" in allowed(raw)[0]


def test_bytes_that_are_not_utf_8_are_told_by_cell_and_hide_nothing_else():
    raw = "code,name,role\nA,Åmål,member\nB,b\n".encode("latin-1") + b"C,\xc3\xa5,member\n"

    rows, faults = read(raw)

    assert faults == [(2, "name", "\ufffdm\ufffdl"), (3, "", "")]
    assert [row[0] for row in rows] == [2, 4]


def test_nul_is_told_by_cell():
    _, faults = read(b"code,name,role\nA,a\0b,member\0\n")

    assert faults == [(2, "name", "a\0b"), (2, "role", "member\0")]
    assert (
        str(Fault(FILE, 2, "name", "a\0b", "nej."))
        == f'{FILE}, rad 2, kolumn name: "a\\x00b" – nej.'
    )


@pytest.mark.parametrize(
    ("row", "count"), [(b"A,a", 2), (b"A,a,member,x", 4), (b"A", 1), (b" ", 1)]
)
def test_too_few_or_too_many_cells_are_told(row, count):
    raw = b"code,name,role\n" + row + b"\nB,b,member\n"

    assert read(raw) == ([(3, "B", "b", "member")], [(2, "", "")])
    assert allowed(raw) == [f"raden har {count} celler; rubrikraden har 3."]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (b'A,"a"x,member', "name", "dubbleras"),
        (b'A,a"b,member', "name", "dubbleras"),
        (b'A, "a",member', "name", "dubbleras"),
        (b'"A"B,a,member', "code", "dubbleras"),
        (b"A,a\rb,member", "name", "radbrytning"),
        (b'A,"' + b"x" * (LONGEST + 1) + b'",member', "name", "längre än"),
        (b"A,a," + b"x" * (LONGEST + 1), "role", "längre än"),
        (b'A,a,member,"x"y', "", "dubbleras"),
    ],
)
def test_broken_quoting_is_told_and_the_rows_after_it_are_read(row, column, words):
    raw = b"code,name,role\n" + row + b"\nB,b,member\nC,c\n"

    rows, faults = read(raw)

    assert rows == [(3, "B", "b", "member")]
    assert faults == [(2, column, ""), (4, "", "")]
    assert words in allowed(raw)[0]


@pytest.mark.parametrize("end", [b"", b'D,"d",member\n', b'"E"x,e,member\n'])
def test_a_quote_never_closed_does_not_hide_the_rows_it_swallows(end):
    raw = b'code,name,role\nA,"a,member\nB,b,member\nC,c\n' + end

    rows, faults = read(raw)

    assert faults[:2] == [(2, "name", ""), (4, "", "")]
    assert rows[0] == (3, "B", "b", "member")


def test_a_quote_never_closed_in_the_last_row_is_told():
    assert read(b'code,name,role\nB,b,member\nA,"a,member') == (
        [(2, "B", "b", "member")],
        [(3, "name", "")],
    )


def test_a_swallowed_line_that_is_broken_itself_is_passed_over():
    rows, faults = read(b'code,name,role\nA,"a,member\nB,"b"x,member\nC,c,member\n')

    assert faults == [(2, "name", "")]
    assert rows == [(4, "C", "c", "member")]


def test_lines_that_end_as_on_an_old_mac_are_told():
    assert read(b"code,name,role\rA,a,member\r") == ([], [(1, "", "")])
    assert "LF eller CRLF" in allowed(b"code,name,role\rA,a,member\r")[0]


def test_what_follows_a_broken_row_with_line_breaks_is_not_told_twice():
    rows, faults = read(b'code,name,role\nA,"one\ntwo"x,member\nB,b,member\n')

    assert (rows, faults) == ([(4, "B", "b", "member")], [(2, "name", "")])


def test_the_longest_cell_is_read_also_in_many_bytes_and_with_quotes():
    text = ("å" * (LONGEST - 2)) + '"\n'
    raw = f'code,name,role\nA,"{text.replace(chr(34), chr(34) * 2)}",member\n'.encode()

    assert read(raw) == ([(2, "A", text, "member")], [])


@pytest.mark.parametrize("filler", [b"x" * 200_000, b'"\n","\n",' * 20_000])
def test_a_row_that_never_ends_is_told_in_bounded_memory(filler, monkeypatch):
    monkeypatch.setattr(csv_rows, "LONGEST_ROW", 100_000)

    rows, faults = read(b"code,name,role\nB,b,member\nA,a," + filler + b"\n")

    assert rows == [(2, "B", "b", "member")]
    assert faults == [(3, "", "")]


def test_a_header_that_never_ends_is_told():
    assert read(b"c" * (csv_rows.LONGEST_ROW + 5)) == ([], [(1, "", "")])


@pytest.mark.django_db
@pytest.mark.parametrize("at", [1, 60_000])
def test_a_lone_byte_in_a_large_file_is_found(tmp_path, at):
    rows = [b"K%d,n,member" % number for number in range(2_000 if at < 2_000 else 100_000)]
    rows[at] = b"X,\xff,member"
    raw = b"code,name,role\n" + b"\n".join(rows)

    assert faults_of(folder_of(tmp_path, {FILE: raw})) == [(FILE, at + 2, "name", "\ufffd")]


@pytest.mark.django_db
def test_the_first_hundred_faults_are_shown_and_the_others_counted(tmp_path):
    rows = "".join(f"K{number},n,nobody\n" for number in range(250))
    path = folder_of(tmp_path, {FILE: f"code,name,role\n{rows}"})

    assert len(faults_of(path)) == 100
    faults = services.import_package(path, at=AT).faults
    assert (faults.count, faults.unshown) == (250, 150)
    assert str(faults.shown[99]) == (
        f'{FILE}, rad 101, kolumn role: "nobody" – ska vara customer, host, member, supplier.'
    )


def test_what_is_printed_is_one_short_line():
    assert printable("a\nb\x1b[31m") == "a\\nb\\x1b[31m"
    assert printable("x" * 70) == "x" * 60 + "…"
    assert printable("\udcff") == "\\udcff"
    assert str(Fault("a\n.csv", 0, "c\td", "", "nej.")) == "a\\n.csv, kolumn c\\td: nej."
    assert str(Fault("l.se", 3, "#VER", "A 1", "nej.")) == 'l.se, rad 3, post #VER: "A 1" – nej.'


TEXT = st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=80)


@given(
    rows=st.lists(st.tuples(TEXT, TEXT), max_size=20),
    delimiter=st.sampled_from(",;"),
    ends=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_whatever_is_written_is_read_again(rows, delimiter, ends, quoting):
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator=ends, quoting=quoting)
    writer.writerow(["a", "b"])
    writer.writerows(rows)

    read_again, faults = read(target.getvalue().encode("utf-8"), ("a", "b"))

    assert faults == []
    assert [tuple(row[1:]) for row in read_again] == rows


@pytest.mark.django_db
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=st.lists(TEXT, min_size=1, max_size=8))
def test_texts_come_out_of_the_database_as_they_went_in(tmp_path, names):
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(["code", "name", "role"])
    writer.writerows((f"K{number}", name, "member") for number, name in enumerate(names))

    imported(folder_of(tmp_path, {FILE: target.getvalue()}))

    kept = dict(Organisation.objects.values_list("code", "name"))
    assert [kept[f"K{number}"] for number in range(len(names))] == names


@given(raw=st.binary(max_size=300))
def test_no_bytes_whatever_break_the_reader(raw):
    read(b"code,name,role\n" + raw)
    read(raw)

from __future__ import annotations

import hashlib
import io
import tomllib
from collections import Counter
from dataclasses import replace

import page
import pikepdf
import pytest

from samdrift.kernel.figures import Unit
from samdrift.reporting.documents import (
    FigureTable,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Quote,
    Strong,
    Text,
    TextTable,
)
from samdrift.reporting.ink import pdf, row_headers, typefaces
from samdrift.reporting.ports import Column
from samdrift.reporting.tests import given


def written(document):
    return pdf.write(document, given.WebLinks(), given.SwedishDescriber())


def conforms(printed):
    found = {}
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(printed, profile=profile)
        found[profile] = [failure.message for failure in report.failures]
        assert report.is_compliant or found[profile]
    return found == {"ua1": [], "2a": []}


def elements(printed):
    """Return every structure element of the PDF."""
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node.K)

    walk(printed.Root.StructTreeRoot.K)
    return found


def links(printed):
    return [
        str(note.A.URI)
        for leaf in printed.pages
        for note in leaf.get("/Annots", [])
        if "/A" in note and "/URI" in note.A
    ]


@pytest.fixture(scope="module")
def report():
    return written(given.annual_report())


def test_conforms_to_the_standards_for_accessibility_and_for_archives(report):
    assert conforms(report)


def test_every_cell_that_names_a_row_or_a_column_is_a_header(report):
    with pikepdf.open(io.BytesIO(report)) as printed:
        scopes = Counter(
            str(look.Scope)
            for node in elements(printed)
            if node.S == "/TH"
            for look in node.A
            if "/Scope" in look
        )
        rows = [node for node in elements(printed) if node.S == "/TR"]

        assert printed.check_pdf_syntax() == []

    # Goals, statement, computers and calls: 1 + 5 + 3 + 53 rows, 2 + 4 + 4 + 4 columns.
    assert scopes == {"/Row": 62, "/Column": 14}
    assert len(rows) == 66


def test_has_language_title_outline_and_words_for_the_drawing(report):
    with pikepdf.open(io.BytesIO(report)) as printed:
        assert str(printed.Root.Lang) == "sv"
        assert str(printed.docinfo["/Title"]) == "Årsredovisning 2015"
        with printed.open_outline() as outline:
            titles = [item.title for item in outline.root]
            (statement,) = outline.root[1].children
            inner = [statement.title, *(item.title for item in statement.children)]
        alternatives = [str(node.Alt) for node in elements(printed) if "/Alt" in node]

    assert titles == ["Direktionens ord", "Ekonomi"]
    assert inner == ["Resultaträkning", "Not 1. Datorer", "Samtal per vecka"]
    assert alternatives == [
        "Sex av tio nya datorer finns i Kinda. Diagram över Datorer för Kinda, Vimmerby, Ydre."
    ]


def test_every_figure_is_a_link_to_its_records(report):
    with pikepdf.open(io.BytesIO(report)) as printed:
        addresses = links(printed)

    figures = [address for address in addresses if "/siffra?" in address]
    assert len(figures) == 10 + 5 + 53 * 3 + 2
    assert (
        "https://samdrift.example/siffra?table=ledger.income-statement&year=2015"
        "&row=result&column=2015" in figures
    )
    assert sum("/poster?" in address for address in addresses) == 4


def test_the_same_document_gives_the_same_bytes(report):
    assert written(given.annual_report()) == report


@pytest.mark.parametrize("text", [*given.HOSTILE, "å" * 200_000, " "])
def test_any_text_is_set_as_text_and_conforms(text):
    assert conforms(written(given.annual_report(text)))


def test_text_never_becomes_template():
    tree = pdf.tree(given.annual_report('#read("/etc/passwd")'))

    assert tree["blocks"][1]["children"][0] == {"kind": "text", "text": '#read("/etc/passwd")'}


def test_a_sign_the_typeface_lacks_becomes_a_square_and_invisible_ones_go():
    assert typefaces.printable_in_type("å\U0001f600\u202eb\u200d") == "å□b"
    assert typefaces.printable_in_type("−1\xa0234") == "−1\xa0234"


def test_addresses_that_lead_nowhere_or_are_given_twice_do_no_harm():
    blocks = (
        Paragraph((Link((Text("bort"),), "#finns-inte"),), "samma"),
        Paragraph((Link((Text("hit"), given.live()), "#samma"),), "samma"),
        Paragraph((Link((Text("ut"),), "javascript:alert(1)"),)),
        Paragraph(()),
        Heading(4, (), "djup"),
    )

    assert conforms(written(given.annual_report(blocks=blocks)))


def test_lists_and_quotes_within_one_another_without_end_are_set_flat():
    block = Paragraph((Text("innerst"),))
    for _ in range(30):
        block = Quote((ItemList(((block,),)),))

    assert conforms(written(given.annual_report(blocks=(block,))))


def test_a_document_of_nothing_can_be_printed():
    empty = replace(given.annual_report(), title="", subtitle="", state="", blocks=())

    assert conforms(written(empty))


def test_a_hundred_pages_conform_too():
    small = given.annual_report("Ett gott år med många händelser. " * 40)
    blocks = [
        replace(block, anchor=f"{block.anchor}-{copy}") if getattr(block, "anchor", "") else block
        for copy in range(18)
        for block in small.blocks
    ]
    document = replace(small, blocks=tuple(blocks))

    printed = written(document)

    with pikepdf.open(io.BytesIO(printed)) as opened:
        assert len(opened.pages) > 60
    assert conforms(printed)


def test_the_typeface_is_kept_unmodified_with_its_licence():
    vendored = tomllib.loads((typefaces.FONTS / "VENDOR.toml").read_text(encoding="utf-8"))

    (typeface,) = vendored["vendor"]
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in typefaces.FONTS.iterdir()
        if path.name != "VENDOR.toml"
    }
    assert typeface["licence"] == "OFL-1.1"
    assert typeface["sha256"] == found


def test_a_stream_that_ends_in_a_carriage_return_gets_a_clear_end():
    def whole(body):
        head = b"%PDF-1.7\n"
        at = len(head) + len(body)
        tail = b"xref\n0 2\n0000000000 65535 f\r\n%010d 00000 n\r\n" % len(head)
        return b"%s%s%strailer\n<</Size 2>>\nstartxref\n%d\n%%%%EOF" % (head, body, tail, at)

    plain = whole(b"1 0 obj\n<</Length 2>>\nstream\na\r\nendstream\nendobj\n")

    clear = whole(b"1 0 obj\n<</Length 2>>\nstream\na\r\r\nendstream\nendobj\n")
    assert row_headers.marked(plain) == clear
    assert row_headers.marked(clear.replace(b"\r\r\n", b"ab\n")) == clear.replace(
        b"\r\r\n", b"ab\n"
    )


@pytest.mark.parametrize(
    ("cell", "header"),
    [
        (b"/S/TD/P 1 0 R/A[<</O/Table/Headers[(a)]>>]", b"/S/TH/P 1 0 R/A[<</O/Table/Scope/Row>>]"),
        (b"/S/TD/P 1 0 R/A[<</O/X>>]", b"/S/TH/P 1 0 R/A[<</O/Table/Scope/Row>><</O/X>>]"),
        (b"/S/TD/P 1 0 R", b"/S/TH/A[<</O/Table/Scope/Row>>]/P 1 0 R"),
    ],
)
def test_a_cell_becomes_a_header_of_its_row(cell, header):
    assert row_headers._as_row_header(cell) == header


def test_a_table_without_columns_and_an_empty_table_are_set():
    blocks = (
        TextTable("Tom", (), ()),
        TextTable("Rader saknas", ("a",), ()),
        FigureTable(replace(given.computers(), rows=()), "tom"),
        FigureTable(replace(given.income_statement(), footnotes=()), "utan-fotnoter"),
    )

    assert conforms(written(given.annual_report(blocks=blocks)))


def test_a_wide_table_is_set_smaller():
    table = given.computers()
    columns = tuple(Column(f"c{n}", f"Kolumn {n}", Unit.COUNT) for n in range(11))
    rows = tuple(replace(row, figures=(given.count(99_999),) * 11) for row in table.rows)
    wide = FigureTable(replace(table, columns=columns, rows=rows), "bred")

    assert conforms(written(given.annual_report(blocks=(wide,))))


def test_a_link_within_bold_within_a_link_is_words():
    inner = Strong((Link((Text("inre"),), "https://a.se/"),))

    (node,) = pdf.tree(
        replace(given.annual_report(), blocks=(Paragraph((Link((inner,), "https://b.se/"),)),))
    )["blocks"]

    (link,) = node["children"]
    assert link["href"] == "https://b.se/"
    assert link["children"] == [
        {
            "kind": "strong",
            "children": [{"kind": "emphasis", "children": [{"kind": "text", "text": "inre"}]}],
        }
    ]

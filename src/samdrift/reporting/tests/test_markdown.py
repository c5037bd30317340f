from __future__ import annotations

import pytest

from samdrift.kernel.figures import Unit
from samdrift.reporting import markdown
from samdrift.reporting.anchors import Anchors, slug
from samdrift.reporting.documents import (
    Emphasis,
    Heading,
    ItemList,
    LineBreak,
    Link,
    LiveFigure,
    Paragraph,
    Quote,
    Strong,
    Text,
    TextTable,
)
from samdrift.reporting.markdown import Problem
from samdrift.reporting.ports import Ask, FigureAddress
from samdrift.reporting.tests import given


def live(table_id, cost_centre, row, column):
    if table_id != "ledger.outcome" and row != "total":
        raise LookupError(f"{table_id} har ingen rad {row}.")
    address = FigureAddress(table_id, Ask(2015, cost_centre), row, column)
    return LiveFigure(given.count(7), address)


def parse(text, block=markdown.no_blocks, anchors=None):
    return markdown.parse(text, figure=live, block=block, anchors=anchors)


def test_reads_headings_paragraphs_and_emphasis():
    parsed = parse(
        "# Årets *resultat*\n\nEtt **gott** år,\nsom\\\nväntat. [Läs](https://a.se/x).\n"
    )

    assert parsed.problems == ()
    assert parsed.blocks == (
        Heading(1, (Text("Årets "), Emphasis((Text("resultat"),))), "arets-resultat"),
        Paragraph(
            (
                Text("Ett "),
                Strong((Text("gott"),)),
                Text(" år, som"),
                LineBreak(),
                Text("väntat. "),
                Link((Text("Läs"),), "https://a.se/x"),
                Text("."),
            ),
            "arets-resultat-ett-gott-ar-som-vantat-las",
        ),
    )


def test_reads_lists_and_quotes():
    parsed = parse("- ett\n- två\n\n1. först\n\n> sagt\n")

    assert parsed.blocks == (
        ItemList(
            (
                (Paragraph((Text("ett"),), "inledning-ett"),),
                (Paragraph((Text("två"),), "inledning-tva"),),
            )
        ),
        ItemList(((Paragraph((Text("först"),), "inledning-forst"),),), is_numbered=True),
        Quote((Paragraph((Text("sagt"),), "inledning-sagt"),)),
    )


def test_figures_in_the_text_are_live():
    parsed = parse("Vi har {{assets.computers total computer.staff_x:previous-year}} datorer.")

    (paragraph,) = parsed.blocks
    assert parsed.problems == ()
    assert paragraph.children[0] == Text("Vi har ")
    assert paragraph.children[1].address == FigureAddress(
        "assets.computers", Ask(2015), "total", "computer.staff_x:previous-year"
    )
    assert paragraph.children[1].figure.unit is Unit.COUNT
    assert paragraph.children[2] == Text(" datorer.")


def test_a_figure_can_be_of_a_cost_centre():
    (paragraph,) = parse("{{ledger.outcome@310 result outcome}}").blocks

    assert paragraph.children[0].address.ask == Ask(2015, "310")


def test_a_figure_that_is_not_there_is_told_in_its_place_with_its_line():
    parsed = parse("Ett\n\nTvå\n{{assets.x nej a}} och {{assets.x total}} och {{table assets.x}}")

    assert parsed.problems == (
        Problem(4, "assets.x har ingen rad nej."),
        Problem(4, "{{assets.x total}} ska ha tre ord: tabell, rad och kolumn."),
        Problem(4, "{{table …}} skrivs på en egen rad."),
    )
    assert parsed.blocks[1].children == (
        Text(
            "Två [saknas: assets.x har ingen rad nej] och [saknas: {{assets.x total}} ska ha tre "
            "ord: tabell, rad och kolumn] och [saknas: {{table …}} skrivs på en egen rad]"
        ),
    )


def test_a_directive_on_its_own_line_becomes_blocks_even_inside_a_paragraph():
    asked = []

    def block(words, line):
        asked.append((words, line))
        return (Paragraph((Text("tabell"),)),)

    parsed = parse(
        'Före\n{{table assets.computers}}\nEfter\n\n{{chart a.b "Sex av tio" x}}\n', block
    )

    assert asked == [(("table", "assets.computers"), 2), (("chart", "a.b", "Sex av tio", "x"), 5)]
    assert [block.children for block in parsed.blocks] == [
        (Text("Före"),),
        (Text("tabell"),),
        (Text("Efter"),),
        (Text("tabell"),),
    ]


def test_a_directive_that_cannot_be_had_is_told():
    parsed = parse("{{table finns.inte}}")

    assert parsed.problems == (Problem(1, "Här kan {{table finns.inte}} inte stå."),)
    assert parsed.blocks[0].children == (Text("[saknas: Här kan {{table finns.inte}} inte stå]"),)


def test_headings_never_share_an_address_within_a_document():
    anchors = Anchors()

    first = parse("# Öst\n# Öst\n##### Öst 2", anchors=anchors)
    second = parse("# Öst\n\ntext", anchors=anchors)

    assert [block.anchor for block in first.blocks] == ["ost", "ost-2", "ost-2-2"]
    assert first.blocks[2].level == 4
    assert [block.anchor for block in second.blocks] == ["ost-3", "ost-3-text"]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [("Åtgärder & mål – §4", "atgarder-mal-4"), ("\U0001f600", "avsnitt"), ("É" * 99, "e" * 60)],
)
def test_an_address_is_plain_letters(text, anchor):
    assert slug(text) == anchor


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JAVA&#115;CRIPT:alert(1))",
        "[x](data:text/html,hej)",
        "<javascript:alert(1)>",
        "[x](//evil.example/)",
        "![x](javascript:alert(1))",
        "<script>alert(1)</script>",
        '<a href="https://a.se" onclick="x">y</a>',
        "[x][1]\n\n[1]: javascript:alert(1)",
    ],
)
def test_hostile_markdown_becomes_words(text):
    for block in parse(text).blocks:
        assert [type(inline) for inline in block.children] == [Text]


@pytest.mark.parametrize("href", ["http://a.se", "https://a.se/å?b=1", "mailto:a@b.se", "#ekonomi"])
def test_links_lead_to_the_web_to_mail_or_within(href):
    (paragraph,) = parse(f"[x]({href})").blocks

    assert isinstance(paragraph.children[0], Link)


@pytest.mark.parametrize(
    "text",
    [
        ">" * 10_000 + " djupt",
        "\n".join("  " * depth + "- x" for depth in range(500)),
        "[" * 20_000,
        "*a_ " * 20_000,
        "`" * 20_000,
        "{{" * 20_000,
        "{{a.b c d}} " * 2_000,
        "a" * 200_000,
    ],
)
def test_any_text_is_read_to_its_end(text):
    assert parse(text).blocks


def test_text_nested_too_deep_is_told_of():
    problems = parse(">" * 10_000 + " djupt").problems

    assert [problem.text for problem in problems] == [
        "Texten är inskjuten i för många led; det innersta visas inte."
    ]


def test_a_figure_in_a_heading_is_live_and_leaves_its_address_alone():
    (heading,) = parse("## Vi har {{assets.x total y}} *nya*\\\ndatorer").blocks[:1]

    assert heading.anchor == "vi-har-nya"
    assert isinstance(heading.children[1], LiveFigure)


def test_words_of_every_inline_can_be_had_plain():
    parts = (Strong((Text("a"),)), LineBreak(), Link((Text("b"),), "#x"), given.live())

    assert markdown.plain_text(parts) == "a b"


def test_a_refusal_without_words_still_says_something():
    def block(words, line):
        raise LookupError

    assert parse("{{table x}}", block).problems == (Problem(1, "det finns inte"),)


def test_a_paragraph_keeps_its_address_while_others_are_written_beside_it():
    before = parse("# Öst\n\nVi har {{assets.computers total a}} datorer i år.\n\nOch en till.")
    after = parse("# Öst\n\nNytt stycke.\n\nOch en till.\n\nVi har {{x.y a b}} datorer i år.")

    addresses = [block.anchor for block in before.blocks]
    assert addresses == ["ost", "ost-vi-har-datorer-i-ar", "ost-och-en-till"]
    assert set(addresses) - {"ost-vi-har-datorer-i-ar"} <= {block.anchor for block in after.blocks}


def test_paragraphs_go_by_a_name_where_one_is_given_whatever_headings_there_are():
    anchors = Anchors()
    anchors.within("operations.servicedesk")

    parsed = parse("## Öst\n\nEtt två tre fyra fem sex sju åtta", anchors=anchors)

    assert [block.anchor for block in parsed.blocks] == [
        "ost",
        "operations-servicedesk-ett-tva-tre-fyra-fem-sex",
    ]


def test_rows_with_bars_are_a_table_of_words_called_by_the_heading_above():
    parsed = parse("## Avtal\n\n| Part | **Slut** |\n|---|--:|\n| Kinda | 2017 | mer |\n| Ydre |")

    assert parsed.problems == ()
    assert parsed.blocks[1] == TextTable(
        "Avtal", ("Part", "Slut"), (("Kinda", "2017"), ("Ydre", "")), "avtal-part-slut"
    )


def test_a_table_of_words_without_a_heading_or_rows_is_one_too():
    (table,) = parse("| a |\n|---|\n").blocks

    assert (table.title, table.columns, table.rows) == ("Tabell", ("a",), ())


def test_a_live_figure_in_a_table_of_words_is_told_as_a_problem():
    parsed = parse("| a |\n|---|\n| {{assets.computers total a}} |")

    assert parsed.problems == (Problem(3, "Siffror med {{…}} kan inte stå i en tabell av ord."),)


def test_rows_and_columns_whose_keys_have_spaces_are_written_within_quotes():
    (paragraph,) = parse('{{assets.computers "total" computer}}').blocks

    assert paragraph.children[0].address.row_key == "total"

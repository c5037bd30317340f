"""The parts of a DOCX file that its library has no words for: links, fields, rules, languages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from samdrift.reporting.formats import printable

FONT = "Source Sans 3"
INK = RGBColor(0x1A, 0x1E, 0x24)
INK_2 = RGBColor(0x4A, 0x51, 0x5B)
MOST_BOOKMARK_SIGNS = 40
LOCALES = {"sv": "sv-SE", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of words looks, and where it leads."""

    is_bold: bool = False
    is_italic: bool = False
    href: str = ""

    def bold(self) -> Look:
        """The same, with weight."""
        return replace(self, is_bold=True)

    def italic(self) -> Look:
        """The same, with stress."""
        return replace(self, is_italic=True)

    def to(self, href: str) -> Look:
        """The same, leading somewhere."""
        return replace(self, href=href)


def add_run(paragraph: Paragraph, words: str, look: Look) -> None:
    """Add words to a paragraph; with an address they become a link."""
    if not words:
        return
    run = paragraph.add_run(printable(words))
    run.bold = look.is_bold or None
    run.italic = look.is_italic or None
    if look.href:
        _link(paragraph, run, look.href)


def add_raised(paragraph: Paragraph, words: str) -> None:
    """Add the numbers of sources, raised."""
    if words:
        run = paragraph.add_run(f"\N{NO-BREAK SPACE}{words}")
        run.font.superscript = True
        run.bold = False


def _link(paragraph: Paragraph, run: Run, href: str) -> None:
    link = OxmlElement("w:hyperlink")
    if href.startswith("#"):
        link.set(qn("w:anchor"), _bookmark_name(href[1:]))
    else:
        part = paragraph.part
        link.set(qn("r:id"), part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run._r.addprevious(link)  # noqa: SLF001  The library has no other door to the element.
    link.append(run._r)  # noqa: SLF001  The library has no other door to the element.


def _bookmark_name(anchor: str) -> str:
    plain = "".join(sign if sign.isalnum() else "_" for sign in printable(anchor))
    return f"a_{plain}"[:MOST_BOOKMARK_SIGNS]


class Bookmarks:
    """The addresses placed so far in a file; no two alike."""

    def __init__(self) -> None:
        self._placed: set[str] = set()

    def place(self, paragraph: Paragraph, anchor: str) -> None:
        """Give a paragraph an address, unless another has it."""
        name = _bookmark_name(anchor)
        if not anchor or name in self._placed:
            return
        self._placed.add(name)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(len(self._placed)))
        start.set(qn("w:name"), name)
        for mark in (start, end):
            paragraph._p.append(mark)  # noqa: SLF001  The library has no other door to it.


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field that the reader's program works out, such as a page number."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run(shown)
    run._r.addprevious(field)  # noqa: SLF001  The library has no other door to the element.
    field.append(run._r)  # noqa: SLF001  The library has no other door to the element.


def add_contents(paragraph: Paragraph) -> None:
    """Add a table of contents, which is worked out when the file is opened."""
    add_field(paragraph, r'TOC \o "1-2" \h \z \u', "Högerklicka och välj Uppdatera fält.")


def indent(paragraph: Paragraph, depth: int) -> None:
    """Move a paragraph in by its depth among lists and quotes."""
    if depth:
        paragraph.paragraph_format.left_indent = Mm(7 * depth)


def set_styles(word: Word, language: str) -> None:
    """Set the typeface, the sizes and the language of the file."""
    sizes = {"Normal": 10.5, "Title": 34, "Subtitle": 13, "Heading 1": 22, "Heading 2": 15}
    sizes |= {"Heading 3": 12, "Heading 4": 10.5}
    for name, size in sizes.items():
        style = word.styles[name]
        style.font.name = FONT
        style.font.size = Pt(size)
        style.font.color.rgb = INK_2 if name == "Subtitle" else INK
        style.font.italic = False
        _same_font_everywhere(style.element)
    word.styles["Heading 1"].paragraph_format.page_break_before = True
    word.styles["Heading 1"].paragraph_format.space_after = Pt(14)
    for name, size in (("Cell", 9.5), ("Source", 8.5)):
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"]
        style.font.size = Pt(size)
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.space_before = Pt(2)
        style.font.color.rgb = INK_2 if name == "Source" else INK
    _set_table_style(word)
    _set_language(word, LOCALES.get(language, language))
    _update_fields_when_opened(word)


def _same_font_everywhere(style: Any) -> None:  # noqa: ANN401  An element has no type.
    """Take away the theme's typefaces, which would win over the one that is set."""
    fonts = style.rPr.rFonts
    for name in list(fonts.attrib):
        if "Theme" in name or "theme" in name:
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)


def _set_table_style(word: Word) -> None:
    style = word.styles.add_style("Samdrift", WD_STYLE_TYPE.TABLE)
    style.base_style = word.styles["Normal Table"]
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(_border(f"w:{side}", "single", 4, "D5D1C8"))
    properties.append(borders)
    style.element.append(properties)


def _border(name: str, kind: str, size: int, colour: str) -> Any:  # noqa: ANN401
    border = OxmlElement(name)
    for key, value in (("val", kind), ("sz", str(size)), ("space", "0"), ("color", colour)):
        border.set(qn(f"w:{key}"), value)
    return border


def rule_above(cells: Sequence[_Cell], *, is_end: bool) -> None:
    """Draw the line over a sum; under the last sum a double line."""
    for cell in cells:
        borders = OxmlElement("w:tcBorders")
        borders.append(_border("w:top", "single", 8, "1A1E24"))
        if is_end:
            borders.append(_border("w:bottom", "double", 6, "1A1E24"))
        cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001  No other door to the element.


def repeat_header(table: Table, title: str) -> None:
    """Mark the first row as header, repeated on every page; rows are never split."""
    for index, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001  No other door to the element.
        properties.append(OxmlElement("w:cantSplit"))
        if index == 0:
            properties.append(OxmlElement("w:tblHeader"))
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), printable(title)[:250])
    table._tbl.tblPr.append(caption)  # noqa: SLF001  No other door to the element.


def set_style(paragraph: Paragraph, style_id: str) -> None:
    """Give a paragraph a style by its id; the library's own way searches all styles each time."""
    paragraph._p.style = style_id  # noqa: SLF001  The library's own way is too slow for cells.


def set_widths(table: Table, grid: Sequence[Sequence[_Cell]], first: int, count: int) -> None:
    """Give numbers narrow columns and words the rest."""
    table.autofit = False
    number = Mm(min(26, 100 / max(1, count)))
    reference = Mm(12) if first == 2 else Mm(0)
    remark = Mm(30) if len(grid[0]) > first + count else Mm(0)
    label = Emu(Mm(160) - reference - remark - number * count)
    widths = [label, *([reference] if first == 2 else []), *([number] * count)]
    widths += [remark] if remark else []
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for cells in grid:
        for cell, width in zip(cells, widths, strict=True):
            cell.width = width


def set_page(section: Section, title: str, state: str) -> None:
    """Set A4 with margins, the running header, and the page number in the footer."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(28), Mm(25)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.paragraph_format.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT)
    add_run(header, f"{title}\t{state}"[:300], Look())
    footer = section.footer.paragraphs[0]
    footer.paragraph_format.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT)
    footer.add_run("\t")
    add_field(footer, "PAGE", "1")


def _set_language(word: Word, locale: str) -> None:
    language = OxmlElement("w:lang")
    for key in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{key}"), locale)
    defaults = word.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)


def _update_fields_when_opened(word: Word) -> None:
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    word.settings.element.append(update)


def with_fixed_times(package: bytes) -> bytes:
    """Return the same file without the moment it was packed, so that equal means equal bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return target.getvalue()

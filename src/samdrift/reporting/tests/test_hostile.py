from __future__ import annotations

from dataclasses import replace

import page
import pytest

from samdrift.reporting.documents import (
    FigureTable,
    Heading,
    Link,
    Paragraph,
    Text,
    TextTable,
)
from samdrift.reporting.ink import docx, html, inlines, pdf, xlsx
from samdrift.reporting.tests import given

TEXTS = [*given.HOSTILE, "lång " * 2000, "å" * 5000, "\n\n\n", "\ud800 halv", "a\tb\r\nc\x85d", ""]


class HostileLinks:
    def __init__(self, text):
        self.text = text

    def figure(self, _):
        return f"https://samdrift.example/{self.text}"

    def origin(self, _):
        return f"javascript:{self.text}"


def everywhere(text):
    """Return a document with the text at every place a text can stand."""
    anchor = text[:300]
    blocks = (
        Heading(1, (Text(text),), anchor),
        Heading(4, (given.live(),), anchor),
        Paragraph(
            (
                Link((Text(text),), f"https://samdrift.example/{text}"),
                Link((Text("hit"),), f"#{anchor}"),
            ),
            f"{anchor}s1",
        ),
        FigureTable(
            given.income_statement(text),
            f"{anchor}t",
            number=text[:50],
            references=(("revenue", text, anchor),),
        ),
        TextTable(text, (text, text), ((text, text),), f"{anchor}w"),
        given.chart(text),
    )
    return replace(
        given.annual_report(),
        title=text,
        subtitle=text,
        organisation=text,
        state=text,
        blocks=blocks,
    )


@pytest.mark.parametrize("text", TEXTS)
def test_print_conforms_whatever_stands_where(text):
    printed = pdf.write(everywhere(text), HostileLinks(text), given.SwedishDescriber())

    assert page.is_pdf_compliant_bytes(printed, profile="ua1")
    assert page.is_pdf_compliant_bytes(printed, profile="2a")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("write", [docx.write, xlsx.write])
def test_office_files_are_written_whatever_stands_where(write, text):
    document = everywhere(text)

    first = write(document, HostileLinks(text), given.SwedishDescriber())

    assert first == write(document, HostileLinks(text), given.SwedishDescriber())


@pytest.mark.parametrize("text", TEXTS)
def test_a_page_is_written_whatever_stands_where(text):
    written = html.page(everywhere(text), HostileLinks(text), given.SwedishDescriber())

    assert written.encode("utf-8")
    assert "<script" not in written
    assert "javascript:" not in written


@pytest.mark.parametrize(
    ("href", "safe"),
    [
        ("https://a.se/å?b=1#c", True),
        ("HTTP://A.SE", True),
        ("mailto:a@b.se", True),
        ("#ekonomi", True),
        ("javascript:alert(1)", False),
        ("//a.se", False),
        ("/sida", False),
        ("https://a.se/ b", False),
        ('https://a.se/"', False),
        ("https://a.se/\x00", False),
        ("https://a.se/" + "a" * 2000, False),
    ],
)
def test_an_address_that_can_do_harm_is_none(href, safe):
    assert inlines.safe_href(href) == (href if safe else "")


@pytest.mark.parametrize(
    ("href", "safe"),
    [
        ("/figur/?table=a&row=b", True),
        ("/", True),
        ("//a.se", False),
        ("/\\a.se", False),
        ("\\/a.se", False),
        ("sida", False),
        ("/sida\n", False),
        ('/sida"', False),
        ("/" + "a" * 2000, False),
        ("javascript:alert(1)", False),
    ],
)
def test_an_address_on_the_site_begins_at_its_root_and_names_no_other_host(href, safe):
    assert inlines.safe_href(href, is_on_site=True) == (href if safe else "")

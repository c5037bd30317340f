"""The year's report as a file, in each of its inks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samdrift.reporting import registry
from samdrift.reporting.documents import Document
from samdrift.reporting.ink import docx, html, pdf, xlsx
from samdrift.reporting.sources import Links
from samdrift.reporting.table_formats import TableFormat


@dataclass(frozen=True, slots=True)
class Ink:
    """How a report is written to a file, what that is called on the web, and on the button."""

    words: str
    media_type: str
    write: Callable[[Document, Links], bytes]


def _pdf(document: Document, links: Links) -> bytes:
    return pdf.write(document, links, registry.Describer())


def _docx(document: Document, links: Links) -> bytes:
    return docx.write(document, links, registry.Describer())


def _xlsx(document: Document, links: Links) -> bytes:
    return xlsx.write(document, links, registry.Describer())


def _html(document: Document, links: Links) -> bytes:
    return html.page(document, links, registry.Describer()).encode("utf-8", errors="replace")


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
INKS = {
    "pdf": Ink("PDF", "application/pdf", _pdf),
    "docx": Ink("DOCX", _DOCX, _docx),
    "xlsx": Ink("XLSX", TableFormat.XLSX.media_type, _xlsx),
    "html": Ink("HTML", "text/html; charset=utf-8", _html),
}
"""By the ending of the file's name."""

"""The protocol of a wiping as a document and as a list, with the law it rests on."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from samdrift.parties import queries as parties
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting.documents import Block, Document, Heading, Paragraph, Text, TextTable
from samdrift.reporting.ink import pdf
from samdrift.wiping import queries
from samdrift.wiping.queries import WipingRow

LAW = (
    "Allmänna handlingar får gallras (arkivlagen 1990:782, 10 §). Personuppgifter får inte "
    "förvaras i identifierbar form längre än vad som behövs för ändamålet (EU 2016/679, "
    "dataskyddsförordningen, artikel 5.1 e)."
)
WHAT = (
    "Ämne, meddelanden, bilagor, utkast, anteckningar, namn, kontaktuppgifter, ändringsloggens "
    "värden, breven och sökorden är borttagna och kan inte återställas ur systemet. Nummer, tider, "
    "tjänst, kategori, kommun, prioritet och klockor är kvar, så att statistiken är oförändrad. "
    "Problem, störningar, ändringar och guider är egna handlingar och rörs inte."
)


def as_pdf(row: WipingRow) -> bytes:
    """Return the protocol as PDF; the same protocol always gives the same bytes."""
    return pdf.write(_document(row))


def as_csv(row: WipingRow) -> bytes:
    """Return the list of numbers, with when each was wiped, by which rule and decision."""
    told = io.StringIO()
    writer = csv.writer(told, delimiter=";", lineterminator="\r\n")
    writer.writerow(("nummer", "gallrat", "gallring", "regel", "beslut"))
    for number, at in queries.numbers(row.id):
        writer.writerow((number, _moment(at), row.id, _plain(row.rule_words), _plain(row.decision)))
    return "\N{BYTE ORDER MARK}".encode() + told.getvalue().encode()


def facts(row: WipingRow) -> tuple[tuple[str, str], ...]:
    """Return what a protocol tells, line by line."""
    return (
        ("Regel", row.rule_words),
        ("Beslut", row.decision),
        ("Avslutade före", _moment(row.closed_before)),
        ("Beslutad av", f"{row.decided_name}, {_moment(row.decided_at)}"),
        ("Utförd av", f"{row.started_name}, {_moment(row.started_at)}"),
        ("Klar", _moment(row.ended_at)),
        ("Antal ärenden", str(row.done)),
        ("SHA-256 över numren, ett per rad", row.digest),
    )


def _document(row: WipingRow) -> Document:
    assert row.ended_at is not None, "a protocol is of what has ended"
    home = parties.home()
    numbers = tuple((number, _moment(at)) for number, at in queries.numbers(row.id))
    blocks: tuple[Block, ...] = (
        Heading(1, (Text("Gallringsprotokoll"),), "protokoll"),
        Paragraph((Text(LAW),)),
        TextTable("Gallringen", ("Uppgift", "Värde"), facts(row), anchor="gallringen"),
        Paragraph((Text(WHAT),)),
        TextTable("Ärenden", ("Nummer", "Gallrat"), numbers, anchor="arenden"),
    )
    return Document(
        title=f"Gallringsprotokoll {row.id}",
        subtitle=row.decision,
        organisation=home.name if home else "",
        year=row.ended_at.astimezone(SWEDEN).year,
        state=f"Klar {_moment(row.ended_at)}",
        made_at=row.ended_at,
        blocks=blocks,
    )


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(SWEDEN):%Y-%m-%d %H.%M}" if at else ""


def _plain(text: str) -> str:
    """Return words that no spreadsheet reads as a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text

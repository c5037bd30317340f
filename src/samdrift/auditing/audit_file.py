"""All vouchers of a year with their documents, as a file that an auditor takes away."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import batched
from typing import BinaryIO

from samdrift.auditing.errors import CannotSample
from samdrift.bookkeeping import queries as bookkeeping
from samdrift.kernel.money import Money
from samdrift.ledger import queries as ledger
from samdrift.ledger.models import LedgerEdition, Voucher
from samdrift.ledger.sie_export import write_books
from samdrift.plumbing import files
from samdrift.plumbing.sent_files import harmless

AT_A_TIME = 500
_HEAD = (
    "verifikation", "dag", "text", "registrerad", "av", "konto", "kostnadsställe", "objekt",
    "belopp", "radtext", "underlag", "länk",
)  # fmt: skip


def write(stream: BinaryIO, *, year: int, at: datetime) -> None:
    """Write a zip: an index of every line and its documents, the documents, and the books as SIE.

    Raises CannotSample where there are no books.
    """
    edition = ledger.edition_of(year)
    if edition is None:
        raise CannotSample(f"Det finns ingen bokföring för {year}.")
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as found:
        names = dict(_documents(found, edition))
        with found.open("verifikationer.csv", "w", force_zip64=True) as raw:
            index = io.TextIOWrapper(raw, "utf-8-sig", newline="")
            _write_index(index, edition, names)
            index.flush()
            index.detach()
        with found.open(f"{year}.se", "w", force_zip64=True) as books:
            write_books(books, year=year, made_on=at.date())  # type: ignore[arg-type]  # Written to.
        found.writestr("LÄS MIG.txt", _about(year, edition, at.date()))


def _documents(found: zipfile.ZipFile, edition: LedgerEdition) -> Iterator[tuple[int, str]]:
    """Write every document, and yield which files each voucher has."""
    for some in batched(_with_papers(edition), AT_A_TIME, strict=False):
        for voucher_id, papers in bookkeeping.papers_of(some).items():
            named = []
            for paper in papers:
                name = f"underlag/{voucher_id}/{paper.id}-{harmless(paper.name)}"
                found.writestr(name, files.content(paper.digest))
                named.append(name)
            yield voucher_id, " ".join(named)


def _with_papers(edition: LedgerEdition) -> Iterator[int]:
    yield from bookkeeping.vouchers_with_papers(edition.pk)


def _write_index(index: io.TextIOWrapper, edition: LedgerEdition, names: dict[int, str]) -> None:
    rows = csv.writer(index, delimiter=";", lineterminator="\r\n")
    rows.writerow(_HEAD)
    vouchers = Voucher.objects.filter(edition=edition).order_by("id").prefetch_related("lines")
    for each in vouchers.iterator(chunk_size=AT_A_TIME):
        for line in each.lines.all():
            rows.writerow((
                str(each),
                each.booked_on.isoformat(),
                each.text,
                each.registered_on.isoformat() if each.registered_on else "",
                each.registered_by,
                line.account,
                line.cost_centre,
                line.objects_text,
                Money(line.amount_ore).kronor(),
                line.text,
                names.get(each.pk, ""),
                each.link,
            ))  # fmt: skip


def _about(year: int, edition: LedgerEdition, day: date) -> str:
    return (
        f"Verifikationer {year} ur Samdrift, {day}.\r\n\r\n"
        "verifikationer.csv  varje rad i bokföringen, med sina underlag\r\n"
        "underlag/           filerna som hör till verifikationerna\r\n"
        f"{year}.se             samma bokföring som SIE 4E\r\n\r\n"
        "Varje verifikations länk är SHA-256 av länken före och av allt den säger.\r\n"
        f"Den sista länken är {edition.head}.\r\n"
    )

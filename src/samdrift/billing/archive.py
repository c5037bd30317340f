"""All that a member may take away of a year: its charges and its invoices, in one file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from samdrift.billing import electronic, printed
from samdrift.billing.models import Charge, Line
from samdrift.kernel.money import Money
from samdrift.plumbing.plain_text import unread_as_formula
from samdrift.sweden.peppol import writer

HEAD = (
    "manad", "tjanst", "sak", "dagar", "av", "pris", "kronor", "moms_procent", "faktura", "enhet",
    "kostnadsstalle",
)  # fmt: skip
_FROM = (1980, 1, 1, 0, 0, 0)
"""The moment of every file in it, so that the same always gives the same bytes."""


def of_year(*, organisation: str, year: int) -> bytes:
    """Return a zip of every charge of a member's year, and its invoices as PDF and for machines.

    An invoice that cannot be sent yet, because it is not known to whom, is not among them.
    """
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in _files(organisation, year):
            entry = ZipInfo(name, _FROM)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


def _files(organisation: str, year: int) -> Iterator[tuple[str, bytes]]:
    yield f"debiteringar-{year}.csv", _charges(organisation, year)
    lines = Line.objects.filter(
        organisation_id=organisation, of_month__year=year, invoice__isnull=False
    )
    numbers = lines.order_by("invoice__number").values_list("invoice__number", flat=True).distinct()
    for invoice in electronic.invoices(tuple(numbers)):
        if not electronic.what_is_missing(invoice):
            yield f"fakturor/faktura-{invoice.number}.pdf", printed.write(invoice)
            yield f"fakturor/faktura-{invoice.number}.xml", writer.write(invoice)


def _charges(organisation: str, year: int) -> bytes:
    found = Charge.objects.filter(
        line__organisation_id=organisation,
        line__of_month__year=year,
        line__invoice__isnull=False,
    ).order_by("line__of_month", "line_id", "source", "identifier", "id")
    rows = found.values_list(
        "line__of_month", "line__text", "identifier", "days", "line__month_days",
        "line__price_ore", "amount_ore", "line__vat_percent", "line__invoice__number", "unit",
        "cost_centre",
    )  # fmt: skip
    target = StringIO()
    told = csv.writer(target, delimiter=";", lineterminator="\r\n")
    told.writerow(HEAD)
    for month, text, thing, days, of, price, ore, vat, number, *place in rows.iterator():
        told.writerow(
            (
                f"{month:%Y-%m}",
                unread_as_formula(text),
                unread_as_formula(thing),
                days,
                of,
                Money(price).kronor(),
                Money(ore).kronor(),
                vat,
                number,
                *map(unread_as_formula, place),
            )
        )
    return target.getvalue().encode("utf-8-sig")

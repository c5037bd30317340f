"""Vouchers proposed to the finance system, and the files that it takes them in from (ADR 36)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samdrift.kernel.money import Money
from samdrift.sweden.sie import records, writer

_DIMENSIONS = ((1, "Kostnadsställe"), (6, "Projekt"), (20, "Verksamhet"), (21, "Motpart"))
_HEAD = (
    "verifikation", "datum", "konto", "kostnadsställe", "verksamhet", "projekt", "motpart",
    "belopp", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an amount is booked: the account, and what is told beside it."""

    account: str
    cost_centre: str = ""
    activity: str = ""
    project: str = ""
    counterpart: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """A voucher that is proposed: debit positive, and the amounts come to nothing together."""

    series: str
    number: int
    day: date
    text: str
    amounts: tuple[tuple[Place, Money], ...]


def sie_file(booked: Iterable[Booked], *, company: str, org_number: str, day: date) -> bytes:
    """Return vouchers as SIE 4I; a character that the code page lacks becomes a question mark."""
    file = io.BytesIO()
    head: list[records.Record] = [
        records.Flag(is_imported=False),
        records.Program("Samdrift"),
        records.Format("PC8"),
        records.Generated(day),
        records.SieType(4),
        records.OrganisationNumber(org_number),
        records.CompanyName(company),
        *(records.Dimension(number, name) for number, name in _DIMENSIONS),
    ]
    writer.write((*head, *(_voucher(each) for each in booked)), file, replacement="?")
    return file.getvalue()


def _voucher(booked: Booked) -> records.Voucher:
    lines = tuple(
        records.VoucherLine(place.account, _objects(place), amount, text=booked.text)
        for place, amount in booked.amounts
    )
    number = str(booked.number)
    return records.Voucher(booked.series, number, booked.day, booked.text, lines=lines)


def _objects(place: Place) -> records.Objects:
    told = (place.cost_centre, place.project, place.activity, place.counterpart)
    return tuple(
        (number, text) for (number, _), text in zip(_DIMENSIONS, told, strict=True) if text
    )


def text_file(booked: Iterable[Booked]) -> bytes:
    """Return vouchers as the documented text file: semicolons, UTF-8, amounts with a point."""
    file = io.StringIO()
    rows = csv.writer(file, delimiter=";", lineterminator="\r\n")
    rows.writerow(_HEAD)
    for each in booked:
        for place, amount in each.amounts:
            rows.writerow((
                f"{each.series}{each.number}",
                each.day.isoformat(),
                place.account,
                place.cost_centre,
                place.activity,
                place.project,
                place.counterpart,
                amount.kronor(),
                each.text,
            ))  # fmt: skip
    return file.getvalue().encode("utf-8-sig")

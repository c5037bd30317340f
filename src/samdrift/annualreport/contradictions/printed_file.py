"""A printed report read from a CSV, one printed figure a line, in the order it is printed."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

from samdrift.annualreport.contradictions.ports import Printed, Report
from samdrift.annualreport.errors import CannotReadReport

COLUMNS = ("place", "label", "subject", "measure", "period", "printed", "unit", "remark")
MOST_LINES = 20_000
_PERIOD = re.compile(r"\d{4}(-\d\d)?(/\d{4}-\d\d)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,4})?", re.ASCII)
_SPACES = re.compile(r"[ \u00a0\u202f\u2009]")
_MINUS = str.maketrans({"\N{MINUS SIGN}": "-", ",": "."})


def read_report(file: bytes) -> Report:
    """Return a printed report. Raises CannotReadReport with the line that is not understood."""
    try:
        return read_text(file.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CannotReadReport("Filen är inte skriven i UTF-8.") from error


def read_text(text: str) -> Report:
    """Return a printed report. Raises CannotReadReport with the line that is not understood."""
    plain = text.removeprefix("\ufeff").replace("\x00", "").strip()
    try:
        lines = list(csv.reader(io.StringIO(plain)))
    except csv.Error as error:
        raise CannotReadReport("Texten går inte att läsa som CSV.") from error
    if not lines or tuple(lines[0]) != COLUMNS:
        raise CannotReadReport(f"Den första raden ska vara rubriken {','.join(COLUMNS)}.")
    if len(lines) > MOST_LINES:
        raise CannotReadReport(f"Det är fler än {MOST_LINES} rader. Dela upp dem.")
    return Report(_printed(number, cells) for number, cells in enumerate(lines[1:], 2) if cells)


def _printed(number: int, cells: list[str]) -> Printed:
    if len(cells) != len(COLUMNS):
        raise CannotReadReport(
            f"Rad {number}: det ska vara {len(COLUMNS)} fält, inte {len(cells)}."
        )
    place, label, subject, measure, period, text, unit, remark = (cell.strip() for cell in cells)
    if not (place and subject and measure):
        raise CannotReadReport(f"Rad {number}: place, subject och measure måste stå där.")
    if _PERIOD.fullmatch(period) is None:
        raise CannotReadReport(
            f"Rad {number}: {period or 'Perioden'} är ingen period. Skriv 2015, 2015-12 eller "
            "2015-01/2015-08."
        )
    return Printed(place, label, subject, measure, period, text, _value(text), unit, remark)


def _value(text: str) -> Decimal | None:
    """Return a number as a report prints it; what is told in words has none."""
    plain = _SPACES.sub("", text).translate(_MINUS)
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None

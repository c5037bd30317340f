"""A package as it lies: CSV cells by physical line, and SIE records, in the simplest code."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

type Package = dict[str, bytes]

STOCKHOLM = ZoneInfo("Europe/Stockholm")
KEYS = {
    "organisations.csv": ("code",),
    "assets.csv": ("id",),
    "gaps.csv": ("kind", "organisation", "from", "to", "reason"),
    "connections.csv": ("id",),
    "tickets.csv": ("number",),
    "surveys.csv": ("id",),
    "calls.csv": ("id",),
    "staff_days.csv": ("person", "year"),
    "absences.csv": ("person", "first_day"),
    "investments.csv": ("id",),
    "goals.csv": ("year", "main_goal", "sub_goal"),
    "controls.csv": ("year", "area", "risk"),
}
SIE_FIELD = re.compile(r'"((?:\\"|[^"])*)"|(\{[^}]*\})|([^\s{}"]+)|([{}])')

csv.field_size_limit(1_000_000)


def read_folder(path: Path) -> Package:
    """Read a folder or a .zip."""
    if path.is_dir():
        files = (file for file in path.rglob("*") if file.is_file())
        return {file.relative_to(path).as_posix(): file.read_bytes() for file in files}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}


def is_ledger(name: str) -> bool:
    return name.startswith("ledger/") and name.endswith(".se")


def csv_rows(data: bytes) -> list[tuple[int, list[str]]]:
    """Every row with the physical line it starts at; the header is the first."""
    text = data.decode("utf-8-sig")
    lines = io.StringIO(text, newline="")
    first = lines.readline()
    lines.seek(0)
    reader = csv.reader(lines, delimiter=";" if ";" in first else ",", strict=True)
    rows, line = [], 1
    for cells in reader:
        rows.append((line, cells))
        line = reader.line_num + 1
    return rows


def csv_records(data: bytes) -> list[dict[str, str]]:
    (_, header), *rows = csv_rows(data)
    return [dict(zip(header, cells, strict=True)) for _, cells in rows]


def moment(text: str) -> datetime:
    """The moment; without an offset it is Swedish time, the first of two."""
    told = datetime.fromisoformat(text)
    return told if told.tzinfo else told.replace(tzinfo=STOCKHOLM)


def elapsed(start: str, end: str) -> float:
    return moment(end).timestamp() - moment(start).timestamp()


def money(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


@dataclass
class Ledger:
    """One fiscal year: what the file says under year index 0."""

    year: int = 0
    accounts: set[str] = field(default_factory=set)
    cost_centres: list[str] = field(default_factory=list)
    opening: list[tuple[str, str, Decimal]] = field(default_factory=list)
    closing: list[tuple[str, str, Decimal]] = field(default_factory=list)
    postings: list[tuple[str, str, Decimal]] = field(default_factory=list)
    budget: list[tuple[str, str, Decimal]] = field(default_factory=list)
    budget_by_object: bool = False


def sie_text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        page = sum(data.count(byte) for byte in (0x84, 0x86, 0x94, 0x8E, 0x8F, 0x99))
        latin = sum(data.count(byte) for byte in (0xE4, 0xE5, 0xF6, 0xC4, 0xC5, 0xD6))
        return data.decode("latin-1" if latin > page else "cp437")


def sie_fields(line: str) -> list[str]:
    """The fields of a line; an object list stays one field in its braces."""
    fields = []
    for quoted, objects, plain, brace in SIE_FIELD.findall(line):
        fields.append(objects or plain or brace or quoted.replace('\\"', '"'))
    return fields


def sie_objects(text: str) -> dict[str, str]:
    parts = sie_fields(text.strip("{}"))
    return dict(zip(parts[::2], parts[1::2], strict=False))


def sie_ledger(data: bytes) -> Ledger:
    """Read one file. Only #TRANS counts: an #RTRANS has its twin, a #BTRANS is struck out."""
    ledger = Ledger()
    for line in sie_text(data).splitlines():
        fields = sie_fields(line.strip())
        if fields and fields[0].startswith("#"):
            _take(ledger, fields[0].upper(), fields[1:])
    return ledger


def _take(ledger: Ledger, label: str, rest: list[str]) -> None:
    if label == "#KONTO":
        ledger.accounts.add(rest[0])
    elif label == "#OBJEKT" and rest[0] == "1":
        ledger.cost_centres.append(rest[1])
    elif label == "#TRANS":
        centre = sie_objects(rest[1]).get("1", "")
        ledger.postings.append((rest[0], centre, Decimal(rest[2])))
    elif rest and rest[0] == "0":
        _take_of_the_year(ledger, label, rest)


def _take_of_the_year(ledger: Ledger, label: str, rest: list[str]) -> None:
    balances = {"#IB": ledger.opening, "#UB": ledger.closing}
    by_object = {"#OIB": ledger.opening, "#OUB": ledger.closing}
    if label == "#RAR":
        ledger.year = int(rest[1][:4])
    elif label in balances:
        balances[label].append((rest[1], "", Decimal(rest[2])))
    elif label in by_object and "1" in (objects := sie_objects(rest[2])):
        by_object[label].append((rest[1], objects["1"], Decimal(rest[3])))
    elif label == "#PBUDGET":
        objects = sie_objects(rest[3])
        ledger.budget_by_object |= bool(objects)
        ledger.budget.append((rest[2], objects.get("1", ""), Decimal(rest[4])))


@dataclass
class Records:
    """All that has come in: rows as text, by file, and ledgers by year."""

    rows: dict[str, list[dict[str, str]]]
    layouts: dict[str, list[dict[str, str]]]
    ledgers: dict[int, Ledger]

    def __getitem__(self, stem: str) -> list[dict[str, str]]:
        return self.rows.get(f"{stem}.csv", [])

    def then(self, later: Self) -> Self:
        """What stands when another package has come in after this one."""
        merged = {}
        for name, keys in KEYS.items():
            rows = self.rows.get(name, []) + later.rows.get(name, [])
            merged[name] = list({tuple(row[key] for key in keys): row for row in rows}.values())
        layouts = {**self.layouts, **later.layouts}
        return type(self)(merged, layouts, {**self.ledgers, **later.ledgers})


def load(package: Package) -> Records:
    """Read a package without faults."""
    rows = {name: csv_records(data) for name, data in package.items() if name.endswith(".csv")}
    layouts: dict[str, list[dict[str, str]]] = {}
    for line in rows.pop("layout.csv", []):
        layouts.setdefault(line["table"], []).append(line)
    ledgers = [sie_ledger(data) for name, data in package.items() if is_ledger(name)]
    return Records(rows, layouts, {ledger.year: ledger for ledger in ledgers})

"""Everything wrong with a package, by section 1 of the contract: file, line, column."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from tests.oracle.drafts import COLUMNS
from tests.oracle.packages import ABOVE, KINDS
from tests.oracle.reading import KEYS, Package, csv_rows, is_ledger, moment, sie_fields, sie_text

type Place = tuple[str, int, str]  # 0 and "" where the contract names no line, no column.

AMOUNT = re.compile(r"-?\d+([.,]\d{1,2})?")
SIE_AMOUNT = re.compile(r"-?\d+(\.\d{1,2})?")
ACCOUNTS = re.compile(r"\s*(\d+(-\d+)?(\s+|$))*")
DAY = r"\d{4}-\d\d-\d\d"
MOMENT = DAY + r"T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)?"
DAYS = [
    "in_service",
    "out_of_service",
    "from",
    "to",
    "connected_on",
    "answered_on",
    "first_day",
    "last_day",
]
MOMENTS = ["opened", "closed", "started", "answered", "ended"]
WHOLE = ["birth_year", "year", "ordinary_days", "days"]
MEASURES = [
    "closing",
    "opening",
    "movement",
    "debit",
    "credit",
    "budget",
    "sum",
    "constant",
    "blank",
]
ALLOWED = {
    "role": ["host", "member", "customer", "supplier"],
    "channel": ["phone", "email", "portal"],
    "line": list("12"),
    "question": ["courtesy", "competence", "feedback"],
    "score": list("12345"),
    "grade": list("12345"),
    "probability": list("1234"),
    "consequence": list("1234"),
    "sex": list("KM"),
    "plan": ["members", "own"],
    "measure": MEASURES,
    "sign": ["1", "-1"],
    "kind": [*KINDS, *ABOVE],
}
MAY_BE_EMPTY = {
    "location",
    "out_of_service",
    "to",
    "closed",
    "answered",
    "result",
    "grade",
    "comment",
    "accounts",
}
INVESTMENTS_STATED = {"id", "plan", "year"}
SPANS = {
    "assets.csv": [("in_service", "out_of_service")],
    "gaps.csv": [("from", "to")],
    "tickets.csv": [("opened", "closed")],
    "calls.csv": [("started", "answered"), ("answered", "ended"), ("started", "ended")],
    "absences.csv": [("first_day", "last_day")],
}


@dataclass
class Sheet:
    """A CSV file as far as it can be read: rows with their line, and what was wrong on the way."""

    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    wrong: list[Place] = field(default_factory=list)


def faults(package: Package) -> set[Place]:
    """Return every place at which something is wrong."""
    found = {(name, 0, "") for name in ("package.toml", "organisations.csv") if name not in package}
    found |= set(of_toml(package.get("package.toml", b'format="samdrift-exchange/1"')))
    sheets = {}
    for name, data in package.items():
        if name in COLUMNS:
            sheets[name] = sheet_of(name, data)
        elif name != "package.toml" and not is_ledger(name):
            found.add((name, 0, ""))
    codes = {row.get("code") for _, row in sheets.get("organisations.csv", Sheet()).rows}
    for name, sheet in sheets.items():
        found |= set(sheet.wrong)
        for line, row in sheet.rows:
            columns = [*of_cells(name, row, codes)] or [*of_spans(name, row)]
            found |= {(name, line, column) for column in columns}
        found |= {(name, line, "") for line in twice(name, sheet)}
    found |= set(of_absences(sheets))
    found |= set(of_layout(sheets.get("layout.csv", Sheet())))
    return found | set(of_ledgers(package))


def of_toml(data: bytes) -> Iterator[Place]:
    try:
        told = tomllib.loads(data.decode())
    except ValueError:
        yield "package.toml", 0, ""
        return
    organisation = told.get("organisation", {})
    right = told.get("format") == "samdrift-exchange/1"
    right &= organisation.get("legal_form") in {"kommunalförbund", "gemensam nämnd"}
    right &= all(isinstance(organisation.get(key), str) for key in ("name", "org_number"))
    if not right and data != b'format="samdrift-exchange/1"':
        yield "package.toml", 0, ""


def sheet_of(name: str, data: bytes) -> Sheet:
    """Read as far as that is possible."""
    sheet = Sheet()
    if not data.strip(b"\xef\xbb\xbf"):
        return Sheet(wrong=[(name, 0, "")])
    if b"\0" in data:
        return Sheet(wrong=[(name, data[: data.index(b"\0")].count(b"\n") + 1, "")])
    try:
        data.decode()
        (_, header), *rows = csv_rows(data)
    except UnicodeDecodeError as wrong:
        return Sheet(wrong=[(name, data[: wrong.start].count(b"\n") + 1, "")])
    right = COLUMNS[name].split()
    sheet.wrong += [(name, 1, column) for column in set(right) ^ set(header)]
    sheet.wrong += [(name, 1, column) for column in header if header.count(column) > 1]
    for line, cells in rows:
        if len(cells) != len(header):
            sheet.wrong.append((name, line, ""))
        elif set(header) == set(right):
            sheet.rows.append((line, dict(zip(header, cells, strict=True))))
    return sheet


def of_cells(name: str, row: dict[str, str], codes: set[str | None]) -> Iterator[str]:
    for column, cell in row.items():
        if not cell:
            free = column in MAY_BE_EMPTY
            if name == "investments.csv":
                free = column not in INVESTMENTS_STATED
            if not free:
                yield column
        elif not is_right(name, column, cell, codes):
            yield column


def is_right(name: str, column: str, cell: str, codes: set[str | None]) -> bool:
    rules = {
        "organisation": cell in codes,
        "table": cell.startswith("ledger."),
        **dict.fromkeys(WHOLE, bool(re.fullmatch(r"\d{1,4}", cell))),
        **dict.fromkeys(DAYS, reads(date.fromisoformat, DAY, cell)),
        **dict.fromkeys(MOMENTS, reads(datetime.fromisoformat, MOMENT, cell)),
    }
    rules |= {allowed: cell in values for allowed, values in ALLOWED.items()}
    if name == "investments.csv":
        rules |= dict.fromkeys(("opening", "budget", "outcome"), bool(AMOUNT.fullmatch(cell)))
    return rules.get(column, True)


def reads(read, pattern: str, cell: str) -> bool:
    try:
        return bool(re.fullmatch(pattern, cell) and read(cell))
    except ValueError:
        return False


def of_spans(name: str, row: dict[str, str]) -> Iterator[str]:
    for start, end in SPANS.get(name, ()):
        if not row[start] or not row[end]:
            continue
        as_moment = start in MOMENTS
        first, last = (moment(row[c]).timestamp() if as_moment else row[c] for c in (start, end))
        if last < first:
            yield end


def twice(name: str, sheet: Sheet) -> Iterator[int]:
    seen = set()
    for line, row in sheet.rows:
        key = tuple(row[column] for column in KEYS.get(name, ()))
        if key and key in seen:
            yield line
        seen.add(key)


def of_absences(sheets: dict[str, Sheet]) -> Iterator[Place]:
    known = {(row["person"], row["year"]) for _, row in sheets.get("staff_days.csv", Sheet()).rows}
    for line, row in sheets.get("absences.csv", Sheet()).rows:
        if (row["person"], row["first_day"][:4]) not in known:
            yield "absences.csv", line, ""


def of_layout(sheet: Sheet) -> Iterator[Place]:
    tables: dict[str, dict[str, list[str]]] = {}
    for _, row in sheet.rows:
        names = tables.setdefault(row["table"], {}).setdefault(row["row"], [])
        names += row["accounts"].split() if row["measure"] == "sum" else []
    for line, row in sheet.rows:
        if not accounts_right(row, tables[row["table"]]):
            yield "layout.csv", line, "accounts"


def accounts_right(row: dict[str, str], rows: dict[str, list[str]]) -> bool:
    if row["measure"] == "sum":
        named = row["accounts"].split()
        return all(n in rows and row["row"] not in reach(rows, n, set()) for n in named)
    if row["measure"] == "constant":
        return bool(AMOUNT.fullmatch(row["accounts"]))
    return row["measure"] not in MEASURES or bool(ACCOUNTS.fullmatch(row["accounts"]))


def reach(rows: dict[str, list[str]], name: str, seen: set[str]) -> set[str]:
    """The row and every row its sums come to."""
    if name not in seen:
        seen.add(name)
        for other in rows.get(name, []):
            reach(rows, other, seen)
    return seen


def of_ledgers(package: Package) -> Iterator[Place]:
    years: list[str] = []
    for name, data in sorted(package.items()):
        if is_ledger(name):
            records = [sie_fields(line.strip()) for line in sie_text(data).splitlines()]
            yield from of_records(name, records)
            told = [record[2][:4] for record in records if record[:2] == ["#RAR", "0"]]
            if len(told) != 1 or told[0] in years:
                yield name, 0, ""
            years += told


ACCOUNT_AT = {"#IB": 2, "#UB": 2, "#RES": 2, "#OIB": 2, "#OUB": 2, "#PBUDGET": 3, "#TRANS": 1}
AMOUNT_AT = {"#IB": 3, "#UB": 3, "#RES": 3, "#OIB": 4, "#OUB": 4, "#PBUDGET": 5, "#TRANS": 3}


def of_records(name: str, records: list[list[str]]) -> Iterator[Place]:
    chart = {record[1] for record in records if record[:1] == ["#KONTO"]}
    budgets = {
        record[4].strip("{} ") != "" for record in records if record[:2] == ["#PBUDGET", "0"]
    }
    if len(budgets) == 2:
        yield name, 0, ""
    yield from of_vouchers(name, records)
    for line, record in enumerate(records, 1):
        label = record[0] if record else ""
        if label in AMOUNT_AT and (label == "#TRANS" or record[1] == "0"):
            if record[ACCOUNT_AT[label]] not in chart:
                yield name, line, label
            if not SIE_AMOUNT.fullmatch(record[AMOUNT_AT[label]]):
                yield name, line, label


def of_vouchers(name: str, records: list[list[str]]) -> Iterator[Place]:
    voucher, balance = 0, Decimal(0)
    for line, record in enumerate(records, 1):
        label = record[0] if record else ""
        if label == "#VER":
            voucher, balance = line, Decimal(0)
        elif label == "#TRANS" and SIE_AMOUNT.fullmatch(record[3]):
            balance += Decimal(record[3])
        elif label == "}" and balance:
            yield name, voucher, "#VER"

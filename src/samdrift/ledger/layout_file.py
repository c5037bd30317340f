"""layout.csv: how the organisation builds its statements and notes from accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from samdrift.kernel.money import Money
from samdrift.ledger import queries
from samdrift.ledger.choices import ACCOUNT_MEASURES, Measure
from samdrift.ledger.models import Account, LayoutLine
from samdrift.plumbing.exchange.columns import BadValue, Column, one_of, text
from samdrift.plumbing.exchange.csv_rows import RawRow, read_rows
from samdrift.plumbing.exchange.ports import FileReader, Payload, Reading

DECLARED_ACCOUNTS = "ledger.accounts"
NAMES = ("table", "row", "label", "accounts", "measure", "sign")
MOST_LINES = 5_000
REQUIRED_ROWS = {"ledger.carry-forward": ("opening", "net")}

_TABLE = re.compile(r"ledger\.[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_ROW = re.compile(r"\S{1,100}")

type Values = dict[str, Any]


def _table(cell: str) -> str:
    if _TABLE.fullmatch(cell) and len(cell) <= 100:
        return cell
    raise BadValue("ska börja med ledger. och fortsätta med små bokstäver och bindestreck.")


def _row(cell: str) -> str:
    if _ROW.fullmatch(cell):
        return cell
    raise BadValue("ska vara ett ord utan mellanrum, högst 100 tecken.")


def _sign(cell: str) -> int:
    return int(str(_ONE_OR_MINUS_ONE(cell)))


_ONE_OR_MINUS_ONE = one_of(("1", "-1"))
_COLUMNS = (
    Column("table", _table),
    Column("row", _row),
    Column("label", text()),
    Column("accounts", text(), may_be_empty=True),
    Column("measure", one_of(Measure.values)),
    Column("sign", _sign),
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The file being read, and the lines whose rows are wrong."""

    reading: Reading
    wrong: set[int] = field(default_factory=set)

    def fault(self, line: int, column: str, value: str, allowed: str) -> None:
        """Tell what is wrong with a row."""
        self.wrong.add(line)
        self.reading.fault(line, column, value, allowed)


def _read(reading: Reading) -> None:
    sheet = _Sheet(reading)
    lines = list(_lines(sheet))
    whole = [(line, values) for line, values in lines if len(values) == len(NAMES)]
    rows = {(v["table"], v["row"]) for _, v in lines if "table" in v and "row" in v}
    _tell_bad_accounts(sheet, whole)
    _tell_bad_sums(sheet, whole, rows)
    _tell_absent_rows(reading, rows, lines)
    reading.summary.wrong += len(sheet.wrong)
    _take(reading, [values for line, values in whole if line not in sheet.wrong])


def _lines(sheet: _Sheet) -> Iterator[tuple[int, Values]]:
    """Yield the line and values of every row; what cannot be read is told, and left out."""
    for count, raw in enumerate(read_rows(sheet.reading, NAMES), start=1):
        if count > MOST_LINES:
            sheet.fault(raw.line, "", "", f"filen har fler än {MOST_LINES} rader.")
            return
        yield raw.line, _values(sheet, raw)


def _values(sheet: _Sheet, raw: RawRow) -> Values:
    values: Values = {}
    if raw.spoiled:
        sheet.wrong.add(raw.line)
    for column, cell in zip(_COLUMNS, raw.cells, strict=True):
        if column.name in raw.spoiled:
            continue
        try:
            values[column.name] = column.read(cell)
        except BadValue as bad:
            sheet.fault(raw.line, column.name, cell, str(bad))
    return values


def _tell_bad_accounts(sheet: _Sheet, lines: Sequence[tuple[int, Values]]) -> None:
    """Tell what cannot be read, and single accounts that no books have."""
    known = sheet.reading.declared.get(DECLARED_ACCOUNTS, set()) | set(
        Account.objects.filter(edition__is_current=True).values_list("number", flat=True).distinct()
    )
    for line, values in lines:
        allowed = _wrong_with_accounts(values["accounts"], values["measure"], known)
        if allowed:
            sheet.fault(line, "accounts", values["accounts"], allowed)


def _wrong_with_accounts(accounts: str, measure: str, known: set[str]) -> str:
    if measure == Measure.CONSTANT:
        try:
            Money.parse(accounts or "0")
        except ValueError:
            return "ska vara ett belopp i kronor, till exempel 5000000."
    if measure not in ACCOUNT_MEASURES:
        return ""
    try:
        queries.ranges(accounts)
    except ValueError:
        return "ska vara konton och intervall med mellanrum mellan: 1110-1119 1280."
    single = [part for part in accounts.split() if "-" not in part]
    unknown = [part for part in single if known and part not in known]
    return f"kontot {unknown[0]} finns inte i någon kontoplan." if unknown else ""


def _tell_bad_sums(
    sheet: _Sheet, lines: Sequence[tuple[int, Values]], rows: Set[tuple[str, str]]
) -> None:
    """Tell sums of rows that are not there, and sums that end in themselves."""
    summed: dict[tuple[str, str], list[tuple[str, str]]] = {}
    sums = [(line, values) for line, values in lines if values["measure"] == Measure.SUM]
    for line, values in sums:
        table = values["table"]
        named = [(table, row) for row in values["accounts"].split()]
        summed.setdefault((table, values["row"]), []).extend(named)
        absent = [row for where, row in named if (where, row) not in rows]
        if absent:
            allowed = f"raden {absent[0]} finns inte i {table}."
            sheet.fault(line, "accounts", values["accounts"], allowed)
    circling = _rows_in_circles(summed)
    for line, values in sums:
        table = values["table"]
        parts = {(table, row) for row in values["accounts"].split()}
        if (table, values["row"]) in circling and parts & circling:
            allowed = f"summan {values['row']} räknar in sig själv."
            sheet.fault(line, "accounts", values["accounts"], allowed)


def _rows_in_circles(
    summed: dict[tuple[str, str], list[tuple[str, str]]],
) -> frozenset[tuple[str, str]]:
    """Return the rows whose sums go round: what is left when ends are set aside both ways.

    First the rows that add nothing left, again and again; then those that nothing left adds.
    """
    adds = {row: set(named) & summed.keys() for row, named in summed.items()}
    added_in: dict[tuple[str, str], set[tuple[str, str]]] = {row: set() for row in adds}
    for row, named in adds.items():
        for part in named:
            added_in[part].add(row)
    for one_way, other_way in ((adds, added_in), (added_in, adds)):
        ended = [row for row, others in one_way.items() if not others]
        while ended:
            row = ended.pop()
            del one_way[row]
            for other in other_way.pop(row):
                one_way[other].discard(row)
                if not one_way[other]:
                    ended.append(other)
    return frozenset(adds)


def _tell_absent_rows(
    reading: Reading, rows: Set[tuple[str, str]], lines: Sequence[tuple[int, Values]]
) -> None:
    for table, required in REQUIRED_ROWS.items():
        own = [line for line, values in lines if values.get("table") == table]
        for row in required:
            if own and (table, row) not in rows:
                reading.fault(own[0], "row", "", f"{table} ska ha raden {row}.")


def _take(reading: Reading, rows: Sequence[Values]) -> None:
    """Count the lines, and replace those of every table the file has unless something is wrong."""
    new = [values | {"position": position} for position, values in enumerate(rows)]
    tables = {values["table"] for values in new}
    replaced = LayoutLine.objects.filter(table__in=tables)
    before = list(replaced.values("id", *NAMES, "position"))
    if [{name: row[name] for name in (*NAMES, "position")} for row in before] == new:
        reading.summary.unchanged = len(new)
        return
    told = {tuple(row[name] for name in NAMES) for row in before}
    keys = {(row["table"], row["row"]) for row in before}
    for values in new:
        if tuple(values[name] for name in NAMES) in told:
            reading.summary.unchanged += 1
        elif (values["table"], values["row"]) in keys:
            reading.summary.changed += 1
        else:
            reading.summary.new += 1
    if reading.faults:
        return
    replaced.delete()
    LayoutLine.objects.bulk_create(LayoutLine(**values) for values in new)
    reading.payloads.append({"tables": sorted(tables), "before": before})


def _undo(payloads: Sequence[Payload]) -> None:
    for payload in reversed(payloads):
        LayoutLine.objects.filter(table__in=payload["tables"]).delete()
        LayoutLine.objects.bulk_create(LayoutLine(**row) for row in payload["before"])


LAYOUT_FILE = FileReader(key="ledger.layout", name="layout.csv", read=_read, undo=_undo)

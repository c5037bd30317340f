"""Hold the product's tables against the reference's, value by value."""

from collections.abc import Iterator
from decimal import Decimal

from tests.oracle import product, reference
from tests.oracle.reading import Records


def questions(
    records: Records, years: list[int], units: tuple[str, ...] = ("SEK",)
) -> Iterator[tuple[str, int, str, str]]:
    """Every table that can be asked for: id, year, cost centre, unit."""
    for key in [*reference.TABLES, *records.layouts]:
        money = key.startswith(("ledger.", "investments."))
        for year in years:
            book = records.ledgers.get(year)
            centres = [""]
            if key == "ledger.department-outcome":
                centres = book.cost_centres if book else []
            for centre in centres:
                for unit in units if money else ("SEK",):
                    yield key, year, centre, unit


def everything(records: Records, years: list[int]) -> dict[tuple, product.Answer]:
    """Every table as the product tells it now."""
    return {
        (key, year, centre): product.table(key, year, cost_centre=centre)
        for key, year, centre, _ in questions(records, years)
    }


def differences(
    records: Records, years: list[int], units: tuple[str, ...] = ("SEK",), *, ordered: bool = True
) -> Iterator[str]:
    """Tell every value in which the product and the reference differ."""
    for key, year, centre, unit in questions(records, years, units):
        where = f"{key}{f'@{centre}' if centre else ''}#{year} {unit}"
        answer = product.table(key, year, cost_centre=centre, unit=unit)
        if "inga poster" in answer.err and not has_records(records, year):
            continue
        if answer.status or not answer.out:
            yield f"{where}: exit {answer.status}: {answer.err.strip()[-600:]}"
            continue
        expected = reference.table(records, key, year, cost_centre=centre, unit=unit)
        got = product.read_json(answer.out)
        if not ordered:
            got["rows"] = in_order_of(expected.rows, got["rows"])
        for line in differences_of_table(expected, got, key, year):
            yield f"{where}: {line}"


def has_records(records: Records, year: int) -> bool:
    """Whether anything in the records is of the year; the contract leaves the rest open."""
    cells = (cell for rows in records.rows.values() for row in rows for cell in row.values())
    return year in records.ledgers or any(cell[:4] == str(year) for cell in cells)


def in_order_of(rows: list[reference.Row], told: list[dict]) -> list[dict]:
    """Put the rows told in the expected order, as far as they can be found."""
    found = [next((other for other in told if is_row(row, other)), None) for row in rows]
    return [other for other in found if other is not None]


def differences_of_table(expected, got: dict, key: str, year: int) -> Iterator[str]:
    head = (got["id"], got["year"], got["unit"], [column["key"] for column in got["columns"]])
    if head != (key, year, expected.unit, expected.columns):
        yield f"head: expected {(key, year, expected.unit, expected.columns)}, got {head}"
    if len(got["rows"]) != len(expected.rows):
        keys = [row.key for row in expected.rows], [row["key"] for row in got["rows"]]
        yield f"rows: expected {keys[0]}, got {keys[1]}"
        return
    for row, told in zip(expected.rows, got["rows"], strict=True):
        if not is_row(row, told):
            yield f"row: expected {row.key!r} {row.note!r}, got {told}"
        for column, value, other in zip(expected.columns, row.values, told["values"], strict=True):
            if not same(value, other, expected.unit):
                yield f"{row.key}, {column}: expected {value}, got {other}"


def is_row(row: reference.Row, told: dict) -> bool:
    if told.get("note", "") != row.note:
        return False
    if row.key.startswith("~"):
        return row.key[1:] in told["key"] or row.key[1:] in told["label"]
    return told["key"] == row.key


def same(value: object, told: object, unit: str) -> bool:
    """Equal, and money in kronor told with two decimals."""
    if isinstance(value, reference.Missing):
        if not isinstance(told, dict) or set(told) != {"missing"}:
            return False
        return not value.reasons or any(reason in told["missing"] for reason in value.reasons)
    if value is None or not isinstance(told, Decimal):
        return told is value
    decimals = -2 if unit == "SEK" else told.as_tuple().exponent
    return told == value and told.as_tuple().exponent == decimals


# Differences that are told and not yet settled. Take a line out when it is.

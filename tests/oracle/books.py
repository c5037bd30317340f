"""Statements and notes: layout lines over one ledger, as section 3 of the contract says."""

from decimal import Decimal

from tests.oracle.reading import Ledger, Records, money

type Values = dict[str, Decimal | None]
type Lines = list[dict[str, str]]


def holds(accounts: str, account: str) -> bool:
    """Whether one of the numbers or ranges takes in the account."""
    for part in accounts.split():
        low, _, high = part.partition("-")
        if int(low) <= int(account) <= int(high or low):
            return True
    return False


def entries(ledger: Ledger, measure: str) -> list[tuple[str, str, Decimal]]:
    return {
        "opening": ledger.opening,
        "closing": ledger.closing,
        "movement": ledger.postings,
        "debit": [entry for entry in ledger.postings if entry[2] > 0],
        "credit": [entry for entry in ledger.postings if entry[2] < 0],
        "budget": ledger.budget,
    }[measure]


def measured(ledger: Ledger, line: dict[str, str], centre: str) -> Decimal:
    """Balances of an account stand apart from those of its cost centres; postings do not."""
    balance = line["measure"] in {"opening", "closing"}
    return sum(
        (
            amount
            for account, at, amount in entries(ledger, line["measure"])
            if holds(line["accounts"], account) and (at == centre or (not centre and not balance))
        ),
        Decimal(0),
    )


def evaluate(lines: Lines, ledger: Ledger, *, centre: str = "", budget: bool = False) -> Values:
    """Value of every row; with `budget` in place of movement where that is asked for."""
    values: Values = {}

    def of_line(line: dict[str, str]) -> Decimal | None:
        measure, accounts = line["measure"], line["accounts"]
        if measure in {"blank", "constant"}:
            return money(accounts) if measure == "constant" else None
        if measure == "sum":
            return sum((of_row(row) or Decimal(0) for row in accounts.split()), Decimal(0))
        if measure == "movement" and budget:
            line = {**line, "measure": "budget"}
        return measured(ledger, line, centre)

    def of_row(row: str) -> Decimal | None:
        if row not in values:
            parts = [(of_line(line), int(line["sign"])) for line in lines if line["row"] == row]
            told = [value * sign for value, sign in parts if value is not None]
            values[row] = sum(told, Decimal(0)) if told else None
        return values[row]

    return {line["row"]: of_row(line["row"]) for line in lines}


def without(lines: Lines) -> Values:
    return dict.fromkeys((line["row"] for line in lines), None)


def less(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    return None if left is None or right is None else left - right


def statement(records: Records, key: str, year: int, centre: str):
    """Columns and rows of any ledger table."""
    lines = records.layouts[key]
    if key == "ledger.carry-forward":
        return carry_forward(lines, records.ledgers.get(year))
    if key == "ledger.department-outcome":
        return department(lines, records, year, centre)
    now, before = records.ledgers.get(year), records.ledgers.get(year - 1)
    columns = [str(year), str(year - 1)]
    values = [evaluate(lines, book) if book else without(lines) for book in (now, before)]
    if key == "ledger.income-statement":
        columns.append("budget")
        values.append(evaluate(lines, now, budget=True) if now else without(lines))
    return columns, [(row, [column[row] for column in values]) for row in values[0]]


def by_object(ledger: Ledger) -> bool:
    """Whether a cost centre's budget is known; with no budget at all it is not."""
    return ledger.budget_by_object


def department(lines: Lines, records: Records, year: int, centre: str):
    now, before = records.ledgers.get(year), records.ledgers.get(year - 1)
    earlier = evaluate(lines, before, centre=centre) if before else without(lines)
    outcome = evaluate(lines, now, centre=centre) if now else without(lines)
    known = now and by_object(now)
    budget = evaluate(lines, now, centre=centre, budget=True) if known else without(lines)
    rows = [
        (row, [earlier[row], budget[row], outcome[row], less(budget[row], outcome[row])])
        for row in outcome
    ]
    return ["previous", "budget", "outcome", "deviation"], rows


def carry_forward(lines: Lines, ledger: Ledger | None):
    rows: list[tuple[str, list]] = []
    for centre in ledger.cost_centres if ledger else []:
        outcome = evaluate(lines, ledger, centre=centre)
        known = by_object(ledger)
        budget = evaluate(lines, ledger, centre=centre, budget=True) if known else {}
        result = less(budget.get("net"), outcome["net"])
        opening = outcome["opening"]
        both = result is not None and opening is not None
        rows.append((centre, [opening, result, opening + result if both else None]))
    sums = []
    for place in range(3):
        column = [values[place] for _, values in rows]
        sums.append(None if None in column or not ledger else sum(column, Decimal(0)))
    return ["opening", "outcome", "closing"], [*rows, ("total", sums)]

"""Ledgers and layouts by seed: every measure, every way SIE may be written."""

import random

from tests.oracle.drafts import Book

ACCOUNTS = [
    "151",
    "1510",
    "15101",
    "1920",
    "2010",
    "2071",
    "2510",
    "301",
    "3010",
    "30105",
    "3510",
    "4610",
    "5010",
    "7410",
    "7910",
    "8510",
]
CENTRES = ["EKO", "IT", "100", "ÅK", "20", "Växel", "A B", "9"]
AMOUNTS = (
    0,
    1,
    49,
    50,
    49_999,
    50_000,
    50_001,
    149_950,
    1_234_567,
    49_999_999,
    50_000_000,
    250_000_000,
)
MEASURES = ("closing", "opening", "movement", "debit", "credit", "budget")
KEYS = (
    "ledger.income-statement", "ledger.balance-sheet", "ledger.cash-flow", "ledger.note-cash",
    "ledger.balance-requirement", "ledger.note-revenue",
)  # fmt: skip


def kronor(ore: int) -> str:
    sign, ore = "-" * (ore < 0), abs(ore)
    return f"{sign}{ore // 100}.{ore % 100:02}" if ore % 100 else f"{sign}{ore // 100}"


class Writer:
    """Writes SIE records in one of the ways they may be written."""

    def __init__(self, rng: random.Random, year: int) -> None:
        self.rng, self.year = rng, year
        self.lines: list[str] = []
        self.tabs = rng.random() < 0.3

    def field(self, text: str) -> str:
        text = text.replace('"', '\\"')
        bare = text and " " not in text and self.rng.random() < 0.8
        return text if bare else f'"{text}"'

    def record(self, *fields: str, indent: str = "") -> None:
        """Write a line; what is already an object list stays as it is."""
        label, *rest = fields
        written = [field if field[:1] == "{" else self.field(field) for field in rest]
        blank = "\t" if self.tabs else self.rng.choice((" ", " ", "  "))
        self.lines.append(indent + blank.join([label, *written]))
        if self.rng.random() < 0.02:
            self.lines.append("")

    def objects(self, centre: str) -> str:
        pairs = [("1", centre)] if centre else []
        if self.rng.random() < 0.2:
            pairs.insert(self.rng.randint(0, len(pairs)), ("6", "P1"))
        inner = " ".join(f"{dim} {self.field(name)}" for dim, name in pairs)
        return f"{{{inner}}}" if self.rng.random() < 0.8 else f"{{ {inner} }}"


def add_ledgers(maker) -> None:
    """Add a file a year, not every year, and mostly a layout over them."""
    rng = maker.rng
    years = rng.sample(maker.years, rng.randint(1, len(maker.years)))
    accounts = rng.sample(ACCOUNTS, rng.randint(6, len(ACCOUNTS)))
    for year in years:
        centres = rng.sample(CENTRES, rng.randint(0, 4))
        name = rng.choice((f"ledger/{year}.se", f"ledger/Bokföring {year}.se"))
        maker.draft.books[name] = ledger(rng, year, accounts, centres)
    add_layout(maker, accounts)


def ledger(rng: random.Random, year: int, accounts: list[str], centres: list[str]) -> Book:
    write = Writer(rng, year)
    utf8 = rng.random() < 0.2
    write.record("#FLAGGA", rng.choice("01"))
    write.record("#PROGRAM", "Ekonomi åäö ÅÄÖ", "1.0")
    if not utf8:
        write.record("#FORMAT", "PC8")
    write.record("#SIETYP", "4")
    write.record("#FNAMN", 'Förbundet "Å" i Ödeshög')
    years = [("0", year), ("-1", year - 1)]
    for index, at in rng.sample(years, 2):
        write.record("#RAR", index, f"{at}0101", f"{at}1231")
    write.record("#OKÄND", "något")
    for account in accounts:
        write.record("#KONTO", account, f"Konto {account} å")
        write.record("#KTYP", account, "T")
    write.record("#DIM", "1", "Kostnadsställe")
    write.record("#DIM", "6", "Projekt")
    for centre in centres:
        write.record("#OBJEKT", "1", centre, f"Ställe {centre}")
    write.record("#OBJEKT", "6", "P1", "Projekt ett")
    opening = balances(write, accounts, centres)
    add_budget(write, accounts, centres)
    write_vouchers(write, accounts, centres, opening)
    return Book(
        write.lines,
        encoding="utf-8" if utf8 else rng.choice(("cp437", "cp437", "latin-1")),
        newline=rng.choice(("\n", "\r\n")),
    )


def balances(write: Writer, accounts: list[str], centres: list[str]) -> dict[str, int]:
    rng, opening = write.rng, {}
    for account in accounts:
        write.record("#IB", "-1", account, "777.77")
        write.record("#UB", "-1", account, "888.88")
        if rng.random() < 0.5:
            opening[account] = rng.choice(AMOUNTS) * rng.choice((1, -1))
            quantity = ["5"] if rng.random() < 0.2 else []
            write.record("#IB", "0", account, kronor(opening[account]), *quantity)
        for centre in centres:
            if rng.random() < 0.2:
                of = f'{{1 "{centre}"}}'
                write.record("#OIB", "0", account, of, kronor(rng.choice(AMOUNTS)))
                write.record("#OUB", "0", account, of, kronor(-rng.choice(AMOUNTS)))
                write.record("#OIB", "-1", account, of, "999")
        if rng.random() < 0.1:
            write.record("#OIB", "0", account, "{6 P1}", "55.55")
    return opening


def add_budget(write: Writer, accounts: list[str], centres: list[str]) -> None:
    rng = write.rng
    how = rng.choice(("by object", "whole", "none") if centres else ("whole", "none"))
    for account in accounts:
        for month in rng.sample(range(1, 13), rng.randint(0, 3)):
            objects = "{}"
            if how == "by object":
                objects = write.objects(rng.choice(centres))
            amount = kronor(rng.choice(AMOUNTS) * rng.choice((1, -1)))
            if how != "none":
                write.record("#PBUDGET", "0", f"{write.year}{month:02}", account, objects, amount)
            write.record("#PBUDGET", "-1", f"{write.year - 1}{month:02}", account, "{}", "66.66")


def write_vouchers(
    write: Writer, accounts: list[str], centres: list[str], opening: dict[str, int]
) -> None:
    rng, closing, numbers = write.rng, dict(opening), rng_numbers(write.rng)
    at = len(write.lines)
    for number in numbers:
        series = rng.choice("AB")
        day = f"{write.year}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
        write.record("#VER", series, str(number), day, rng.choice(("Köp å", "", 'Sa "ja"')))
        write.lines.append("{")
        amounts = [rng.choice(AMOUNTS) * rng.choice((1, -1)) for _ in range(rng.randint(1, 4))]
        for amount in [*amounts, -sum(amounts)]:
            account = rng.choice(accounts)
            closing[account] = closing.get(account, 0) + amount
            transaction(write, account, rng.choice(["", *centres]), kronor(amount))
        write.lines.append("}")
    body, write.lines = write.lines[at:], write.lines[:at]
    for account, amount in closing.items():
        if int(account[0]) < 3 and rng.random() < 0.9:
            off = rng.choice((0, 0, 0, 0, 0, 1, -100))
            write.record("#UB", "0", account, kronor(amount + off))
        elif int(account[0]) >= 3:
            write.record("#RES", "0", account, kronor(amount))
    write.lines += body


def rng_numbers(rng: random.Random) -> list[int]:
    return rng.sample(range(1, 40), rng.randint(0, 12))


def transaction(write: Writer, account: str, centre: str, amount: str) -> None:
    indent = write.rng.choice(("", "", "   ", "\t"))
    fields = (account, write.objects(centre), amount)
    kind = write.rng.random()
    if kind < 0.1:
        write.record("#BTRANS", account, write.objects(centre), "123.45", indent=indent)
    if kind > 0.9:
        write.record("#RTRANS", *fields, f"{write.year}0203", "rättad", indent=indent)
    extra = (f"{write.year}0203", "text å") if write.rng.random() < 0.2 else ()
    write.record("#TRANS", *fields, *extra, indent=indent)


def add_layout(maker, accounts: list[str]) -> None:
    rng, sheet = maker.rng, maker.draft.sheet("layout", maker.rng)
    rows: list[list[tuple]] = [
        table_lines(rng, key, accounts, MEASURES, ("blank", "constant", "sum"))
        for key in rng.sample(KEYS, rng.randint(1, len(KEYS)))
    ]
    if rng.random() < 0.7:
        few = ("movement",)
        rows.append(table_lines(rng, "ledger.department-outcome", accounts, few, ("blank", "sum")))
    if rng.random() < 0.7:
        key = "ledger.carry-forward"
        rows.append(
            [
                (
                    key,
                    "opening",
                    "Ingående",
                    account_spec(rng, accounts),
                    "opening",
                    rng.choice((1, -1)),
                ),
                (key, "net", "Netto", account_spec(rng, accounts), "movement", 1),
                (key, "net", "Netto", account_spec(rng, accounts), "movement", rng.choice((1, -1))),
            ]
        )
    if rng.random() < 0.3:  # Tables may lie between each other; a table's own order holds.
        while any(rows):
            sheet.add(*rng.choice([lines for lines in rows if lines]).pop(0))
    for line in (line for lines in rows for line in lines):
        sheet.add(*line)


def account_spec(rng: random.Random, accounts: list[str]) -> str:
    parts = rng.sample(accounts, rng.randint(0, 2))
    for _ in range(rng.randint(0 if parts else 1, 2)):
        low, high = sorted(
            (rng.choice((1000, 151, 2999, 4000, 3010)), rng.choice((8999, 15101, 3999)))
        )
        parts.append(f"{low}-{high}")
    return " ".join(parts)


def table_lines(rng: random.Random, key: str, accounts: list[str], measures, others) -> list[tuple]:
    """Rows of any kind; a row may have several lines and a sum may name what comes later."""
    names = [f"row-{number}" for number in range(rng.randint(1, 8))]
    rank = {name: place for place, name in enumerate(rng.sample(names, len(names)))}
    lines = []
    for name in names:
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            measure = rng.choice(measures if rng.random() < 0.65 else others)
            lower = [other for other in names if rank[other] < rank[name]]
            if measure == "sum" and not lower:
                measure = measures[0]
            spec = {
                "blank": lambda: "",
                "constant": lambda: kronor(rng.choice(AMOUNTS) * rng.choice((1, -1))),
                "sum": lambda lower=lower: " ".join(rng.sample(lower, rng.randint(1, len(lower)))),
            }.get(measure, lambda: account_spec(rng, accounts))()
            lines.append((key, name, f"Rad {name} å", spec, measure, rng.choice((1, 1, -1))))
    if rng.random() < 0.2:
        rng.shuffle(lines)
    return lines

"""A large year of made-up books: the same rows for us and for the references."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

YEAR = 2019
ACCOUNTS = tuple(
    f"{group}{number:02d}"
    for group in (15, 19, 25, 29, 31, 36, 41, 46, 50, 56, 64, 68, 74, 79, 85)
    for number in range(10, 30)
)
COST_CENTRES = tuple(str(number) for number in range(100, 140))


@dataclass(frozen=True, slots=True)
class Posting:
    """One row of the year."""

    voucher: int
    month: int
    day: int
    account: str
    cost_centre: str
    ore: int


@dataclass(frozen=True, slots=True)
class Size:
    """How many postings, how many of them a voucher has, and which vouchers have another amount."""

    count: int
    each: int = 4
    changed: int = 0
    """Each so manieth voucher has ten kronor more; none where it is 0."""


def postings(size: Size) -> Iterator[Posting]:
    """Yield postings in vouchers that balance; always the same ones."""
    chance = random.Random(2019)  # noqa: S311
    for voucher in range(1, size.count // size.each + 1):
        month, day = chance.randint(1, 12), chance.randint(1, 28)
        amounts = [chance.randint(-500_000, 500_000) for _ in range(size.each - 1)]
        if size.changed and voucher % size.changed == 0:
            amounts[0] += 1000
        for ore in (*amounts, -sum(amounts)):
            account, centre = chance.choice(ACCOUNTS), chance.choice(COST_CENTRES)
            yield Posting(voucher, month, day, account, centre, ore)


def write_package(folder: Path, size: Size) -> Path:
    """Write an exchange package whose one ledger has that many #TRANS; return the ledger."""
    (folder / "ledger").mkdir(parents=True, exist_ok=True)
    (folder / "package.toml").write_text(
        'format = "samdrift-exchange/1"\n[organisation]\nname = "Stora förbundet"\n'
        'org_number = "222000-0000"\nlegal_form = "kommunalförbund"\n',
        encoding="utf-8",
    )
    (folder / "organisations.csv").write_text("code,name,role\nALF,Alfa,member\n", encoding="utf-8")
    ledger = folder / "ledger" / f"{YEAR}.se"
    with ledger.open("w", encoding="cp437", newline="\r\n") as file:
        file.write('#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#FNAMN "Stora förbundet"\n')
        file.write(f"#RAR 0 {YEAR}0101 {YEAR}1231\n")
        file.writelines(f'#KONTO {account} "Konto {account}"\n' for account in ACCOUNTS)
        file.write("#DIM 1 Kostnadsställe\n")
        file.writelines(f'#OBJEKT 1 {centre} "Ställe {centre}"\n' for centre in COST_CENTRES)
        _write_vouchers(file.write, size)
    return ledger


def _write_vouchers(write, size: Size) -> None:  # noqa: ANN001
    present = 0
    for posting in postings(size):
        if posting.voucher != present:
            if present:
                write("}\n")
            present = posting.voucher
            day = f"{YEAR}{posting.month:02d}{posting.day:02d}"
            write(f'#VER A {present} {day} "Verifikation {present}"\n{{\n')
        sign = "-" if posting.ore < 0 else ""
        whole, part = divmod(abs(posting.ore), 100)
        write(f'#TRANS {posting.account} {{1 "{posting.cost_centre}"}} {sign}{whole}.{part:02d}\n')
    write("}\n")


def write_csv(path: Path, size: Size) -> None:
    """Write the same rows as CSV, for DuckDB."""
    with path.open("w", encoding="ascii") as file:
        file.write("voucher,month,account,cost_centre,ore\n")
        file.writelines(
            f"{p.voucher},{p.month},{p.account},{p.cost_centre},{p.ore}\n" for p in postings(size)
        )


def write_journal(path: Path, size: Size) -> None:
    """Write the same vouchers as a journal, for hledger and ledger."""
    with path.open("w", encoding="ascii") as file:
        present = 0
        for posting in postings(size):
            if posting.voucher != present:
                present = posting.voucher
                file.write(f"\n{YEAR}-{posting.month:02d}-{posting.day:02d} V{present}\n")
            sign = "-" if posting.ore < 0 else ""
            whole, part = divmod(abs(posting.ore), 100)
            file.write(f"  {posting.account}:{posting.cost_centre}  {sign}{whole}.{part:02d}\n")

"""Small books and layouts, and taking them in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from samdrift.kernel.money import Money
from samdrift.ledger.models import LedgerEdition
from samdrift.ledger.ports import LineEntry, VoucherEntry
from samdrift.plumbing.exchange import services as exchange
from samdrift.plumbing.exchange.tests.given import AT, folder_of

HEAD = "#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#GEN 20160101\n"
CHART = (1010, 1930, 2010, 2440, 3000, 4000, 5000, 8000)
LAYOUT = "table,row,label,accounts,measure,sign\n"


def ver(
    series: str, number: object, day: str, *lines: tuple[object, object], text: str = ""
) -> str:
    """Return a voucher; a line is an account (or `ACCOUNT@CENTRE`) and kronor."""
    rows = "".join(f"#TRANS {_place(account)} {kronor}\n" for account, kronor in lines)
    return f'#VER {series} {number} {day} "{text}"\n{{\n{rows}}}\n'


def _place(account: object) -> str:
    number, _, centre = str(account).partition("@")
    return f"{number} {{1 {centre}}}" if centre else f"{number} {{}}"


def books(*parts: str, year: int = 2015, head: str = HEAD, rar: str | None = None) -> str:
    """Return a SIE file of a year with a small chart and the given records."""
    told = f"#RAR 0 {year}0101 {year}1231\n" if rar is None else rar
    chart = "".join(f'#KONTO {account} "Konto {account}"\n' for account in CHART)
    return head + told + chart + "".join(parts)


SALE = ver("A", 1, "20150310", (1930, "100.50"), (3000, "-100.50"))
PURCHASE = ver("A", 2, "20150420", ("4000@IT", 60), (1930, -60))


def take(folder, *, layout: str | None = None, **ledgers: str):
    """Take in books by name (`y2015=`) and a layout. Return the outcome, right or wrong."""
    contents = {f"ledger/{name[1:]}.se": text for name, text in ledgers.items()}
    if layout is not None:
        contents["layout.csv"] = LAYOUT + layout
    return exchange.import_package(folder_of(folder, contents), at=AT)


def taken(folder, **given):
    """Take in what is right. Return the summary of each file."""
    outcome = take(folder, **given)
    assert list(map(str, outcome.faults.shown)) == []
    return {summary.file: summary for summary in outcome.summaries}


def entry(*lines: tuple[str, int], number: str = "1", day: date = date(2015, 1, 1)) -> VoucherEntry:
    """Return a voucher to post; a line is an account (or `ACCOUNT@CENTRE`) and öre."""
    return VoucherEntry("A", number, day, "", tuple(_lines(lines)))


def _lines(lines: Iterable[tuple[str, int]]) -> Iterable[LineEntry]:
    for place, ore in lines:
        account, _, centre = place.partition("@")
        yield LineEntry(account, Money(ore), centre)


def edition(year: int = 2015, *, is_current: bool = True) -> LedgerEdition:
    """Make an edition with nothing in it."""
    return LedgerEdition.objects.create(
        year=year, is_current=is_current, file_digest="x" * 64, taken_at=AT
    )

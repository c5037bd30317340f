"""What must hold in a year's books: balances tie, statements tie, notes tie to statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db.models import Sum

from samdrift.kernel.figures import Origin
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.spans import Span
from samdrift.ledger import queries
from samdrift.ledger.choices import Measure
from samdrift.ledger.layouts import Layout, layouts
from samdrift.ledger.models import LedgerEdition, VoucherLine
from samdrift.ledger.statements import column
from samdrift.ledger.titles import title_of
from samdrift.reporting.formats import Scale, swedish_number
from samdrift.reporting.ports import Ask, CheckResult, CheckSource, Door, FigureAddress
from samdrift.reporting.wording import in_words, sentence

BALANCE_SHEET = "ledger.balance-sheet"
INCOME_STATEMENT = "ledger.income-statement"
CASH_FLOW = "ledger.cash-flow"
NOTE = "ledger.note-"
OPENINGS = "Ingående balans är fjolårets utgående"
DEPRECIATION = "depreciation"
OPENING_DEPRECIATION = "opening-depreciation"
"""The row by which a note is known to tell of assets that are written off."""

type _Check = Callable[[LedgerEdition], CheckResult | None]


def year_checks(year: int) -> tuple[CheckResult, ...]:
    """Hold a year's books against themselves; none where there are no books."""
    edition = queries.edition_of(year)
    if edition is None:
        return ()
    results = (check(edition) for check in _CHECKS)
    return tuple(result for result in results if result is not None)


def _kronor(amount: Money) -> str:
    return f"{swedish_number(amount, Scale.SEK) if amount else '0'} kr"


def _differs(name: str, one: Money, other: Money) -> str:
    return sentence(
        "{what}: {one} mot {other}, skillnad {gap}",
        what=name,
        one=_kronor(one),
        other=_kronor(other),
        gap=_kronor(one - other),
    )


def _account(number: str) -> str:
    return sentence("konto {number}", number=number)


def _account_door(number: str, year: int, measure: Measure) -> Door:
    """Return the way to what an account holds."""
    scope = (("accounts", number), ("measure", measure.value))
    return Door(f"{_account(number)} {year}", Origin(queries.ACCOUNTS, Span.year(year), scope))


def _row_door(words: str, cell: tuple[str, str], year: int) -> Door:
    """Return the way to a row of a statement or a note, this year's column."""
    return Door(words, FigureAddress(cell[0], Ask(year), cell[1], str(year)))


def _account_order(accounts: Iterator[str]) -> list[str]:
    return sorted(accounts, key=int)


def _balances_reconcile(edition: LedgerEdition) -> CheckResult:
    """Opening balance plus postings gives the closing balance, account by account."""
    book = queries.book(year=edition.year)
    assert book is not None, "the year has books"
    balance_accounts = queries.balance_accounts(book)
    faults, doors = [], []
    for number in balance_accounts:
        sums = book.accounts[number]
        if sums.reckoned != sums.closing:
            both = Money(sums.reckoned), Money(sums.closing)
            faults.append(_differs(_account(number), *both))
            doors.append(_account_door(number, edition.year, Measure.CLOSING))
    found = sentence(
        "Ingående balans och verifikationer ger utgående balans på {count} konton.",
        count=len(balance_accounts),
    )
    return CheckResult(in_words("Kontona går ihop"), found, tuple(faults), tuple(doors))


def _openings_follow(edition: LedgerEdition) -> CheckResult | None:
    """The opening balance of every account is the closing balance of the year before.

    Where the result of last year has been taken into equity between the years, equity and result
    are told together.
    """
    now = queries.book(year=edition.year)
    before = queries.book(year=edition.year - 1)
    if now is None or before is None:
        return None
    faults, doors = [], []
    for number in _account_order(iter({*now.accounts, *before.accounts})):
        opening = now.accounts.get(number, queries.AccountSums()).opening
        closing = before.accounts.get(number, queries.AccountSums()).closing
        if opening != closing:
            faults.append(_differs(_account(number), Money(opening), Money(closing)))
            doors.append(_account_door(number, now.year, Measure.OPENING))
    result = total(
        Money(s.debit + s.credit) for n, s in before.accounts.items() if n[0] in "345678"
    )
    moved = total(
        Money(now.accounts.get(n, queries.AccountSums()).opening - s.closing)
        for n, s in before.accounts.items()
    )
    if faults and moved == result and len(faults) <= 3:
        found = sentence(
            "Fjolårets resultat, {result}, har förts till eget kapital.", result=_kronor(-result)
        )
        return CheckResult(in_words(OPENINGS), found)
    found = sentence(
        "Ingående balans {year} är utgående balans {before}.",
        year=edition.year,
        before=edition.year - 1,
    )
    return CheckResult(in_words(OPENINGS), found, tuple(faults), tuple(doors))


def _kept_balances_hold(edition: LedgerEdition) -> CheckResult:
    """The balances kept by the posting are the sums of the lines themselves."""
    book = queries.book(year=edition.year)
    assert book is not None, "the year has books"
    kept = {number: sums.debit + sums.credit for number, sums in book.accounts.items()}
    lines = dict(
        VoucherLine.objects.filter(edition=edition)
        .order_by()
        .values_list("account")
        .annotate(amount=Sum("amount_ore"))
    )
    differing = [
        number
        for number in _account_order(iter({*kept, *lines}))
        if kept.get(number, 0) != lines.get(number, 0)
    ]
    faults = tuple(
        _differs(_account(number), Money(kept.get(number, 0)), Money(lines.get(number, 0)))
        for number in differing
    )
    doors = tuple(_account_door(number, edition.year, Measure.MOVEMENT) for number in differing)
    found = sentence(
        "Summorna per konto är verifikationsradernas på {count} konton.", count=len(lines)
    )
    return CheckResult(in_words("Summorna är radernas"), found, faults, doors)


def _amount(table: str, layout: Layout, key: str, year: int) -> Money | None:
    if key not in {row.key for row in layout}:
        return None
    figure = column(table, layout, year=year).figure(key)
    return None if figure.value is None else figure.money


def _pair(
    edition: LedgerEdition, one: tuple[str, str], other: tuple[str, str]
) -> tuple[Money, Money] | None:
    """Return two rows' amounts, None where either table or row is not there."""
    known = layouts(edition.year)
    found = [
        _amount(table, known[table], key, edition.year) if table in known else None
        for table, key in (one, other)
    ]
    if found[0] is None or found[1] is None:
        return None
    return found[0], found[1]


def _ties(
    title: str,
    words: str,
    one: tuple[str, str],
    other: tuple[str, str],
    names_of_rows: tuple[str, ...] = (),
) -> _Check:
    """Return a check that two rows of statements are equal, called by their tables unless told."""

    def check(edition: LedgerEdition) -> CheckResult | None:
        pair = _pair(edition, one, other)
        if pair is None:
            return None
        told = in_words(words)
        faults = () if pair[0] == pair[1] else (_differs(told, *pair),)
        names = [in_words(name) for name in names_of_rows or map(title_of, (one[0], other[0]))]
        doors = tuple(
            _row_door(name, cell, edition.year)
            for name, cell in zip(names, (one, other), strict=True)
        )
        return CheckResult(in_words(title), f"{told}: {_kronor(pair[0])}.", faults, doors)

    return check


def _cash_flow_ties(edition: LedgerEdition) -> CheckResult | None:
    """Opening cash and the year's cash flow give closing cash."""
    layout = layouts(edition.year).get(CASH_FLOW, ())
    keys = ("opening", "year", "closing")
    amounts = [_amount(CASH_FLOW, layout, key, edition.year) for key in keys]
    opening, flow, closing = (amount if amount is not None else ZERO for amount in amounts)
    if None in amounts:
        return None
    found = sentence(
        "{opening} och {flow} ger {closing}.",
        opening=_kronor(opening),
        flow=_kronor(flow),
        closing=_kronor(closing),
    )
    faults: tuple[str, ...] = ()
    if opening + flow != closing:
        faults = (_differs(in_words("likvida medel vid årets slut"), opening + flow, closing),)
    words = ("Vid årets början", "Årets kassaflöde", "Vid årets slut")
    doors = tuple(
        _row_door(in_words(name), (CASH_FLOW, key), edition.year)
        for name, key in zip(words, keys, strict=True)
    )
    return CheckResult(in_words("Kassaflödet ger kassan"), found, faults, doors)


def _notes_tie(edition: LedgerEdition) -> CheckResult | None:
    """A note whose last row measures just the accounts of a statement's row gives its amount."""
    known = layouts(edition.year)
    statements = [
        (table, row.key, row.label, _reach(known[table], row.key, edition.year))
        for table in (INCOME_STATEMENT, BALANCE_SHEET)
        for row in known.get(table, ())
    ]
    faults, compared = [], 0
    doors: list[Door] = []
    for table, layout in known.items():
        if not table.startswith(NOTE) or not layout:
            continue
        last = layout[-1].key
        reach = _reach(layout, last, edition.year)
        for statement, key, label, other in statements:
            if reach and reach == other:
                compared += 1
                pair = _pair(edition, (table, last), (statement, key))
                if pair and abs(pair[0].ore) != abs(pair[1].ore):
                    note, row = in_words(title_of(table)), in_words(label)
                    both = sentence("{note} mot {row}", note=note, row=row)
                    faults.append(_differs(both, *pair))
                    doors.append(_row_door(note, (table, last), edition.year))
                    doors.append(_row_door(row, (statement, key), edition.year))
    if not compared:
        return None
    found = sentence("{count} noter ger samma belopp som raden de hör till.", count=compared)
    return CheckResult(in_words("Noterna är räkningarnas"), found, tuple(faults), tuple(doors))


def _depreciation_ties(edition: LedgerEdition) -> CheckResult | None:
    """What the notes of assets write off is what the income statement does.

    A note may net what was taken back on things sold, so what was written off is read from the
    credit of its accounts. Where the layout has a row for what is written off on the asset itself,
    the notes may tell less than the statement, but never more.
    """
    known, year = layouts(edition.year), edition.year
    notes = {
        table: accounts
        for table, layout in known.items()
        if table.startswith(NOTE) and (accounts := _written_off_on(layout))
    }
    row = (INCOME_STATEMENT, DEPRECIATION)
    booked = _amount(INCOME_STATEMENT, known.get(INCOME_STATEMENT, ()), DEPRECIATION, year)
    book = queries.book(year=year)
    if not notes or booked is None or book is None:
        return None
    chosen = queries.choose(" ".join(notes.values()), book.accounts)
    told = Money(-sum(book.accounts[number].credit for number in chosen))
    back = Money(sum(book.accounts[number].debit for number in chosen))
    apart = abs(booked.ore) - told.ore
    may_be_less = "other" in {each.key for each in known.get(f"{NOTE}depreciation", ())}
    is_right = not apart or (may_be_less and apart > 0)
    words = in_words("Noterna om tillgångar mot resultaträkningens avskrivningar")
    doors = [_row_door(in_words(title_of(each)), (each, DEPRECIATION), year) for each in notes]
    return CheckResult(
        in_words("Tillgångsnoterna är avskrivningarna"),
        _depreciation_found(len(notes), told, back, Money(apart if is_right else 0)),
        () if is_right else (_differs(words, told, Money(abs(booked.ore))),),
        (_row_door(in_words(title_of(INCOME_STATEMENT)), row, year), *doors),
    )


def _depreciation_found(notes: int, told: Money, back: Money, directly: Money) -> str:
    found = [
        sentence(
            "{count} noter om tillgångar skriver av {amount}.", count=notes, amount=_kronor(told)
        )
    ]
    if back:
        found.append(sentence("På det sålda är {amount} återfört.", amount=_kronor(back)))
    if directly:
        found.append(sentence("{amount} är avskrivet direkt.", amount=_kronor(directly)))
    return " ".join(found)


def _written_off_on(layout: Layout) -> str:
    """Return the accounts that a note of assets writes off on; none for any other note."""
    if OPENING_DEPRECIATION not in {row.key for row in layout}:
        return ""
    rows = (row for row in layout if row.key in (DEPRECIATION, "impairment"))
    return " ".join(line.accounts for row in rows for line in row.lines)


def _reach(layout: Layout, key: str, year: int) -> frozenset[tuple[str, str]]:
    """Return which accounts a row measures and how, through the rows it adds.

    Empty for what measures anything else, such as the roll-forward of an asset.
    """
    rows = {row.key: row for row in layout}
    chart = queries.account_names(year)
    reached: set[tuple[str, str]] = set()
    waiting, met = [key], set()
    while waiting:
        current = waiting.pop()
        if current in met:
            continue
        met.add(current)
        for line in rows[current].lines:
            if line.measure == Measure.SUM:
                waiting += line.accounts.split()
            elif line.measure in (Measure.CLOSING, Measure.MOVEMENT):
                chosen = queries.choose(line.accounts, chart)
                reached |= {(number, line.measure) for number in chosen}
            else:
                return frozenset()
    return frozenset(reached)


_CHECKS: tuple[_Check, ...] = (
    _balances_reconcile,
    _openings_follow,
    _kept_balances_hold,
    _ties(
        "Balansräkningen balanserar",
        "Tillgångar mot eget kapital och skulder",
        (BALANCE_SHEET, "assets"),
        (BALANCE_SHEET, "total"),
        ("Tillgångar", "Eget kapital och skulder"),
    ),
    _ties(
        "Resultatet är detsamma",
        "Årets resultat i resultaträkningen mot balansräkningen",
        (INCOME_STATEMENT, "result"),
        (BALANCE_SHEET, "result"),
    ),
    _cash_flow_ties,
    _notes_tie,
    _depreciation_ties,
)

OFFERS = (CheckSource(key="ledger.checks", run=year_checks, reads=(*queries.READS, VoucherLine)),)

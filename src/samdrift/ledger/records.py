"""The accounts, postings and vouchers behind an amount."""

from __future__ import annotations

from django.db.models import QuerySet, Sum

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger import queries
from samdrift.ledger.choices import Measure
from samdrift.ledger.layouts import layouts
from samdrift.ledger.models import LedgerEdition, Voucher, VoucherLine
from samdrift.ledger.titles import title_of
from samdrift.reporting.ports import Record, RecordColumn, RecordPage, RecordSource
from samdrift.reporting.sources import span_words

POSTED = frozenset((Measure.MOVEMENT.value, Measure.DEBIT.value, Measure.CREDIT.value))


def _year(origin: Origin) -> int:
    return origin.span.start.year


def _months(origin: Origin) -> Span:
    """Return the months of an origin. Raises ValueError where it is anything else."""
    span = origin.span
    if not span.is_whole_months or span.last_day.year != span.start.year:
        raise ValueError(str(span))
    return span


def _book(origin: Origin) -> queries.Book | None:
    cost_centre = dict(origin.scope).get("cost-centre", "")
    return queries.book(year=_year(origin), cost_centre=cost_centre, span=_months(origin))


def _described(origin: Origin) -> str:
    scope = dict(origin.scope)
    measure = Measure(scope["measure"]).label.lower()
    centre = f", kostnadsställe {scope['cost-centre']}" if "cost-centre" in scope else ""
    return f"konto {scope['accounts']}, {measure} {span_words(origin.span)}{centre}"


# Accounts: one row an account, from the kept balances.


def _accounts_page(origin: Origin, after: str, size: int) -> RecordPage:
    book, scope = _book(origin), dict(origin.scope)
    if book is None:
        return RecordPage(())
    names = queries.account_names(book.year)
    chosen = [
        n for n in queries.choose(scope["accounts"], book.accounts) if int(n) > int(after or 0)
    ]
    records = tuple(
        _account_record(origin, number, names.get(number, ""), book.accounts[number])
        for number in chosen[:size]
    )
    return RecordPage(records, chosen[size - 1] if len(chosen) > size else "")


def _account_record(origin: Origin, number: str, name: str, sums: queries.AccountSums) -> Record:
    measure = dict(origin.scope)["measure"]
    ore, count = sums.measure(measure)
    narrowed = dict(origin.scope) | {"accounts": number}
    lines = Origin(queries.LINES, origin.span, tuple(narrowed.items()), count)
    opens = lines if measure in POSTED and count else None
    return Record(number, (number, name, count, Money(ore)), opens)


def _accounts_count(origin: Origin) -> int:
    """Count anew, from the lines themselves where lines are what was counted."""
    if dict(origin.scope)["measure"] in POSTED:
        return _lines(origin).count()
    figure = _recounted(origin)
    return figure.record_count if figure else 0


def _accounts_amount(origin: Origin) -> Figure | None:
    """Add anew, from the lines themselves where the kept balances were asked."""
    if dict(origin.scope)["measure"] not in POSTED:
        return _recounted(origin)
    summed = _lines(origin).aggregate(Sum("amount_ore"))["amount_ore__sum"]
    return Figure(Money(summed or 0), Unit.MONEY, (origin,))


def _recounted(origin: Origin) -> Figure | None:
    book, scope = _book(origin), dict(origin.scope)
    return book.figure(scope["accounts"], scope["measure"]) if book else None


# Lines: one row a posting.


def _lines(origin: Origin) -> QuerySet[VoucherLine]:
    scope = dict(origin.scope)
    edition = queries.edition_of(_year(origin))
    if edition is None:
        return VoucherLine.objects.none()
    accounts = queries.choose(scope["accounts"], queries.account_names(edition.year))
    found = VoucherLine.objects.filter(edition=edition, account__in=accounts)
    if not origin.span.is_whole_years:
        months = _months(origin)
        found = found.filter(
            voucher__booked_on__gte=months.start, voucher__booked_on__lte=months.last_day
        )
    if scope.get("cost-centre"):
        found = found.filter(cost_centre=scope["cost-centre"])
    if scope["measure"] == Measure.DEBIT:
        return found.filter(amount_ore__gte=0)
    if scope["measure"] == Measure.CREDIT:
        return found.filter(amount_ore__lt=0)
    return found


def _lines_page(origin: Origin, after: str, size: int) -> RecordPage:
    lines = _lines(origin).select_related("voucher").filter(id__gt=int(after or 0)).order_by("id")
    found = list(lines[: size + 1])
    records = tuple(_line_record(origin, line) for line in found[:size])
    return RecordPage(records, records[-1].key if len(found) > size else "")


def _line_record(origin: Origin, line: VoucherLine) -> Record:
    voucher = line.voucher
    scope = (("voucher", str(voucher.pk)),)
    opens = Origin(queries.VOUCHER, origin.span, scope, 1)
    text = line.text or voucher.text
    return Record(
        str(line.pk),
        (
            voucher.booked_on,
            str(voucher),
            line.account,
            line.cost_centre,
            text,
            Money(line.amount_ore),
        ),
        opens,
    )


# One voucher, whole.


def _voucher(origin: Origin) -> Voucher | None:
    """Return a voucher of books that are current: an earlier edition's are not opened."""
    number = dict(origin.scope)["voucher"]
    if not number.isdecimal():
        return None
    found = Voucher.objects.filter(pk=number, edition__is_current=True)
    return found.filter(edition__year=_year(origin)).first()


def _voucher_lines(origin: Origin) -> QuerySet[VoucherLine]:
    voucher = _voucher(origin)
    return VoucherLine.objects.filter(voucher=voucher) if voucher else VoucherLine.objects.none()


def _voucher_page(origin: Origin, after: str, size: int) -> RecordPage:
    names = queries.account_names(_year(origin))
    found = list(_voucher_lines(origin).filter(id__gt=int(after or 0)).order_by("id")[: size + 1])
    records = tuple(
        Record(
            str(line.pk),
            (
                line.account,
                names.get(line.account, ""),
                line.cost_centre,
                line.text,
                Money(line.amount_ore),
            ),
        )
        for line in found[:size]
    )
    return RecordPage(records, records[-1].key if len(found) > size else "")


def _voucher_described(origin: Origin) -> str:
    voucher = _voucher(origin)
    if voucher is None:
        return "verifikationen finns inte"
    return f"verifikation {voucher}, {voucher.booked_on}: {voucher.text}"


def _voucher_amount(origin: Origin) -> Figure | None:
    summed = _voucher_lines(origin).aggregate(Sum("amount_ore"))["amount_ore__sum"]
    return Figure(Money(summed or 0), Unit.MONEY, (origin,))


# How a row is laid out: for what no account holds.


def _layout_page(origin: Origin, _after: str, _size: int) -> RecordPage:
    scope = dict(origin.scope)
    rows = layouts(_year(origin)).get(scope["table"], ())
    lines = [line for row in rows if row.key == scope["row"] for line in row.lines]
    return RecordPage(
        tuple(
            Record(str(at), (Measure(line.measure).label, line.accounts, line.sign))
            for at, line in enumerate(lines, start=1)
        )
    )


def _layout_described(origin: Origin) -> str:
    scope = dict(origin.scope)
    return f"{title_of(scope['table'])}, raden {scope['row']}: beloppet står i uppställningen"


# Books: which years there are.


def _books(origin: Origin) -> QuerySet[LedgerEdition]:
    return LedgerEdition.objects.filter(year=_year(origin), is_current=True)


def _books_page(origin: Origin, _after: str, _size: int) -> RecordPage:
    return RecordPage(
        tuple(Record(str(book.pk), (book.year, book.taken_at)) for book in _books(origin))
    )


def _columns(*pairs: tuple[str, str]) -> tuple[RecordColumn, ...]:
    return tuple(RecordColumn(key, label) for key, label in pairs)


def whole_year_accounts(year: int, accounts: str, measure: str) -> Origin:
    """Return the origin that lists accounts over a year."""
    return Origin(queries.ACCOUNTS, Span.year(year), (("accounts", accounts), ("measure", measure)))


OFFERS = (
    RecordSource(
        key=queries.ACCOUNTS,
        title="Bokföring per konto",
        columns=_columns(
            ("account", "Konto"), ("name", "Benämning"), ("records", "Poster"), ("amount", "Belopp")
        ),
        describe=_described,
        count=_accounts_count,
        page=_accounts_page,
        amount=_accounts_amount,
    ),
    RecordSource(
        key=queries.LINES,
        title="Verifikationsrader",
        columns=_columns(
            ("booked_on", "Dag"),
            ("voucher", "Verifikation"),
            ("account", "Konto"),
            ("cost_centre", "Kostnadsställe"),
            ("text", "Text"),
            ("amount", "Belopp"),
        ),
        describe=_described,
        count=lambda origin: _lines(origin).count(),
        page=_lines_page,
        amount=_accounts_amount,
    ),
    RecordSource(
        key=queries.VOUCHER,
        title="Verifikation",
        columns=_columns(
            ("account", "Konto"),
            ("name", "Benämning"),
            ("cost_centre", "Kostnadsställe"),
            ("text", "Text"),
            ("amount", "Belopp"),
        ),
        describe=_voucher_described,
        count=lambda origin: 1 if _voucher(origin) else 0,
        page=_voucher_page,
        amount=_voucher_amount,
    ),
    RecordSource(
        key=queries.LAYOUT,
        title="Uppställning",
        columns=_columns(("measure", "Mått"), ("accounts", "Konton"), ("sign", "Tecken")),
        describe=_layout_described,
        count=lambda origin: len(_layout_page(origin, "", 0).records),
        page=_layout_page,
    ),
    RecordSource(
        key=queries.YEARS,
        title="Bokföring",
        columns=_columns(("year", "År"), ("taken_at", "Inläst")),
        describe=lambda origin: f"bokföringen för {_year(origin)}",
        count=lambda origin: _books(origin).count(),
        page=_books_page,
    ),
)

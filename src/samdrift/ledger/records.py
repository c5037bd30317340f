"""The accounts, postings and vouchers behind an amount."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum, TextField, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger import projects, queries
from samdrift.ledger.choices import Measure
from samdrift.ledger.layouts import Line as LayoutLine
from samdrift.ledger.layouts import layouts
from samdrift.ledger.models import Account, LedgerEdition, Voucher, VoucherLine
from samdrift.ledger.titles import title_of
from samdrift.reporting.listed import Line, Listed
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.snapshot import remembered
from samdrift.reporting.sources import span_words
from samdrift.reporting.stored import Stored
from samdrift.reporting.wording import in_words, sentence

_ACCOUNT = RecordColumn("account", "Konto", is_grouped=True)
_NAME = RecordColumn("name", "Benämning")
_COST_CENTRE = RecordColumn("cost_centre", "Kostnadsställe", is_grouped=True)
_TEXT = RecordColumn("text", "Text", is_grouped=True)
_AMOUNT = RecordColumn("amount", "Belopp", Kind.MONEY)
_ACCOUNT_COLUMNS = (
    RecordColumn("account", "Konto"),
    _NAME,
    RecordColumn("records", "Poster", Kind.COUNT),
    _AMOUNT,
)
_LINE_COLUMNS = (
    RecordColumn("booked_on", "Dag", Kind.DATE, is_grouped=True),
    RecordColumn("voucher", "Verifikation"),
    _ACCOUNT,
    _COST_CENTRE,
    _TEXT,
    _AMOUNT,
)
_VOUCHER_COLUMNS = (_ACCOUNT, _NAME, _COST_CENTRE, _TEXT, _AMOUNT)
_LAYOUT_COLUMNS = (
    RecordColumn("measure", "Mått"),
    RecordColumn("accounts", "Konton"),
    RecordColumn("sign", "Tecken", Kind.NUMBER),
    _AMOUNT,
)
_BOOK_COLUMNS = (
    RecordColumn("year", "År", Kind.NUMBER),
    RecordColumn("taken_at", "Inläst", Kind.MOMENT),
)

_NO_TEXT = Value("", output_field=TextField())
POSTED = frozenset((Measure.MOVEMENT.value, Measure.DEBIT.value, Measure.CREDIT.value))


def _year(origin: Origin) -> int:
    return origin.span.start.year


def _book(origin: Origin) -> queries.Book | None:
    cost_centre = dict(origin.scope).get("cost-centre", "")
    return queries.book(
        year=_year(origin), cost_centre=cost_centre, span=queries.months(origin.span)
    )


def _described(origin: Origin) -> str:
    scope = dict(origin.scope)
    words = sentence(
        "konto {accounts}, {measure} {span}",
        accounts=scope["accounts"],
        measure=in_words(str(Measure(scope["measure"]).label)).lower(),
        span=span_words(origin.span),
    )
    if "cost-centre" not in scope:
        return words
    centre = sentence("kostnadsställe {number}", number=scope["cost-centre"])
    return f"{words}, {centre}"


# Accounts: one row an account, from the kept balances.


def _accounts(origin: Origin) -> Listed:
    book, scope = _book(origin), dict(origin.scope)
    if book is None:
        return Listed(_ACCOUNT_COLUMNS, ())
    names = queries.account_names(book.year)
    lines = (
        _account_line(origin, number, names.get(number, ""), book.accounts[number])
        for number in queries.choose(scope["accounts"], book.accounts)
    )
    return Listed(_ACCOUNT_COLUMNS, tuple(lines))


def _account_line(origin: Origin, number: str, name: str, sums: queries.AccountSums) -> Line:
    measure = dict(origin.scope)["measure"]
    ore, count = sums.measure(measure)
    narrowed = dict(origin.scope) | {"accounts": number}
    lines = Origin(queries.LINES, origin.span, tuple(narrowed.items()), count)
    opens = lines if measure in POSTED and count else None
    return Line(number, (number, name, count, ore), opens)


def _accounts_count(origin: Origin) -> int:
    """Count anew, from the lines themselves where lines are what was counted."""
    if dict(origin.scope)["measure"] in POSTED:
        return _posted(origin)[0]
    figure = _recounted(origin)
    return figure.record_count if figure else 0


def _accounts_amount(origin: Origin) -> Figure | None:
    """Add anew, from the lines themselves where the kept balances were asked."""
    if dict(origin.scope)["measure"] not in POSTED:
        return _recounted(origin)
    return Figure(Money(_posted(origin)[1]), Unit.MONEY, (origin,))


def _posted(origin: Origin) -> tuple[int, int]:
    """Return how many lines there are and their sum in öre, by one question."""

    def asked() -> tuple[int, int]:
        answer = _lines(origin).aggregate(count=Count("id"), ore=Sum("amount_ore"))
        return answer["count"], answer["ore"] or 0

    return remembered(("ledger.posted", origin.span, origin.scope), asked)


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
        months = queries.months(origin.span)
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


def _stored_lines(
    origin: Origin, found: QuerySet[VoucherLine] | None = None
) -> Stored[VoucherLine]:
    def voucher(row: Mapping[str, Any]) -> Origin:
        scope = (("voucher", str(row["voucher_id"])),)
        return Origin(queries.VOUCHER, origin.span, scope, 1)

    return Stored(
        _lines(origin) if found is None else found,
        _LINE_COLUMNS,
        fields={
            "booked_on": "voucher__booked_on",
            "voucher": Trim(Concat("voucher__series", Value(" "), "voucher__number")),
            "text": Coalesce(NullIf("text", _NO_TEXT), F("voucher__text")),
            "amount": "amount_ore",
        },
        sorted_by={"voucher": "voucher_id", "text": "sort_text"},
        beside=("voucher_id",),
        opens=voucher,
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


def _stored_voucher(origin: Origin) -> Stored[VoucherLine]:
    named = Account.objects.filter(edition=OuterRef("edition"), number=OuterRef("account"))
    name = Coalesce(Subquery(named.values("name")[:1]), _NO_TEXT)
    return Stored(
        _voucher_lines(origin),
        _VOUCHER_COLUMNS,
        fields={"name": name, "amount": "amount_ore"},
    )


def _voucher_described(origin: Origin) -> str:
    voucher = _voucher(origin)
    if voucher is None:
        return in_words("verifikationen finns inte")
    return sentence(
        "verifikation {voucher}, {day}: {text}",
        voucher=voucher,
        day=voucher.booked_on,
        text=voucher.text,
    )


def _voucher_amount(origin: Origin) -> Figure | None:
    summed = _voucher_lines(origin).aggregate(Sum("amount_ore"))["amount_ore__sum"]
    return Figure(Money(summed or 0), Unit.MONEY, (origin,))


def _project_amount(origin: Origin) -> Figure:
    """Add the postings of a project anew; none is nil."""
    summed = projects.lines(origin).aggregate(ore=Sum("amount_ore"))["ore"]
    return Figure(Money(summed or 0), Unit.MONEY, (origin,))


# How a row is laid out: for what no account holds.


def _layout_lines(origin: Origin) -> Listed:
    scope = dict(origin.scope)
    rows = layouts(_year(origin)).get(scope["table"], ())
    lines = [line for row in rows if row.key == scope["row"] for line in row.lines]
    return Listed(
        _LAYOUT_COLUMNS,
        tuple(
            Line(at, (_measured(line), line.accounts, line.sign, _own_ore(line)))
            for at, line in enumerate(lines, start=1)
        ),
    )


def _measured(line: LayoutLine) -> str:
    return in_words(str(Measure(line.measure).label))


def _own_ore(line: LayoutLine) -> int | None:
    return None if line.own_amount is None else line.own_amount.ore


def _layout_described(origin: Origin) -> str:
    scope = dict(origin.scope)
    return sentence(
        "{table}, raden {row}: beloppet står i uppställningen",
        table=in_words(title_of(scope["table"])),
        row=scope["row"],
    )


# Books: which years there are.


def _books(origin: Origin) -> QuerySet[LedgerEdition]:
    return LedgerEdition.objects.filter(year=_year(origin), is_current=True)


def whole_year_accounts(year: int, accounts: str, measure: str) -> Origin:
    """Return the origin that lists accounts over a year."""
    return Origin(queries.ACCOUNTS, Span.year(year), (("accounts", accounts), ("measure", measure)))


OFFERS = (
    RecordSource(
        key=queries.ACCOUNTS,
        title="Bokföring per konto",
        columns=_ACCOUNT_COLUMNS,
        describe=_described,
        select=_accounts,
        added=lambda _: "amount",
        recount=_accounts_count,
        readd=_accounts_amount,
    ),
    RecordSource(
        key=queries.LINES,
        title="Verifikationsrader",
        columns=_LINE_COLUMNS,
        describe=_described,
        select=_stored_lines,
        added=lambda _: "amount",
        readd=_accounts_amount,
        reads=(*queries.READS, Voucher, VoucherLine),
    ),
    RecordSource(
        key=projects.INVESTED,
        title="Investerat i projekt",
        columns=_LINE_COLUMNS,
        describe=lambda origin: sentence("projekt {name}", name=dict(origin.scope)["project"]),
        select=lambda origin: _stored_lines(origin, projects.lines(origin)),
        added=lambda _: "amount",
    ),
    RecordSource(
        key=projects.OF_PROJECT,
        title="Bokfört på projekt",
        columns=_LINE_COLUMNS,
        describe=lambda origin: sentence("projekt {name}", name=dict(origin.scope)["project"]),
        select=lambda origin: _stored_lines(origin, projects.lines(origin)),
        added=lambda _: "amount",
        readd=_project_amount,
    ),
    RecordSource(
        key=queries.VOUCHER,
        title="Verifikation",
        columns=_VOUCHER_COLUMNS,
        describe=_voucher_described,
        select=_stored_voucher,
        added=lambda _: "amount",
        recount=lambda origin: 1 if _voucher(origin) else 0,
        readd=_voucher_amount,
        is_yearly=False,
    ),
    RecordSource(
        key=queries.LAYOUT,
        title="Uppställning",
        columns=_LAYOUT_COLUMNS,
        describe=_layout_described,
        select=_layout_lines,
        added=lambda _: "amount",
        is_yearly=False,
    ),
    RecordSource(
        key=queries.YEARS,
        title="Bokföring",
        columns=_BOOK_COLUMNS,
        describe=lambda origin: sentence("bokföringen för {year}", year=_year(origin)),
        select=lambda origin: Stored(_books(origin), _BOOK_COLUMNS),
        is_yearly=False,
    ),
)

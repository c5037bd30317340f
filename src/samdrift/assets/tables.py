"""What is held on a day, as the annual report counts it."""

from __future__ import annotations

from collections.abc import Callable

from samdrift.assets import queries
from samdrift.kernel.figures import Figure, Origin, Unit, total
from samdrift.kernel.spans import Span
from samdrift.kernel.swedish_order import swedish_key
from samdrift.parties import queries as parties
from samdrift.reporting.ports import (
    Ask,
    Column,
    Row,
    RowKind,
    Table,
    TableSource,
    TableSpec,
    Total,
    total_label,
    total_of_items,
)

COMPUTERS = (
    ("computer.staff.laptop", "Bärbara"),
    ("computer.staff.desktop", "Stationära"),
    ("computer.staff.thin_client", "Tunna klienter"),
    ("computer.staff.other", "Övriga"),
    ("computer.staff", "Personal"),
    ("computer.pupil", "Elever"),
    ("computer", "Datorer"),
    ("tablet", "Surfplattor"),
)
SERVERS = (("server.physical", "Fysiska"), ("server.virtual", "Virtuella"), ("server", "Servrar"))
CARDS = (
    ("card.sis", "SIS"),
    ("card.company_photo", "Företagskort med foto"),
    ("card.company_plain", "Företagskort utan foto"),
)
EARLIER = ":previous-year"


def computers(ask: Ask) -> Table:
    """Count computers and tablets by member and use, with last year's total below."""
    kinds = tuple(key for key, _ in COMPUTERS)
    now = _census(ask, ("computer", "tablet"))
    then = _census(ask.a_year_earlier(), ("computer", "tablet"))
    earlier = Row(
        "previous-year",
        f"{total_label(ask)} {ask.a_year_earlier().on:%Y}",
        tuple(_sum(then, kind, ask) for kind in kinds),
        RowKind.COMPARISON,
    )
    return Table(
        id="assets.computers",
        title="Datorer och surfplattor",
        ask=ask,
        unit=Unit.COUNT,
        columns=tuple(Column(key, label, Unit.COUNT) for key, label in COMPUTERS),
        rows=(*_member_rows(ask, kinds, lambda kind, code: _held(now, kind, code)), earlier),
        explains=f"I drift hos medlemmarna den {ask.on}. Personal är de fyra slagen före.",
    )


def servers(ask: Ask) -> Table:
    """Count servers by location, those of the members chosen or whoever has them."""
    censuses = [
        queries.census_by_location(day=ask.on, kind="server", organisation=code)
        for code in ask.members or ("",)
    ]
    places = sorted({place for census in censuses for place in census.holders}, key=swedish_key)
    kinds = tuple(key for key, _ in SERVERS)

    def held(kind: str, place: str) -> Figure:
        return total([census.held(kind, place) for census in censuses])

    rows = [
        Row(place, place or "Utan plats", tuple(held(kind, place) for kind in kinds))
        for place in places
    ]
    whole = tuple(total([census.total(kind, places) for census in censuses]) for kind in kinds)
    return Table(
        id="assets.servers",
        title="Servrar per plats",
        ask=ask,
        unit=Unit.COUNT,
        columns=tuple(Column(key, label, Unit.COUNT) for key, label in SERVERS),
        rows=(*rows, Row("total", total_label(ask), whole, RowKind.SUM)),
        explains=_of_servers(ask),
    )


def _of_servers(ask: Ask) -> str:
    if ask.members:
        return f"De valda medlemmarnas servrar i drift den {ask.on}."
    return f"I drift den {ask.on}, vem som än äger dem."


def id_cards(ask: Ask) -> Table:
    """Count service ID cards by member and sort."""
    census = _census(ask, ("card",))
    kinds = tuple(key for key, _ in CARDS)

    def figure(column: str, code: str) -> Figure:
        if column == "total":
            return total([_held(census, kind, code) for kind in kinds])
        return _held(census, column, code)

    labels = (*CARDS, ("total", "Totalt"))
    return Table(
        id="assets.id-cards",
        title="Tjänstekort",
        ask=ask,
        unit=Unit.COUNT,
        columns=tuple(Column(key, label, Unit.COUNT) for key, label in labels),
        rows=_member_rows(ask, (*kinds, "total"), figure),
        explains=f"Giltiga kort hos medlemmarna den {ask.on}.",
    )


def _with_a_year_earlier(
    table_id: str, title: str, *kinds: tuple[str, str]
) -> Callable[[Ask], Table]:
    """Return a table of members with each kind now and a year earlier."""

    def build(ask: Ask) -> Table:
        tops = tuple(key for key, _ in kinds)
        earlier = ask.a_year_earlier()
        now, then = _census(ask, tops), _census(earlier, tops)
        columns = [
            column
            for key, label in kinds
            for column in (
                Column(key, f"{label} {ask.on.year}", Unit.COUNT),
                Column(f"{key}{EARLIER}", f"{label} {earlier.on.year}", Unit.COUNT),
            )
        ]

        def figure(column: str, code: str) -> Figure:
            kind = column.removesuffix(EARLIER)
            return _held(then if column.endswith(EARLIER) else now, kind, code)

        return Table(
            id=table_id,
            title=title,
            ask=ask,
            unit=Unit.COUNT,
            columns=tuple(columns),
            rows=_member_rows(ask, tuple(column.key for column in columns), figure),
            explains=f"I drift hos medlemmarna den {ask.on}, och ett år tidigare.",
        )

    return build


type _Censuses = dict[str, queries.Census]


def _census(ask: Ask, tops: tuple[str, ...]) -> _Censuses:
    return {top: queries.census_by_organisation(day=ask.on, kind=top) for top in tops}


def _held(censuses: _Censuses, kind: str, code: str) -> Figure:
    top = next(top for top in censuses if queries.is_below(kind, top))
    return censuses[top].held(kind, code)


def _sum(censuses: _Censuses, kind: str, ask: Ask) -> Figure:
    top = next(top for top in censuses if queries.is_below(kind, top))
    return censuses[top].total(kind, [member.code for member in parties.members(ask.members)])


def _member_rows(
    ask: Ask, columns: tuple[str, ...], figure: Callable[[str, str], Figure]
) -> tuple[Row, ...]:
    members = parties.members(ask.members)
    rows = [
        Row(member.code, member.name, tuple(figure(column, member.code) for column in columns))
        for member in members
    ]
    nothing = Origin(queries.HOLDINGS, Span.day(ask.on), (("kind", ""),))
    nobody = Figure(0, Unit.COUNT, (nothing,))
    sums = tuple(total([row.figures[at] for row in rows] or [nobody]) for at in range(len(columns)))
    return (*rows, Row("total", total_label(ask), sums, RowKind.SUM))


_PAIRS = (
    (
        "assets.telephony",
        "Telefoni",
        (("phone.extension", "Anknytningar"), ("phone.mobile", "Mobilabonnemang")),
    ),
    ("assets.group-accounts", "Gruppkonton", (("account.group", "Gruppkonton"),)),
    ("assets.access-points", "Accesspunkter", (("access_point", "Accesspunkter"),)),
    ("assets.fibre-nodes", "Fibernoder", (("fibre.node", "Fibernoder"),)),
)


def _totals_of_cards(table: Table) -> tuple[Total, ...]:
    """Claim that the cards of every sort are all the cards, besides the members' sum."""
    sorts = tuple((key, 1) for key, _ in CARDS)
    return (*total_of_items(table), Total("total", sorts, is_column=True))


_TOTALS = {"assets.id-cards": _totals_of_cards}


def _specs() -> tuple[TableSpec, ...]:
    builders: list[tuple[str, str, Callable[[Ask], Table]]] = [
        ("assets.computers", "Datorer och surfplattor", computers),
        ("assets.servers", "Servrar per plats", servers),
        ("assets.id-cards", "Tjänstekort", id_cards),
        *((key, title, _with_a_year_earlier(key, title, *kinds)) for key, title, kinds in _PAIRS),
    ]
    return tuple(
        TableSpec(
            key,
            title,
            build,
            takes_day=True,
            takes_members=True,
            totals=_TOTALS.get(key, total_of_items),
        )
        for key, title, build in builders
    )


OFFERS = (
    TableSource(
        key="assets.tables",
        specs=_specs,
        dates=queries.DATES,
        reads=queries.READS,
        ahead=queries.ahead,
    ),
)

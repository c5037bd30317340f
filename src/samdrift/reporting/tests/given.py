"""Small tables and documents for the tests of this app."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from samdrift.kernel.figures import Amount, Figure, Origin, Unit, missing
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span, Week, weeks_of
from samdrift.reporting.documents import (
    Block,
    Chart,
    ChartKind,
    Document,
    Emphasis,
    FigureTable,
    Heading,
    ItemList,
    LineBreak,
    Link,
    LiveFigure,
    Paragraph,
    Quote,
    Strong,
    Text,
    TextTable,
)
from samdrift.reporting.ports import Ask, Column, FigureAddress, Row, RowKind, Table

MADE_AT = datetime(2016, 3, 21, 12, 0, tzinfo=UTC)
HOSTILE = (
    "=1+1",
    "@SUM(A1)",
    '<script>alert("x")</script>',
    '#read("/etc/passwd")',
    "$ x $ *b* _e_ `c` @ref <lab> \\ // /* [x]",
    "\u202emirrored\u200f \u0645\u0631\u062d\u0628\u0627",
    "\U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "null\x00 escape\x1b bell\x07",
    "]]> &amp; &lt; \" '",
    "{{assets.computers total computer}}",
)


class SwedishDescriber:
    """Says what the origins of the tests are."""

    def title(self, question: str) -> str:
        titles = {"ledger.lines": "Verifikationsrader", "switchboard.calls": "Samtal"}
        return titles.get(question, "Poster")

    def describe(self, origin: Origin) -> str:
        scope = dict(origin.scope)
        return f"konton {scope['accounts']}" if "accounts" in scope else ""


class WebLinks:
    """Addresses at a server of the tests."""

    def figure(self, address: FigureAddress) -> str:
        query = "&".join(f"{key}={value}" for key, value in address.query().items())
        return f"https://samdrift.example/siffra?{query}".replace(" ", "%20")

    def origin(self, origin: Origin) -> str:
        return f"https://samdrift.example/poster?question={origin.question}&span={origin.span}"


def origin(year: int = 2015, records: int = 12, accounts: str = "3010–8590") -> Origin:
    return Origin("ledger.lines", Span.year(year), (("accounts", accounts),), records)


def money(kronor: str, year: int = 2015, records: int = 12) -> Figure:
    return Figure(Money.parse(kronor), Unit.MONEY, (origin(year, records),))


def count(value: Amount | None, unit: Unit = Unit.COUNT, year: int = 2015) -> Figure:
    calls = Origin("switchboard.calls", Span.year(year), (), value if isinstance(value, int) else 3)
    return Figure(value, unit, (calls,))


def gap(reason: str, unit: Unit = Unit.COUNT) -> Figure:
    return missing(reason, unit, (Origin("switchboard.calls", Span.year(2015)),))


def income_statement(title: str = "Resultaträkning") -> Table:
    lines = (
        ("revenue", "Verksamhetens intäkter", "106422000.49", "100784100", RowKind.ITEM),
        ("costs", "Verksamhetens kostnader", "-97731500", "-91773000", RowKind.ITEM),
        ("net", "Verksamhetens nettokostnader", "8690500.49", "9011100", RowKind.SUM),
        ("extra", "Extraordinära poster", "0", "0", RowKind.ITEM),
        ("result", "Årets resultat", "3275000", "4036000", RowKind.SUM),
    )
    return Table(
        id="ledger.income-statement",
        title=title,
        ask=Ask(2015),
        unit=Unit.MONEY,
        columns=(Column("2015", "2015", Unit.MONEY), Column("2014", "2014", Unit.MONEY)),
        rows=tuple(
            Row(key, label, (money(now, 2015, 1203), money(then, 2014, 1100)), kind)
            for key, label, now, then, kind in lines
        ),
        explains="Alla konton i resultaträkningen.",
        footnotes=("Beloppen avrundas var för sig från exakta kronor.",),
    )


def computers(label: str = "Kinda", reason: str = "Vimmerby har inte lämnat uppgift") -> Table:
    return Table(
        id="assets.computers",
        title="Datorer",
        ask=Ask(2015),
        unit=Unit.COUNT,
        columns=(
            Column("computer", "Datorer", Unit.COUNT),
            Column("share", "Andel, %", Unit.PERCENT),
        ),
        rows=(
            Row(
                "KIN", label, (count(1234), count(Decimal("18.0"), Unit.PERCENT)), note="Preliminär"
            ),
            Row("VIM", "Vimmerby", (gap(reason), gap(reason, Unit.PERCENT))),
            Row("YDR", "Ydre", (count(0), count(None, Unit.PERCENT))),
        ),
    )


def calls_per_week() -> Table:
    rows = tuple(
        Row(str(week), f"Vecka {week.number}", tuple(_calls(week, n) for n in (100, 90, 10)))
        for week in weeks_of(2015)
    )
    columns = (("calls", "Samtal"), ("answered", "Besvarade"), ("lost", "Förlorade"))
    return Table(
        id="switchboard.calls-per-week",
        title="Samtal per vecka",
        ask=Ask(2015),
        unit=Unit.COUNT,
        columns=tuple(Column(key, label, Unit.COUNT) for key, label in columns),
        rows=rows,
    )


def _calls(week: Week, value: int) -> Figure:
    calls = Origin("switchboard.calls", week.span, (), 100 + week.number)
    return Figure(value, Unit.COUNT, (calls,))


def chart(finding: str = "Sex av tio nya datorer finns i Kinda") -> Chart:
    table = computers()
    return Chart(
        ChartKind.BARS, finding, table, ("KIN", "VIM", "YDR"), ("computer",), "diagram-datorer"
    )


def live(value: Amount | None = 3275, label: str = "total") -> LiveFigure:
    figure = count(value) if value is not None else gap("Vimmerby har inte lämnat uppgift")
    return LiveFigure(figure, FigureAddress("assets.computers", Ask(2015), label, "computer"))


def annual_report(text: str = "Ett gott år.", blocks: tuple[Block, ...] = ()) -> Document:
    """Return a small annual report with every kind of block and inline."""
    words: tuple[Block, ...] = (
        Heading(1, (Text("Direktionens ord"),), "direktionens-ord"),
        Paragraph(
            (Text(text), LineBreak(), Strong((Text("Årets resultat"),))), "direktionens-ord-s1"
        ),
        Paragraph(
            (
                Text("Vi har "),
                live(),
                Text(" datorer och "),
                live(None, "x"),
                Emphasis((Text(" läsplattor"),)),
                Text(", se "),
                Link((Text("resultatet"),), "#resultat"),
                Text(" eller "),
                Link((Text("webben"),), "https://samdrift.example/"),
            ),
        ),
        ItemList(((Paragraph((Text("ett"),)),), (Paragraph((Text(text),)),))),
        ItemList(((Paragraph((Text("först"),)),),), is_numbered=True),
        Quote((Paragraph((Text(text),)),)),
        TextTable("Mål", ("Mål", "Kommentar"), (("Nöjda kunder", text),), "mal"),
    )
    figures: tuple[Block, ...] = (
        Heading(1, (Text("Ekonomi"),), "ekonomi"),
        Heading(2, (Text("Resultaträkning"),), "resultat"),
        FigureTable(
            income_statement(),
            "resultatrakning",
            is_statement=True,
            references=(("revenue", "Not 1", "not-1"), ("revenue", "Not 2", "not-1")),
        ),
        FigureTable(computers(label=text, reason=text), "not-1", number="1"),
        chart(),
        FigureTable(calls_per_week(), "samtal"),
    )
    return Document(
        title="Årsredovisning 2015",
        subtitle="Itsam",
        organisation="Kommunalförbundet Itsam",
        year=2015,
        state="Utkast",
        made_at=MADE_AT,
        blocks=(*words, *figures, *blocks),
    )

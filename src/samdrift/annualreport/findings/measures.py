"""The figures that sum up a year: where each stands, and what it is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samdrift.annualreport.findings import sentences
from samdrift.annualreport.findings.records import Records, cell_of, has_budget, own_rows
from samdrift.annualreport.findings.sentences import Compared, Finding
from samdrift.annualreport.ports import KeyFigure
from samdrift.kernel.figures import Figure, Unit, difference
from samdrift.reporting.documents import LiveFigure
from samdrift.reporting.ports import RowKind
from samdrift.reporting.wording import in_words

ECONOMY, SUPPORT, EQUIPMENT, FIBRE, STAFF = (
    "Ekonomi", "Support och växel", "Utrustning den 31 december", "Bredband", "Personal",
)  # fmt: skip
INCOME, BALANCE = "ledger.income-statement", "ledger.balance-sheet"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands: table, row, column, and how many years back it is asked."""

    table: str
    row: str
    column: str
    back: int = 0

    def cell(self, records: Records) -> LiveFigure | None:
        """Return the figure that stands there."""
        return records.cell(self.table, self.row, self.column, back=self.back)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that sums up a year. Its verb is empty where it goes up and down."""

    key: str
    group: str
    label: str
    subject: str
    now: Place
    then: Place
    verb: str = ""

    @property
    def unit(self) -> Unit:
        """What it is counted in."""
        if self.group == ECONOMY:
            return Unit.MONEY
        return Unit.PERCENT if self.now.column in ("1h", "1w", "share", "percent") else Unit.COUNT

    def compared(self, records: Records) -> Compared:
        """Return this year's figure beside last year's."""
        return Compared(
            self.subject,
            records.year,
            self.now.cell(records),
            self.then.cell(records),
            records.last_year,
            self._missing_from(records),
        )

    def _missing_from(self, records: Records) -> tuple[str, ...]:
        """Return the rows whose gaps make the figure missing."""
        table = records.told(self.now.table)
        key = records.named(self.now.column)
        if table is None:
            return ()
        columns = [column for column in table.columns if column.key == key]
        items = [row for row in own_rows(table) if row.kind is RowKind.ITEM]
        return tuple(
            in_words(row.label)
            for row in items
            for column in columns
            if cell_of(table, row, column).figure.is_missing
        )

    def finding(self, records: Records) -> Finding | None:
        """Return what the two figures say; None where there is nothing to say of the year."""
        compared = self.compared(records)
        if records.told(self.now.table) is None or not _is_worth_it(compared):
            return None
        if self.verb:
            return sentences.against(compared, verb=self.verb)
        return sentences.changed(compared)


def _statement(table: str, row: str) -> tuple[Place, Place]:
    return Place(table, row, "year"), Place(table, row, "last-year")


def _register(table: str, column: str) -> tuple[Place, Place]:
    return Place(table, "total", column), Place(table, "total", f"{column}:previous-year")


def _year_before(table: str, row: str, column: str) -> tuple[Place, Place]:
    return Place(table, row, column), Place(table, row, column, back=1)


def _closed(column: str) -> tuple[Place, Place]:
    table = "servicedesk.resolution-times"
    return Place(table, "year", column), Place(table, "last-year", column)


def _computers(column: str) -> tuple[Place, Place]:
    table = "assets.computers"
    return Place(table, "total", column), Place(table, "previous-year", column)


MEASURES = (
    Measure("result", ECONOMY, "Årets resultat", "Årets resultat",
            *_statement(INCOME, "result"), verb="blev"),
    Measure("revenue", ECONOMY, "Verksamhetens intäkter", "Verksamhetens intäkter",
            *_statement(INCOME, "revenue"), verb="uppgick till"),
    Measure("equity", ECONOMY, "Eget kapital", "Eget kapital vid årets slut",
            *_statement(BALANCE, "equity"), verb="var"),
    Measure("own-investments", ECONOMY, "Egna investeringar", "Egna investeringar",
            *_year_before("investments.own", "total", "outcome"), verb="uppgick till"),
    Measure("member-investments", ECONOMY, "Investeringar för medlemmarna",
            "Investeringar för medlemmarna",
            *_year_before("investments.members", "total", "outcome"), verb="uppgick till"),
    Measure("tickets", SUPPORT, "Stängda ärenden", "Antalet stängda ärenden",
            *_closed("tickets")),
    Measure("within-an-hour", SUPPORT, "Lösta inom en timme",
            "Andelen ärenden som löstes inom en timme", *_closed("1h")),
    Measure("within-a-week", SUPPORT, "Lösta inom en vecka",
            "Andelen ärenden som löstes inom en vecka", *_closed("1w")),
    Measure("courtesy", SUPPORT, "Nöjda med bemötandet", "Andelen nöjda med bemötandet",
            *_year_before("servicedesk.satisfaction", "courtesy", "share")),
    Measure("computers", EQUIPMENT, "Datorer", "Antalet datorer", *_computers("computer")),
    Measure("staff-computers", EQUIPMENT, "varav för personal", "Antalet datorer för personal",
            *_computers("computer.staff")),
    Measure("pupil-computers", EQUIPMENT, "varav för elever", "Antalet datorer för elever",
            *_computers("computer.pupil")),
    Measure("thin-clients", EQUIPMENT, "varav tunna klienter", "Antalet tunna klienter",
            *_computers("computer.staff.thin_client")),
    Measure("tablets", EQUIPMENT, "Surfplattor", "Antalet surfplattor", *_computers("tablet")),
    Measure("servers", EQUIPMENT, "Servrar", "Antalet servrar",
            *_year_before("assets.servers", "total", "server")),
    Measure("extensions", EQUIPMENT, "Fasta anknytningar", "Antalet fasta anknytningar",
            *_register("assets.telephony", "phone.extension")),
    Measure("mobiles", EQUIPMENT, "Mobilabonnemang", "Antalet mobilabonnemang",
            *_register("assets.telephony", "phone.mobile")),
    Measure("access-points", EQUIPMENT, "Accesspunkter", "Antalet accesspunkter",
            *_register("assets.access-points", "access_point")),
    Measure("group-accounts", EQUIPMENT, "Gruppkonton", "Antalet gruppkonton",
            *_register("assets.group-accounts", "account.group")),
    Measure("cards", EQUIPMENT, "Tjänstekort", "Antalet tjänstekort",
            *_year_before("assets.id-cards", "total", "total")),
    Measure("connections", FIBRE, "Nya fiberanslutningar", "Antalet nya fiberanslutningar",
            *_statement("fibre.connections", "total")),
    Measure("fibre-nodes", FIBRE, "Fibernoder", "Antalet fibernoder",
            *_register("assets.fibre-nodes", "fibre.node")),
    Measure("sick-leave", STAFF, "Sjukfrånvaro", "Sjukfrånvaron",
            Place("staff.sick-leave", "all", "percent"),
            Place("staff.sick-leave", "all", "percent:previous-year")),
)  # fmt: skip
BY_KEY = {measure.key: measure for measure in MEASURES}

KEY_FIGURES = (
    "result", "revenue", "equity", "own-investments", "member-investments", "tickets",
    "within-an-hour", "courtesy", "computers", "tablets", "servers", "extensions", "mobiles",
    "access-points", "connections", "fibre-nodes", "sick-leave",
)  # fmt: skip


def key_figures(records: Records, keys: tuple[str, ...] = KEY_FIGURES) -> Iterator[KeyFigure]:
    """Yield the key figures there is something to say of, group by group."""
    for key in keys:
        measure = BY_KEY[key]
        finding = measure.finding(records)
        compared = measure.compared(records)
        if finding is None or compared.now is None:
            continue
        last = compared.then if compared.then and not compared.then.figure.is_blank else None
        yield KeyFigure(
            key=key,
            group=measure.group,
            label=measure.label,
            figure=compared.now.figure,
            address=compared.now.address,
            sentence=sentences.plain(finding),
            last=last.figure if last else None,
            last_address=last.address if last else None,
            change=_change(compared.now.figure, last.figure) if last else None,
        )


@dataclass(frozen=True, slots=True)
class Own:
    """What a member itself has: where it stands in a row of its own, and what it is called."""

    group: str
    label: str
    table: str
    column: str
    then: str = ""
    """The column of the year before, in the same table; empty where last year's table has it."""

    def key_figure(self, records: Records, code: str) -> KeyFigure | None:
        """Return a member's figure beside last year's; None where there is nothing to say."""
        now = records.cell(self.table, code, self.column)
        if now is None or records.told(self.table) is None:
            return None
        then = records.cell(self.table, code, self.then or self.column, back=0 if self.then else 1)
        known = [cell.figure for cell in (now, then) if cell is not None]
        if not any(figure.is_missing or figure.value for figure in known):
            return None
        last = then if then is not None and not then.figure.is_blank else None
        return KeyFigure(
            key=f"{self.table}.{self.column}",
            group=self.group,
            label=self.label,
            figure=now.figure,
            address=now.address,
            sentence="",
            last=last.figure if last else None,
            last_address=last.address if last else None,
            change=_change(now.figure, last.figure) if last else None,
        )


def _own_register(label: str, table: str, column: str) -> Own:
    return Own(EQUIPMENT, label, table, column, f"{column}:previous-year")


OWN = (
    Own(EQUIPMENT, "Datorer", "assets.computers", "computer"),
    Own(EQUIPMENT, "varav för personal", "assets.computers", "computer.staff"),
    Own(EQUIPMENT, "varav för elever", "assets.computers", "computer.pupil"),
    Own(EQUIPMENT, "Surfplattor", "assets.computers", "tablet"),
    _own_register("Fasta anknytningar", "assets.telephony", "phone.extension"),
    _own_register("Mobilabonnemang", "assets.telephony", "phone.mobile"),
    _own_register("Accesspunkter", "assets.access-points", "access_point"),
    _own_register("Gruppkonton", "assets.group-accounts", "account.group"),
    Own(EQUIPMENT, "Tjänstekort", "assets.id-cards", "total"),
    Own(FIBRE, "Nya fiberanslutningar", "fibre.connections", "year", "last-year"),
    _own_register("Fibernoder", "assets.fibre-nodes", "fibre.node"),
)


def own_figures(records: Records, code: str) -> Iterator[KeyFigure]:
    """Yield what a member itself has, group by group."""
    for own in sorted(OWN, key=lambda own: own.group == FIBRE):
        found = own.key_figure(records, code)
        if found is not None:
            yield found


def result_and_budget(records: Records) -> Finding | None:
    """Say how the result stands to the budget; nothing where the books have none."""
    table = records.told(INCOME)
    if table is None or not has_budget(table):
        return None
    return sentences.than(
        better="Resultatet är bättre än budgeten, som var {other}.",
        worse="Resultatet är sämre än budgeten, som var {other}.",
        same="Resultatet är detsamma som budgeten, {other}.",
        now=records.cell(INCOME, "result", "year"),
        other=records.cell(INCOME, "result", "budget"),
    )


def _change(now: Figure, last: Figure) -> Figure:
    return difference(now, last)


def _is_worth_it(compared: Compared) -> bool:
    """Whether either year has something to tell: nil after nil is no news."""
    cells = (compared.now, compared.then)
    told = [cell.figure for cell in cells if cell is not None]
    return any(figure.is_missing or figure.value for figure in told)

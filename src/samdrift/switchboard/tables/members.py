"""Calls by municipality, what was done at the front desk for each, and what citizens met."""

from __future__ import annotations

from collections.abc import Iterable

from samdrift.kernel.figures import Figure, Origin, Unit, blank, total
from samdrift.kernel.spans import Span
from samdrift.parties import queries as parties
from samdrift.reporting.ports import (
    Ask,
    Column,
    Row,
    RowKind,
    Table,
    TableSource,
    TableSpec,
    total_of_items,
)
from samdrift.reporting.sources import span_words
from samdrift.switchboard.choices import Measure, Work
from samdrift.switchboard.models import CalledNumber
from samdrift.switchboard.queries import calls, citizens, front_desk, times
from samdrift.switchboard.queries.citizens import INDEXES, MEASURES
from samdrift.switchboard.queries.times import NOBODYS, Timed
from samdrift.switchboard.tables.times import COLUMNS, figures

PER_MEMBER = "switchboard.calls-per-member"
FRONT_DESK = "switchboard.front-desk"
CITIZENS = "switchboard.citizens"
_TITLES = {
    PER_MEMBER: "Samtal per kommun",
    FRONT_DESK: "Reception och telefonist per kommun",
    CITIZENS: "Medborgarnas mått på telefonen",
}
NOBODYS_WORDS = "Okänt nummer"


def calls_per_member(ask: Ask) -> Table:
    """Count calls by the municipality whose number was called."""
    span = ask.during
    found = times.by_organisation(span=span)
    codes = [party.code for party in parties.members()]
    others = [code for code in found if code not in codes]
    names = parties.names_by_code() | {NOBODYS: NOBODYS_WORDS}
    rows = [
        Row(code, names.get(code, code), figures(found.get(code, _none(span, code))))
        for code in (*codes, *sorted(others))
    ]
    whole = times.added(found.values(), span=span)
    return Table(
        id=PER_MEMBER,
        title=_TITLES[PER_MEMBER],
        ask=ask,
        unit=Unit.COUNT,
        columns=COLUMNS,
        rows=(*rows, Row("whole", "Alla", figures(whole), RowKind.SUM)),
        explains=(
            f"Samtal {span_words(span)} efter vems nummer som ringdes, enligt nummerregistret. "
            f"{NOBODYS_WORDS}: samtal till nummer som inte står i registret, eller utan uppringt "
            "nummer i loggen. Andelarna är av alla samtal, också de tappade."
        ),
    )


def front_desk_volumes(ask: Ask) -> Table:
    """Tell how much receptionists and telephonists did for each municipality."""
    span = ask.during
    found = front_desk.volumes(span=span)
    members = parties.members(ask.members)

    def figure(code: str, work: Work) -> Figure:
        nothing = front_desk.nothing(span=span, organisation_code=code, work=work)
        return found.get((code, work), nothing)

    rows = [
        Row(party.code, party.name, tuple(figure(party.code, work) for work in Work))
        for party in members
    ]
    sums = [total([row.figures[place] for row in rows]) for place in range(len(Work)) if rows]
    if sums:
        rows.append(Row("total", "Totalt", tuple(sums), RowKind.SUM))
    return Table(
        id=FRONT_DESK,
        title=_TITLES[FRONT_DESK],
        ask=ask,
        unit=Unit.COUNT,
        columns=tuple(Column(work.value, str(work.label), Unit.COUNT) for work in Work),
        rows=tuple(rows),
        explains=(
            f"Vad receptionister och telefonister gjort för varje kommun {span_words(span)}, som "
            "det skrivits ned. Timmar i kvartar. Volymerna är underlag för debitering."
        ),
    )


def citizens_measures(ask: Ask) -> Table:
    """Show what citizens met on the telephone, beside how many of the calls were answered."""
    span = Span.year(ask.year)
    told = citizens.latest_of_year(ask.year)
    counted = times.by_organisation(span=span)

    def figure(code: str, measure: Measure) -> Figure:
        found = told.get((code, measure))
        if found is not None:
            return found.figure
        scope = (("organisation", code), ("measure", measure.value))
        unit = Unit.COUNT if measure in INDEXES else Unit.PERCENT
        return blank(unit, (Origin(MEASURES, span, scope),))

    rows = [
        Row(
            party.code,
            party.name,
            (
                *(figure(party.code, measure) for measure in Measure),
                *_own(counted.get(party.code, _none(span, party.code))),
            ),
        )
        for party in parties.members()
    ]
    return Table(
        id=CITIZENS,
        title=_TITLES[CITIZENS],
        ask=ask,
        unit=Unit.PERCENT,
        columns=(
            *(
                Column(
                    measure.value,
                    str(measure.label),
                    Unit.COUNT if measure in INDEXES else Unit.PERCENT,
                )
                for measure in Measure
            ),
            Column("share", "Andel besvarade samtal", Unit.PERCENT),
            Column("60s", "Svar inom 1 minut", Unit.PERCENT),
        ),
        rows=tuple(rows),
        explains=(
            "Det senaste mätvärdet under året för varje kommun, som det skrivits ned med sin "
            "källa: direkt svar på en enkel fråga och bemötande (andel av maxpoäng) i Kommunens "
            "Kvalitet i Korthet, index från SKR:s servicemätning. Bredvid står andelen av årets "
            "samtal till kommunens nummer som besvarades, och inom en minut."
        ),
    )


def _own(told: Timed) -> tuple[Figure, Figure]:
    return told.share_answered, told.share_within(60)


def _none(span: Span, code: str) -> Timed:
    return Timed(span, (("organisation", code),), {})


def _specs() -> Iterable[TableSpec]:
    yield TableSpec(PER_MEMBER, _TITLES[PER_MEMBER], calls_per_member, takes_span=True)
    yield TableSpec(
        FRONT_DESK,
        _TITLES[FRONT_DESK],
        front_desk_volumes,
        takes_span=True,
        takes_members=True,
        totals=total_of_items,
    )
    yield TableSpec(CITIZENS, _TITLES[CITIZENS], citizens_measures)


OFFERS = (
    TableSource(
        key="switchboard.members",
        specs=lambda: tuple(_specs()),
        dates=(*front_desk.DATES, *citizens.DATES),
        reads=(
            *calls.READS,
            *front_desk.READS,
            *citizens.READS,
            *parties.READS,
            CalledNumber,
        ),
        ahead=lambda year: {**times.ahead(year), **front_desk.ahead(year)},
    ),
)

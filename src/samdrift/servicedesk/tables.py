"""How fast help came and how it was liked, as the annual report counts it."""

from __future__ import annotations

from samdrift.kernel.figures import Unit
from samdrift.reporting.ports import Ask, Column, Row, Table, TableSource, TableSpec
from samdrift.reporting.sources import span_words
from samdrift.servicedesk import queries
from samdrift.servicedesk.choices import Question
from samdrift.servicedesk.models import DayToRecount, TicketCount
from samdrift.servicedesk.statistics.closed import closed_by_year

RESOLUTION_TIMES = "servicedesk.resolution-times"
SATISFACTION = "servicedesk.satisfaction"
_TITLES = {RESOLUTION_TIMES: "Lösningstider", SATISFACTION: "Nöjda användare"}

LIMIT_LABELS = {
    "1h": "Inom 1 timme",
    "2h": "Inom 2 timmar",
    "1d": "Inom 1 dygn",
    "3d": "Inom 3 dygn",
    "1w": "Inom 1 vecka",
}


def resolution_times(ask: Ask) -> Table:
    """Tell, year by year, how many tickets were closed and how soon."""
    shares = (Column(key, label, Unit.PERCENT) for key, label in LIMIT_LABELS.items())
    return Table(
        id=RESOLUTION_TIMES,
        title=_TITLES[RESOLUTION_TIMES],
        ask=ask,
        unit=Unit.COUNT,
        columns=(Column("tickets", "Stängda ärenden", Unit.COUNT), *shares),
        rows=tuple(
            Row(
                str(closed.year),
                span_words(closed.span),
                (closed.tickets, *(closed.share_within(limit) for limit in LIMIT_LABELS)),
            )
            for closed in closed_by_year(span=ask.during, members=ask.members)
        ),
        explains=(
            f"{_whose(ask)} efter det år de stängdes, och hur stor andel i hela procent som "
            "stängdes inom den tiden från anmälan. Ett dygn är 24 timmar; tiden är verklig, "
            "även när klockan ställs om."
        ),
    )


def satisfaction(ask: Ask) -> Table:
    """Tell how many answered each question in the year, and how many were satisfied."""
    return Table(
        id=SATISFACTION,
        title=_TITLES[SATISFACTION],
        ask=ask,
        unit=Unit.COUNT,
        columns=(
            Column("answers", "Svar", Unit.COUNT),
            Column("share", "Betyg 4 eller 5", Unit.PERCENT),
        ),
        rows=tuple(
            Row(told.question, Question(told.question).label, (told.answers, told.share))
            for told in queries.satisfaction(span=ask.during)
        ),
        explains=(
            f"Enkätsvar under {span_words(ask.during)}, och hur stor andel av dem i hela "
            "procent som gav betyg 4 eller 5 av 5."
        ),
    )


def _whose(ask: Ask) -> str:
    return "De valda medlemmarnas ärenden" if ask.members else "Ärenden"


_BUILT = (
    TableSpec(
        RESOLUTION_TIMES,
        _TITLES[RESOLUTION_TIMES],
        resolution_times,
        takes_span=True,
        takes_members=True,
    ),
    TableSpec(SATISFACTION, _TITLES[SATISFACTION], satisfaction, takes_span=True),
)

OFFERS = (
    TableSource(
        key="servicedesk.tables",
        specs=lambda: _BUILT,
        dates=queries.DATES,
        reads=(*queries.READS, DayToRecount, TicketCount),
        ahead=queries.ahead,
    ),
)

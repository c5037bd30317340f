"""Key figures of the service desk over some days, as the page of statistics tells them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router
from ninja.errors import HttpError
from pydantic import Field, StringConstraints

from samdrift.api.choices import Scope
from samdrift.api.errors import OutOfReach
from samdrift.api.views.act_schemas import Id
from samdrift.api.views.doors import Bearer
from samdrift.api.views.process_schemas import FigureOut, StatisticsOut, StepOut
from samdrift.api.views.schemas import NO_NUL, Asked
from samdrift.kernel.figures import Figure
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import periods
from samdrift.reporting.ports import Table
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views.links import is_open, records_path
from samdrift.servicedesk.choices import Channel, Kind
from samdrift.servicedesk.overview import queries as overviews
from samdrift.servicedesk.overview.queries import Measure
from samdrift.servicedesk.statistics.ports import Where

router = Router(tags=["statistics"], by_alias=True)

LONGEST_DAYS = 366 * 5
EARLIEST, LATEST = date(2001, 1, 1), date(2099, 12, 31)

Code = Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)]


class Period(Asked):
    """Days, and which tickets are counted; what is unsaid does not narrow it."""

    first_day: Annotated[date, Field(examples=["2026-01-01"])]
    last_day: Annotated[date, Field(examples=["2026-03-31"])]
    organisation: Code = ""
    service: Code = ""
    group: Id | None = None
    channel: Channel | None = None
    kind: Kind | None = None


@router.get(
    "",
    response=StatisticsOut,
    auth=Bearer(Scope.STATISTICS_READ),
    summary="Key figures",
)
def statistics(request: HttpRequest, asked: Query[Period]) -> StatisticsOut:
    """Return the key figures of some days, and the same days of the year before.

    `records` is the page where a figure's records are, empty where they are not to be read.
    """
    if not access.may_read_tickets(viewer_of(request)):
        raise HttpError(403, "Det är för den som läser ärenden i servicedesken.")
    _check(asked.first_day, asked.last_day)
    told = {periods.FROM: asked.first_day.isoformat(), periods.TO: asked.last_day.isoformat()}
    period = periods.asked(told, otherwise=asked.first_day.year)
    narrowed = asked.model_dump(exclude={"first_day", "last_day"}, exclude_none=True)
    where: Where = tuple((name, str(value)) for name, value in narrowed.items() if value)
    today = clock.now().astimezone(SWEDEN).date()
    with snapshot():
        found = overviews.overview(period=period, where=where, today=today)
        return StatisticsOut(
            first_day=asked.first_day,
            last_day=asked.last_day,
            measures=[_measure(each, request) for each in found.measures],
            flow=_steps(found.flow),
            speed=_steps(found.speed),
        )


def _check(first: date, last: date) -> None:
    if not EARLIEST <= first <= last <= LATEST or last - first > timedelta(days=LONGEST_DAYS):
        raise OutOfReach(
            "Skriv två dagar mellan 2001 och 2099, högst fem år ifrån varandra och i ordning."
        )


def _measure(measure: Measure, request: HttpRequest) -> FigureOut:
    origin = measure.now.origins[0]
    records = records_path(origin) if is_open(viewer_of(request), origin) else ""
    return FigureOut(
        label=str(measure.label),
        value=_number(measure.now),
        unit=measure.now.unit.value,
        a_year_before=_number(measure.then),
        target=measure.target.words if measure.target else None,
        is_reached=measure.target.is_reached if measure.target else None,
        records=f"{settings.BASE_URL}{records}" if records else "",
    )


def _steps(table: Table) -> list[StepOut]:
    keys = [column.key for column in table.columns]
    return [
        StepOut(
            start=row.key,
            figures={key: _number(cell) for key, cell in zip(keys, row.figures, strict=True)},
        )
        for row in table.rows
    ]


def _number(figure: Figure) -> Decimal | None:
    value = figure.value
    return None if value is None else Decimal(str(value))

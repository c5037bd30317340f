"""The absences and the ordinary days behind a figure; they tell of one person each."""

from __future__ import annotations

from samdrift.kernel.figures import Figure, Origin
from samdrift.reporting.ports import Record, RecordColumn, RecordPage, RecordSource
from samdrift.staff import queries
from samdrift.staff.choices import Group, Sex


def _group(origin: Origin) -> Group:
    return Group(dict(origin.scope)["group"])


def _sick_leave(origin: Origin) -> queries.SickLeave:
    return queries.sick_leave(span=origin.span)


def _describe(origin: Origin) -> str:
    """Tell the group; never who is in it."""
    group = _group(origin)
    return "" if group is Group.ALL else str(group.label)


def _absences(origin: Origin) -> tuple[queries.AbsentDays, ...]:
    return _sick_leave(origin).absences_of(_group(origin))


def _absent_days(origin: Origin) -> Figure:
    return _sick_leave(origin).absent_days(_group(origin))


def _page_of_absences(origin: Origin, after: str, size: int) -> RecordPage:
    rows = (
        Record(str(row.id), (row.person, row.spell, row.first_day, row.last_day, row.days))
        for row in _absences(origin)
        if row.id > int(after or 0)
    )
    return _page(tuple(rows), size)


def _staff(origin: Origin) -> tuple[queries.OrdinaryDays, ...]:
    return _sick_leave(origin).staff_of(_group(origin))


def _ordinary_days(origin: Origin) -> Figure:
    return _sick_leave(origin).of_days(_group(origin))


def _page_of_staff(origin: Origin, after: str, size: int) -> RecordPage:
    rows = (
        Record(
            str(row.id),
            (row.person, str(Sex(row.sex).label), row.birth_year, row.year, row.days),
        )
        for row in _staff(origin)
        if row.id > int(after or 0)
    )
    return _page(tuple(rows), size)


def _page(records: tuple[Record, ...], size: int) -> RecordPage:
    return RecordPage(records[:size], records[size - 1].key if len(records) > size else "")


OFFERS = (
    RecordSource(
        key=queries.ABSENCES,
        title="Sjukfrånvaro",
        columns=(
            RecordColumn("person", "Person"),
            RecordColumn("spell", "Period"),
            RecordColumn("first_day", "Första dagen"),
            RecordColumn("last_day", "Sista dagen"),
            RecordColumn("days", "Arbetsdagar"),
        ),
        describe=_describe,
        count=lambda origin: len(_absences(origin)),
        page=_page_of_absences,
        amount=_absent_days,
        is_personal=True,
    ),
    RecordSource(
        key=queries.STAFF_DAYS,
        title="Ordinarie arbetsdagar",
        columns=(
            RecordColumn("person", "Person"),
            RecordColumn("sex", "Kön"),
            RecordColumn("birth_year", "Födelseår"),
            RecordColumn("year", "År"),
            RecordColumn("ordinary_days", "Arbetsdagar"),
        ),
        describe=_describe,
        count=lambda origin: len(_staff(origin)),
        page=_page_of_staff,
        amount=_ordinary_days,
        is_personal=True,
    ),
)

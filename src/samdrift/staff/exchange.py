"""Ordinary days and absences as a package tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from samdrift.plumbing.exchange.columns import Column, day, one_of, text, whole_number, year
from samdrift.plumbing.exchange.csv_reader import (
    CsvFile,
    Problem,
    Values,
    csv_reader,
    ends_before_it_starts,
)
from samdrift.plumbing.exchange.ports import Reading
from samdrift.staff import queries
from samdrift.staff.choices import Sex
from samdrift.staff.models import Absence, StaffYear

DECLARED = "staff.person-years"
STAFF_DAYS = ("person", "sex", "birth_year", "year", "ordinary_days")
ABSENCES = ("person", "spell", "first_day", "last_day", "days")


def _staff_columns(_reading: Reading) -> tuple[Column, ...]:
    return (
        Column("person", text(200)),
        Column("sex", one_of(Sex.values)),
        Column("birth_year", year),
        Column("year", year),
        Column("ordinary_days", whole_number(0, 366)),
    )


def _absence_columns(_reading: Reading) -> tuple[Column, ...]:
    return (
        Column("person", text(200)),
        Column("spell", text(200)),
        Column("first_day", day),
        Column("last_day", day),
        Column("days", whole_number(0, 366)),
    )


def _absence_problems(reading: Reading) -> Callable[[Values], Iterable[Problem]]:
    present = {f"{person} {in_year}" for person, in_year in queries.person_years()}
    known = present | reading.declared.get(DECLARED, set())

    def problems(values: Values) -> Iterable[Problem]:
        in_year = values["first_day"].year
        if f"{values['person']} {in_year}" not in known:
            yield "person", f"personen har ingen rad för {in_year} i staff_days.csv."
        yield from ends_before_it_starts(values, ("first_day",) * 2, ("last_day",) * 2)
        if values["last_day"].year > in_year:
            allowed = f"frånvaron går över årsskiftet; skriv en rad för {in_year} och en för nästa."
            yield "last_day", allowed

    return problems


OFFERS = (
    csv_reader(
        key="staff.staff-days",
        name="staff_days.csv",
        file=CsvFile(
            model=StaffYear,
            columns=_staff_columns,
            names=STAFF_DAYS,
            key=("person", "year"),
            declares=DECLARED,
        ),
    ),
    csv_reader(
        key="staff.absences",
        name="absences.csv",
        file=CsvFile(
            model=Absence,
            columns=_absence_columns,
            names=ABSENCES,
            key=("person", "first_day"),
            problems=_absence_problems,
        ),
    ),
)

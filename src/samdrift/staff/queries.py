"""How much of the time that was to be worked people were away sick."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min

from samdrift.kernel.figures import Figure, Origin, Unit, share
from samdrift.kernel.spans import Span
from samdrift.staff.choices import Group, Sex
from samdrift.staff.models import Absence, StaffYear

ABSENCES = "staff.absences"
STAFF_DAYS = "staff.staff-days"

READS = (Absence, StaffYear)
"""What tables are read from."""

LONG_TERM_DAYS = 60
"""How many calendar days a spell lasts, from its first day to its last, to be long-term."""


@dataclass(frozen=True, slots=True)
class OrdinaryDays:
    """How many days one person was to work in a year."""

    id: int
    person: str
    sex: str
    birth_year: int
    year: int
    days: int

    @property
    def age(self) -> int:
        """The age they reach in the year."""
        return self.year - self.birth_year


@dataclass(frozen=True, slots=True)
class AbsentDays:
    """One person's absence: its working days, and the spell it is part of."""

    id: int
    person: str
    spell: str
    first_day: date
    last_day: date
    days: int


@dataclass(frozen=True, slots=True)
class SickLeave:
    """Who was to work in a year, who was away, and which of the spells were long."""

    year: int
    staff: tuple[OrdinaryDays, ...]
    absences: tuple[AbsentDays, ...]
    long_spells: frozenset[tuple[str, str]]

    def absent_days(self, group: Group) -> Figure:
        """Return how many working days a group was away."""
        found = self.absences_of(group)
        origin = self._origin(ABSENCES, group, len(found))
        return Figure(sum(absence.days for absence in found), Unit.DAYS, (origin,))

    def of_days(self, group: Group) -> Figure:
        """Return how many days a group was to work; for long-term leave, all days of absence."""
        if group is Group.LONG_TERM:
            return self.absent_days(Group.ALL)
        found = self.staff_of(group)
        origin = self._origin(STAFF_DAYS, group, len(found))
        return Figure(sum(person.days for person in found), Unit.DAYS, (origin,))

    def percent(self, group: Group) -> Figure:
        """Return the absent days as a share, with one decimal; blank where there are no days."""
        return share(self.absent_days(group), self.of_days(group), decimals=1)

    def absences_of(self, group: Group) -> tuple[AbsentDays, ...]:
        """Return the absences of a group, in the order they were taken in."""
        if group is Group.LONG_TERM:
            return tuple(
                absence
                for absence in self.absences
                if (absence.person, absence.spell) in self.long_spells
            )
        people = {person.person for person in self.staff_of(group)}
        return tuple(absence for absence in self.absences if absence.person in people)

    def staff_of(self, group: Group) -> tuple[OrdinaryDays, ...]:
        """Return who is in a group, in the order they were taken in."""
        return tuple(person for person in self.staff if _is_in(group, person))

    def _origin(self, question: str, group: Group, count: int) -> Origin:
        return Origin(question, Span.year(self.year), (("group", group.value),), count)


def sick_leave(*, year: int) -> SickLeave:
    """Return the sick leave of a year, by three questions however many work here."""
    staff = StaffYear.objects.filter(year=year).order_by("id")
    absences = Absence.objects.filter(
        first_day__gte=date(year, 1, 1), first_day__lte=date(year, 12, 31)
    ).order_by("id")
    return SickLeave(
        year,
        tuple(
            OrdinaryDays(*row)
            for row in staff.values_list(
                "id", "person", "sex", "birth_year", "year", "ordinary_days"
            )
        ),
        tuple(
            AbsentDays(*row)
            for row in absences.values_list(
                "id", "person", "spell", "first_day", "last_day", "days"
            )
        ),
        frozenset(_long_spells(year)),
    )


def years() -> frozenset[int]:
    """Return the years in which someone was to work; nobody is away in another."""
    return frozenset(StaffYear.objects.order_by().values_list("year", flat=True).distinct())


def person_years() -> frozenset[tuple[str, int]]:
    """Return every person and year there are ordinary days for."""
    return frozenset(StaffYear.objects.order_by().values_list("person", "year"))


def _is_in(group: Group, person: OrdinaryDays) -> bool:
    return {
        Group.ALL: True,
        Group.LONG_TERM: True,
        Group.WOMEN: person.sex == Sex.WOMAN,
        Group.MEN: person.sex == Sex.MAN,
        Group.YOUNG: person.age <= 29,
        Group.MIDDLE: 30 <= person.age <= 49,
        Group.OLD: person.age >= 50,
    }[group]


def _long_spells(year: int) -> Iterable[tuple[str, str]]:
    """Yield the spells that touch a year and are long, over all their rows whatever the year."""
    spells = (
        Absence.objects.order_by()
        .values_list("person", "spell")
        .annotate(begins=Min("first_day"), ends=Max("last_day"))
        .filter(begins__lte=date(year, 12, 31), ends__gte=date(year, 1, 1))
    )
    for person, spell, begins, ends in spells:
        if (ends - begins).days + 1 >= LONG_TERM_DAYS:
            yield person, spell

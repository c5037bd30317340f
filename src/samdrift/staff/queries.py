"""How much of the time that was to be worked people were away sick."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Min, QuerySet

from samdrift.kernel.figures import Figure, Origin, Unit, missing, share
from samdrift.kernel.spans import Span
from samdrift.reporting import dating, together
from samdrift.reporting.dating import Dated
from samdrift.reporting.snapshot import remembered
from samdrift.reporting.together import Questions
from samdrift.staff.choices import DIVISIONS, Group, Sex
from samdrift.staff.models import Absence, StaffYear

ABSENCES = "staff.absences"
STAFF_DAYS = "staff.staff-days"

READS = (Absence, StaffYear)
"""What tables are read from."""

DATES = (Dated(StaffYear, "year", is_each=True),)
"""Where the years of the records stand."""

LONG_TERM_DAYS = 60
"""How many calendar days a spell lasts, from its first day to its last, to be long-term."""

LARGEST_SMALL_GROUP = 10
"""A group of so many people or fewer is not told of (LKBR 2018:597; before it KRL 4:1 a)."""
FEWEST_WITH_LONG_SPELLS = 3
"""One person's long spells tell of that person; those of two, to each of them of the other."""
FEWEST = LARGEST_SMALL_GROUP + 1
"""How many people a group has at least to be told of for a part of a year."""
FEW = "gruppen är tio personer eller färre, eller går att räkna ut ur en som är det"
WHOLE_YEARS = "hur många dagar som skulle ha arbetats är känt för hela år, inte för delar av dem"


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
    """Who was to work in the years of a span, who was away in it, and which spells were long."""

    span: Span
    staff: tuple[OrdinaryDays, ...]
    absences: tuple[AbsentDays, ...]
    long_spells: frozenset[tuple[str, str]]

    def absent_days(self, group: Group) -> Figure:
        """Return how many working days a group was away."""
        found = self.absences_of(group)
        if self._is_few(group):
            everybody = self._origin(STAFF_DAYS, Group.ALL, len(self.staff))
            return missing(FEW, Unit.DAYS, (everybody,))
        origin = self._origin(ABSENCES, group, len(found))
        return Figure(sum(absence.days for absence in found), Unit.DAYS, (origin,))

    def of_days(self, group: Group) -> Figure:
        """Return how many days a group was to work; for long-term leave, all days of absence.

        Ordinary days are told for whole years, so of anything else they are not known.
        """
        if group is Group.LONG_TERM:
            return self.absent_days(Group.ALL)
        found = self.staff_of(group)
        origin = self._origin(STAFF_DAYS, group, len(found))
        if not self.span.is_whole_years:
            return missing(WHOLE_YEARS, Unit.DAYS, (origin,))
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
        people = {(person.person, person.year) for person in self.staff_of(group)}
        return tuple(
            absence
            for absence in self.absences
            if (absence.person, absence.first_day.year) in people
        )

    def staff_of(self, group: Group) -> tuple[OrdinaryDays, ...]:
        """Return who is in a group, in the order they were taken in."""
        return tuple(person for person in self.staff if _is_in(group, person))

    def is_small(self, group: Group) -> bool:
        """Whether a group has somebody, and no more than may be told of.

        Long-term leave is told of as a share of everybody's; it is small where so few have long
        spells that they could be told apart.
        """
        if group is Group.LONG_TERM:
            people = {person for person, _ in self.long_spells}
            return 0 < len(people) < FEWEST_WITH_LONG_SPELLS or self.is_small(Group.ALL)
        return 0 < self._people(group) <= LARGEST_SMALL_GROUP

    def would_tell_of_small(self, group: Group) -> bool:
        """Whether a group that is not small tells of one: as what is left, taken from everybody.

        In each division the groups that are kept back are together more than a small group, the
        smallest first; else their sum, everybody less the others, would be what is not told.
        """
        return any(group in self._kept_back(division) for division in DIVISIONS)

    def _kept_back(self, division: tuple[Group, ...]) -> frozenset[Group]:
        sizes = {group: self._people(group) for group in division}
        kept = {group for group, size in sizes.items() if 0 < size <= LARGEST_SMALL_GROUP}
        for group in sorted(division, key=lambda group: (sizes[group], division.index(group))):
            if not kept or (
                len(kept) > 1 and sum(sizes[each] for each in kept) > LARGEST_SMALL_GROUP
            ):
                break
            if sizes[group]:
                kept.add(group)
        return frozenset(kept)

    def _people(self, group: Group) -> int:
        """Return how many people are in a group, in whichever of the years."""
        return len({person.person for person in self.staff_of(group)})

    def _is_few(self, group: Group) -> bool:
        """Whether a part of a year would tell of single persons.

        A group of few is not told of, nor are those that with it make up all, for it is what is
        left of them.
        """
        if self.span.is_whole_years:
            return False
        if group is Group.LONG_TERM:
            return len({absence.person for absence in self.absences_of(group)}) < FEWEST
        together = next((some for some in DIVISIONS if group in some), (group,))
        return any(self._people(each) < FEWEST for each in together)

    def _origin(self, question: str, group: Group, count: int) -> Origin:
        return Origin(question, self.span, (("group", group.value),), count)


def sick_leave(*, span: Span) -> SickLeave:
    """Return the absences that began in a span, by one question however many work here."""
    assert span.end is not None, "sick leave is told up to a day"
    known = remembered("staff.sick-leave", dict[Span, SickLeave])
    if span not in known:
        known |= _sick_leave(_compared(span))
    return known[span]


def _sick_leave(spans: tuple[Span, ...]) -> dict[Span, SickLeave]:
    """Return what is told of some spans, read together: years are compared."""
    staff, absences, spells = together.rows_of(_questions(spans))
    people = tuple(OrdinaryDays(*row) for row in sorted(staff))
    away = tuple(AbsentDays(*row) for row in sorted(absences))
    long_spells = tuple(spell for spell in spells if _is_long(*spell[2:]))
    return {
        span: SickLeave(
            span,
            tuple(one for one in people if span.start.year <= one.year <= span.last_day.year),
            tuple(one for one in away if one.first_day in span),
            frozenset(
                (person, spell)
                for person, spell, begins, ends in long_spells
                if begins <= span.last_day and ends >= span.start
            ),
        )
        for span in spans
    }


def years() -> frozenset[int]:
    """Return the years in which someone was to work; nobody is away in another."""
    return dating.years(DATES)


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


def ahead(year: int) -> Questions:
    """Return what will be asked of a year."""
    return _questions(_compared(Span.year(year)))


def _compared(span: Span) -> tuple[Span, ...]:
    return span, span.a_year_earlier()


def _questions(spans: tuple[Span, ...]) -> Questions:
    first, last = min(span.start for span in spans), max(span.last_day for span in spans)
    staff = StaffYear.objects.filter(year__range=(first.year, last.year)).order_by()
    absences = Absence.objects.filter(first_day__range=(first, last)).order_by()
    return {
        ("staff.people", spans): staff.values_list(
            "id", "person", "sex", "birth_year", "year", "ordinary_days"
        ),
        ("staff.away", spans): absences.values_list(
            "id", "person", "spell", "first_day", "last_day", "days"
        ),
        ("staff.spells", spans): _spells(Span(first, last + timedelta(days=1))),
    }


def _spells(span: Span) -> QuerySet[Any, Any]:
    """Return the spells that touch a span, over all their rows whenever they are."""
    return (
        Absence.objects.order_by()
        .values_list("person", "spell")
        .annotate(begins=Min("first_day"), ends=Max("last_day"))
        .filter(begins__lt=span.end, ends__gte=span.start)
    )


def _is_long(begins: date, ends: date) -> bool:
    return (ends - begins).days + 1 >= LONG_TERM_DAYS

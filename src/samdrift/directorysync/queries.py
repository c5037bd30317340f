"""Directories, how their fetches went, and what differed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from samdrift.directory.choices import PersonKind
from samdrift.directory.models import Person, Unit
from samdrift.directorysync import passwords
from samdrift.directorysync.choices import FetchState, Sort, What
from samdrift.directorysync.models import Branch, Department, EntryDifference, Fetch, Source
from samdrift.directorysync.ports import Asked, BranchTold
from samdrift.parties import queries as parties
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.jobs import queries as jobs
from samdrift.plumbing.jobs.queries import Standing

PAGE_SIZE = 100
SHOWN_FETCHES = 30
NIGHT = "Natten"
"""Who asks where nobody does."""
_NIGHT_HOURS = (1, 2, 3, 4)
_MOST_ABOVE = 20


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A directory in a list, with its latest fetch."""

    key: str
    name: str
    address: str
    is_nightly: bool
    branches: int
    last: FetchLine | None


@dataclass(frozen=True, slots=True)
class BranchLine:
    """A part of a directory, as it is told."""

    id: int
    dn: str
    organisation: str
    kind: str


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A department of an organisation, how many it is told of, and which unit it is."""

    id: int
    name: str
    organisation: str
    organisation_code: str
    people: int
    unit: str
    unit_id: int | None
    is_by_hand: bool


@dataclass(frozen=True, slots=True)
class FetchLine:
    """A fetch in a list."""

    id: int
    source: str
    source_key: str
    is_trial: bool
    state: FetchState
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None
    read: Mapping[str, int]
    counts: Mapping[str, Mapping[str, int]]
    problem: str
    follows: int | None

    @property
    def number(self) -> int:
        """How many entries differ; what is passed by is none."""
        return sum(
            number
            for told in self.counts.values()
            for what, number in told.items()
            if what != What.PASSED
        )


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """How an entry differed."""

    id: int
    sort: Sort
    what: What
    name: str
    dn: str
    changes: tuple[tuple[str, str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some differences, and after which the next page begins; 0 on the last."""

    lines: tuple[DifferenceLine, ...]
    after: int = 0


def job_key(fetch_id: int) -> str:
    """Return the key of the job that carries a fetch out."""
    return f"directory-{fetch_id}"


def sources() -> tuple[SourceLine, ...]:
    """Return every directory, with its latest fetch."""
    rows = list(Source.objects.prefetch_related("branches"))
    newest: dict[int, FetchLine] = {}
    for row in Fetch.objects.select_related("source").order_by("-id")[:200]:
        newest.setdefault(row.source_id, _fetch(row))
    return tuple(
        SourceLine(
            row.key,
            row.name,
            row.address,
            row.is_nightly,
            len(row.branches.all()),
            newest.get(row.pk),
        )
        for row in rows
    )


def source(key: str) -> Source | None:
    """Return a directory by its key; None where there is no such."""
    return Source.objects.filter(key=key).first()


def branches(source_id: int) -> tuple[BranchLine, ...]:
    """Return the parts of a directory that are read, by organisation."""
    rows = Branch.objects.filter(source=source_id).select_related("organisation")
    return tuple(
        BranchLine(row.pk, row.dn, row.organisation.name, PersonKind(row.person_kind).label)
        for row in rows
    )


def departments(source_id: int) -> tuple[DepartmentLine, ...]:
    """Return what a directory calls where people work, those that are no unit of ours first."""
    rows = Department.objects.filter(source=source_id).select_related("organisation", "unit")
    names = Counter(_unit_names())
    lines = []
    for row in rows:
        name = (str(row.organisation_id), row.key)
        unit = row.unit.name if row.unit else row.name if names[name] == 1 else ""
        lines.append(
            DepartmentLine(
                row.pk,
                row.name,
                row.organisation.name,
                str(row.organisation_id),
                row.people,
                unit,
                row.unit_id,
                row.unit_id is not None,
            )
        )
    return tuple(sorted(lines, key=lambda each: bool(each.unit)))


def _unit_names() -> Iterator[tuple[str, str]]:
    for code, name in Unit.objects.values_list("organisation", "name"):
        yield str(code), name.casefold()


def units_of(organisation_code: str) -> tuple[tuple[int, str], ...]:
    """Return an organisation's units by their whole names, the one that each lies in first."""
    rows = {
        pk: (parent, name)
        for pk, parent, name in Unit.objects.filter(organisation_id=organisation_code).values_list(
            "pk", "parent", "name"
        )
    }
    return tuple(sorted(((pk, _whole(pk, rows)) for pk in rows), key=lambda each: each[1]))


def _whole(pk: int | None, rows: Mapping[int, tuple[int | None, str]]) -> str:
    names: list[str] = []
    while pk is not None and pk in rows and len(names) < _MOST_ABOVE:
        pk, name = rows[pk]
        names.insert(0, name)
    return " / ".join(names)


def fetches(*, most: int = SHOWN_FETCHES) -> tuple[FetchLine, ...]:
    """Return the latest fetches, the newest first."""
    return tuple(_fetch(row) for row in Fetch.objects.select_related("source")[:most])


def fetch(fetch_id: int) -> FetchLine | None:
    """Return a fetch; None where there is no such."""
    row = Fetch.objects.select_related("source").filter(pk=fetch_id).first()
    return _fetch(row) if row else None


def standing(fetch_id: int) -> Standing | None:
    """Return how it stands with the work of a fetch."""
    return jobs.standings(job_key(fetch_id)).get(job_key(fetch_id))


def differences(fetch_id: int, *, sort: str = "", what: str = "", after: int = 0) -> Page:
    """Return the differences of a fetch, narrowed, just after one of them."""
    rows: QuerySet[EntryDifference] = EntryDifference.objects.filter(fetch=fetch_id, pk__gt=after)
    if sort:
        rows = rows.filter(sort=sort)
    if what:
        rows = rows.filter(what=what)
    found = list(rows[: PAGE_SIZE + 1])
    lines = tuple(
        DifferenceLine(
            row.pk,
            Sort(row.sort),
            What(row.what),
            row.name,
            row.dn,
            tuple((key, before, after_) for key, before, after_ in row.changes),
            row.note,
        )
        for row in found[:PAGE_SIZE]
    )
    return Page(lines, lines[-1].id if len(found) > PAGE_SIZE else 0)


def is_being_fetched(source_id: int) -> bool:
    """Whether a fetch of a directory is waiting for its turn or under way."""
    open_ones = Fetch.objects.filter(source=source_id, state=FetchState.ASKED)
    keys = [job_key(pk) for pk in open_ones.values_list("pk", flat=True)]
    return any(each.is_under_way for each in jobs.standings(*keys).values())


def asked(row: Source) -> Asked:
    """Return what is asked of a directory, and how."""
    told = {
        Sort.PERSON: row.person_filter,
        Sort.UNIT: row.unit_filter,
        Sort.ACCOUNT: row.account_filter,
    }
    return Asked(
        address=row.address,
        bind_name=row.bind_name,
        password=passwords.password(row.key),
        branches=tuple(
            BranchTold(each.dn, str(each.organisation_id), each.person_kind)
            for each in row.branches.all()
        ),
        filters={sort: condition for sort, condition in told.items() if condition},
    )


def last_number(source_id: int) -> int:
    """Return how many entries a directory had when it was last read, 0 where it has not been."""
    row = Fetch.objects.filter(source=source_id).exclude(read={}).first()
    return sum(row.read.values()) if row else 0


def who_sign_in(person_ids: Collection[int]) -> frozenset[int]:
    """Return which of some people can sign in here."""
    rows = Person.objects.filter(user__is_active=True).values_list("pk", flat=True)
    return frozenset(person_ids) & frozenset(rows)


def due_tonight(*, at: datetime) -> tuple[str, ...]:
    """Return the directories that are to be fetched now that it is night, and have not been."""
    local = at.astimezone(SWEDEN)
    if local.hour not in _NIGHT_HOURS:
        return ()
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    done = Fetch.objects.filter(asked_by=NIGHT, asked_at__gte=midnight).values("source")
    rows = Source.objects.filter(is_nightly=True, branches__isnull=False).exclude(pk__in=done)
    return tuple(
        key for pk, key in rows.distinct().values_list("pk", "key") if not is_being_fetched(pk)
    )


def organisations() -> tuple[tuple[str, str], ...]:
    """Return whose a branch may be: codes and names."""
    return tuple(parties.names_by_code().items())


def _fetch(row: Fetch) -> FetchLine:
    return FetchLine(
        id=row.pk,
        source=row.source.name,
        source_key=row.source.key,
        is_trial=row.is_trial,
        state=FetchState(row.state),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        read=row.read,
        counts=row.counts,
        problem=row.problem,
        follows=row.follows_id,
    )

"""Programs, on how many machines each is, and which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_

from django.db.models import Count, Q

from samdrift.inventory.models import Installation, Title
from samdrift.inventory.queries import machines
from samdrift.inventory.queries.machines import MOST_WORDS, PAGE_SIZE, Page


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A program in one version, and on how many machines it is now."""

    id: int
    publisher: str
    name: str
    version: str
    machines: int


@dataclass(frozen=True, slots=True)
class TitlePage:
    """Some programs of a list, and where the next begin."""

    rows: tuple[TitleRow, ...]
    after: int | None


@dataclass(frozen=True, slots=True)
class Installed:
    """A program that a machine has, and since which inventory."""

    title_id: int
    publisher: str
    name: str
    version: str
    arch: str
    since: datetime


def titles(*, words: str, organisation_code: str, after: int | None = None) -> TitlePage:
    """Return a page of programs by name, from after one of them, counted now."""
    rows = Title.objects.all()
    asked = words.casefold().split()[:MOST_WORDS]
    if asked:
        rows = rows.filter(
            reduce(
                and_,
                (
                    Q(sorted_by__contains=word)
                    | Q(version__contains=word)
                    | Q(publisher__icontains=word)
                    for word in asked
                ),
            )
        )
    last = Title.objects.filter(pk=after or 0).values_list("sorted_by", flat=True).first()
    if after is not None and last is not None:
        rows = rows.filter(Q(sorted_by__gt=last) | Q(sorted_by=last, pk__gt=after))
    found = list(rows.order_by("sorted_by", "pk")[: PAGE_SIZE + 1])
    kept = found[:PAGE_SIZE]
    counts = _counts([each.pk for each in kept], organisation_code)
    return TitlePage(
        tuple(
            TitleRow(each.pk, each.publisher, each.name, each.version, counts.get(each.pk, 0))
            for each in kept
        ),
        kept[-1].pk if len(found) > PAGE_SIZE else None,
    )


def _counts(title_ids: Sequence[int], organisation_code: str) -> dict[int, int]:
    rows = Installation.objects.filter(
        title__in=title_ids,
        until=None,
        machine__merged_into=None,
        machine__is_ignored=False,
    )
    if organisation_code:
        rows = rows.filter(machine__organisation_id=organisation_code)
    counted = rows.order_by().values("title").annotate(machines=Count("machine", distinct=True))
    return {each["title"]: each["machines"] for each in counted}


def title(title_id: int, *, organisation_code: str) -> TitleRow | None:
    """Return a program and on how many machines it is, None where there is none."""
    row = Title.objects.filter(pk=title_id).first()
    if row is None:
        return None
    count = _counts([row.pk], organisation_code).get(row.pk, 0)
    return TitleRow(row.pk, row.publisher, row.name, row.version, count)


def machines_with(title_id: int, *, organisation_code: str, after: int | None = None) -> Page:
    """Return a page of the machines that have a program now."""
    having = Installation.objects.filter(title=title_id, until=None).values("machine")
    rows = machines.shown(organisation_code).filter(pk__in=having)
    return machines.page_of(rows, after=after)


def installed_on(machine_id: int, *, words: str = "") -> tuple[Installed, ...]:
    """Return the programs that a machine has now, by name."""
    rows = Installation.objects.filter(machine=machine_id, until=None)
    for word in words.casefold().split()[:MOST_WORDS]:
        rows = rows.filter(Q(title__sorted_by__contains=word) | Q(title__publisher__icontains=word))
    told = rows.order_by("title__sorted_by", "title__version").values_list(
        "title", "title__publisher", "title__name", "title__version", "arch", "since"
    )
    return tuple(Installed(*each) for each in told)

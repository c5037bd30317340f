"""What is invested in projects: postings on accounts of fixed assets that name one."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q, QuerySet

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger import queries
from samdrift.ledger.models import VoucherLine

PROJECT = 6
"""The dimension of projects, by the SIE specification."""
INVESTED = "ledger.invested"
_FIRST, _PAST = "10", "13"
"""Accounts of immaterial and material fixed assets, class 10 to 12 of Kommun-Bas."""


def invested(*, year: int, projects: frozenset[str]) -> dict[str, Figure]:
    """Return what a year's postings put into each project, by one question.

    Nothing is returned without books, nor where no project is asked about.
    """
    if not projects or queries.edition_of(year) is None:
        return {}
    asked = Q()
    for project in projects:
        asked |= Q(objects_text__contains=_written(project))
    sums: dict[str, list[int]] = defaultdict(list)
    rows = _on_assets(year).filter(asked).values_list("objects_text", "amount_ore")
    for objects, ore in rows:
        for project in projects & _named(objects):
            sums[project].append(ore)
    return {project: _figure(year, project, sums[project]) for project in projects}


def lines(origin: Origin) -> QuerySet[VoucherLine]:
    """Return the postings of an origin's project."""
    project = dict(origin.scope)["project"]
    found = _on_assets(origin.span.start.year)
    ends = Q(objects_text=_written(project)) | Q(objects_text__endswith=f" {_written(project)}")
    within = Q(objects_text__startswith=f"{_written(project)} ") | Q(
        objects_text__contains=f" {_written(project)} "
    )
    return found.filter(ends | within)


def _figure(year: int, project: str, amounts: list[int]) -> Figure:
    origin = Origin(INVESTED, Span.year(year), (("project", project),), len(amounts))
    return Figure(Money(sum(amounts)), Unit.MONEY, (origin,))


def _on_assets(year: int) -> QuerySet[VoucherLine]:
    edition = queries.edition_of(year)
    if edition is None:
        return VoucherLine.objects.none()
    return VoucherLine.objects.filter(
        edition=edition, account__gte=_FIRST, account__lt=_PAST
    ).exclude(objects_text="")


def _written(project: str) -> str:
    return f"{PROJECT}:{project}"


def _named(objects: str) -> set[str]:
    """Return the projects that a posting names; a name with a blank in it is none of ours."""
    begun = f"{PROJECT}:"
    return {part.removeprefix(begun) for part in objects.split(" ") if part.startswith(begun)}

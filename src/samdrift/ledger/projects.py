"""What projects come to: postings that name one, on accounts of fixed assets or of the result."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Count, Q, QuerySet, Sum

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger import queries
from samdrift.ledger.models import VoucherLine
from samdrift.reporting import together
from samdrift.reporting.together import Questions

PROJECT = 6
"""The dimension of projects, by the SIE specification."""
INVESTED = "ledger.invested"
OF_PROJECT = "ledger.of-project"
_FIRST, _PAST = "10", "13"
"""Accounts of immaterial and material fixed assets, class 10 to 12 of Kommun-Bas."""
_RESULT, _PAST_RESULT = "3", "89"
"""Accounts of income and costs, class 3 to 88."""


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


def results(year: int) -> dict[str, Figure]:
    """Return what a year's income and costs came to in each project that is named, debit plus."""
    sums: dict[str, tuple[int, int]] = {}
    for key, question in ahead(year).items():
        for objects, ore, count in together.rows(key, question):
            for project in _named(objects):
                before = sums.get(project, (0, 0))
                sums[project] = (before[0] + ore, before[1] + count)
    return {project: _of(year, project, *sums[project]) for project in sorted(sums)}


def ahead(year: int) -> Questions:
    """Return what the results of a year's projects ask: sums by what postings name."""
    edition = queries.edition_of(year)
    if edition is None:
        return {}
    rows = _on_result(year).filter(objects_text__contains=f"{PROJECT}:").order_by()
    sums = rows.values_list("objects_text").annotate(Sum("amount_ore"), Count("id"))
    return {("ledger.results-by-project", edition.pk): sums}


def no_result(year: int, project: str) -> Figure:
    """Return that a year's income and costs name a project nowhere: nil."""
    return _of(year, project, 0, 0)


def _of(year: int, project: str, ore: int, count: int) -> Figure:
    origin = Origin(OF_PROJECT, Span.year(year), (("project", project),), count)
    return Figure(Money(ore), Unit.MONEY, (origin,))


def lines(origin: Origin) -> QuerySet[VoucherLine]:
    """Return the postings of an origin's project."""
    project = dict(origin.scope)["project"]
    year = origin.span.start.year
    found = _on_result(year) if origin.question == OF_PROJECT else _on_assets(year)
    ends = Q(objects_text=_written(project)) | Q(objects_text__endswith=f" {_written(project)}")
    within = Q(objects_text__startswith=f"{_written(project)} ") | Q(
        objects_text__contains=f" {_written(project)} "
    )
    return found.filter(ends | within)


def _figure(year: int, project: str, amounts: list[int]) -> Figure:
    origin = Origin(INVESTED, Span.year(year), (("project", project),), len(amounts))
    return Figure(Money(sum(amounts)), Unit.MONEY, (origin,))


def _on_assets(year: int) -> QuerySet[VoucherLine]:
    return _on(year, _FIRST, _PAST)


def _on_result(year: int) -> QuerySet[VoucherLine]:
    return _on(year, _RESULT, _PAST_RESULT)


def _on(year: int, first: str, past: str) -> QuerySet[VoucherLine]:
    edition = queries.edition_of(year)
    if edition is None:
        return VoucherLine.objects.none()
    return VoucherLine.objects.filter(
        edition=edition, account__gte=first, account__lt=past
    ).exclude(objects_text="")


def _written(project: str) -> str:
    return f"{PROJECT}:{project}"


def _named(objects: str) -> set[str]:
    """Return the projects that a posting names; a name with a blank in it is none of ours."""
    begun = f"{PROJECT}:"
    return {part.removeprefix(begun) for part in objects.split(" ") if part.startswith(begun)}

"""Guides to read, and how often they helped."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, Q, QuerySet

from samdrift.kernel.figures import Figure, Origin, Unit, share
from samdrift.kernel.spans import Span
from samdrift.kernel.swedish_order import swedish_key
from samdrift.knowledge import finding
from samdrift.knowledge.choices import Audience, GuideState
from samdrift.knowledge.models import Guide, GuideAnswer, GuideVersion
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.search import queries as search
from samdrift.plumbing.search.queries import Hit, Page
from samdrift.reporting import dating, together
from samdrift.reporting.dating import Dated
from samdrift.reporting.together import Named, Questions

ANSWERS = "knowledge.answers"

READS = (Guide, GuideAnswer)
"""What tables are read from."""

DATES = (Dated(GuideAnswer, "at"),)
"""Where the years of the records stand."""


@dataclass(frozen=True, slots=True)
class GuideCard:
    """A guide in a list."""

    key: str
    title: str
    state: str
    audience: str
    service: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A guide to read."""

    key: str
    title: str
    body: str
    words: str
    state: str
    audience: str
    service: str
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class GuideOutcome:
    """How often a guide was answered about in a span, and how often it had helped."""

    key: str
    title: str
    answers: Figure
    helped: Figure
    share: Figure


def guides(*, is_desk: bool, state: GuideState | None = None) -> tuple[GuideCard, ...]:
    """Return guides by title; without the desk's rights only what is published for all."""
    rows = _readable(is_desk=is_desk)
    if state is not None:
        rows = rows.filter(state=state)
    return tuple(_card(row) for row in rows)


def suggested(typed: str, *, limit: int) -> tuple[GuideCard, ...]:
    """Return published guides that typed words point to, the likeliest first.

    Without words they are those that have helped most often.
    """
    if not typed.strip():
        helped = Count("answers", filter=Q(answers__has_helped=True))
        best = _readable(is_desk=False).annotate(helped=helped).order_by("-helped", "title")
        return tuple(_card(row) for row in best[:limit])
    page = Page(limit, is_typing=True, is_few=True, has_snippets=False)
    return tuple(card for card, _ in found(typed, page=page))


def found(typed: str, *, page: Page) -> tuple[tuple[GuideCard, Hit], ...]:
    """Return published guides that words point to, and where the words stand in them."""
    answer = search.find(typed, scope=finding.public(), kinds=(finding.GUIDE,), page=page)
    rows = _readable(is_desk=False).in_bulk([int(hit.key) for hit in answer.hits])
    return tuple((_card(rows[int(hit.key)]), hit) for hit in answer.hits if int(hit.key) in rows)


def guide(*, key: str, is_desk: bool) -> GuidePage | None:
    """Return a guide, None where there is none for this reader."""
    row = _readable(is_desk=is_desk).filter(key=key).first()
    if row is None:
        return None
    return GuidePage(
        row.key,
        row.title,
        row.body,
        row.words,
        row.state,
        row.audience,
        row.service,
        row.changed_at,
        row.changed_by,
    )


def guides_by_id(ids: Collection[int]) -> dict[int, GuideCard]:
    """Return guides by their ids, to those who write guides."""
    return {row.pk: _card(row) for row in Guide.objects.filter(pk__in=ids)}


def versions(key: str) -> tuple[GuideVersion, ...]:
    """Return all that a guide has said, the latest first."""
    return tuple(GuideVersion.objects.filter(guide__key=key))


def outcomes(span: Span) -> tuple[GuideOutcome, ...]:
    """Return how every guide that was answered about in a span did, by title."""
    counted = [_outcome(span, *row) for row in together.rows(*_counted(span))]
    return tuple(sorted(counted, key=lambda each: swedish_key(each.title)))


def ahead(year: int) -> Questions:
    """Return what will be asked of a year."""
    return dict([_counted(Span.year(year))])


def _counted(span: Span) -> Named:
    rows = answers_in(span).order_by().values_list("guide__key", "guide__title")
    helped = Count("id", filter=Q(has_helped=True))
    return ("knowledge.outcomes", span), rows.annotate(answers=Count("id"), helped=helped)


def avoided(span: Span) -> Figure:
    """Return how many reports were never sent, because a guide had solved the problem."""
    count = answers_in(span).filter(has_helped=True, is_before_report=True).count()
    scope = (("helped", "yes"), ("before-report", "yes"))
    return Figure(count, Unit.COUNT, (Origin(ANSWERS, span, scope, count),))


def answers_in(span: Span) -> QuerySet[GuideAnswer]:
    """Return the answers given on the days of a span, as days are in Sweden."""
    start = datetime.combine(span.start, time.min, SWEDEN)
    rows = GuideAnswer.objects.filter(at__gte=start)
    if span.end is None:
        return rows
    return rows.filter(at__lt=datetime.combine(span.end, time.min, SWEDEN))


def behind_figure(origin: Origin) -> QuerySet[GuideAnswer]:
    """Return the answers that a figure counts."""
    scope = dict(origin.scope)
    rows = answers_in(origin.span)
    if "guide" in scope:
        rows = rows.filter(guide__key=scope["guide"])
    if "helped" in scope:
        rows = rows.filter(has_helped=True)
    if "before-report" in scope:
        rows = rows.filter(is_before_report=True)
    return rows


def titles() -> dict[str, str]:
    """Return what every guide is called, by its key."""
    return dict(Guide.objects.values_list("key", "title"))


def years() -> frozenset[int]:
    """Return the years in which guides were answered about."""
    return dating.years(DATES)


def _card(row: Guide) -> GuideCard:
    return GuideCard(row.key, row.title, row.state, row.audience, row.service, row.changed_at)


def _readable(*, is_desk: bool) -> QuerySet[Guide]:
    if is_desk:
        return Guide.objects.all()
    return Guide.objects.filter(state=GuideState.PUBLISHED, audience=Audience.ALL)


def _outcome(span: Span, key: str, title: str, answers: int, helped: int) -> GuideOutcome:
    every = _figure(span, answers, ("guide", key))
    good = _figure(span, helped, ("guide", key), ("helped", "yes"))
    return GuideOutcome(key, title, every, good, share(good, every))


def _figure(span: Span, count: int, *scope: tuple[str, str]) -> Figure:
    return Figure(count, Unit.COUNT, (Origin(ANSWERS, span, scope, count),))

"""Writing guides, and keeping whether they helped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from samdrift.knowledge import finding
from samdrift.knowledge.choices import Audience, GuideState
from samdrift.knowledge.errors import CannotWriteGuide
from samdrift.knowledge.models import Guide, GuideAnswer, GuideVersion
from samdrift.plumbing.search import services as search

LONGEST_TITLE = 150
LONGEST_BODY = 50_000


@dataclass(frozen=True, slots=True)
class GuideText:
    """What a guide is to say, and for whom."""

    title: str
    body: str
    words: str = ""
    service: str = ""
    audience: Audience = Audience.ALL
    from_ticket: str = ""


@transaction.atomic
def begin_guide(*, text: GuideText, by: str, at: datetime) -> Guide:
    """Begin a guide as a draft, which only those who write guides see."""
    _check(text)
    guide = Guide(key=_free_key(text.title), from_ticket=text.from_ticket)
    return _write(guide, text, GuideState.DRAFT, by=by, at=at)


@transaction.atomic
def rewrite_guide(*, key: str, text: GuideText, by: str, at: datetime) -> Guide:
    """Say something else in a guide; how it stands does not change."""
    _check(text)
    guide = _held(key)
    return _write(guide, text, GuideState(guide.state), by=by, at=at)


@transaction.atomic
def set_guide_state(*, key: str, state: GuideState, by: str, at: datetime) -> Guide:
    """Publish a guide, take it in again, or put it back among the drafts."""
    guide = _held(key)
    text = GuideText(guide.title, guide.body, guide.words, guide.service, Audience(guide.audience))
    return _write(guide, text, state, by=by, at=at)


@transaction.atomic
def keep_answer(
    *,
    key: str,
    has_helped: bool,
    organisation_code: str,
    is_before_report: bool,
    at: datetime,
) -> GuideAnswer:
    """Keep whether a guide solved somebody's problem."""
    guide = Guide.objects.filter(key=key, state=GuideState.PUBLISHED).first()
    if guide is None:
        raise CannotWriteGuide("Guiden finns inte längre.")
    return GuideAnswer.objects.create(
        guide=guide,
        has_helped=has_helped,
        organisation_code=organisation_code,
        is_before_report=is_before_report,
        at=at,
    )


def _check(text: GuideText) -> None:
    if not text.title.strip() or len(text.title) > LONGEST_TITLE:
        raise CannotWriteGuide(f"Skriv en rubrik med högst {LONGEST_TITLE} tecken.")
    if not text.body.strip() or len(text.body) > LONGEST_BODY:
        raise CannotWriteGuide(f"Skriv vad man ska göra, med högst {LONGEST_BODY} tecken.")


def _held(key: str) -> Guide:
    guide = Guide.objects.select_for_update().filter(key=key).first()
    if guide is None:
        raise CannotWriteGuide("Guiden finns inte.")
    return guide


def _free_key(title: str) -> str:
    """Return a key made of the title, with a number where another guide has it already."""
    stem = slugify(title)[:70] or "guide"
    taken = set(Guide.objects.filter(key__startswith=stem).values_list("key", flat=True))
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def _write(guide: Guide, text: GuideText, state: GuideState, *, by: str, at: datetime) -> Guide:
    guide.title = text.title.strip()
    guide.body = text.body.strip()
    guide.words = text.words.strip()
    guide.service = text.service
    guide.audience = text.audience
    guide.state = state
    guide.changed_at = at
    guide.changed_by = by
    guide.save()
    GuideVersion.objects.create(
        guide=guide,
        title=guide.title,
        body=guide.body,
        state=state,
        written_at=at,
        written_by=by,
    )
    search.index(finding.things([guide.pk]), at=at)
    return guide

"""The guides of the demo, and what those who read them answered over the year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from samdrift.knowledge import services as knowledge
from samdrift.knowledge.choices import Audience, GuideState
from samdrift.knowledge.models import Guide, GuideAnswer
from samdrift.project.demo_desk import days, texts

BY = "Maja Lindgren"
ANSWERS = 60
"""Answers a guide has got over the year, at most; some are read much more than others."""


def write(*, at: datetime, codes: Sequence[str], rng: Random) -> None:
    """Write and publish every guide, and keep what its readers have answered since."""
    begun = at - timedelta(days=days.DAYS + 30)
    answers: list[GuideAnswer] = []
    for told in texts.words().guides:
        written = begun + timedelta(days=rng.randrange(20), minutes=rng.randrange(400))
        guide = knowledge.begin_guide(
            text=knowledge.GuideText(
                title=told.title,
                body=told.body,
                words=told.words,
                service=told.service,
                audience=Audience.DESK if told.for_desk else Audience.ALL,
            ),
            by=BY,
            at=written,
        )
        knowledge.set_guide_state(
            key=guide.key, state=GuideState.PUBLISHED, by=BY, at=written + timedelta(hours=3)
        )
        if not told.for_desk:
            answers.extend(_answers(guide, at, codes, rng))
    answers.sort(key=lambda answer: answer.at)
    GuideAnswer.objects.bulk_create(answers)


def _answers(guide: Guide, at: datetime, codes: Sequence[str], rng: Random) -> list[GuideAnswer]:
    helps = rng.uniform(0.55, 0.9)
    moments = days.moments(count=rng.randrange(8, ANSWERS), at=at, rng=rng)
    return [
        GuideAnswer(
            guide=guide,
            at=moment,
            has_helped=rng.random() < helps,
            organisation_code=rng.choice(codes),
            is_before_report=rng.random() < 0.5,
        )
        for moment in moments
    ]

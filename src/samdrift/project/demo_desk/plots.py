"""Making up what happens in tickets: the same stories for the same seed, people and moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from samdrift.project.demo_desk import days, texts
from samdrift.project.demo_desk.acts import Act, Deed, Story
from samdrift.project.demo_desk.cast import Cast, Colleague, Reporter
from samdrift.project.demo_desk.phrasing import Phrasing
from samdrift.project.demo_desk.texts import Template
from samdrift.servicedesk.casework.standing import REOPEN_DAYS
from samdrift.servicedesk.choices import Channel, Kind, Level, Status
from samdrift.servicedesk.ports import SYSTEM, Actor, Report, Written

FIRST_LINE = "servicedesk"
_LATELY_MINUTES = (45, 26 * 60)
_CHANNELS = {Channel.PHONE: 0.38, Channel.EMAIL: 0.24, Channel.PORTAL: 0.38}


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a plot is written from."""

    rng: Random
    cast: Cast
    template: Template
    reporter: Reporter
    near: Sequence[Reporter]
    at: datetime


def stories(*, cast: Cast, count: int, at: datetime, seed: str) -> list[Story]:
    """Return so many stories up to a moment; what would happen after it has not happened yet."""
    rng = Random(seed)  # noqa: S311  Made up to be the same each time, not to be secret.
    every = texts.templates()
    chosen = rng.choices(every, weights=[each.weight for each in every], k=count)
    moments = days.moments(count=count, at=at, rng=rng)
    told = []
    for template, moment in zip(chosen, moments, strict=False):
        near = cast.reporters.get(rng.choice(template.who), ())
        if near:
            scene = _Scene(rng, cast, template, rng.choice(near), near, moment)
            told.append(_until(_Plot(scene).story(), at))
    return told


def waiting(
    *, cast: Cast, helper: Colleague, count: int, at: datetime, seed: str
) -> Iterator[Story]:
    """Yield tickets of the last day that somebody has begun with, and that are not solved yet."""
    rng = Random(f"{seed}-{helper.name}")  # noqa: S311  As above.
    every = [
        each
        for each in texts.templates()
        if each.group == helper.group or (not helper.group and each.impact < 3)
    ]
    for template in rng.choices(every, weights=[each.weight for each in every], k=count):
        near = cast.reporters.get(rng.choice(template.who), ())
        if near:
            came = at - timedelta(minutes=rng.uniform(*_LATELY_MINUTES))
            scene = _Scene(rng, cast, template, rng.choice(near), near, came)
            yield _until(_Plot(scene).begun_by(helper), at)


def _until(story: Story, at: datetime) -> Story:
    """Return a story as far as it has come."""
    acts = sorted(story.acts, key=lambda act: act.at)
    return replace(story, acts=tuple(act for act in acts if act.at < at))


class _Plot:
    """One story while it is made up; `now` is how far it has come."""

    def __init__(self, scene: _Scene) -> None:
        self._scene = scene
        self._rng = scene.rng
        self._template = scene.template
        self._reporter = scene.reporter
        self._words = Phrasing(scene.rng, scene.reporter, scene.near, scene.at)
        self._talk = texts.talk()
        self._variant = scene.rng.choice(scene.template.variants)
        self._questions = scene.rng.sample(scene.template.ask, len(scene.template.ask))
        self._helper = self._somebody(FIRST_LINE)
        self._channel = self._way_in()
        self._acts: list[Act] = []
        self._now = scene.at

    def story(self) -> Story:
        """Return the whole of it."""
        report = self._report()
        by = self._helper.actor if self._channel is Channel.PHONE else self._reporter.actor
        if self._channel is Channel.PHONE and self._is_easy() and self._chance(0.75):
            self._wait(3, 18)
            self._solve_at_once()
        else:
            self._begin()
            for step in self._steps():
                step()
            self._solve()
        self._after()
        return Story(self._scene.at, by, report, tuple(self._acts))

    def begun_by(self, helper: Colleague) -> Story:
        """Return a ticket that somebody has begun with, and may have asked something about."""
        self._helper = helper
        report = self._report()
        by = helper.actor if self._channel is Channel.PHONE else self._reporter.actor
        self._now += timedelta(minutes=self._rng.uniform(2, 25))
        self._act(Deed.TAKE, helper.actor, row_id=helper.user_id)
        if self._chance(0.4):
            self._ask()
        return Story(self._scene.at, by, report, tuple(self._acts))

    def _report(self) -> Report:
        template, reporter, variant = self._template, self._reporter, self._variant
        said = (
            self._words.pick((variant.call,))
            if self._channel is Channel.PHONE
            else self._words.report(variant.report, template.detail)
        )
        return Report(
            subject=self._words.pick((variant.subject,)),
            written=Written(said),
            organisation_code=reporter.organisation_code,
            channel=self._channel,
            requester_id=reporter.person_id,
            unit_id=reporter.unit_id,
            kind=template.kind,
            category=template.category,
            service=template.service,
            impact=Level(self._leaning(template.impact, 0.05, 0.03)),
            urgency=Level(self._leaning(template.urgency, 0.1, 0.12)),
            is_secret=reporter.sort == "social" and self._chance(0.06),
        )

    def _steps(self) -> list[Callable[[], None]]:
        """Return what happens between that it is begun and solved."""
        template = self._template
        wanted = (
            (template.group != FIRST_LINE, self._send_on),
            (bool(template.checklist), self._list_points),
            (self._chance(0.45), self._ask),
            (self._chance(0.07), self._nudge),
            (bool(template.supplier) and self._chance(0.6), self._hand_over),
            (template.is_visited and self._chance(0.7), self._visit),
            (bool(self._variant.note) and self._chance(0.6), self._note),
            (self._chance(0.12), self._ask),
            (self._chance(0.3 if template.kind is Kind.REQUEST else 0.12), self._linger),
        )
        return [step for is_wanted, step in wanted if is_wanted]

    def _begin(self) -> None:
        """Somebody in first line takes it, and may say so, and see that it is two of a thing."""
        if self._channel is not Channel.PHONE:
            self._wait(2, 45 if self._chance(0.7) else 240)
        self._act(Deed.TAKE, self._helper.actor, row_id=self._helper.user_id)
        if self._template.kind is Kind.INCIDENT and self._chance(0.02):
            self._merge()
        if self._chance(0.03):
            other = self._somebody(FIRST_LINE)
            self._act(Deed.WATCH, other.actor, row_id=other.user_id)
        if self._reporter.sort == "social" and self._chance(0.05):
            self._act(Deed.NOTE, self._helper.actor, text=self._words.pick(self._talk.secret))
        if self._chance(0.25):
            self._wait(1, 10)
            self._reply(self._words.pick(self._talk.begun))

    def _send_on(self) -> None:
        group = self._template.group
        self._wait(4, 40)
        name = texts.group_names()[group]
        note = self._words.pick(self._talk.passed_on_note, grupp=name)
        self._act(Deed.NOTE, self._helper.actor, text=note)
        if self._chance(0.6):
            self._reply(self._words.pick(self._talk.passed_on, grupp=name))
        self._act(Deed.SEND_ON, self._helper.actor, row_id=self._scene.cast.groups[group])
        self._helper = self._somebody(group)
        self._wait(20, 500)
        self._act(Deed.TAKE, self._helper.actor, row_id=self._helper.user_id)

    def _ask(self) -> None:
        if not self._questions:
            return
        question, answer = self._questions.pop()
        self._wait(3, 60)
        self._reply(self._words.pick((question,)), then=Status.WAITING)
        self._wait(15, 900)
        said = self._words.said((answer,))
        self._act(Deed.ANSWER, self._reporter.actor, text=said, channel=self._answers_by())

    def _linger(self) -> None:
        """It lies for days, sometimes weeks: for parts, for others, for want of time."""
        self._now = days.later(self._now, self._rng.uniform(600, 9_000))

    def _nudge(self) -> None:
        self._wait(400, 1_300)
        nudge = self._words.said(self._talk.nudges)
        self._act(Deed.ANSWER, self._reporter.actor, text=nudge, channel=self._answers_by())
        self._wait(10, 120)
        name = texts.group_names()[self._template.group]
        self._reply(self._words.pick(self._talk.nudged, grupp=name))

    def _hand_over(self) -> None:
        supplier = self._scene.cast.suppliers[self._template.supplier]
        self._wait(10, 60)
        self._reply(self._words.pick(self._talk.supplier))
        self._act(
            Deed.HAND_OVER,
            self._helper.actor,
            text=supplier.address,
            supplier=supplier.code,
            reference=f"INC{self._rng.randrange(100_000, 999_999)}",
            moment=days.workday(self._now, 3, 15),
        )
        self._wait(120, 900)
        self._act(Deed.NOTE, self._helper.actor, text=self._words.pick(self._talk.supplier_note))
        self._wait(120, 2_200)
        self._act(Deed.TAKE_BACK, self._helper.actor)

    def _visit(self) -> None:
        self._wait(5, 60)
        moment = days.workday(self._now, self._rng.randrange(1, 7), self._rng.randrange(8, 15))
        day = self._words.weekday(moment)
        self._reply(self._words.pick(self._talk.planned, dag=day))
        if self._chance(0.4):
            note = self._words.pick(self._talk.planned_note)
            self._act(Deed.NOTE, self._helper.actor, text=note)
        place = f"{self._reporter.unit_name}, {self._reporter.place}"
        self._act(Deed.VISIT, self._helper.actor, day=moment.date(), text=place)
        self._act(Deed.PLAN, self._helper.actor, moment=moment)
        self._now = moment + timedelta(minutes=self._rng.randrange(1, 5))
        self._act(Deed.WAKE, SYSTEM)

    def _note(self) -> None:
        self._wait(2, 40)
        self._act(Deed.NOTE, self._helper.actor, text=self._words.pick((self._variant.note,)))

    def _list_points(self) -> None:
        self._act(Deed.CHECKLIST, self._helper.actor, texts=self._template.checklist)
        for number in range(len(self._template.checklist)):
            self._wait(5, 150)
            self._act(Deed.TICK, self._helper.actor, number=number)

    def _merge(self) -> None:
        """Somebody beside has told of the same, before this was taken."""
        other = self._rng.choice(self._scene.near)
        same = self._words.said(self._talk.same)
        report = Report(
            subject=self._words.pick((self._variant.subject,)),
            written=Written(same),
            organisation_code=other.organisation_code,
            channel=Channel.PORTAL,
            requester_id=other.person_id,
            unit_id=other.unit_id,
            category=self._template.category,
            service=self._template.service,
        )
        at = self._scene.at + timedelta(seconds=self._rng.randrange(1, 60))
        self._wait(2, 10)
        self._act(Deed.MERGE, self._helper.actor, merged=Story(at, other.actor, report))

    def _solve(self) -> None:
        least, most = self._template.minutes
        self._wait(least, most)
        solution = self._words.pick((self._variant.solve,))
        if self._chance(0.4):
            self._spend(least, most)
        if not self._chance(0.22):
            self._reply(solution, then=Status.SOLVED)
            return
        self._reply(solution, then=Status.WAITING)
        self._wait(10, 600)
        thanks = self._words.said(self._talk.thanks)
        self._act(Deed.ANSWER, self._reporter.actor, text=thanks, channel=self._answers_by())
        self._wait(2, 60)
        self._act(Deed.SOLVE, self._helper.actor, text=solution)

    def _solve_at_once(self) -> None:
        solution = self._words.pick((self._variant.solve,))
        self._act(Deed.SOLVE, self._helper.actor, text=solution)
        if self._chance(0.2):
            self._spend(3, 15)

    def _after(self) -> None:
        """It may not be solved after all; in the end it is seen to be, and told of."""
        was_reopened = self._chance(0.05)
        if was_reopened:
            self._reopen()
        solved_at = self._now
        if self._chance(0.24):
            self._rate((18, 24, 30, 20, 8) if was_reopened else (4, 6, 14, 36, 40))
        if self._chance(0.35):
            self._now = days.later(solved_at, self._rng.uniform(20, 1_500))
            by = self._reporter.actor if self._chance(0.7) else self._somebody(FIRST_LINE).actor
            self._act(Deed.VERIFY, by)
            return
        minutes = self._rng.randrange(1, 6)
        self._now = solved_at + timedelta(days=REOPEN_DAYS, minutes=minutes)
        self._act(Deed.VERIFY, SYSTEM)

    def _reopen(self) -> None:
        self._wait(60, 900)
        still = self._words.said(self._talk.still)
        deed = Deed.REOPEN if self._channel is Channel.PORTAL else Deed.ANSWER
        self._act(deed, self._reporter.actor, text=still, channel=self._answers_by())
        self._wait(20, 400)
        self._reply(self._words.pick(self._talk.again), then=Status.SOLVED)

    def _rate(self, weights: Sequence[int]) -> None:
        score = self._rng.choices(range(1, 6), weights=weights)[0]
        comments = self._talk.praise if score > 3 else self._talk.blame
        comment = self._words.pick(comments) if self._chance(0.5) else ""
        at = self._now + timedelta(minutes=self._rng.randrange(2, 1_400))
        self._acts.append(Act(Deed.RATE, at, self._reporter.actor, number=score, text=comment))

    def _spend(self, least: int, most: int) -> None:
        minutes = min(240, max(5, 5 * round(self._rng.uniform(least, most) / 5)))
        note = self._words.pick(self._talk.time)
        self._act(Deed.SPEND, self._helper.actor, number=minutes, text=note)

    def _reply(self, said: str, then: Status | None = None) -> None:
        text = self._words.reply(said, self._helper)
        channel = self._answers_by()
        self._act(Deed.REPLY, self._helper.actor, text=text, then=then, channel=channel)

    def _act(self, deed: Deed, by: Actor, **told: object) -> None:
        self._acts.append(replace(Act(deed, self._now, by), **told))  # type: ignore[arg-type]

    def _wait(self, least: float, most: float) -> None:
        """Let open time go by: mostly less, sometimes much."""
        self._now = days.later(self._now, least + (most - least) * self._rng.random() ** 2)

    def _chance(self, share: float) -> bool:
        return self._rng.random() < share

    def _is_easy(self) -> bool:
        return self._template.group == FIRST_LINE and not self._template.checklist

    def _leaning(self, level: int, more: float, less: float) -> int:
        """Return a level, now and then one step more or less grave."""
        drawn = self._rng.random()
        if drawn < more:
            return max(1, level - 1)
        return min(3, level + 1) if drawn > 1 - less else level

    def _way_in(self) -> Channel:
        channel = self._rng.choices(list(_CHANNELS), weights=list(_CHANNELS.values()))[0]
        if channel is Channel.PHONE and not days.is_open(self._scene.at):
            return Channel.PORTAL
        return channel

    def _answers_by(self) -> Channel:
        return Channel.PORTAL if self._channel is Channel.PORTAL else Channel.EMAIL

    def _somebody(self, group: str) -> Colleague:
        return self._rng.choice(self._scene.cast.colleagues[group])

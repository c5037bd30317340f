"""Putting words together: greetings, what is the matter, who signs; and slips of the finger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random

from samdrift.project.demo_desk import texts
from samdrift.project.demo_desk.cast import Colleague, Reporter

_DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_ROOMS = (
    "personalrummet",
    "expeditionen",
    "arbetsrummet",
    "konferensrummet",
    "teamrummet",
    "läkemedelsrummet",
    "vaktmästeriet",
    "rum 3",
    "rum 114",
    "rum 207",
    "sal B12",
)
_DETAILS = 0.6
_SLIPS = 0.13
_SMALL_LETTERS = 0.08
_NO_STOP = 0.1


class Phrasing:
    """The words of one ticket, all of the same computer, room and colleague."""

    def __init__(
        self, rng: Random, reporter: Reporter, near: Sequence[Reporter], at: datetime
    ) -> None:
        others = [one for one in near if one.unit_id == reporter.unit_id] or near
        code = reporter.organisation_code
        self._rng = rng
        self._talk = texts.talk()
        self._is_greeted = False
        self._given = {
            "namn": reporter.given_name,
            "fullt_namn": reporter.name,
            "titel": reporter.title,
            "enhet": reporter.unit_name,
            "ort": reporter.place,
            "kollega": rng.choice(others).given_name,
            "dator": reporter.computer or f"{code}-{rng.randrange(30_100, 34_900)}",
            "platta": f"{code}-P{rng.randrange(1_000, 4_900)}",
            "skrivare": f"SKR-{code}-{rng.randrange(1, 80):03}",
            "rum": rng.choice(_ROOMS),
            "klocka": f"{at:%H.%M}",
            "dag": _DAYS[at.weekday()],
            "antal": str(rng.randrange(2, 14)),
            "grupp": "",
            "helper": "",
        }

    def pick(self, lines: Sequence[str], **also: str) -> str:
        """Return one of several lines, with names in their places."""
        return self._filled(self._rng.choice(lines), also)

    def report(self, said: str, details: Sequence[str]) -> str:
        """Return what somebody writes who needs help."""
        parts = [self.pick((said,))]
        if details and self._rng.random() < _DETAILS:
            parts.append(self.pick(details))
        said = self._slipped(" ".join(parts))
        return self._letter(self._talk.greetings, said, self._talk.endings)

    def said(self, lines: Sequence[str], **also: str) -> str:
        """Return a short answer of somebody who needs help."""
        return self._slipped(self.pick(lines, **also))

    def reply(self, said: str, helper: Colleague) -> str:
        """Return an answer of the desk's, with a greeting and a name."""
        talk = self._talk
        greetings = talk.desk_greetings_again if self._is_greeted else talk.desk_greetings
        self._is_greeted = True
        first = helper.name.partition(" ")[0]
        return self._letter(greetings, said, talk.desk_endings, helper=first)

    def weekday(self, moment: datetime) -> str:
        """Return a day as one says it when it is near: `torsdag 12/3`."""
        return f"{_DAYS[moment.weekday()]} {moment.day}/{moment.month}"

    def _letter(
        self, greetings: Sequence[str], said: str, endings: Sequence[str], **also: str
    ) -> str:
        parts = (self.pick(greetings, **also), said, self.pick(endings, **also))
        return "\n\n".join(part for part in parts if part)

    def _filled(self, line: str, also: Mapping[str, str]) -> str:
        return line.format(**(self._given | dict(also)))

    def _slipped(self, said: str) -> str:
        """Return words as somebody in a hurry writes them, now and then."""
        if self._rng.random() < _SLIPS:
            found = [word for word in self._talk.slips if f" {word} " in said]
            if found:
                word = self._rng.choice(found)
                said = said.replace(f" {word} ", f" {self._talk.slips[word]} ", 1)
        if self._rng.random() < _SMALL_LETTERS:
            said = said[0].lower() + said[1:]
        if self._rng.random() < _NO_STOP:
            said = said.rstrip(".!")
        return said

"""Which of the entries that answer is shown first: what is in the title, then what is newest."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from samdrift.plumbing.search.asked import Asked, Wanted
from samdrift.plumbing.search.engine import Candidate
from samdrift.sweden.words import analysis

IN_TITLE = 10.0
AMONG_PEOPLE = 8.0
IN_TEXT = 2.0
NOT_THE_WHOLE_WORD = 0.7
"""What a word weighs by where it stands, and where it stands only as a part or a beginning."""
A_YEAR = 2.0
"""What a newer entry has before one a year older: a title weighs as much as four years."""

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_DAYS_IN_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands in the answer; it stays there whatever is written after."""

    score: float
    created: datetime
    kind: str
    key: str

    @property
    def order(self) -> tuple[float, float, str, str]:
        """Return what to sort by: the best first, then the newest."""
        return -self.score, -self.created.timestamp(), self.kind, self.key

    def token(self) -> str:
        """Return the place as text, to go on after."""
        return json.dumps([self.score, self.created.isoformat(), self.kind, self.key])

    @classmethod
    def of(cls, token: str) -> Place | None:
        """Return the place that a text tells, None where it tells none."""
        try:
            score, created, kind, key = json.loads(token)
            return cls(float(score), datetime.fromisoformat(created), str(kind), str(key))
        except (ValueError, TypeError):
            return None


def ranked(
    candidates: Iterable[Candidate], asked: Asked, texts: dict[int, str]
) -> list[tuple[Place, Candidate]]:
    """Return entries in order, each once.

    `texts` has those of which it is not known that every word stands somewhere in them.
    """
    found = {candidate.id: candidate for candidate in candidates}
    placed = [(_place(each, asked, texts.get(each.id)), each) for each in found.values()]
    return sorted(placed, key=lambda pair: pair[0].order)


def _place(candidate: Candidate, asked: Asked, text: str | None) -> Place:
    title = analysis.terms(f"{candidate.numbers}\n{candidate.title}")
    people = analysis.terms(candidate.people)
    body = None if text is None else frozenset(_all(analysis.terms(text)))
    weights = [_weight(word, title, people, body) for word in asked.words]
    years = (candidate.created - _LONG_AGO).total_seconds() / 86_400 / _DAYS_IN_A_YEAR
    score = sum(weights) / len(weights) if weights else IN_TEXT
    return Place(round(score + A_YEAR * years, 6), candidate.created, candidate.kind, candidate.key)


def _weight(
    word: Wanted, title: analysis.Terms, people: analysis.Terms, body: frozenset[str] | None
) -> float:
    in_title, among_people = _share(word, title), _share(word, people)
    if in_title or among_people:
        return max(IN_TITLE * in_title, AMONG_PEOPLE * among_people)
    return IN_TEXT if body is None or _answers(word, body) else 0.0


def _share(word: Wanted, terms: analysis.Terms) -> float:
    """Return 1 where the whole word is there, less where only a part is, 0 where nothing is."""
    if not terms.stream:
        return 0.0
    if any(len(each) == 1 and each[0] in terms.stream for each in word.alternatives):
        return 1.0
    return NOT_THE_WHOLE_WORD if _answers(word, frozenset(_all(terms))) else 0.0


def _answers(word: Wanted, terms: frozenset[str]) -> bool:
    if any(terms.issuperset(each) for each in word.alternatives):
        return True
    return bool(word.beginning) and any(term.startswith(word.beginning) for term in terms)


def _all(terms: analysis.Terms) -> tuple[str, ...]:
    return (*terms.stream, *terms.parts)

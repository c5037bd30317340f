"""What is settled before a text is read: which parts of it apply, and its words of the year."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from samdrift.reporting.markdown import Problem

_LINE = re.compile(r"\s*\{\{\s*(if|unless|end)(?:\s+([^{}]*?))?\s*\}\}\s*")
_WORD = re.compile(r"\{\{\s*([a-z-]+)\s*\}\}")
_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+.!|~&-])")

type Judge = Callable[[str], bool]
"""Says whether a condition holds; raises LookupError for one that does not exist."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A text with what does not apply blanked out, so that its lines keep their numbers."""

    text: str
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Walk:
    judge: Judge
    problems: list[Problem] = field(default_factory=list)
    holds: list[bool] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)

    def line(self, number: int, text: str) -> str:
        match = _LINE.fullmatch(text)
        if match is None:
            return text if all(self.holds) else ""
        if match[1] == "end":
            self._end(number)
        else:
            self._begin(number, match[1], (match[2] or "").split())
        return ""

    def _begin(self, number: int, word: str, asked: list[str]) -> None:
        if not asked:
            self._tell(number, f"{{{{{word}}}}} ska säga vad som ska gälla.")
        met = any(self._holds(number, condition) for condition in asked)
        self.holds.append(met is (word == "if") or not asked)
        self.opened.append(number)

    def _end(self, number: int) -> None:
        if not self.holds:
            self._tell(number, "{{end}} har ingen {{if …}} före sig.")
            return
        self.holds.pop()
        self.opened.pop()

    def _holds(self, number: int, condition: str) -> bool:
        try:
            return self.judge(condition)
        except LookupError as error:
            self._tell(number, str(error.args[0]))
            return False

    def _tell(self, number: int, text: str) -> None:
        self.problems.append(Problem(number, text))


def settle(text: str, *, judge: Judge, words: dict[str, str]) -> Settled:
    """Blank out the lines between `{{if …}}` and `{{end}}` that do not apply, and put words in.

    `{{if a b}}` holds where one of them does, `{{unless a b}}` where none does.
    """
    walk = _Walk(judge)
    lines = [walk.line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    walk.problems += [Problem(number, "{{if …}} har ingen {{end}}.") for number in walk.opened]
    whole = _WORD.sub(lambda match: _word(match, words), "\n".join(lines))
    return Settled(whole, tuple(walk.problems))


def _word(match: re.Match[str], words: dict[str, str]) -> str:
    found = words.get(match[1])
    return match[0] if found is None else _SIGNS.sub(r"\\\1", found)

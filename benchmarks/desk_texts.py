"""Texts of a service desk, made up: as many as wished, always the same ones.

Words are drawn by Zipf's law from the forms we know, compounds of them, and words nobody knows.
Some words are put in at a known rate, so that what is measured is said.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

from samdrift.plumbing.search.ports import Searchable
from samdrift.sweden.words.lexicon import lexicon

BEGAN = datetime(2021, 11, 1, tzinfo=UTC)
DAYS = 1826
DESK = "tickets:desk"
"""What opens nearly every case to whoever works at the desk."""
ORGANISATIONS = ("KIN", "YDR", "ÖDE", "BOX", "ÅTV", "VIM")
WORDS_IN_TITLE, WORDS_IN_TEXT = 5, 140
"""Four messages of thirty-five words."""
VOCABULARY = 200_000
COMMON_RATE, COMPOUND_RATE, RARE_RATE = 0.2, 0.0005, 0.0001
COMMON, RARE = ("skrivaren", "skrivare", "skrivarna"), "kvartsglob"
COMPOUND = ("fiberanslutningen", "fiberanslutning", "fiberanslutningar")


def came_in(number: int, count: int) -> datetime:
    """Return when a case of many came in; they come evenly over five years."""
    return BEGAN + timedelta(days=DAYS * number / count)


def texts(count: int, *, first: int, last: int, step: int = 1) -> Iterator[Searchable]:
    """Yield every so many of cases number `first` to `last` of `count`."""
    words, weights = _vocabulary()
    for number in range(first, last, step):
        chance = random.Random(number)  # noqa: S311
        drawn = chance.choices(words, cum_weights=weights, k=WORDS_IN_TITLE + WORDS_IN_TEXT)
        _put_in(drawn, chance)
        yield Searchable(
            kind="case",
            key=f"{number:09}",
            title=" ".join(drawn[:WORDS_IN_TITLE]).capitalize(),
            created=came_in(number, count),
            organisation=chance.choice(ORGANISATIONS),
            numbers=(f"{number:07}",),
            people=f"{words[number % 5000]} {words[number % 7001]}son".title(),
            text=" ".join(drawn[WORDS_IN_TITLE:]),
            labels=frozenset(
                {DESK, f"queue:{chance.randrange(12)}", f"status:{chance.randrange(5)}"}
            ),
        )


def unusual_words(count: int) -> list[str]:
    """Return words that stand in a few texts of ten thousand, or in none."""
    words, _ = _vocabulary()
    return random.Random(7).sample(words[20_000:], count)  # noqa: S311


def words_of_a_hundredth(count: int) -> tuple[str, ...]:
    """Return words that each stand in about one text of a hundred: enough to fill any page."""
    words, _ = _vocabulary()
    return tuple(random.Random(7).sample(words[800:1400], count))  # noqa: S311


def _put_in(drawn: list[str], chance: random.Random) -> None:
    if chance.random() < COMMON_RATE:
        drawn[chance.randrange(len(drawn))] = chance.choice(COMMON)
    if chance.random() < COMPOUND_RATE:
        drawn[chance.randrange(len(drawn))] = chance.choice(COMPOUND)
    if chance.random() < RARE_RATE:
        drawn[-1] = RARE


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Return words with their weights added up; what is put in by itself is not among them."""
    chance = random.Random(2026)  # noqa: S311
    known = lexicon()
    own = {"skrivare", "fiber", "anslutning", "fiberanslutning"}
    forms = [form for form in known.sorted_forms if known.forms[form] not in own]
    heads = sorted(head for head in known.heads if known.heads[head] not in own)
    nouns = sorted(noun for noun in known.nouns if noun not in own)
    found = dict.fromkeys(forms)
    while len(found) < VOCABULARY // 2:
        found[chance.choice(heads) + chance.choice(nouns)] = None
    syllables = [a + b + c for a in "bdfgklmnrstv" for b in "aeiouåäö" for c in "klnrst"]
    while len(found) < VOCABULARY:
        found["".join(chance.choices(syllables, k=chance.randint(2, 3)))] = None
    words = list(found)
    chance.shuffle(words)
    words = [*sorted(known.ordinary), *(word for word in words if word not in known.ordinary)]
    weights = itertools.accumulate(1 / (rank + 3) ** 1.05 for rank in range(len(words)))
    return words, list(weights)

"""A figure held against its records: asked anew, and what differs said in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain, product

from samdrift.kernel.figures import Amount, Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.rounding import percent
from samdrift.kernel.spans import Span
from samdrift.reporting import frozen, memory, registry
from samdrift.reporting.memory import Form, Question
from samdrift.reporting.ports import Tally
from samdrift.reporting.snapshot import remembered

MOST_RECOUNTED = 60
"""A figure with more origins than this is not recounted whole: each list recounts itself."""
MOST_SIGNED_GROUPS = 5
"""Up to this many groups of records are tried with plus and minus, as in a difference."""
MOST_SIGNED_PARTS = 24
"""Up to this many parts are tried each by itself: a statement may turn some accounts only."""
FEWEST_WITH_ONE_BOTH_WAYS = 4
"""In a sum of at least so many parts one may be added and taken away, and so not be in it."""
_TALLIES = Form(frozen.text_of_tallies, frozen.thaw_tallies)


class Verdict(StrEnum):
    """How a figure and its records stand to each other."""

    AGREES = "agrees"
    AGREES_REVERSED = "agrees-reversed"
    AGREES_SIGNED = "agrees-signed"
    AGREES_AS_SHARE = "agrees-as-share"
    SAME_RECORDS = "same-records"
    DIFFERS = "differs"
    OTHER_RECORDS = "other-records"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class Part:
    """One origin as the records answer it now; `amount` is None where they are only counted."""

    origin: Origin
    count: int
    amount: Figure | None

    @property
    def has_same_count(self) -> bool:
        """Whether there are as many records as when the figure was made."""
        return self.count == self.origin.record_count


@dataclass(frozen=True, slots=True)
class Recount:
    """What the records say; `total` is their sum in the figure's unit, None where there is none."""

    parts: tuple[Part, ...]
    verdict: Verdict
    total: Amount | None = None

    @property
    def record_count(self) -> int:
        """How many records there are now."""
        return sum(part.count for part in self.parts)


def part_of(origin: Origin) -> Part:
    """Ask the records of one origin anew."""
    (part,) = parts_of((origin,))
    return part


def parts_of(origins: Sequence[Origin]) -> tuple[Part, ...]:
    """Ask the records of origins anew: all of one question at once, where its app knows how."""
    tallies = {
        _asked(origin): tally
        for question in dict.fromkeys(origin.question for origin in origins)
        for origin, tally in _tallied(question, origins)
    }
    return tuple(
        Part(origin, tallies[_asked(origin)].count, tallies[_asked(origin)].amount)
        for origin in origins
    )


def count_of(question: str, span: Span, scope: tuple[tuple[str, str], ...]) -> int:
    """Return how many records there are now."""
    return part_of(Origin(question, span, scope)).count


def _tallied(question: str, origins: Sequence[Origin]) -> tuple[tuple[Origin, Tally], ...]:
    asked = tuple(origin for origin in origins if origin.question == question)
    key = ("reporting.tallied", tuple(_asked(origin) for origin in asked))
    return remembered(key, lambda: tuple(zip(asked, _tallies(question, asked), strict=True)))


def _tallies(question: str, origins: Sequence[Origin]) -> tuple[Tally, ...]:
    tally = registry.tally_source(question)
    if tally is not None:
        words = f"{question} {frozen.text_of_origins(origins)}"
        asked = Question(f"tally {words}", tally.reads)
        return memory.kept(asked, lambda: tally.tally(origins), _TALLIES)
    source = registry.record_source(question)
    return tuple(Tally(source.count(origin), source.amount(origin)) for origin in origins)


def _asked(origin: Origin) -> tuple[object, ...]:
    """Return what an origin asks, whatever was answered before."""
    return origin.question, origin.span, origin.scope


def recount(figure: Figure) -> Recount:
    """Ask the records behind a figure anew, and say how they stand to it."""
    if len(figure.origins) > MOST_RECOUNTED:
        return Recount((), Verdict.NOT_ASKED)
    parts = parts_of(figure.origins)
    values = _values(parts, figure.unit)
    whole = _sum(values)
    if not all(part.has_same_count for part in parts):
        return Recount(parts, Verdict.OTHER_RECORDS, whole)
    if figure.value is None or whole is None:
        is_share = _is_share(figure, parts)
        return Recount(parts, Verdict.AGREES_AS_SHARE if is_share else Verdict.SAME_RECORDS)
    return Recount(parts, _verdict(figure, parts, values, whole), whole)


def _is_share(figure: Figure, parts: Sequence[Part]) -> bool:
    """Whether a percentage is the first part's records as a share of the second's."""
    if figure.unit is not Unit.PERCENT or figure.value is None or len(parts) != 2:
        return False
    part, whole = (_number(part) for part in parts)
    decimals = -int(figure.number.as_tuple().exponent) if isinstance(figure.number, Decimal) else 0
    return whole != 0 and percent(part, whole, decimals=decimals) == figure.number


def _number(part: Part) -> int:
    """Return what a part counts for in a share: its amount in days or the like, else its count."""
    if part.amount is None or part.amount.value is None:
        return part.count
    return part.amount.value.ore if isinstance(part.amount.value, Money) else int(part.amount.value)


def _verdict(
    figure: Figure, parts: Sequence[Part], values: Sequence[Amount], whole: Amount
) -> Verdict:
    if whole == figure.value:
        return Verdict.AGREES
    if -whole == figure.value:
        return Verdict.AGREES_REVERSED
    if figure.value in _signed_sums(parts, values) or _is_signed(figure.value, values):
        return Verdict.AGREES_SIGNED
    is_sum = figure.unit is Unit.MONEY or len(parts) == 1
    return Verdict.DIFFERS if is_sum else Verdict.SAME_RECORDS


def _values(parts: Sequence[Part], unit: Unit) -> tuple[Amount, ...]:
    """Return each part in the figure's unit; none where a part is not told in it."""
    values: list[Amount] = []
    for part in parts:
        if part.amount is None and unit is Unit.COUNT:
            values.append(part.count)
        elif part.amount is not None and part.amount.unit is unit and part.amount.value is not None:
            values.append(part.amount.value)
        else:
            return ()
    return tuple(values)


def _sum(values: Iterable[Amount]) -> Amount | None:
    answer: Amount | None = None
    for value in values:
        answer = value if answer is None else _added(answer, value)
    return answer


def _added(one: Amount, other: Amount) -> Amount:
    if isinstance(one, Money) and isinstance(other, Money):
        return one + other
    assert not isinstance(one, Money), "money is only added to money"
    assert not isinstance(other, Money), "money is only added to money"
    return one + other


def _signed_sums(parts: Sequence[Part], values: Sequence[Amount]) -> set[Amount]:
    """Return the sums there are when each group of like records counts as plus or as minus."""
    groups: dict[tuple[object, ...], Amount] = {}
    for part, value in zip(parts, values, strict=True):
        scope = tuple(pair for pair in part.origin.scope if pair[0] in ("measure", "kind"))
        key = (part.origin.question, part.origin.span, scope)
        groups[key] = _added(groups[key], value) if key in groups else value
    if len(groups) > MOST_SIGNED_GROUPS:
        return set()
    signed = product(*((value, -value) for value in groups.values()))
    sums = (_sum(values) for values in signed)
    return {answer for answer in sums if answer is not None}


def _is_signed(wanted: Amount | None, values: Sequence[Amount]) -> bool:
    """Whether money is the sum of the parts, each with plus or minus.

    One of them may be both added and taken away, as a gain that is in the result of a cash flow and
    is moved to what was sold.
    """
    ore = [value.ore for value in values if isinstance(value, Money)]
    if not isinstance(wanted, Money) or not len(ore) == len(values) <= MOST_SIGNED_PARTS:
        return False
    may_be_both = range(len(ore)) if len(ore) >= FEWEST_WITH_ONE_BOTH_WAYS else ()
    without_one = (ore[:at] + ore[at + 1 :] for at in may_be_both)
    return any(_adds_up(wanted.ore, parts) for parts in chain((ore,), without_one))


def _adds_up(wanted: int, ore: Sequence[int]) -> bool:
    """Whether amounts come to a sum, each with plus or minus; found from both halves."""
    half = len(ore) // 2
    others = _every_sum(ore[half:])
    return any(wanted - one in others for one in _every_sum(ore[:half]))


def _every_sum(amounts: Iterable[int]) -> set[int]:
    sums = {0}
    for amount in amounts:
        sums = {each + signed for each in sums for signed in (amount, -amount)}
    return sums

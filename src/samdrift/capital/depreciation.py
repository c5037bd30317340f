"""Straight-line depreciation by whole months: plain arithmetic, reckoned from what has happened.

A plan is legs. Each leg spreads an amount over its months, in whole öre: after k of n months it is
k/n of the amount, rounded down, so that the last month makes the sum exact. What changes the plan
ends the leg before that month and begins another with what is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from samdrift.kernel.money import ZERO, Money
from samdrift.kernel.spans import Month


@dataclass(frozen=True, slots=True)
class Change:
    """What changes a plan from a month on.

    `added` is what the amount to write off grows or shrinks by: a cost, an impairment, another
    residual value. `months` is the life from then on; None where it is what was left of it, nil
    where nothing is written off. `first` moves the first month, which only what is not yet in use
    can.
    """

    month: Month
    added: Money = ZERO
    months: int | None = None
    first: Month | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Leg:
    """An amount over months, from a first one; cut off before `until` where another leg begins."""

    first: Month
    months: int
    amount: Money
    until: Month | None = None

    def through(self, month: Month) -> Money:
        """Return what is written off up to and with a month."""
        if not self.months:
            return ZERO
        gone = apart(self.first, _earlier(month, self.until)) + 1
        return Money(self.amount.ore * max(0, min(gone, self.months)) // self.months)


type Plan = tuple[Leg, ...]


def plan(changes: Iterable[Change]) -> Plan:
    """Return the legs that changes come to; they are given in the order they happened.

    The first change begins the plan. A change of a month before the last leg begins with it.
    """
    legs: list[Leg] = []
    whole = ZERO
    for change in changes:
        whole += change.added
        if not legs:
            legs.append(Leg(change.first or change.month, change.months or 0, whole))
            continue
        last = legs[-1]
        start = _start(change, last)
        left = max(0, last.months - max(0, apart(last.first, start)))
        months = left if change.months is None else change.months
        rest = max(ZERO, whole - through(tuple(legs), before(start)))
        legs[-1] = replace(last, until=start)
        legs.append(Leg(start, 0 if change.ends else months, ZERO if change.ends else rest))
    return tuple(legs)


def _start(change: Change, last: Leg) -> Month:
    """Return the month a change begins with: never before the leg it changes."""
    start = max(change.month, last.first)
    is_not_begun = not last.months or start == last.first
    if change.first is not None and is_not_begun:
        return max(change.month, change.first)
    return start


def through(found: Plan, month: Month) -> Money:
    """Return what a plan has written off up to and with a month."""
    return Money(sum(leg.through(month).ore for leg in found))


def last_month(found: Plan) -> Month | None:
    """Return the last month that something is written off in; None where nothing is."""
    if not found or not found[-1].months:
        return None
    return later(found[-1].first, found[-1].months - 1)


def months_left(found: Plan, after: Month) -> int:
    """Return how many months are left to write off after a month."""
    ends = last_month(found)
    return 0 if ends is None else max(0, min(apart(after, ends), found[-1].months))


def apart(first: Month, second: Month) -> int:
    """Return how many months a month lies after another; less than nil where it lies before."""
    return (second.year - first.year) * 12 + second.number - first.number


def later(month: Month, months: int) -> Month:
    """Return the month that lies some months after another."""
    at = month.year * 12 + month.number - 1 + months
    return Month(at // 12, at % 12 + 1)


def before(month: Month) -> Month:
    """Return the month before a month."""
    return later(month, -1)


def _earlier(month: Month, until: Month | None) -> Month:
    return month if until is None else min(month, before(until))

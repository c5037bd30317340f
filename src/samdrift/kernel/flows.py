"""Amounts that flow between places, made whole without any place gaining or losing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from math import floor

type Way = tuple[int, int]
"""From one place to another."""


def made_whole(flows: Mapping[Way, Fraction]) -> dict[Way, int]:
    """Round every flow down or up so that what every place gains by it is still the same.

    What a place gains must be a whole number to begin with. Then a place that has a broken flow has
    at least two, so broken flows form a ring. Around a ring the same part of a unit is moved: on
    the way ahead it is added, on the way back taken off, which no place notices, and at least one
    flow becomes whole. It is moved the way that is the shorter, and of two as short, ahead; the
    places are taken in order. The same flows therefore become whole the same way every time.
    """
    kept = dict(flows)
    near = _broken_ways_by_place(kept)
    for place in sorted(near):
        while near[place]:
            _round_a_ring(kept, near, _ring_from(near, place))
    return {way: int(flow) for way, flow in kept.items()}


def _broken_ways_by_place(flows: Mapping[Way, Fraction]) -> dict[int, list[Way]]:
    near: dict[int, list[Way]] = defaultdict(list)
    for way in sorted(flows):
        if flows[way].denominator > 1:
            near[way[0]].append(way)
            near[way[1]].append(way)
    return near


def _ring_from(near: Mapping[int, list[Way]], start: int) -> list[tuple[Way, bool]]:
    """Walk broken ways until a place is met again; return the ring, and which ways lie ahead."""
    walked: list[tuple[Way, bool]] = []
    met = {start: 0}
    place = start
    while True:
        way = next(way for way in near[place] if not walked or way != walked[-1][0])
        is_ahead = way[0] == place
        walked.append((way, is_ahead))
        place = way[1] if is_ahead else way[0]
        if place in met:
            return walked[met[place] :]
        met[place] = len(walked)


def _round_a_ring(
    flows: dict[Way, Fraction], near: dict[int, list[Way]], ring: list[tuple[Way, bool]]
) -> None:
    parts = [(flows[way] - floor(flows[way]), is_ahead) for way, is_ahead in ring]
    ahead = min(1 - part if is_ahead else part for part, is_ahead in parts)
    back = min(part if is_ahead else 1 - part for part, is_ahead in parts)
    moved = ahead if ahead <= back else -back
    for way, is_ahead in ring:
        flows[way] += moved if is_ahead else -moved
        if flows[way].denominator == 1:
            near[way[0]].remove(way)
            near[way[1]].remove(way)

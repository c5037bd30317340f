"""Flows made whole: nobody gains or loses, and no flow moves by a unit."""

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from samdrift.kernel.flows import made_whole


def gains(flows):
    counted = Counter()
    for (sender, receiver), flow in flows.items():
        counted[sender] -= flow
        counted[receiver] += flow
    return {place: gain for place, gain in counted.items() if gain}


def test_a_ring_is_rounded_the_shorter_way():
    third = Fraction(1, 3)

    assert made_whole({(0, 1): third, (1, 2): third, (2, 0): third}) == {
        (0, 1): 0,
        (1, 2): 0,
        (2, 0): 0,
    }


def test_two_ways_from_one_place_to_another_by_others_share_what_is_left():
    half = Fraction(1, 2)

    found = made_whole({(0, 1): half, (1, 3): half, (0, 2): half, (2, 3): half})

    assert found == {(0, 1): 1, (1, 3): 1, (0, 2): 0, (2, 3): 0}


WAYS = st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda way: way[0] != way[1])


@given(st.lists(st.tuples(st.lists(WAYS, min_size=1, max_size=4), st.integers(-999, 999))))
def test_nobody_gains_or_loses_and_no_flow_moves_by_a_unit(told):
    """Rings of any fraction, laid over each other, leave every place what it had."""
    flows = {}
    for ways, part in told:
        ring = [way[0] for way in ways]
        for place, following in zip(ring, [*ring[1:], ring[0]], strict=True):
            if place != following:
                flow = flows.get((place, following), Fraction(0))
                flows[place, following] = flow + Fraction(part, 7)

    found = made_whole(flows)

    assert gains(found) == gains(flows) == {}
    assert all(abs(flows[way] - whole) < 1 for way, whole in found.items())

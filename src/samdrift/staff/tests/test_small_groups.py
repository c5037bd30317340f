"""Groups of ten persons or fewer, and what they could be reckoned from, are not told of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.staff import queries
from samdrift.staff.choices import DIVISIONS, Group


def of_sizes(women, men, young):
    """Return a year's sick leave: so many women and men, and so many of all of them young."""
    people = [
        queries.OrdinaryDays(at, f"P{at}", "K" if at < women else "M", 1990, 2015, 200)
        if at < young
        else queries.OrdinaryDays(at, f"P{at}", "K" if at < women else "M", 1975, 2015, 200)
        for at in range(women + men)
    ]
    return queries.SickLeave(2015, tuple(people), (), frozenset())


@given(women=st.integers(0, 40), men=st.integers(0, 40), young=st.integers(0, 80))
def test_what_is_told_never_leaves_a_small_group_to_be_reckoned(women, men, young):
    found = of_sizes(women, men, young)

    for division in DIVISIONS:
        sizes = {group: len(found.staff_of(group)) for group in division}
        kept = [g for g in division if found.is_small(g) or found.would_tell_of_small(g)]
        if found.is_small(Group.ALL):
            continue
        assert all(sizes[group] > 10 or not sizes[group] for group in division if group not in kept)
        left = sum(sizes[group] for group in kept)
        assert left == 0 or (left > 10 and len([g for g in kept if sizes[g]]) > 1)


@pytest.mark.parametrize(
    ("spells", "is_small"), [(0, False), (1, True), (2, True), (3, False), (11, False)]
)
def test_long_leave_of_one_or_two_is_not_told_of(spells, is_small):
    found = replace(
        of_sizes(20, 20, 20), long_spells=frozenset((f"P{n}", "A") for n in range(spells))
    )

    assert found.is_small(Group.LONG_TERM) is is_small
    assert not found.would_tell_of_small(Group.LONG_TERM)

"""Equations solved exactly, and those that have no single answer."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from samdrift.kernel.equations import Singular, solve


def test_an_answer_is_exact():
    assert solve([[3, 1], [1, 2]], [1, 1]) == (Fraction(1, 5), Fraction(2, 5))


def test_a_row_that_begins_with_nothing_is_put_further_down():
    assert solve([[0, 2], [4, 0]], [6, 8]) == (Fraction(2), Fraction(3))


@pytest.mark.parametrize("rows", [[[1, 2], [2, 4]], [[0, 1], [0, 2]], [[0]]])
def test_equations_that_say_the_same_have_no_single_answer(rows):
    with pytest.raises(Singular):
        solve(rows, [1] * len(rows))


@given(
    st.integers(1, 6).flatmap(
        lambda size: st.tuples(
            st.lists(
                st.lists(st.integers(-99, 99), min_size=size, max_size=size),
                min_size=size,
                max_size=size,
            ),
            st.lists(st.integers(-(10**9), 10**9), min_size=size, max_size=size),
        )
    )
)
def test_what_is_found_answers_every_row(told):
    rows, answers = told
    try:
        found = solve(rows, answers)
    except Singular:
        assume(False)  # noqa: FBT003  Hypothesis' own.
        return

    assert [sum(a * x for a, x in zip(row, found, strict=True)) for row in rows] == answers

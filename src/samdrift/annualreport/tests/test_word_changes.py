from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from samdrift.annualreport import word_changes as words_apart
from samdrift.annualreport.word_changes import Change, ChangeKind, word_changes

SAME, ADDED, REMOVED = ChangeKind.SAME, ChangeKind.ADDED, ChangeKind.REMOVED
TEXTS = st.text("ab åä.\n", max_size=60)


def test_words_are_told_apart_where_lines_differ():
    assert word_changes(
        "Ett.\nVi stängde alla ärenden.\n", "Ett.\nVi stängde många ärenden.\n"
    ) == (
        Change(SAME, "Ett.\nVi stängde "),
        Change(REMOVED, "alla"),
        Change(ADDED, "många"),
        Change(SAME, " ärenden.\n"),
    )


def test_a_text_that_is_the_same_is_told_whole():
    assert word_changes("Ett.\n\nTvå.", "Ett.\n\nTvå.") == (Change(SAME, "Ett.\n\nTvå."),)
    assert word_changes("", "") == ()


def test_parts_too_large_to_hold_against_each_other_count_as_changed(monkeypatch):
    monkeypatch.setattr(words_apart, "MOST_PAIRS", 3)

    assert word_changes("ett två", "ett tre") == (
        Change(REMOVED, "ett två"),
        Change(ADDED, "ett tre"),
    )


@given(one=TEXTS, other=TEXTS)
def test_both_texts_can_be_put_together_from_what_differs(one, other):
    changes = word_changes(one, other)

    assert "".join(change.words for change in changes if change.kind is not ADDED) == one
    assert "".join(change.words for change in changes if change.kind is not REMOVED) == other
    assert all(a.kind is not b.kind for a, b in pairwise(changes))

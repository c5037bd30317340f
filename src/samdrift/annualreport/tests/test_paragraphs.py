from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from samdrift.annualreport.ports import Version
from samdrift.annualreport.writing.paragraphs import authored, merged, paragraphs

MORNING = datetime(2016, 2, 1, 8, tzinfo=UTC)
TEXTS = st.lists(st.sampled_from(["ett", "två", "tre", "fyra", "fem"]), max_size=8).map("\n\n".join)


def version(number: int, body: str, by: str, *, is_removal: bool = False) -> Version:
    return Version(number, "Ord", body, 50, by, MORNING, is_removal)


def test_paragraphs_stand_between_empty_lines():
    assert paragraphs("\nEtt\nrad två\n \n\n- Två\n") == ("Ett\nrad två", "- Två")


def test_what_one_has_left_alone_is_as_the_other_has_it():
    base = "Ett.\n\nTvå.\n\nTre."

    assert merged(base, "Ett, nu.\n\nTvå.\n\nTre.", "Ett.\n\nTvå.\n\nFyra.\n\nFem.") == (
        "Ett, nu.\n\nTvå.\n\nFyra.\n\nFem.\n"
    )


def test_where_both_have_changed_a_place_theirs_stands_before_mine():
    assert merged("Ett.\n\nTvå.", "Mitt.\n\nTvå.", "Deras.\n\nTvå.") == "Deras.\n\nMitt.\n\nTvå.\n"


def test_what_both_have_written_alike_stands_once():
    assert merged("Ett.", "Ett.\n\nTvå.", "Ett.\n\nTvå.") == "Ett.\n\nTvå.\n"


def test_what_both_have_kept_stays_though_each_took_away_another_of_two_alike():
    assert merged("ett\n\ntvå\n\nett", "ett\n\ntvå", "två\n\nett") == "två\n\nett\n"


@given(base=TEXTS, mine=TEXTS, theirs=TEXTS)
def test_nothing_that_anybody_wrote_is_lost(base, mine, theirs):
    whole = set(paragraphs(merged(base, mine, theirs)))
    before = set(paragraphs(base))

    assert set(paragraphs(mine)) - before <= whole
    assert set(paragraphs(theirs)) - before <= whole
    assert set(paragraphs(mine)) & set(paragraphs(theirs)) <= whole


@given(base=TEXTS, changed=TEXTS)
def test_a_change_of_one_alone_is_that_change(base, changed):
    assert paragraphs(merged(base, changed, base)) == paragraphs(changed)
    assert paragraphs(merged(base, base, changed)) == paragraphs(changed)


def test_each_paragraph_is_told_by_who_last_wrote_it_also_where_it_has_moved():
    told = authored(
        [version(2, "Två.\n\nEtt, nu.", "Bo"), version(1, "Ett.\n\nTvå.\n\nStandard.", "Eva")],
        "Standard.",
    )

    assert [(each.words, each.written_by, each.number) for each in told] == [
        ("Två.", "Eva", 1),
        ("Ett, nu.", "Bo", 2),
    ]


def test_the_standard_text_is_nobodys_and_comes_back_when_a_text_is_removed():
    removed = version(2, "Mitt.", "Bo", is_removal=True)

    assert [(each.words, each.number) for each in authored([], "Standard.")] == [("Standard.", 0)]
    (told,) = authored([removed, version(1, "Mitt.", "Eva")], "Standard.")
    assert (told.words, told.written_by) == ("Standard.", "Bo")

from __future__ import annotations

import pytest

from samdrift.annualreport.chapters.conditions import settle

HOLDS = {"assets.computers": True, "ledger.income-statement": False}


def judge(condition: str) -> bool:
    if condition not in HOLDS:
        raise LookupError(f"Det går inte att fråga efter {condition}.")
    return HOLDS[condition]


def settled(text: str):
    return settle(text, judge=judge, words={"year": "2015", "organisation": "A*B [c]"})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{if assets.computers}}\nja\n{{end}}\nsen", "\nja\n\nsen"),
        ("{{if ledger.income-statement}}\nnej\n{{end}}\nsen", "\n\n\nsen"),
        ("{{unless ledger.income-statement}}\nja\n{{end}}", "\nja\n"),
        ("{{if ledger.income-statement assets.computers}}\nja\n{{end}}", "\nja\n"),
        ("{{unless ledger.income-statement assets.computers}}\nnej\n{{end}}", "\n\n"),
        (
            "{{if assets.computers}}\n{{if ledger.income-statement}}\nnej\n{{end}}\nja\n{{end}}",
            "\n\n\n\nja\n",
        ),
    ],
)
def test_what_does_not_apply_is_blanked_and_lines_keep_their_numbers(text, shown):
    assert (settled(text).text, settled(text).problems) == (shown, ())


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("{{if huset}}\nx\n{{end}}", 1, "Det går inte att fråga efter huset."),
        ("x\n{{end}}", 2, "{{end}} har ingen {{if …}} före sig."),
        ("x\n{{if assets.computers}}", 2, "{{if …}} har ingen {{end}}."),
        ("{{if}}\nx\n{{end}}", 1, "{{if}} ska säga vad som ska gälla."),
    ],
)
def test_what_is_wrong_is_told_by_line(text, line, problem):
    assert [(told.line, told.text) for told in settled(text).problems] == [(line, problem)]


def test_words_are_put_in_and_can_do_nothing_to_the_text():
    assert settled("{{organisation}} {{year}} {{okänt}}").text == r"A\*B \[c\] 2015 {{okänt}}"


def test_a_figure_is_left_for_the_reader():
    text = "{{assets.computers total computer}}"

    assert settled(text).text == text

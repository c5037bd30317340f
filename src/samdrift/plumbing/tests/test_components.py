from __future__ import annotations

import pytest

from samdrift.plumbing.components import pieces

EXAMPLES = [
    (name, example) for name in pieces.names() for example in pieces.contract(name).examples
]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_a_piece_renders_its_examples_with_their_words(name, example):
    parameters = pieces.contract(name).examples[example]

    written = pieces.piece(name, **parameters)

    assert written == written.strip()
    assert written.count("<") == written.count(">")
    words = parameters.get("words") or parameters["items"][0]["words"]
    assert words in written


def test_a_piece_takes_nothing_but_its_parameters():
    with pytest.raises(AssertionError, match="status takes no colour"):
        pieces.piece("status", kind="ok", words="Klart", colour="red")


def test_a_piece_escapes_what_it_is_told():
    assert "<b>" not in pieces.piece("status", kind="ok", words="<b>Klart</b>")


@pytest.mark.parametrize("name", pieces.names())
def test_a_template_says_its_parameters_as_the_contract_does(name):
    first = (pieces.FOLDER / name / "template.html").read_text("utf-8").partition("\n")[0]

    assert all(parameter in first for parameter in pieces.contract(name).parameters)


def test_an_icon_is_hidden_from_who_listens():
    written = pieces.icon("download")

    assert written.startswith('<svg class="icon" aria-hidden="true"')
    assert "<!--" not in written

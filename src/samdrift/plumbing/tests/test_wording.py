"""What was told in Swedish, read in English: refusals, and what is kept to be read later."""

import pytest
from django.utils import translation

from samdrift.plumbing.wording import choices_in_words, retold


@pytest.mark.parametrize(
    ("told", "english"),
    [
        ("Ärendet är inte löst.", "The ticket is not solved."),
        ("DB-01 finns inte.", "There is no DB-01."),
        ("Serienumret 5CG1 har redan KIN-2.", "KIN-2 already has the serial number 5CG1."),
        ("Rad 2: started: tidpunkten finns inte.", "Row 2: started: there is no such moment."),
        (
            "Inget är inläst.\nRad 4: KIN-1 står två gånger.",
            "Nothing is taken in.\nRow 4: KIN-1 stands twice.",
        ),
        (
            "Vanliga: Alla slag, alla tjänster, Kinda, 30 dagar efter att ärendet avslutats",
            "Vanliga: All kinds, all services, Kinda, 30 days after the ticket was closed",
        ),
        ("{{end}} har ingen {{if …}} före sig.", "{{end}} has no {{if …}} before it."),
        ("Det här har ingen skrivit på engelska", "Det här har ingen skrivit på engelska"),
        ("", ""),
    ],
)
def test_what_was_told_is_read_in_the_language_of_the_page(told, english):
    with translation.override("en"):
        assert retold(told) == english
    assert retold(told) == told


def test_the_labels_of_choices_follow_the_page_that_shows_them():
    (choice,) = choices_in_words([(1, "Hög")])

    assert str(choice[1]) == "Hög"
    with translation.override("en"):
        assert str(choice[1]) == "High"

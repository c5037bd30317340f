"""Why rows were refused, read in English though it is kept in Swedish."""

import pytest
from django.utils import translation

from samdrift.plumbing.exchange.fault_words import in_words


@pytest.mark.parametrize(
    ("kept", "english"),
    [
        ("skriv dagen så här: 2015-12-31.", "write the day like this: 2015-12-31."),
        ("skriv ett heltal från 1 till 5.", "write a whole number from 1 to 5."),
        ("ska vara email, phone, portal.", "is to be email, phone, portal."),
        (
            "ska vara ett ord utan mellanrum, högst 100 tecken.",
            "is to be a word without blanks, at most 100 characters.",
        ),
        (
            "okänd fil; ett paket kan ha a.csv, b.csv.",
            "unknown file; a package may have a.csv, b.csv.",
        ),
        (
            "Klammern { och } ska stå parvis och inte i varandra.",
            "The braces { and } are to stand in pairs, and not within each other.",
        ),
        ("Vad ingen har skrivit på engelska.", "Vad ingen har skrivit på engelska."),
    ],
)
def test_what_is_allowed_is_told_in_the_language_of_the_page(kept, english):
    with translation.override("en"):
        assert in_words(kept) == english
    assert in_words(kept) == kept

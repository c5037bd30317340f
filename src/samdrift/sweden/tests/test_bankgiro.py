"""Numbers that money is sent to and by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.sweden.bankgiro import bankgiro_digits, has_check_digit, ocr


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("5050-1055", "50501055"),
        ("50501055", "50501055"),
        (" 991-2346 ", "9912346"),
        ("991-2345", ""),
        ("5050-10555", ""),
        ("bankgiro", ""),
    ],
)
def test_a_bankgiro_number_is_seven_or_eight_digits_of_which_the_last_is_right(text, digits):
    assert bankgiro_digits(text) == digits


def test_a_reference_is_the_number_its_length_and_a_check_digit():
    assert (ocr(17), ocr(12_345_678)) == ("1743", "1234567806")


@given(st.integers(1, 10**12), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_of_a_reference_is_seen(number, place, more):
    told = ocr(number)
    assert has_check_digit(told)
    place %= len(told)

    wrong = f"{told[:place]}{(int(told[place]) + more) % 10}{told[place + 1 :]}"

    assert not has_check_digit(wrong)


@pytest.mark.parametrize("text", ["", "0", "17x", "１７"])
def test_what_is_no_number_has_no_check_digit(text):
    assert not has_check_digit(text)

"""Numbers of people and legal persons: how they are read, checked, written and refused.

The personal numbers are well-known examples, or made to the rules.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.sweden.identity import (
    CoordinationNumber,
    InvalidIdentityNumber,
    LegalSex,
    OrganisationNumber,
    PersonalIdentityNumber,
    luhn_digit,
    parse_person,
)

TODAY = date(2026, 11, 23)


def read(text: str, on: date = TODAY) -> PersonalIdentityNumber:
    return PersonalIdentityNumber.parse(text, on=on)


@pytest.mark.parametrize(
    "text",
    [
        "19811218-9876",
        "198112189876",
        "811218-9876",
        "8112189876",
        "811218 9876",
        " 811218-9876 ",
        "811218–9876",
        "811218\u00a09876",
    ],
)
def test_every_common_spelling_is_the_same_number(text):
    assert read(text) == PersonalIdentityNumber("198112189876")


def test_a_number_is_written_with_ten_or_twelve_digits():
    number = read("8112189876")

    assert number.long == "19811218-9876"
    assert number.short(on=TODAY) == "811218-9876"
    assert number.short(on=date(2080, 12, 31)) == "811218-9876"
    assert number.short(on=date(2081, 1, 1)) == "811218+9876"


def test_a_number_tells_birth_and_legal_sex():
    assert read("811218-9876").birth_date == date(1981, 12, 18)
    assert read("811218-9876").legal_sex is LegalSex.MAN
    assert read(f"900101-238{luhn_digit('900101238')}").legal_sex is LegalSex.WOMAN
    assert [sex.value for sex in LegalSex] == ["K", "M"]


@pytest.mark.parametrize(
    ("text", "on", "birth_year"),
    [
        ("121212-1212", date(2026, 1, 1), 2012),
        ("121212+1212", date(2026, 1, 1), 1912),
        ("121212-1212", date(2012, 12, 12), 2012),
        ("121212-1212", date(2012, 12, 11), 1912),
        ("121212+1212", date(2011, 12, 31), 1812),
        ("121212+1212", date(2012, 1, 1), 1912),
        ("121212+1212", date(2012, 12, 12), 1912),
    ],
)
def test_a_century_is_told_by_the_sign_and_the_day(text, on, birth_year):
    assert read(text, on).birth_date.year == birth_year


def test_leap_day_is_of_the_century_that_had_it():
    assert read("000229-" + "000" + str(luhn_digit("000229000"))).birth_date == date(2000, 2, 29)
    text = f"000229+000{luhn_digit('000229000')}"

    with pytest.raises(InvalidIdentityNumber, match="inte finns eller inte har varit"):
        read(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "ska ha tio eller tolv siffror"),
        ("811218-987", "ska ha tio eller tolv siffror"),
        ("811218--9876", "ska ha tio eller tolv siffror"),
        ("18112189876", "ska ha tio eller tolv siffror"),
        ("811218-98T6", "ska ha tio eller tolv siffror"),
        ("811218-９876", "ska ha tio eller tolv siffror"),
        ("811218-9875", "fel kontrollsiffra"),
        ("811318-9874", "inte finns eller inte har varit"),
        ("811200-9876", "inte finns eller inte har varit"),
        ("811278-9873", "inte finns eller inte har varit"),
        ("20271218-9876", "inte finns eller inte har varit"),
        ("00001218-9876", "inte finns eller inte har varit"),
        ("19811218+9876", "födelseåret är för sent"),
    ],
)
def test_what_is_no_personal_number_is_refused_without_its_digits(text, reason):
    with pytest.raises(InvalidIdentityNumber, match=reason) as refusal:
        read(text)

    assert not any(character.isdigit() for character in str(refusal.value))


def test_a_plus_with_twelve_digits_is_taken_from_the_year_of_a_hundred():
    assert read("19121212+1212").birth_date == date(1912, 12, 12)


def test_text_of_a_person_number_never_shows_its_digits():
    number = read("811218-9876")

    assert str(number) == repr(number) == "PersonalIdentityNumber()"


def test_a_coordination_number_has_sixty_added_to_its_day():
    number = CoordinationNumber.parse("701063-2391", on=TODAY)

    assert number == CoordinationNumber("197010632391")
    assert number.birth_date == date(1970, 10, 3)
    assert number.legal_sex is LegalSex.MAN
    assert number.short(on=TODAY) == "701063-2391"
    assert repr(number) == "CoordinationNumber()"


def test_a_number_is_known_for_what_it_is_by_its_day():
    assert parse_person("701063-2391", on=TODAY) == CoordinationNumber("197010632391")
    assert parse_person("811218-9876", on=TODAY) == PersonalIdentityNumber("198112189876")
    with pytest.raises(InvalidIdentityNumber, match="Personnumret ska ha"):
        parse_person("okänt", on=TODAY)


def test_a_personal_number_is_no_coordination_number():
    with pytest.raises(InvalidIdentityNumber, match="Samordningsnumret har ett födelsedatum"):
        CoordinationNumber.parse("811218-9876", on=TODAY)


@given(
    birth=st.dates(date(1900, 1, 1), TODAY),
    birth_number=st.integers(0, 999),
    is_registered=st.booleans(),
)
def test_a_number_written_short_is_read_back_the_same(birth, birth_number, is_registered):
    kind, added = (PersonalIdentityNumber, 0) if is_registered else (CoordinationNumber, 60)
    nine = f"{birth:%y%m}{birth.day + added:02d}{birth_number:03d}"
    number = kind(f"{birth.year}{nine[2:]}{luhn_digit(nine)}")

    assert parse_person(number.short(on=TODAY), on=TODAY) == number
    assert parse_person(number.long, on=TODAY) == number
    assert number.birth_date == birth


@given(digits=st.text("0123456789", min_size=9, max_size=9), place=st.integers(0, 8))
def test_one_wrong_digit_changes_the_check_digit(digits, place):
    wrong = digits[:place] + str((int(digits[place]) + 1) % 10) + digits[place + 1 :]

    assert luhn_digit(wrong) != luhn_digit(digits)


@pytest.mark.parametrize(
    "text",
    [
        "212000-2049",
        "2120002049",
        "162120002049",
        "16212000-2049",
        "SE212000204901",
        "se 212000-2049 01",
        " 212000–2049",
    ],
)
def test_every_common_spelling_is_the_same_organisation(text):
    number = OrganisationNumber.parse(text)

    assert number == OrganisationNumber("2120002049")
    assert str(number) == "212000-2049"
    assert number.vat_number == "SE212000204901"


def test_public_bodies_are_known_by_their_first_digit():
    assert OrganisationNumber.parse("222000-0000").is_public_body
    assert not OrganisationNumber.parse("556036-0793").is_public_body


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "ska ha tio siffror"),
        ("212000-204", "ska ha tio siffror"),
        ("212000+2049", "ska ha tio siffror"),
        ("212000204901", "ska ha tio siffror"),
        ("SE2120002049", "ska ha tio siffror"),
        ("212000-2048", "fel kontrollsiffra"),
        ("811218-9876", "tillhör ingen juridisk person"),
        ("022000-0000", "tillhör ingen juridisk person"),
    ],
)
def test_what_is_no_organisation_number_is_refused_without_its_digits(text, reason):
    with pytest.raises(InvalidIdentityNumber, match=reason) as refusal:
        OrganisationNumber.parse(text)

    assert not any(character.isdigit() for character in str(refusal.value))

"""Kommun-Bas, read from the leading digits of an account."""

from __future__ import annotations

import pytest

from samdrift.sweden.chart import CHARTS, AccountClass, account_class, account_kind, chart_of


@pytest.mark.parametrize("number", ["151", "1510", "15100", "151012", 1510, " 1510 "])
def test_an_account_of_any_length_is_known_by_its_first_digits(number):
    assert account_class(number) == AccountClass(1, "Tillgångar")
    assert account_kind(number) == "T"
    assert chart_of(2024).group_name(number) == "Kundfordringar"


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (1920, "Tillgångar"),
        (2510, "Eget kapital, avsättningar och skulder"),
        (3110, "Intäkter/inkomster"),
        (4610, "Kostnader/utgifter"),
        (5010, "Kostnader för arbetskraft"),
        (6410, "Övriga verksamhetskostnader"),
        (7410, "Övriga verksamhetskostnader"),
        (8510, "Övriga intäkter och kostnader"),
        (9100, "Intern redovisning"),
    ],
)
def test_a_class_has_its_meaning(number, name):
    assert account_class(number).name == name


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (2010, "S"),
        (3510, "I"),
        (4610, "K"),
        (5010, "K"),
        (6010, "K"),
        (7910, "K"),
        (8010, "I"),
        (8110, "I"),
        (8210, "I"),
        (8310, "K"),
        (8440, "I"),
        (8510, "K"),
        (8610, "K"),
        (8710, "I"),
        (8760, "K"),
        (8810, "K"),
        (8990, "K"),
        (9100, "K"),
    ],
)
def test_a_kind_is_that_of_sie(number, kind):
    assert account_kind(number) == kind


@pytest.mark.parametrize("number", ["", "12", "0150", "15a0", "-1510", "1510-1519", "１５１０", 12])
def test_what_is_no_account_is_refused(number):
    with pytest.raises(ValueError, match="minst tre siffror"):
        account_class(number)


@pytest.mark.parametrize(
    ("year", "version"),
    [
        (1995, "Kommun-Bas 95"),
        (2004, "Kommun-Bas 02"),
        (2012, "Kommun-Bas 05"),
        (2015, "Kommun-Bas 13"),
        (2018, "Kommun-Bas 13"),
        (2019, "Kommun-Bas 19"),
        (2020, "Kommun-Bas 20r"),
        (2026, "Kommun-Bas 20r"),
    ],
)
def test_a_fiscal_year_has_the_version_in_force(year, version):
    assert chart_of(year).version == version


def test_a_year_before_the_first_version_is_refused():
    with pytest.raises(ValueError, match="finns från räkenskapsåret 1995"):
        chart_of(1994)


def test_a_group_is_known_from_the_version_that_brought_it():
    assert chart_of(2018).group_name(5910) == "Kostnader för arbetskraft"
    assert chart_of(2019).group_name(5910) == "Aktivering av eget arbete"
    assert chart_of(2019).group_name(3571) == "Bidrag"
    assert chart_of(2020).group_name(3571) == "Offentliga bidrag till investeringar"
    assert chart_of(2020).group_name(2388) == "Förutbetalda offentliga investeringsbidrag"
    assert chart_of(2020).group_name(2350) == "Långfristiga skulder"


def test_versions_follow_each_other_and_have_nine_classes():
    assert [chart.first_year for chart in CHARTS] == sorted({chart.first_year for chart in CHARTS})
    for chart in CHARTS:
        assert [known.digit for known in chart.classes] == list(range(1, 10))
        assert len(dict(chart.groups)) == len(chart.groups)

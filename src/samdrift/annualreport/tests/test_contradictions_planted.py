"""A fault planted in a good year is found and named; good years raise nothing."""

import os
from dataclasses import replace
from decimal import Decimal

import pytest

from samdrift.annualreport.contradictions.finding import contradictions
from samdrift.annualreport.contradictions.ports import Kind, Report
from samdrift.annualreport.tests.good_year import good_year

IS_WHOLE = os.environ.get("SAMDRIFT_PROOFS") == "whole"
YEARS = range(100 if IS_WHOLE else 10)
PLANTINGS = range(25 if IS_WHOLE else 2)


def changed(by):
    def change(printed):
        value = printed.value + Decimal(by)
        return replace(printed, value=value, text=str(value))

    return change


def turned(printed):
    return replace(printed, value=-printed.value, text=str(-printed.value))


def remarked(words):
    return lambda printed: replace(printed, remark=words)


def in_words(printed):
    return replace(printed, value=None, text="US")


def at(place, subject, measure, change):
    """Return what changes one figure of this year, and tells which."""

    def plant(printed):
        (index,) = [
            index
            for index, each in enumerate(printed)
            if (each.place, each.subject, each.measure) == (place, subject, measure)
            and each.period in ("2015", "2015-06")
        ]
        planted = change(printed[index])
        return [*printed[:index], planted, *printed[index + 1 :]], planted

    return plant


def print_again(subject, measure, period):
    """Return what prints a figure of the year once more, of another period."""

    def plant(printed):
        (one,) = [
            each
            for each in printed
            if (each.subject, each.measure, each.period) == (subject, measure, "2015")
        ]
        again = replace(one, period=period)
        return [*printed, again], one if period == "2014" else again

    return plant


def left_out(printed):
    rows = [each for each in printed if each.subject == "connections/west"]
    then = next(each for each in rows if each.period == "2014")
    return [each for each in printed if each == then or each not in rows], then


def moved_last(printed):
    note = [each for each in printed if each.place == "Not 8"]
    return [*(each for each in printed if each not in note), *note], note[0]


def in_another_unit(printed):
    *_, last = [index for index, each in enumerate(printed) if each.measure == "fewer"]
    planted = replace(printed[last], unit="per arbetsdag")
    return [*printed[:last], planted, *printed[last + 1 :]], planted


FAULTS = {
    Kind.SUM: at("Anslutningar", "connections", "count", changed(50)),
    Kind.SHARE: at("Sjukfrånvaro", "sick-leave", "share", changed("0.3")),
    Kind.TIE: at("Kassaflödesanalys", "purchases", "flow", changed(-87)),
    Kind.SIGN: at("Not 6", "assets/current/customers", "closing", turned),
    Kind.ROUNDING: at("Not 6", "assets/current/customers", "closing", changed(1)),
    Kind.OPENING: at("Balansräkning", "equity", "opening", changed(50)),
    Kind.TEXT: at("Text: ekonomin", "year", "outcome", changed(825)),
    Kind.SIZE: at("Anslutningar", "connections", "count", remarked("minskat med hälften i år")),
    Kind.STATE: at("Måluppfyllelse", "goals/one", "grade", remarked("är ännu inte påbörjat")),
    Kind.PERIOD: print_again("tickets", "closed", "2015-01/2015-08"),
    Kind.UNIT: in_another_unit,
    Kind.BASIS: at("Resultaträkning", "year/net/revenue", "budget", remarked("Exkl fiber")),
    Kind.LATE: at("Investeringar", "investments/own", "outcome", remarked("Avropad, ej betald")),
    Kind.MATURITY: at(
        "Balansräkning", "funding/debts/long", "closing", remarked("förfaller 2016-06-27")
    ),
    Kind.MISSING: at("Anslutningar", "connections/west", "count", in_words),
    Kind.GONE: left_out,
    Kind.REFERENCE: at("Sjukfrånvaro", "sick-leave", "share", remarked("Se bilaga 4")),
    Kind.ORDER: moved_last,
    Kind.REPEATED: print_again("purchases", "flow", "2014"),
    Kind.OUTLIER: at("Servicedesk", "tickets", "within-day", changed(-9)),
    Kind.AVERAGE: at("Växel", "calls", "average", changed(20_000)),
}


@pytest.mark.proof
@pytest.mark.parametrize("seed", YEARS)
def test_a_good_year_raises_nothing(seed):
    assert contradictions(Report(good_year(seed))) == ()


def test_a_fault_of_every_kind_is_planted():
    assert set(FAULTS) == set(Kind)


@pytest.mark.proof
@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("seed", PLANTINGS)
def test_a_planted_fault_is_found_where_it_is_and_named(kind, seed):
    printed, planted = FAULTS[kind](good_year(seed))

    found = contradictions(Report(printed))

    assert (kind, planted) in [(each.kind, each.printed) for each in found]

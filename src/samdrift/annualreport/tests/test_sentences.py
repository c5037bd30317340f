from __future__ import annotations

from decimal import Decimal

import pytest

from samdrift.annualreport.findings import sentences
from samdrift.annualreport.findings.sentences import Compared
from samdrift.annualreport.tests.given import GAP, Value, cell, tkr
from samdrift.kernel.figures import Unit
from samdrift.kernel.money import Money


def plain(finding) -> str | None:
    return None if finding is None else sentences.plain(finding).replace("\N{NO-BREAK SPACE}", " ")


def compared(now: Value, then: Value, unit: Unit = Unit.COUNT, **more) -> Compared:
    return Compared("Antalet datorer", 2015, cell(now, unit), cell(then, unit), 2014, **more)


@pytest.mark.parametrize(
    ("now", "then", "told"),
    [
        (6916, 6628, "Antalet datorer ökade från 6 628 till 6 916."),
        (6628, 6916, "Antalet datorer minskade från 6 916 till 6 628."),
        (6916, 6916, "Antalet datorer var 6 916, samma som 2014."),
        (6916, 0, "Antalet datorer ökade från 0 till 6 916."),
        (6916, None, "Antalet datorer var 6 916."),
        (6916, GAP, "Antalet datorer var 6 916. 2014: saknas (uppgift saknas)."),
        (GAP, 6628, "Antalet datorer 2015: saknas (uppgift saknas). 2014 var det 6 628."),
        (GAP, GAP, "Antalet datorer 2015: saknas (uppgift saknas)."),
        (None, 6628, None),
        (None, None, None),
    ],
)
def test_a_count_goes_up_down_or_nowhere_and_what_is_not_known_is_said(now, then, told):
    assert plain(sentences.changed(compared(now, then))) == told


def test_a_gap_names_who_has_it():
    told = sentences.changed(compared(GAP, 5, missing_from=("Vimmerby", "Kinda")))

    assert plain(told) == (
        "Antalet datorer 2015: saknas för Vimmerby och Kinda (uppgift saknas). 2014 var det 5."
    )


def test_what_has_no_record_at_all_is_not_told():
    nothing = Compared("Antalet datorer", 2015, None, None, 2014)

    assert sentences.changed(nothing) is None
    assert sentences.against(nothing) is None


@pytest.mark.parametrize(
    ("now", "then", "told"),
    [
        (tkr(3275), tkr(4036), "Antalet datorer blev 3 275 tkr, mot 4 036 tkr 2014."),
        (tkr(-12), tkr(4036), "Antalet datorer blev −12 tkr, mot 4 036 tkr 2014."),
        (tkr(5), tkr(5), "Antalet datorer blev 5 tkr, samma som 2014."),
        (Money(500_001), tkr(5), "Antalet datorer blev 5 tkr, ungefär samma som 2014."),
        (tkr(5), None, "Antalet datorer blev 5 tkr."),
    ],
)
def test_an_amount_is_set_against_last_years_and_never_said_to_rise(now, then, told):
    assert plain(sentences.against(compared(now, then, Unit.MONEY))) == told


def test_shares_are_compared_as_they_are_printed():
    told = sentences.changed(compared(Decimal("3.7"), Decimal("1.4"), Unit.PERCENT))

    assert plain(told) == "Antalet datorer ökade från 1,4 % till 3,7 %."


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (6, 10, "Sex av tio"),
        (61, 100, "Drygt sex av tio"),
        (65, 100, "Drygt sex av tio"),
        (66, 100, "Knappt sju av tio"),
        (96, 100, "Nästan alla"),
        (10, 10, "Alla"),
        (1, 100, "Färre än en av tio"),
        (9, 100, "Knappt en av tio"),
        (1, 10, "En av tio"),
    ],
)
def test_a_share_in_tenths_is_true(part, whole, told):
    assert sentences.in_tenths(Decimal(part), Decimal(whole)) == told


def most(parts: dict[str, Value], whole: Value) -> str | None:
    cells = [(name, cell(value)) for name, value in parts.items()]
    return plain(sentences.most("datorer", cells, cell(whole), verb="finns i"))


@pytest.mark.parametrize(
    ("parts", "whole", "told"),
    [
        ({"Kinda": 6, "Ydre": 4}, 10, "Sex av tio datorer finns i Kinda: 6 av 10."),
        ({"Kinda": 4, "Ydre": 4, "Boxholm": 2}, 10, "Flest datorer finns i Kinda och Ydre: 4 var."),
        ({"Kinda": 5, "Ydre": 5}, 10, "Alla har lika många datorer: 5 var."),
        ({"Kinda": 5, "Ydre": 0}, 5, "Alla datorer finns i Kinda: 5 av 5."),
        ({"Kinda": 5, "Ydre": GAP}, GAP,
         "Flest datorer finns i Kinda: 5. Uppgift saknas för Ydre."),
        ({"Kinda": GAP, "Ydre": GAP}, GAP, None),
        ({"Kinda": 0, "Ydre": 0}, 0, None),
        ({"Kinda": 5}, 5, None),
    ],
)  # fmt: skip
def test_who_has_most_is_said_with_ties_and_gaps(parts, whole, told):
    assert most(parts, whole) == told


@pytest.mark.parametrize(
    ("now", "other", "told"),
    [
        (tkr(5), tkr(4), "Bättre än 4 tkr."),
        (tkr(3), tkr(4), "Sämre än 4 tkr."),
        (tkr(4), tkr(4), "Lika, 4 tkr."),
        (tkr(4), None, None),
        (None, tkr(4), None),
    ],
)
def test_which_is_higher_is_said_in_the_words_given(now, other, told):
    finding = sentences.than(
        better="Bättre än {other}.",
        worse="Sämre än {other}.",
        same="Lika, {other}.",
        now=cell(now, Unit.MONEY),
        other=cell(other, Unit.MONEY),
    )

    assert plain(finding) == told


def test_names_and_numbers_are_listed_as_a_swede_does():
    assert sentences.listed([]) == ""
    assert sentences.listed(["Kinda"]) == "Kinda"
    assert sentences.listed(["Kinda", "Ydre", "Boxholm"]) == "Kinda, Ydre och Boxholm"
    assert sentences.counted(1, "kontroll", "kontroller") == "en kontroll"
    assert sentences.counted(12, "kontroll", "kontroller") == "12 kontroller"


def test_findings_follow_each_other_and_none_is_none():
    assert sentences.together([None, None]) is None
    assert plain(sentences.together([("Ett.",), None, ("Två.",)])) == "Ett. Två."

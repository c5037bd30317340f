"""What is said beside figures: words of size and of state, what is missing, notes out of order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from samdrift.annualreport.contradictions.ports import Contradiction, Kind, Report

SIZES = (
    (re.compile(r"något (högre|fler|större|mer)"), Decimal("1.00"), Decimal("1.25")),
    (re.compile(r"något (lägre|färre|mindre)"), Decimal("0.80"), Decimal("1.00")),
    (re.compile(r"minskat med (ungefär )?hälften"), Decimal("0.45"), Decimal("0.55")),
    (re.compile(r"(ungefär )?fördubblats?"), Decimal("1.80"), Decimal("2.20")),
    (re.compile(r"oförändra"), Decimal("0.98"), Decimal("1.02")),
)
"""What words of size say: between which multiples of last year's figure this year's lies."""
LATE = re.compile(r"\b(ej|inte|ännu inte) (betal|lever)")
DUE = re.compile(r"förfaller (\d{4}-\d\d-\d\d)")
NOT_YET = re.compile(r"\b(inte|ej) \w+ ännu\b|\bännu (inte|ej)\b")
DONE = ("genomförd", "genomfört", "klar", "klart", "ja")
NOT = re.compile(r"\b(ännu inte|ännu ej|inte)\b")
SEE = re.compile(r"^se (även )?(.+?)\.?$")
NOTE = re.compile(r"Not (\d+)\b")
NILS = ("", "-", "–", "—")


def sizes(report: Report) -> Iterator[Contradiction]:
    """Words of size are true of the figures they are said of."""
    for printed in report.printed:
        before = report.last_year(printed)
        if printed.value is None or before is None or not before.value:
            continue
        ratio = printed.amount / before.amount
        for words, least, most in SIZES:
            said = words.search(printed.remark.casefold())
            if said and not least <= ratio <= most:
                change = f"{before.text} till {printed.text} är {(ratio - 1) * 100:+.0f} %"
                should_be = f"{(least - 1) * 100:+.0f} till {(most - 1) * 100:+.0f} %"
                words_held = f"”{said[0]}”: {change}"
                yield Contradiction(Kind.SIZE, printed, should_be, words_held, ((1, before),))


def late(report: Report) -> Iterator[Contradiction]:
    """What is not paid or delivered is no outcome yet."""
    for printed in report.printed:
        if (
            printed.measure == "outcome"
            and printed.value
            and LATE.search(printed.remark.casefold())
        ):
            yield Contradiction(Kind.LATE, printed, f"0 {printed.unit}", printed.remark)


def maturities(report: Report) -> Iterator[Contradiction]:
    """What falls due within a year of the balance day is no long-term debt."""
    for printed in report.printed:
        said = DUE.search(printed.remark)
        if said is None or not printed.value or "long" not in printed.subject.split("/"):
            continue
        if date.fromisoformat(said[1]) <= date(printed.year + 1, 12, 31):
            yield Contradiction(Kind.MATURITY, printed, f"0 {printed.unit}", said[0])


def states(report: Report) -> Iterator[Contradiction]:
    """What is graded or told as done is not said, beside it, to be not yet so."""
    steps = {
        _plain(each.remark): each
        for each in report.printed
        if each.measure == "step" and _plain(each.remark).startswith("ej ")
    }
    for printed in report.printed:
        said = _plain(printed.remark)
        if printed.measure == "grade":
            for words, step in steps.items():
                if words in said and step.value != printed.value:
                    because = f"”{step.remark}” är {step.text}: {printed.remark}"
                    yield Contradiction(Kind.STATE, printed, step.text, because, ((1, step),))
        elif printed.text.casefold() in DONE and NOT_YET.search(printed.remark.casefold()):
            yield Contradiction(Kind.STATE, printed, "inte genomfört", printed.remark)


def _plain(words: str) -> str:
    return NOT.sub("ej", words.casefold())


def missing(report: Report) -> Iterator[Contradiction]:
    """A figure is known, or nil; what is done has an outcome."""
    for printed in report.printed:
        if printed.value is not None:
            continue
        told = printed.text.casefold()
        is_told = told in NILS or told in DONE
        is_done = printed.measure == "outcome" and printed.remark.casefold() in DONE
        if not is_told or (told in NILS and is_done):
            words = f"”{printed.text}”" if not is_told else f"{printed.remark}, utan belopp"
            yield Contradiction(Kind.MISSING, printed, "ett tal", words)


def references(report: Report) -> Iterator[Contradiction]:
    """What is referred to is there."""
    places = [each.place.casefold() for each in report.printed]
    for printed in report.printed:
        said = SEE.search(printed.remark.casefold())
        if said and not any(said[2] in place for place in places):
            yield Contradiction(Kind.REFERENCE, printed, said[2], "står inte i redovisningen")


def order_of_notes(report: Report) -> Iterator[Contradiction]:
    """Notes stand in the order of their numbers."""
    most, last = 0, ""
    for printed in report.printed:
        found = NOTE.match(printed.place)
        if found is None or printed.place == last:
            continue
        last = printed.place
        if int(found[1]) < most:
            words = f"{printed.place} står efter not {most}"
            yield Contradiction(Kind.ORDER, printed, f"före not {int(found[1]) + 1}", words)
        most = max(most, int(found[1]))

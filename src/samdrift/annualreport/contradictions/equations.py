"""What ties the figures of any municipal year, as equations that a printed report must fulfil.

`*` stands for the rest of a subject, the same throughout an equation; `?` marks what counts as nil
where it is not printed; `@-1` is the year before. An equation holds a report to nothing where any
other figure of it is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from samdrift.annualreport.contradictions.comparing import compared
from samdrift.annualreport.contradictions.ports import Contradiction, Kind, Printed, Report

ROLL_FORWARDS = (
    "*:cost-closing = *:cost-opening + ?*:purchases + ?*:disposals",
    "*:written-closing = *:written-opening + *:depreciation + ?*:reversed",
    "*:closing = *:cost-closing + *:written-closing",
    "*:closing = *:opening + *:finished + *:started",
    "carried*:closing = carried*:opening + carried*:outcome",
    "equity:closing = equity:opening + year:outcome",
    "cash:closing = cash:opening + cash:flow",
)
OPENINGS = (
    "*:opening = *:closing@-1",
    "*:cost-opening = *:cost-closing@-1",
    "*:written-opening = *:written-closing@-1",
)
STATEMENTS = (
    "assets:closing = funding:closing",
    "funding/equity:closing = equity:closing",
    "year/net/depreciation:outcome = assets/fixed:depreciation",
    "*:deviation = *:budget - *:outcome",
    (
        "balance-requirement:outcome = year:outcome - ?year/financial-income/gains:outcome"
        " + ?earlier-deficit:outcome"
    ),
    "loans:closing = funding/debts/long:closing + funding/debts/short/loans:closing",
)
CASH_FLOW = (
    "cash-flow/result:flow = year:outcome - ?year/financial-income/gains:outcome",
    "cash-flow/depreciation:flow = - assets/fixed:depreciation",
    "funds:flow = cash-flow/result:flow + cash-flow/depreciation:flow",
    "operating:flow = funds:flow + receivables:flow + ?stock:flow + short-debts:flow",
    "investing:flow = purchases:flow + sales:flow + projects:flow + ?projects-used:flow",
    "financing:flow = long-loans:flow + short-loans:flow",
    "cash:flow = operating:flow + investing:flow + financing:flow",
    (
        "receivables:flow = assets/current/customers:closing@-1 + assets/current/prepaid:closing@-1"
        " + assets/current/other:closing@-1 - assets/current/customers:closing"
        " - assets/current/prepaid:closing - assets/current/other:closing"
    ),
    "stock:flow = assets/current/stock:closing@-1 - assets/current/stock:closing",
    (
        "short-debts:flow = funding/debts/short:closing - funding/debts/short/loans:closing"
        " - funding/debts/short:closing@-1 + funding/debts/short/loans:closing@-1"
    ),
    (
        "purchases:flow = - assets/fixed/technical:purchases - assets/fixed/equipment:purchases"
        " - assets/fixed/leasehold:purchases"
    ),
    "sales:flow = - assets/fixed/equipment:disposals + ?year/financial-income/gains:outcome",
    (
        "projects:flow = assets/fixed/projects:opening - assets/fixed/projects:closing"
        " - ?projects-used:flow"
    ),
    "long-loans:flow = funding/debts/long:closing - funding/debts/long:closing@-1",
    "short-loans:flow = funding/debts/short/loans:closing - funding/debts/short/loans:closing@-1",
)
INVESTMENTS = (
    "investments/members:opening = assets/fixed/projects:opening",
    (
        "investments/members:outcome = assets/fixed/technical:purchases"
        " + assets/fixed/equipment:purchases + assets/fixed/leasehold:purchases"
        " + assets/fixed/projects:started - investments/own:outcome"
    ),
)
JOINT_BOARDS = (
    "result*:outcome = - net-cost*:outcome - ?grant*:outcome",
    "carried*:opening = result*:outcome@-1",
    "carried*:opening = - net-cost*:outcome@-1 - ?grant*:outcome@-1",
    "carried*:outcome = result*:outcome",
)
_TERM = re.compile(
    r"(?P<sign>[+-]?) ?(?P<nil>\??)(?P<subject>[\w/*-]+):(?P<measure>[\w-]+)(?P<ago>@-1)?"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A figure of an equation, with its sign."""

    sign: int
    subject: str
    measure: str
    is_last_year: bool
    may_be_nil: bool

    def of(self, rest: str, printed: Printed, report: Report) -> Printed | None:
        """Return the printed figure it stands for, nearest to the one it is held against."""
        period = printed.period
        if self.is_last_year:
            period = f"{int(period[:4]) - 1}{period[4:]}"
        return report.first(self.subject.replace("*", rest), self.measure, period, printed.place)


@dataclass(frozen=True, slots=True)
class Equation:
    """That one figure is the sum of others."""

    words: str
    kind: Kind
    whole: Term
    terms: tuple[Term, ...]


def equation(words: str, kind: Kind = Kind.TIE) -> Equation:
    """Read an equation as it is written above."""
    left, _, right = words.partition(" = ")
    (whole,) = _terms(left)
    return Equation(words, kind, whole, tuple(_terms(right)))


def _terms(words: str) -> Iterator[Term]:
    for found in _TERM.finditer(words):
        sign = -1 if found["sign"] == "-" else 1
        yield Term(sign, found["subject"], found["measure"], bool(found["ago"]), bool(found["nil"]))


EQUATIONS = (
    *(equation(words, Kind.SUM) for words in ROLL_FORWARDS),
    *(equation(words, Kind.OPENING) for words in OPENINGS),
    *(equation(words) for words in (*STATEMENTS, *CASH_FLOW, *INVESTMENTS, *JOINT_BOARDS)),
)


def equations(report: Report) -> Iterator[Contradiction]:
    """Hold a report to every equation whose figures it prints."""
    by_measure: dict[str, list[Printed]] = {}
    for key in report.by_key:
        known = report.first(*key)
        if known is not None:
            by_measure.setdefault(known.measure, []).append(known)
    for each in EQUATIONS:
        for printed in by_measure.get(each.whole.measure, ()):
            found = _held(each, printed, report)
            if found is not None:
                yield found


def _held(each: Equation, printed: Printed, report: Report) -> Contradiction | None:
    head, star, _ = each.whole.subject.partition("*")
    rest = printed.subject.removeprefix(head)
    fits = printed.subject.startswith(head) if star else printed.subject == each.whole.subject
    if not fits:
        return None
    terms: list[tuple[int, Printed]] = []
    for term in each.terms:
        figure = term.of(rest, printed, report)
        if figure is not None:
            terms.append((term.sign, figure))
        elif not term.may_be_nil:
            return None
    told = " ".join(f"{'+' if sign > 0 else '−'} {_where(term)}" for sign, term in terms)
    return compared(printed, terms, each.kind, told.removeprefix("+ "))


def _where(printed: Printed) -> str:
    return f"{printed.place}: {printed.label} {printed.period} ({printed.text} {printed.unit})"

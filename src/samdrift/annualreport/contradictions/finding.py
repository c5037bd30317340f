"""Every rule held against a printed report."""

from __future__ import annotations

from samdrift.annualreport.contradictions import equations, likeness, remarks, sums
from samdrift.annualreport.contradictions.ports import Contradiction, Report

RULES = (
    sums.same_things,
    sums.parts_of_wholes,
    sums.shares,
    sums.averages,
    equations.equations,
    likeness.repeated,
    likeness.outliers,
    likeness.gone,
    likeness.mixed_bases,
    likeness.periods,
    remarks.sizes,
    remarks.states,
    remarks.late,
    remarks.maturities,
    remarks.missing,
    remarks.references,
    remarks.order_of_notes,
)


def contradictions(report: Report) -> tuple[Contradiction, ...]:
    """Return what in a printed report cannot all be true, in the order of the print, each once."""
    found = dict.fromkeys(each for rule in RULES for each in rule(report))
    place = {each: number for number, each in reversed(list(enumerate(report.printed)))}
    return tuple(sorted(found, key=lambda each: place[each.printed]))

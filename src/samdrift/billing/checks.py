"""What must hold of a year's charges and invoices."""

from __future__ import annotations

from django.db.models import BigIntegerField, Count, F, Max, Min, Sum, Value
from django.db.models.functions import Coalesce

from samdrift.billing.models import Charge, Invoice, Line
from samdrift.kernel.money import Money
from samdrift.reporting.formats import swedish_kronor
from samdrift.reporting.ports import CheckResult, CheckSource


def year_checks(year: int) -> tuple[CheckResult, ...]:
    """Hold a year's invoices against their lines, and these against the things."""
    if not Invoice.objects.filter(issued_on__year=year).exists():
        return ()
    return (_lines_are_charges(year), _invoices_are_lines(year), _no_number_is_missing())


def _lines_are_charges(year: int) -> CheckResult:
    found = Line.objects.filter(invoice__issued_on__year=year)
    wrong = found.annotate(of_things=_sum("charges__amount_ore")).exclude(of_things=F("amount_ore"))
    faults = tuple(
        f"{line.text}, faktura {line.invoice}: "
        f"{_both(Money(line.amount_ore), Money(line.of_things))}"
        for line in wrong.select_related("invoice")
    )
    return CheckResult(
        "Fakturaraderna är summan av sina saker",
        f"{found.count()} rader har hållits mot sina debiteringar.",
        faults,
    )


def _invoices_are_lines(year: int) -> CheckResult:
    found = Invoice.objects.filter(issued_on__year=year)
    wrong = found.annotate(of_lines=_sum("lines__amount_ore")).exclude(of_lines=F("net_ore"))
    faults = tuple(
        f"Faktura {each.number}: {_both(Money(each.net_ore), Money(each.of_lines))}"
        for each in wrong
    )
    return CheckResult(
        "Fakturorna är summan av sina rader",
        f"{found.count()} fakturor har hållits mot sina rader.",
        faults,
    )


def _no_number_is_missing() -> CheckResult:
    told = Invoice.objects.aggregate(first=Min("number"), last=Max("number"), count=Count("id"))
    missing = told["last"] - told["first"] + 1 - told["count"]
    faults = (f"{missing} nummer saknas mellan {told['first']} och {told['last']}.",)
    return CheckResult(
        "Fakturanumren är utan luckor",
        f"Nummer {told['first']} till {told['last']} har hållits mot varandra.",
        faults if missing else (),
    )


def _sum(of: str) -> Coalesce:
    return Coalesce(Sum(of), Value(0), output_field=BigIntegerField())


def _both(one: Money, other: Money) -> str:
    return f"{swedish_kronor(one)} kr mot {swedish_kronor(other)} kr"


OFFERS = (CheckSource(key="billing.checks", run=year_checks, reads=(Charge, Invoice, Line)),)

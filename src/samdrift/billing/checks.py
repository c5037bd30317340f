"""What must hold of a year's charges and invoices."""

from __future__ import annotations

from django.db.models import BigIntegerField, Count, F, Max, Min, Sum, Value
from django.db.models.functions import Coalesce

from samdrift.billing.models import Charge, Invoice, Line
from samdrift.kernel.money import Money
from samdrift.reporting.formats import swedish_kronor
from samdrift.reporting.ports import CheckResult, CheckSource
from samdrift.reporting.wording import in_words, sentence


def year_checks(year: int) -> tuple[CheckResult, ...]:
    """Hold a year's invoices against their lines, and these against the things."""
    if not Invoice.objects.filter(issued_on__year=year).exists():
        return ()
    return (_lines_are_charges(year), _invoices_are_lines(year), _no_number_is_missing())


def _lines_are_charges(year: int) -> CheckResult:
    found = Line.objects.filter(invoice__issued_on__year=year)
    wrong = found.annotate(of_things=_sum("charges__amount_ore")).exclude(of_things=F("amount_ore"))
    faults = tuple(
        sentence(
            "{text}, faktura {number}: {one} kr mot {other} kr",
            text=line.text,
            number=line.invoice,
            one=swedish_kronor(Money(line.amount_ore)),
            other=swedish_kronor(Money(line.of_things)),
        )
        for line in wrong.select_related("invoice")
    )
    told = sentence("{count} rader har hållits mot sina debiteringar.", count=found.count())
    return CheckResult(in_words("Fakturaraderna är summan av sina saker"), told, faults)


def _invoices_are_lines(year: int) -> CheckResult:
    found = Invoice.objects.filter(issued_on__year=year)
    wrong = found.annotate(of_lines=_sum("lines__amount_ore")).exclude(of_lines=F("net_ore"))
    faults = tuple(
        sentence(
            "Faktura {number}: {one} kr mot {other} kr",
            number=each.number,
            one=swedish_kronor(Money(each.net_ore)),
            other=swedish_kronor(Money(each.of_lines)),
        )
        for each in wrong
    )
    told = sentence("{count} fakturor har hållits mot sina rader.", count=found.count())
    return CheckResult(in_words("Fakturorna är summan av sina rader"), told, faults)


def _no_number_is_missing() -> CheckResult:
    ends = Invoice.objects.aggregate(first=Min("number"), last=Max("number"), count=Count("id"))
    first, last = ends["first"], ends["last"]
    missing = last - first + 1 - ends["count"]
    told = sentence("Nummer {first} till {last} har hållits mot varandra.", first=first, last=last)
    fault = sentence(
        "{count} nummer saknas mellan {first} och {last}.", count=missing, first=first, last=last
    )
    return CheckResult(in_words("Fakturanumren är utan luckor"), told, (fault,) if missing else ())


def _sum(of: str) -> Coalesce:
    return Coalesce(Sum(of), Value(0), output_field=BigIntegerField())


OFFERS = (CheckSource(key="billing.checks", run=year_checks, reads=(Charge, Invoice, Line)),)

"""Keeping loans and leases as their contracts have them."""

from __future__ import annotations

from django.db import transaction

from samdrift.capital.errors import CannotKeep
from samdrift.capital.models import Lease, Loan, LoanRepayment, LoanTerm
from samdrift.capital.ports import WantedLease, WantedLoan


@transaction.atomic
def keep_loan(*, wanted: WantedLoan, loan_id: int = 0) -> Loan:
    """Keep a loan; without an id a new one. Raises CannotKeep for what cannot be."""
    if Loan.objects.filter(name=wanted.name).exclude(pk=loan_id).exists():
        raise CannotKeep("Det finns redan ett lån med det namnet.")
    if sum(amount.ore for _, amount in wanted.repayments) > wanted.amount.ore:
        raise CannotKeep("Amorteringarna är mer än lånet.")
    if any(day <= wanted.taken_on for day, _ in wanted.repayments):
        raise CannotKeep("Lånet kan inte betalas tillbaka innan det är taget.")
    if min((since for since, *_ in wanted.terms), default=None) != wanted.taken_on:
        raise CannotKeep("Den första räntan ska gälla från dagen lånet togs.")
    if bool(wanted.cost_account) != bool(wanted.accrued_account):
        raise CannotKeep("Skriv både räntans konto och kontot för upplupen ränta, eller inget.")
    told = {
        "name": wanted.name,
        "lender": wanted.lender,
        "account": wanted.account,
        "taken_on": wanted.taken_on,
        "amount_ore": wanted.amount.ore,
        "day_count": wanted.day_count,
        "cost_account": wanted.cost_account,
        "accrued_account": wanted.accrued_account,
    }
    loan = Loan(pk=loan_id or None, **told)
    loan.save()
    loan.terms.all().delete()
    loan.repayments.all().delete()
    LoanTerm.objects.bulk_create(
        LoanTerm(loan=loan, since=since, rate_millionths=rate, fixed_until=fixed_until)
        for since, rate, fixed_until in wanted.terms
    )
    LoanRepayment.objects.bulk_create(
        LoanRepayment(loan=loan, due_on=day, amount_ore=amount.ore)
        for day, amount in wanted.repayments
    )
    return loan


@transaction.atomic
def keep_lease(*, wanted: WantedLease, lease_id: int = 0) -> Lease:
    """Keep a lease; without an id a new one. Raises CannotKeep for a name that is taken."""
    if Lease.objects.filter(name=wanted.name).exclude(pk=lease_id).exists():
        raise CannotKeep("Det finns redan en leasing med det namnet.")
    told = {
        "name": wanted.name,
        "lessor": wanted.lessor,
        "starts": wanted.starts,
        "ends": wanted.ends,
        "monthly_ore": wanted.monthly.ore,
    }
    lease = Lease(pk=lease_id or None, **told)
    lease.save()
    return lease

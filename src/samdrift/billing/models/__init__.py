"""What billing keeps: months and their invoices, and how these are paid and booked."""

from samdrift.billing.models.belonging import Belonging, CentreBudget
from samdrift.billing.models.fixed import Conversion, ConversionEffect, FixedAmount
from samdrift.billing.models.late import LateCharge
from samdrift.billing.models.months import (
    Charge,
    Comparison,
    Invoice,
    InvoiceSeries,
    Line,
    Metering,
    Run,
)
from samdrift.billing.models.payment import (
    Addressing,
    BookingAccounts,
    Coding,
    MemberBudget,
    Payee,
    Payer,
    Payment,
    Reminder,
)
from samdrift.billing.models.rules import Rule

__all__ = [
    "Addressing",
    "Belonging",
    "BookingAccounts",
    "CentreBudget",
    "Charge",
    "Coding",
    "Comparison",
    "Conversion",
    "ConversionEffect",
    "FixedAmount",
    "Invoice",
    "InvoiceSeries",
    "LateCharge",
    "Line",
    "MemberBudget",
    "Metering",
    "Payee",
    "Payer",
    "Payment",
    "Reminder",
    "Rule",
    "Run",
]

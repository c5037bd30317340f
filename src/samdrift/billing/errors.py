"""What may be refused of a month's charges and invoices."""

from samdrift.kernel.refusals import Refusal


class CannotCharge(Refusal):
    """A month that cannot be prepared, approved or invoiced; the text tells why."""


class CannotTakeIn(Refusal):
    """A file of payments that cannot be taken in; the text tells which row and why."""

"""What a person may be told when a calendar, an agreement or a clock cannot be as was asked."""

from samdrift.kernel.refusals import Refusal


class BadAgreement(Refusal):
    """Something promised that cannot be."""


class CannotTell(Refusal):
    """Something that cannot happen to a clock now."""

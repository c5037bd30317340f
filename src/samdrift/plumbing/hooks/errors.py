"""What may be refused of webhooks."""

from samdrift.kernel.refusals import Refusal


class CannotSubscribe(Refusal):
    """A subscription that cannot be made, or changed, as it was told."""


class MayNotReach(Refusal):
    """An address that nothing is sent to from here."""

"""What somebody who keeps books may be told."""

from samdrift.kernel.refusals import Refusal


class CannotPost(Refusal):
    """A voucher that cannot be booked; nothing was changed."""


class CannotLock(Refusal):
    """A period that cannot be locked or opened; nothing was changed."""

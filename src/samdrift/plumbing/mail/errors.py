"""What a person may be told when mail says no."""

from samdrift.kernel.refusals import Refusal


class CannotReach(Refusal):
    """A mail server cannot be used: the text says which, why, and what to do."""


class CannotPost(Refusal):
    """A letter cannot be sent as it is."""


class NoSuchLetter(Refusal):
    """There is no such letter in quarantine."""


class BadMailbox(Refusal):
    """A mailbox cannot be as asked."""

"""What may be refused of tokens."""

from samdrift.kernel.refusals import Refusal


class CannotGive(Refusal):
    """A token that cannot be given, or taken back."""


class AlreadyAsked(Refusal):
    """A key that was used for something else, or is being used right now."""


class OutOfReach(Refusal):
    """A moment, or days, that nothing here can be about."""

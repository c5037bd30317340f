"""What is refused, in words for whoever sent it or decided it."""

from samdrift.kernel.refusals import Refusal


class Unreadable(Refusal):
    """What was sent is no inventory that can be read."""


class TooLarge(Unreadable):
    """What was sent is larger, deeper or has more parts than any inventory."""


class BadDecision(Refusal):
    """Machines cannot be merged, split or ignored as asked."""


class BadKey(Refusal):
    """An agent key cannot be given, or taken back, as asked."""

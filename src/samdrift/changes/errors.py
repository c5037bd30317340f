"""What may be refused about changes, in words for whoever asked."""

from samdrift.kernel.refusals import Refusal


class CannotSave(Refusal):
    """A change, or a rule about changes, that cannot be as it was told."""


class CannotMove(Refusal):
    """A step that a change cannot take as it stands."""


class CannotVote(Refusal):
    """A vote that cannot be counted."""


class ChangedMeanwhile(Refusal):
    """Somebody else has changed the same thing since it was read."""

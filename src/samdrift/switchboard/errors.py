"""What may be refused at the switchboard."""

from samdrift.kernel.refusals import Refusal


class CannotKeep(Refusal):
    """What somebody wants to write down cannot be as they say; the text says what can."""


class CannotTell(Refusal):
    """What an exchange tells of a call cannot be."""

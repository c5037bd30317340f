"""What may be refused at the service desk, in words for whoever asked."""

from samdrift.kernel.refusals import Refusal


class CannotRegister(Refusal):
    """A ticket that cannot be registered as it was told."""


class CannotChange(Refusal):
    """A change that does not go with how the ticket stands."""


class ChangedMeanwhile(Refusal):
    """Somebody else has changed the same thing since it was read."""


class NoSuchTicket(Refusal):
    """A number that no ticket has, or none for the one who asks."""


class CannotWrite(Refusal):
    """A message that cannot be added."""


class CannotRelate(Refusal):
    """Two tickets that cannot be joined as was asked."""


class CannotSetUp(Refusal):
    """A way of working that the desk cannot have as was asked."""

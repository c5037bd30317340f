"""What may be refused of disturbances, in words for whoever asked."""

from samdrift.kernel.refusals import Refusal


class CannotTell(Refusal):
    """Something that cannot be told of a disturbance as it was written, or as it stands."""


class CannotLead(Refusal):
    """A step of a major incident that does not go with how far it has come."""


class CannotFollow(Refusal):
    """An address that cannot follow a disturbance."""

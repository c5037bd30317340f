"""What may be refused about people, in words for whoever asked."""

from samdrift.kernel.refusals import Refusal


class CannotTell(Refusal):
    """Something told of a person that cannot be."""

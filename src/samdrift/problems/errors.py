"""What may be refused of problems, in words for whoever asked."""

from samdrift.kernel.refusals import Refusal


class CannotChangeProblem(Refusal):
    """A change that does not go with how the problem stands."""

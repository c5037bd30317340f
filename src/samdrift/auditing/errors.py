"""What an auditor may be told."""

from samdrift.kernel.refusals import Refusal


class CannotSample(Refusal):
    """A sample that cannot be drawn, or noted on; nothing was changed."""

"""What may be refused of guides, in words for whoever asked."""

from samdrift.kernel.refusals import Refusal


class CannotWriteGuide(Refusal):
    """A guide that cannot be as it was written."""

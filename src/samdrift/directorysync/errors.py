"""What may be refused about directories, in words for whoever asked."""

from samdrift.kernel.refusals import Refusal


class CannotFetch(Refusal):
    """A directory cannot be reached or read, or is being read already."""


class BadSource(Refusal):
    """A source that cannot be as it is told."""

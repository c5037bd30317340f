"""What a person who writes a chapter may be told."""

from samdrift.kernel.refusals import Refusal


class CannotWriteChapter(Refusal):
    """The chapter cannot be kept as it was sent; nothing was changed."""


class NoSuchChapter(Refusal):
    """There is no chapter of the organisation's own with that key."""


class NoSuchSample(Refusal):
    """There is no example prose of that name."""

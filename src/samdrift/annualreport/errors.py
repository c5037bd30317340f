"""What a person who writes a chapter may be told."""

from samdrift.kernel.refusals import Refusal


class CannotWriteChapter(Refusal):
    """The chapter cannot be kept as it was sent; nothing was changed."""


class NoSuchChapter(Refusal):
    """There is no chapter of the organisation's own with that key."""


class NewerText(Refusal):
    """Somebody else has saved the chapter since this text began; nothing was changed."""


class TextHasProblems(Refusal):
    """The text asks for what there is none of; nothing was changed."""


class NoSuchSample(Refusal):
    """There is no example prose of that name."""


class CannotReview(Refusal):
    """The report cannot be reviewed now; nothing was frozen."""


class CannotAdopt(Refusal):
    """The edition cannot be adopted; nothing was changed."""


class CannotTakePrinted(Refusal):
    """The printed figures cannot be taken in; none of them was."""


class CannotExplain(Refusal):
    """The difference cannot be signed off, or the signature not withdrawn; nothing was changed."""


class CannotReadReport(Refusal):
    """The file of a printed report is not understood; nothing was held against anything."""

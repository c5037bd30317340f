"""What somebody who closes a year may be told."""

from samdrift.kernel.refusals import Refusal


class CannotClose(Refusal):
    """What was told of a year's close cannot be kept; nothing was changed."""

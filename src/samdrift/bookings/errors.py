"""What may be refused of booked times."""

from samdrift.kernel.refusals import Refusal


class CannotBook(Refusal):
    """A time that cannot be booked, moved or taken back; the text says what can."""

"""What may be refused about things."""

from samdrift.kernel.refusals import Refusal


class CannotKeep(Refusal):
    """A thing, a kind or a step that cannot be as asked; the text says what to do."""

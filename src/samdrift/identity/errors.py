"""Why somebody is not signed in by another's word, and what cannot be kept of who vouches."""

from __future__ import annotations

from samdrift.kernel.refusals import Refusal


class NotVouchedFor(Refusal):
    """Nobody is signed in: what was told does not hold, or is of nobody who is known here.

    `cause` is for the log of who runs the product; it names no person.
    """

    def __init__(self, words: str, *, cause: str = "") -> None:
        super().__init__(words)
        self.cause = cause or words


class BadProvider(Refusal):
    """A provider, or a rule of one, that cannot be as was asked."""

"""What may be refused at the service desk, in words for whoever asked."""

from __future__ import annotations

from dataclasses import dataclass

from samdrift.kernel.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two have changed: what it says now, by whom, and what was wanted."""

    field: str
    now: object
    wanted: object
    by_name: str


class CannotRegister(Refusal):
    """A ticket that cannot be registered as it was told."""


class CannotChange(Refusal):
    """A change that does not go with how the ticket stands."""


class ChangedMeanwhile(Refusal):
    """Somebody else has changed the same thing since it was read: what each of them wanted."""

    def __init__(self, words: str, clashes: tuple[Clash, ...] = ()) -> None:
        super().__init__(words)
        self.clashes = clashes


class NoSuchTicket(Refusal):
    """A number that no ticket has, or none for the one who asks."""


class CannotWrite(Refusal):
    """A message that cannot be added."""


class CannotRelate(Refusal):
    """Two tickets that cannot be joined as was asked."""


class CannotSetUp(Refusal):
    """A way of working that the desk cannot have as was asked."""

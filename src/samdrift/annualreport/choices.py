"""How much something needs attention."""

from enum import StrEnum


class AttentionKind(StrEnum):
    """The five states of the house, less the two that ask for nothing."""

    BAD = "bad"
    WARN = "warn"
    OK = "ok"

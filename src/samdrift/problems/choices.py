"""How a problem stands, and what has happened to it."""

from django.db import models


class ProblemState(models.TextChoices):
    """How far it is known why something goes wrong (ITIL 4)."""

    INVESTIGATED = "investigated", "Utreds"
    KNOWN_ERROR = "known_error", "Känt fel"
    SOLVED = "solved", "Löst"
    CLOSED = "closed", "Avslutat"


UNSOLVED = (ProblemState.INVESTIGATED, ProblemState.KNOWN_ERROR)
"""It can still happen again."""


class Priority(models.IntegerChoices):
    """In which order problems are worked on."""

    HIGH = 1, "Hög"
    MEDIUM = 2, "Medel"
    LOW = 3, "Låg"


class ProblemEventKind(models.TextChoices):
    """What has happened to a problem."""

    BEGUN = "begun", "Påbörjat"
    CHANGED = "changed", "Ändrat"
    NOTE = "note", "Anteckning"
    LINKED = "linked", "Ärende länkat"
    UNLINKED = "unlinked", "Ärende borttaget"
    KNOWN_ERROR = "known_error", "Känt fel"
    INFORMED = "informed", "Anmälarna informerade"
    SOLVED = "solved", "Löst"
    REOPENED = "reopened", "Utreds igen"
    CLOSED = "closed", "Avslutat"

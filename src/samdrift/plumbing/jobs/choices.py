"""How it stands with a job, and what happens to one."""

from django.db import models


class State(models.TextChoices):
    """From asked for to ended."""

    WAITING = "waiting", "Väntar"
    RUNNING = "running", "Pågår"
    DONE = "done", "Klart"
    FAILED = "failed", "Gick inte"
    CANCELLED = "cancelled", "Avbrutet"


class EventKind(models.TextChoices):
    """What happens to a job."""

    ASKED = "asked", "Begärt"
    BEGUN = "begun", "Påbörjat"
    TAKEN_UP = "taken-up", "Upptaget igen"
    DONE = "done", "Klart"
    FAILED = "failed", "Gick inte"
    CANCELLED = "cancelled", "Avbrutet"

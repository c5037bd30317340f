"""How it stands with a job."""

from django.db import models


class State(models.TextChoices):
    """From asked for to ended."""

    WAITING = "waiting", "Väntar"
    RUNNING = "running", "Pågår"
    DONE = "done", "Klart"
    FAILED = "failed", "Gick inte"
    CANCELLED = "cancelled", "Avbrutet"

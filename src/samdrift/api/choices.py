"""What a token may be used for."""

from django.db import models


class Scope(models.TextChoices):
    """One thing that a token opens, within what its person may do."""

    TICKETS_READ = "tickets:read", "Läsa ärenden"
    TICKETS_WRITE = "tickets:write", "Anmäla, svara i och ändra ärenden"
    PERSONS_READ = "persons:read", "Söka personer"
    GUIDES_READ = "guides:read", "Läsa guider"
    CALLS_WRITE = "calls:write", "Berätta om växelns samtal"

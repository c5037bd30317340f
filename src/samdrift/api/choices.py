"""What a token may be used for."""

from django.db import models


class Scope(models.TextChoices):
    """One thing that a token opens, within what its person may do."""

    TICKETS_READ = "tickets:read", "Läsa ärenden"
    TICKETS_WRITE = "tickets:write", "Anmäla, svara i och ändra ärenden"
    PERSONS_READ = "persons:read", "Söka personer"
    GUIDES_READ = "guides:read", "Läsa guider"
    GUIDES_WRITE = "guides:write", "Svara på och skriva guider"
    PROCESSES_READ = "processes:read", "Läsa problem, ändringar och störningar"
    PROCESSES_WRITE = "processes:write", "Arbeta med problem, ändringar och störningar"
    STATISTICS_READ = "statistics:read", "Läsa nyckeltal"
    DESK = "desk:manage", "Bestämma hur servicedesken arbetar"
    THINGS_READ = "things:read", "Läsa inventarier och beställningar"
    THINGS_WRITE = "things:write", "Registrera, flytta och beställa inventarier"
    WEBHOOKS = "webhooks:manage", "Administrera webhookar"
    WIPING = "wiping:manage", "Gallra ärenden"
    CALLS_WRITE = "calls:write", "Berätta om växelns samtal"

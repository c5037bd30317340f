"""How a disturbance stands, what has happened to it, and how far a major incident has come."""

from django.db import models


class DisturbanceState(models.TextChoices):
    """How a disturbance stands, or a work that is planned."""

    INVESTIGATED = "investigated", "Felsöks"
    IDENTIFIED = "identified", "Orsaken är känd"
    MENDED = "mended", "Åtgärdat, följs upp"
    PLANNED = "planned", "Planerat"
    ENDED = "ended", "Avslutat"
    CANCELLED = "cancelled", "Inställt"


ENDED = (DisturbanceState.ENDED, DisturbanceState.CANCELLED)
"""Nothing more is expected."""

UNPLANNED = (
    DisturbanceState.INVESTIGATED,
    DisturbanceState.IDENTIFIED,
    DisturbanceState.MENDED,
)
"""How a disturbance that nobody planned may stand while it goes on."""


class DisturbanceEventKind(models.TextChoices):
    """What has happened to a disturbance."""

    BEGUN = "begun", "Påbörjad"
    CHANGED = "changed", "Ändrad"
    UPDATE = "update", "Uppdatering"
    NOTE = "note", "Anteckning"
    LINKED = "linked", "Ärende länkat"
    UNLINKED = "unlinked", "Ärende borttaget"
    INFORMED = "informed", "Anmälarna informerade"
    PROPOSED = "proposed", "Föreslagen som större störning"
    PROMOTED = "promoted", "Större störning"
    DECLINED = "declined", "Ingen större störning"
    ROLES = "roles", "Roller"
    TASK = "task", "Uppgift"
    REPORTED = "reported", "Rapport skriven"
    ENDED = "ended", "Avslutad"
    CANCELLED = "cancelled", "Inställd"


class MajorState(models.TextChoices):
    """How far a major incident has come: any agent proposes it, a manager decides."""

    PROPOSED = "proposed", "Föreslagen"
    PROMOTED = "promoted", "Större störning"
    DECLINED = "declined", "Avslagen"

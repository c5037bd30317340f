"""How a ticket comes in, and what its reporter may be asked afterwards."""

from django.db import models


class Channel(models.TextChoices):
    """The way a ticket was reported."""

    PHONE = "phone", "Telefon"
    EMAIL = "email", "E-post"
    PORTAL = "portal", "Portal"


class Question(models.TextChoices):
    """What a survey asks about, in the order the annual report tells it."""

    COURTESY = "courtesy", "Bemötande"
    COMPETENCE = "competence", "Kompetens"
    FEEDBACK = "feedback", "Återkoppling"

"""How those who have booked a time meet, and in which language."""

from django.db import models

MINUTES_OF_A_DAY = 1440


class Way(models.TextChoices):
    """Where somebody meets the desk."""

    AT_YOURS = "at-yours", "Hos dig"
    AT_DESK = "at-desk", "Hos servicedesken"
    PHONE = "phone", "Telefon"
    TEAMS = "teams", "Teams"


class Language(models.TextChoices):
    """Which language is spoken."""

    SWEDISH = "sv", "svenska"
    ENGLISH = "en", "engelska"


class Whom(models.TextChoices):
    """Who may book a time."""

    ALL = "all", "Alla"
    ELECTED = "elected", "Förtroendevalda"

"""What somebody is to their organisation."""

from django.db import models


class PersonKind(models.TextChoices):
    """What somebody who may need help is to their organisation."""

    EMPLOYEE = "employee", "Medarbetare"
    PUPIL = "pupil", "Elev"
    ELECTED = "elected", "Förtroendevald"
    EXTERNAL = "external", "Extern"


class Language(models.TextChoices):
    """The language that somebody is written to in."""

    SWEDISH = "sv", "Svenska"
    ENGLISH = "en", "English"

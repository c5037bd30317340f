"""For whom a guide is, and how it stands."""

from django.db import models


class Audience(models.TextChoices):
    """Who reads a guide."""

    ALL = "all", "Alla"
    DESK = "desk", "Bara servicedesk"


class GuideState(models.TextChoices):
    """How a guide stands."""

    DRAFT = "draft", "Utkast"
    PUBLISHED = "published", "Publicerad"
    WITHDRAWN = "withdrawn", "Indragen"

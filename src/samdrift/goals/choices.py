"""Which way a target points."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    """Whether a target is the least or the most that a key figure is to come to."""

    AT_LEAST = "at-least", _("Minst")
    AT_MOST = "at-most", _("Högst")

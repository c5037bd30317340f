"""What is measured of a risk."""

from django.db import models


class Measure(models.TextChoices):
    """How likely, how grave, and the two multiplied."""

    PROBABILITY = "probability", "Sannolikhet"
    CONSEQUENCE = "consequence", "Konsekvens"
    RISK = "risk", "Riskvärde"

"""Which plan an investment stands in, and what is stated of it."""

from django.db import models


class Plan(models.TextChoices):
    """Whose need an investment meets."""

    OWN = "own", "Egna investeringar"
    MEMBERS = "members", "Medlemmarnas investeringar"


class Amount(models.TextChoices):
    """What is stated of an investment, in kronor."""

    OPENING = "opening", "Ingående"
    BUDGET = "budget", "Budget"
    OUTCOME = "outcome", "Utfall"

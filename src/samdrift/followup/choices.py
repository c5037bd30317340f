"""The words of the follow-up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tertial(models.IntegerChoices):
    """At which of a year's thirds something is expected."""

    FIRST = 1, _("Tertial 1")
    SECOND = 2, _("Tertial 2")
    THIRD = 3, _("Tertial 3")

    @property
    def last_month(self) -> int:
        """The last month of the tertial."""
        return self.value * 4


class Light(models.TextChoices):
    """How a deviation stands to the limits."""

    GOOD = "ok", _("Enligt budget")
    CLOSE = "warn", _("Bevaka")
    BAD = "bad", _("Åtgärda")

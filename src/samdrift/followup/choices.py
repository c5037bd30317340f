"""The words of the follow-up, and the groups of accounts that a year is followed by."""

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


LENGTHS = (3, 4, 5, 6)
"""So many digits an account may have."""


def _numbers(first: str, last: str) -> str:
    return " ".join(f"{first.ljust(size, '0')}-{last.ljust(size, '9')}" for size in LENGTHS)


GROUPS = (
    ("income", "Verksamhetens intäkter", _numbers("3", "3")),
    ("bought", "Köp, bidrag och entreprenader", _numbers("4", "4")),
    ("staff", "Personal", _numbers("5", "5")),
    ("other", "Övriga verksamhetskostnader", _numbers("6", "78")),
    ("depreciation", "Av- och nedskrivningar", _numbers("79", "79")),
    ("financial", "Finansiella poster", _numbers("8", "88")),
)
RESULT = _numbers("3", "88")
COSTS = _numbers("4", "79")

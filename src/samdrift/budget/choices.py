"""The words of a budget: where its amounts come from, how a year is divided, which accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Made(models.TextChoices):
    """Where an amount of a budget comes from."""

    OUTCOME = "outcome", _("Förra årets utfall")
    BOOKS = "books", _("Bokföringens budget")
    VOLUMES = "volumes", _("Volym gånger pris")
    FILE = "file", _("Fil")
    HAND = "hand", _("Skriven för hand")
    VERSION = "version", _("En annan version")


class MonthKey(models.TextChoices):
    """How what is told for a year is divided on its months."""

    EVEN = "even", _("Lika varje månad")
    AS_BEFORE = "as-before", _("Som förra året")
    SUMMER = "summer", _("Mindre i juli och augusti")


WEIGHTS = {
    MonthKey.EVEN: (1,) * 12,
    MonthKey.SUMMER: (10, 10, 10, 10, 10, 10, 5, 5, 10, 10, 10, 10),
}
"""How heavy each month is, for keys that need no books."""

LENGTHS = (3, 4, 5, 6)
"""So many digits an account may have."""


def numbers(first: str, last: str) -> str:
    """Return the accounts from one group to another as ranges, whatever their length."""
    return " ".join(f"{first.ljust(size, '0')}-{last.ljust(size, '9')}" for size in LENGTHS)


GROUPS = (
    ("income", "Verksamhetens intäkter", numbers("3", "3")),
    ("bought", "Köp, bidrag och entreprenader", numbers("4", "4")),
    ("staff", "Personal", numbers("5", "5")),
    ("other", "Övriga verksamhetskostnader", numbers("6", "78")),
    ("depreciation", "Av- och nedskrivningar", numbers("79", "79")),
    ("financial", "Finansiella poster", numbers("8", "88")),
)
SIDES = (
    ("income", "Intäkter", numbers("3", "3")),
    ("costs", "Kostnader och finansiella poster", numbers("4", "88")),
)
"""The two sides of a result."""
RESULT = numbers("3", "88")
COSTS = numbers("4", "79")

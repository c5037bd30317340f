"""The words of investments and of fixed assets."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Plan(models.TextChoices):
    """Whose need an investment meets."""

    OWN = "own", "Egna investeringar"
    MEMBERS = "members", "Medlemmarnas investeringar"


class Amount(models.TextChoices):
    """What is stated of an investment, in kronor."""

    OPENING = "opening", "Ingående"
    BUDGET = "budget", "Budget"
    OUTCOME = "outcome", "Utfall"


class Progress(models.TextChoices):
    """How far an investment has come."""

    PLANNED = "planned", _("Planerad")
    UNDERWAY = "underway", _("Pågår")
    DONE = "done", _("Färdig")
    POSTPONED = "postponed", _("Uppskjuten")
    DROPPED = "dropped", _("Utgår")


class DayCounting(models.TextChoices):
    """How days of interest are counted."""

    ACTUAL_360 = "actual/360", _("Faktiska dagar, år om 360")
    ACTUAL_365 = "actual/365", _("Faktiska dagar, år om 365")
    THIRTY_360 = "30/360", _("Månader om 30 dagar, år om 360")


class LifeBasis(models.TextChoices):
    """What the useful life of a group is told by."""

    USE = "use", _("Nyttjandeperiod")
    CONTRACT = "contract", _("Avtalstid med optioner")
    LEASE = "lease", _("Hyrestid")
    NONE = "none", _("Skrivs inte av")


class Begins(models.TextChoices):
    """Which month a fixed asset is first written off in."""

    SAME = "same", _("Månaden den tas i bruk")
    NEXT = "next", _("Månaden efter")


class Happening(models.TextChoices):
    """What has happened to a fixed asset."""

    TAKEN_OVER = "taken-over", _("Övertagen ur tidigare register")
    ACQUIRED = "acquired", _("Anskaffad")
    ADDED = "added", _("Tillkommande utgift")
    DEPRECIATED = "depreciated", _("Avskriven")
    IMPAIRED = "impaired", _("Nedskriven")
    RESTORED = "restored", _("Återförd nedskrivning")
    REPLANNED = "replanned", _("Ny nyttjandeperiod")
    REGROUPED = "regrouped", _("Omklassificerad")
    DISPOSED = "disposed", _("Avyttrad eller utrangerad")


BEGINNINGS = (Happening.TAKEN_OVER, Happening.ACQUIRED)
"""How a fixed asset comes into the register."""
DECIDED = (
    Happening.ADDED,
    Happening.IMPAIRED,
    Happening.RESTORED,
    Happening.REPLANNED,
    Happening.REGROUPED,
    Happening.DISPOSED,
)
"""What somebody tells of a fixed asset that is there."""

"""How people are told apart in statistics, and which groups of them are told of."""

from django.db import models


class Sex(models.TextChoices):
    """The legal sex, as payroll has it."""

    WOMAN = "K", "Kvinna"
    MAN = "M", "Man"


class Group(models.TextChoices):
    """Whose sick leave is told, in the order of the annual report (LKBR 2018:597 has them)."""

    ALL = "all", "Totalt"
    LONG_TERM = "long-term", "Långtidsfrånvaro, 60 dagar eller mer"
    WOMEN = "women", "Kvinnor"
    MEN = "men", "Män"
    YOUNG = "29-or-younger", "29 år eller yngre"
    MIDDLE = "30-49", "30–49 år"
    OLD = "50-or-older", "50 år eller äldre"


DIVISIONS = ((Group.WOMEN, Group.MEN), (Group.YOUNG, Group.MIDDLE, Group.OLD))
"""The ways everybody is divided into groups, where each person is in one."""

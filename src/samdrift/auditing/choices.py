"""How vouchers are picked out, and what was found of one."""

from django.db import models


class Method(models.TextChoices):
    """How vouchers are picked out."""

    RANDOM = "random", "Slumpmässigt, alla lika"
    MONETARY = "monetary", "Efter belopp (monetary unit sampling)"


class Verdict(models.TextChoices):
    """What was found of a voucher."""

    RIGHT = "right", "Utan anmärkning"
    ASKED = "asked", "Fråga ställd"
    WRONG = "wrong", "Fel"

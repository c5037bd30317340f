"""How a line of a layout measures accounts."""

from django.db import models


class Measure(models.TextChoices):
    """What a layout line takes from its accounts, or from other rows (exchange package, 3)."""

    CLOSING = "closing", "Utgående balans"
    OPENING = "opening", "Ingående balans"
    MOVEMENT = "movement", "Bokfört under året"
    DEBIT = "debit", "Debet under året"
    CREDIT = "credit", "Kredit under året"
    BUDGET = "budget", "Budget"
    SUM = "sum", "Summa"
    CONSTANT = "constant", "Fast belopp"
    BLANK = "blank", "Utan belopp"


ACCOUNT_MEASURES = frozenset(
    (
        Measure.CLOSING,
        Measure.OPENING,
        Measure.MOVEMENT,
        Measure.DEBIT,
        Measure.CREDIT,
        Measure.BUDGET,
    )
)


class BudgetBasis(models.TextChoices):
    """How finely a year's budget is told: only then is a cost centre's share of it known."""

    NONE = "none", "Ingen budget"
    WHOLE = "whole", "Per konto"
    BY_OBJECT = "by_object", "Per konto och kostnadsställe"

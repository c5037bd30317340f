"""How often a voucher comes again, and how an amount is spread over months."""

from django.db import models


class Often(models.IntegerChoices):
    """How many months lie between a template's vouchers; none where it is only written from."""

    NEVER = 0, "Bara som mall"
    MONTHLY = 1, "Varje månad"
    QUARTERLY = 3, "Varje kvartal"
    YEARLY = 12, "Varje år"


class Spread(models.TextChoices):
    """By what key an amount is spread over its months."""

    EQUAL = "equal", "Lika varje månad"
    DAYS = "days", "Efter månadens dagar"
    OWN = "own", "Egna andelar"

"""The words of the catalogue."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Measure(models.TextChoices):
    """What a service is counted in; a price is for one of them."""

    THING_MONTH = "thing-month", _("per styck och månad")
    PERSON_MONTH = "person-month", _("per person och månad")
    CONNECTION_MONTH = "connection-month", _("per anslutning och månad")
    MONTH = "month", _("fast belopp per månad")


class InformationClass(models.TextChoices):
    """How well what is kept in a service must be kept."""

    OPEN = "open", _("Öppen")
    INTERNAL = "internal", _("Intern")
    SENSITIVE = "sensitive", _("Känslig")
    SECRET = "secret", _("Sekretess")


class VatRate(models.IntegerChoices):
    """The rates of Swedish value added tax, in percent."""

    FULL = 25, "25 %"
    TWELVE = 12, "12 %"
    SIX = 6, "6 %"
    NONE = 0, _("ingen moms")

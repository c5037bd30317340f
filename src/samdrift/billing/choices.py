"""The words of billing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class InvoiceKind(models.TextChoices):
    """Whether money is asked for or given back."""

    INVOICE = "invoice", _("Faktura")
    CREDIT = "credit", _("Kreditfaktura")


class RuleKind(models.TextChoices):
    """What a number that law or an agreement gives is of."""

    DAYS_TO_PAY = "days-to-pay", _("Betalningstid, dagar")
    DAYS_BETWEEN = "days-between", _("Tid mellan påminnelser, dagar")
    ROUNDING = "rounding", _("Öresavrundning till hela kronor: 1 ja, 0 nej")
    REMINDER_COST = "reminder-cost", _("Påminnelseavgift, kr")
    REFERENCE_RATE = "reference-rate", _("Referensränta, procent")
    PENALTY = "penalty", _("Dröjsmålsränta utöver referensräntan, procentenheter")
    VAT_FULL = "vat-25", _("Moms, full sats, procent")
    VAT_TWELVE = "vat-12", _("Moms, mellersta satsen, procent")
    VAT_SIX = "vat-6", _("Moms, lägsta satsen, procent")

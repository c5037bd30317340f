"""The words of billing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class InvoiceKind(models.TextChoices):
    """Whether money is asked for or given back."""

    INVOICE = "invoice", _("Faktura")
    CREDIT = "credit", _("Kreditfaktura")

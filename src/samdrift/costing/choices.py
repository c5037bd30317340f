"""The words of the cost model."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.kernel.allocation import Method


class NodeKind(models.TextChoices):
    """What a place in the model is."""

    POOL = "pool", _("Kostnadspool")
    INTERNAL = "internal", _("Intern tjänst")
    SERVICE = "service", _("Tjänst")


class DriverKind(models.TextChoices):
    """By what a place hands its cost on."""

    FIXED = "fixed", _("Fasta andelar")
    HEADS = "heads", _("Antal anställda")
    DEVICES = "devices", _("Enheter")
    CASES = "cases", _("Ärenden")
    VOLUME = "volume", _("Debiterad volym")
    TIME = "time", _("Tid")


class MethodChoice(models.TextChoices):
    """How much of what places do for each other is seen."""

    RECIPROCAL = Method.RECIPROCAL.value, _("Ömsesidig")
    STEP_DOWN = Method.STEP_DOWN.value, _("Stegvis")
    DIRECT = Method.DIRECT.value, _("Direkt")


class CostKind(models.TextChoices):
    """Where a cost of a place comes from."""

    LEDGER = "ledger", _("Bokfört")
    SPREAD_OUT = "spread-out", _("Inköp som fördelas över tiden")
    SPREAD_IN = "spread-in", _("Periodens del av inköp")
    PASSED_ON = "passed-on", _("In och ut")


class Settled(models.TextChoices):
    """What is done with what was paid beyond the cost, or fell short of it."""

    CARRIED = "carried", _("Förs till nästa år")
    REPAID = "repaid", _("Regleras nu")

"""Kinds of machines, what they are known by, and what may be decided of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MachineKind(models.TextChoices):
    """What sort of thing tells, or is told of."""

    COMPUTER = "computer", _("Dator")
    PHONE = "phone", _("Telefon eller platta")
    NETWORK = "network", _("Nätverksutrustning")
    PRINTER = "printer", _("Skrivare")
    OTHER = "other", _("Annat")


class MarkKind(models.TextChoices):
    """What a machine can be known by, surest first."""

    UUID = "uuid", _("UUID")
    SERIAL = "serial", _("Serienummer och tillverkare")
    BOARD = "board", _("Moderkortets serienummer")
    MAC = "mac", _("Nätverksadress (MAC)")
    AGENT = "agent", _("Agentens id")


class DecisionKind(models.TextChoices):
    """What a person may say of machines, which later inventories respect."""

    MERGE = "merge", _("Samma maskin")
    SPLIT = "split", _("Egen maskin")
    IGNORE = "ignore", _("Tas inte emot")

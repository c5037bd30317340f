"""The words of agreements."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementKind(models.TextChoices):
    """What kind of agreement it is."""

    OPERATION = "operation", _("Driftsöverenskommelse")
    COOPERATION = "cooperation", _("Samverkansavtal")
    CUSTOMER = "customer", _("Kundavtal")


class Step(models.TextChoices):
    """What has happened to a version of an agreement."""

    SENT = "sent", _("Skickad")
    SIGNED_HERE = "signed-here", _("Undertecknad av oss")
    SIGNED_THERE = "signed-there", _("Undertecknad av motparten")
    GIVEN_NOTICE = "given-notice", _("Uppsagd")


class State(models.TextChoices):
    """How a version of an agreement stands."""

    DRAFT = "draft", _("Utkast")
    SENT = "sent", _("Väntar på underskrift")
    SIGNED = "signed", _("Undertecknad")
    GIVEN_NOTICE = "given-notice", _("Uppsagd")


class Reminded(models.TextChoices):
    """What somebody is reminded of."""

    NOTICE = "notice", _("Uppsägning")
    TERM = "term", _("Slut")

"""What a mandate is of."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.parties.choices import PersonRole


class MandateKind(models.TextChoices):
    """What a mandate is of."""

    ROLE = "role", _("Roll")
    UNIT = "unit", _("Ansvar för enhet")
    EMERGENCY = "emergency", _("Nödöppning")


GIVEN_ROLES = [choice for choice in PersonRole.choices if choice[0] != PersonRole.EMPLOYEE]
"""Roles that are given for a while; whoever signs in is employed somewhere already."""

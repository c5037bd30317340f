"""By what somebody who comes for the first time is known."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.parties.choices import PersonRole


class KnownBy(models.TextChoices):
    """What of a person in the directory a claim is held against."""

    EMAIL = "email", _("E-postadress")
    KEY = "key", _("Nyckel i katalogen")


GIVEN_ROLES = [choice for choice in PersonRole.choices if choice[0] != PersonRole.ADMINISTRATOR]
"""Roles that may follow from what a provider says; who administers is said by a person here."""

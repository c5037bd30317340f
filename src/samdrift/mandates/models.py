"""Mandates: roles, units and opened secrets that somebody has for a while."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samdrift.directory.models import Unit
from samdrift.mandates.choices import GIVEN_ROLES, MandateKind
from samdrift.parties.models import Organisation


class Mandate(models.Model):
    """That somebody may do more for a while: who gave it, over what, from when until when, why.

    States over time: each ends by itself, or earlier by somebody's word. That it was given and
    ended stands among the person's changes, which are never changed.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=MandateKind)
    role = models.CharField(max_length=13, choices=GIVEN_ROLES, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        to_field="code",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_deep = models.BooleanField(default=False)
    """Whether the units below are part of it: it is then a department's."""
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    why = models.CharField(max_length=500)
    given_by = models.CharField(max_length=150)
    given_at = models.DateTimeField()
    ended_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("-ends_at", "-id")
        indexes = (models.Index(fields=("ends_at",), name="mandates_that_end"),)
        constraints = (
            models.CheckConstraint(
                name="a_mandate_begins_before_it_ends", condition=Q(begins_at__lte=F("ends_at"))
            ),
            models.CheckConstraint(
                name="a_mandate_says_why_and_by_whom", condition=~Q(why="") & ~Q(given_by="")
            ),
            models.CheckConstraint(
                name="a_mandate_is_of_a_role_or_of_a_unit_or_an_emergency",
                condition=(Q(kind=MandateKind.ROLE, unit=None) & ~Q(role=""))
                | Q(kind=MandateKind.UNIT, unit__isnull=False, role="")
                | Q(kind=MandateKind.EMERGENCY, unit=None, role=""),
            ),
            models.CheckConstraint(
                name="an_economists_mandate_is_of_an_organisation",
                condition=~Q(role="economist") | Q(organisation__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.user_id} {self.get_kind_display()} {self.ends_at:%Y-%m-%d}"

"""The organisation that keeps the books, those around it, and who may sign in."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q

from samdrift.parties.choices import LegalForm, OrganisationRole, PersonRole


class HomeOrganisation(models.Model):
    """The organisation whose records these are: who keeps the books. There is one.

    A fact of today.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200)
    org_number = models.CharField(max_length=11)
    legal_form = models.CharField(max_length=20, choices=LegalForm)

    class Meta:
        constraints = (
            models.CheckConstraint(name="there_is_one_home_organisation", condition=Q(id=1)),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A municipality or company that has things, reports cases, pays or is paid.

    A fact of today: who it is does not change, and it is never deleted while records name it.
    """

    code = models.CharField(max_length=200, unique=True)
    name = models.TextField()
    role = models.CharField(max_length=10, choices=OrganisationRole)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(name="an_organisation_has_a_code", condition=~Q(code="")),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """What a person who signs in is here to do, and for a member's own people, for which member.

    A fact of today; changes stand in the audit log.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="membership"
    )
    role = models.CharField(max_length=12, choices=PersonRole)
    organisation = models.ForeignKey(
        Organisation,
        to_field="code",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="an_economist_belongs_to_a_member",
                condition=~Q(role="economist") | Q(organisation__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"

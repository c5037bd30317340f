"""The organisation that keeps the books, those around it, and who may sign in."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from samdrift.parties.choices import LegalForm, OrganisationRole, PersonKind, PersonRole


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


class Unit(models.Model):
    """A part of an organisation where people work: a school, a home care group, an office.

    A fact of today; who was there when is told by the tickets that name it.
    """

    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    manager = models.ForeignKey(
        "Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("organisation", "name", "id")
        constraints = (models.CheckConstraint(name="a_unit_has_a_key", condition=~Q(key="")),)

    @override
    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who may need help: an employee, a pupil, an elected member, a supplier's contact.

    A fact of today, never deleted while a ticket names them; who signs in has a `user` too.
    `phones` are digits with the country's number, so that a caller is found by theirs.
    """

    key = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=PersonKind)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    mobile = models.CharField(max_length=20, blank=True)
    words = models.CharField(max_length=250, blank=True)
    """The name in small letters: what is typed is looked for here."""
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("name", "id")
        indexes = (
            models.Index(Lower("email"), name="person_by_email"),
            models.Index(fields=("phone",), name="person_by_phone"),
            models.Index(fields=("mobile",), name="person_by_mobile"),
            models.Index(fields=("unit",), name="person_in_unit"),
        )
        constraints = (
            models.CheckConstraint(name="a_person_has_a_key", condition=~Q(key="")),
            models.CheckConstraint(name="a_person_has_a_name", condition=~Q(name="")),
        )

    @override
    def __str__(self) -> str:
        return self.name

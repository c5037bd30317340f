"""Units, and those who work or study in them."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from samdrift.directory.choices import Language, PersonKind
from samdrift.parties.models import Organisation


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
    cost_centre = models.CharField(max_length=50, blank=True, default="", db_default="")
    """On which of its organisation's cost centres what it has is booked."""

    class Meta:
        ordering = ("organisation", "name", "id")
        constraints = (models.CheckConstraint(name="a_unit_has_a_key", condition=~Q(key="")),)

    @override
    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who may need help: an employee, a pupil, an elected member, a supplier's contact.

    A fact of today, never deleted while a ticket names them; who signs in has a `user` too.
    `phone` and `mobile` are digits with the country's number, so that a caller is found by theirs.
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
    language = models.CharField(
        max_length=2, choices=Language, default=Language.SWEDISH, db_default=Language.SWEDISH
    )
    """What they are written to in."""
    is_active = models.BooleanField(default=True)
    left_on = models.DateField(null=True, blank=True)
    """Since when they are not there any more, where it has been noted."""
    forgotten_at = models.DateTimeField(null=True, blank=True)
    """When their name was taken away; what they had and asked for stays."""

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

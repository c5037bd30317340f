"""Providers that vouch for people, for whom they may, and whom they have vouched for."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q

from samdrift.identity.choices import GIVEN_ROLES, KnownBy
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Organisation


class Provider(models.Model):
    """A service that vouches for who an organisation's people are, by OpenID Connect.

    A fact of today. What we prove ourselves with there is none of the database's: see secrets.
    """

    key = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=100)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    issuer = models.CharField(max_length=300)
    registered_as = models.CharField(max_length=200)
    person_claim = models.CharField(max_length=100, default="email")
    known_by = models.CharField(max_length=5, choices=KnownBy, default=KnownBy.EMAIL)
    levels = models.CharField(max_length=500, blank=True)
    """The levels of assurance of which a sign-in must have one, space between; empty for any."""
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(
                name="a_provider_has_a_name_and_an_issuer",
                condition=~Q(name="") & ~Q(issuer="") & ~Q(registered_as=""),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Domain(models.Model):
    """A mail domain whose people a provider vouches for.

    A fact of today. It is one provider's: no other may say who has an address there.
    """

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="domains")
    name = models.CharField(max_length=253, unique=True)

    class Meta:
        ordering = ("name",)

    @override
    def __str__(self) -> str:
        return self.name


class RoleRule(models.Model):
    """That whoever a provider says something of has a role here.

    A fact of today, tried at every sign-in.
    """

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="rules")
    claim = models.CharField(max_length=100)
    value = models.CharField(max_length=300)
    role = models.CharField(max_length=13, choices=GIVEN_ROLES)

    class Meta:
        ordering = ("claim", "value", "role")
        constraints = (
            models.UniqueConstraint(
                name="a_rule_is_said_once", fields=("provider", "claim", "value", "role")
            ),
            models.CheckConstraint(
                name="no_rule_gives_the_right_to_administer",
                condition=~Q(role=PersonRole.ADMINISTRATOR),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.claim}={self.value} {self.role}"


class Identity(models.Model):
    """That whom a provider calls something is somebody who signs in here.

    A fact of today; it was found at the first sign-in, by what the directory says of them.
    """

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="identities")
    subject = models.CharField(max_length=255)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="a_subject_of_a_provider_is_one_person", fields=("provider", "subject")
            ),
            models.UniqueConstraint(
                name="a_person_is_one_subject_of_a_provider", fields=("provider", "user")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.provider_id} {self.user_id}"

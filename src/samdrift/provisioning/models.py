"""Feeds that tell who is there, those whom they tell of, and groups that give roles."""

from __future__ import annotations

import uuid
from typing import override

from django.db import models
from django.db.models import Q

from samdrift.directory.models import Person
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Organisation

GIVEN_ROLES = [choice for choice in PersonRole.choices if choice[0] != PersonRole.ADMINISTRATOR]
"""Roles that a group may give; who administers is said by a person here."""


class Feed(models.Model):
    """That an organisation's own directory may say who is there. The token itself is not kept.

    A fact of today: one that is shut stays, for what it has told.
    """

    name = models.CharField(max_length=100, unique=True)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True)
    is_open = models.BooleanField(default=True)
    given_by = models.CharField(max_length=150)
    given_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                name="a_feed_has_a_name_and_a_token", condition=~Q(name="") & ~Q(digest="")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Provisioned(models.Model):
    """That a feed tells of somebody, by what names it knows them.

    A fact of today: gone when the feed takes them away; the person stays.
    """

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="people")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    user_name = models.CharField(max_length=254)
    external_id = models.CharField(max_length=254, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="a_feed_tells_of_a_name_once", fields=("feed", "user_name")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.user_name


class ProvisionedGroup(models.Model):
    """A group that a feed tells of, and the role that being in it gives.

    A fact of today; the role is said here, by who administers.
    """

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="groups")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    name = models.CharField(max_length=254)
    external_id = models.CharField(max_length=254, blank=True)
    role = models.CharField(max_length=13, choices=GIVEN_ROLES, blank=True)
    members = models.ManyToManyField(Provisioned, related_name="groups", blank=True)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(name="a_feed_tells_of_a_group_once", fields=("feed", "name")),
            models.CheckConstraint(
                name="no_group_gives_the_right_to_administer",
                condition=~Q(role=PersonRole.ADMINISTRATOR),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name

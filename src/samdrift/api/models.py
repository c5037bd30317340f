"""Tokens of other systems, and what was asked for with a key of its own."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q


class AccessToken(models.Model):
    """That another system may act as a person, within some scopes. The token itself is not kept.

    A fact of today: one that is taken back stays, with when.
    """

    name = models.CharField(max_length=100, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scopes = models.JSONField(default=list)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=150)
    ends_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.CheckConstraint(name="a_token_has_a_name", condition=~Q(name="")),)

    @override
    def __str__(self) -> str:
        return self.name


class AskedOnce(models.Model):
    """A ticket that a system asked for with a key, so that asking again makes no other.

    An event.
    """

    token = models.ForeignKey(AccessToken, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)
    number = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(name="a_key_is_used_once_by_a_token", fields=("token", "key")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.key} {self.number}"

"""That what is held of somebody was taken out, and that a file was."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q

from samdrift.directory.models import Person


class Extract(models.Model):
    """That all that is held of a person was taken out: by whom, when, and how many rows.

    An event: never changed, which the database itself sees to.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    rows = models.PositiveIntegerField()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="an_extract_has_a_maker", condition=~Q(by_name="")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.person} {self.made_at:%Y-%m-%d}"


class TakenOut(models.Model):
    """That somebody took a file out: what it was called, where, and when.

    An event: never changed, which the database itself sees to.
    """

    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="what_is_taken_out_is_somewhere", condition=~Q(address="")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d}"

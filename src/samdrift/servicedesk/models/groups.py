"""Those who help: the service desk's lines and the solution groups behind them."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q


class Group(models.Model):
    """People who take tickets of a kind together; `line` 1 meets the reporter first.

    A fact of today: a group that has had tickets is never deleted, only shut.
    """

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    line = models.PositiveSmallIntegerField(default=2)
    is_active = models.BooleanField(default=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    class Meta:
        ordering = ("line", "name", "id")
        constraints = (
            models.CheckConstraint(name="a_group_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="a_group_is_of_first_or_second_line", condition=Q(line__in=(1, 2))
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name

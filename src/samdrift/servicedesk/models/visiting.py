"""Where technicians go."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q


class VisitPlace(models.Model):
    """Where a place is that visits are made to; days begin and end at one of them.

    A fact of today, kept by the organisation itself: no map is asked over the net.
    """

    name = models.CharField(max_length=100, unique=True)
    latitude = models.DecimalField(max_digits=7, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    is_start = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(name="a_place_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="a_place_is_on_earth",
                condition=Q(latitude__gte=-90, latitude__lte=90)
                & Q(longitude__gte=-180, longitude__lte=180),
            ),
            models.UniqueConstraint(
                name="days_begin_at_one_place",
                fields=("is_start",),
                condition=Q(is_start=True),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name

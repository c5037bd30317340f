"""What law and agreements say in numbers: from which day, and where it is written."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.billing.choices import RuleKind


class Rule(models.Model):
    """A limit, a rate or an amount that holds from a day until the next of its kind.

    An event: the database refuses to change what somebody has written. Of two of the same day the
    later written holds.
    """

    kind = models.CharField(max_length=20, choices=RuleKind)
    value = models.DecimalField(max_digits=12, decimal_places=2)
    holds_from = models.DateField()
    source = models.CharField(max_length=200)
    """Where it is written: a law, a decision, the Riksbank."""
    kept_by = models.CharField(max_length=150, blank=True)
    """Who wrote it here; nobody where it was there from the start."""
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("kind", "holds_from", "id")
        constraints = (
            models.CheckConstraint(name="a_rule_says_where_it_is_written", condition=~Q(source="")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.value}"

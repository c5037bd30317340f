"""Fibre connections."""

from __future__ import annotations

from typing import override

from django.db import models

from samdrift.parties.models import Organisation


class Connection(models.Model):
    """That a property was connected to the fibre of an organisation, in a project, on a day.

    An event.
    """

    identifier = models.CharField(max_length=200, unique=True)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    project = models.TextField()
    connected_on = models.DateField()

    class Meta:
        ordering = ("identifier",)
        indexes = (
            models.Index(fields=("connected_on", "organisation"), name="connection_made_on"),
        )

    @override
    def __str__(self) -> str:
        return self.identifier

"""What the desk wants to remember of those who call."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q

from samdrift.directory.models import Person


class PersonNote(models.Model):
    """What whoever helps a person should know before they do: that they are reached before ten.

    A fact of today, taken away when it holds no longer. The person may ask to read it.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    at = models.DateTimeField()
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("person", "at"), name="note_about_person"),)
        constraints = (
            models.CheckConstraint(
                name="a_note_about_a_person_says_something", condition=~Q(text="")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.text

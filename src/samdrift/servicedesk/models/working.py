"""What is kept beside a ticket while it is worked on."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samdrift.parties.models import Organisation
from samdrift.servicedesk.models.tickets import Ticket


class Presence(models.Model):
    """That somebody has a ticket open just now, and whether they write in it.

    A fact of today, of the last minute.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="present")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()
    is_writing = models.BooleanField(default=False)

    class Meta:
        ordering = ("ticket", "user")
        constraints = (
            models.UniqueConstraint(
                name="somebody_is_present_once_in_a_ticket", fields=("ticket", "user")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.user_id} i {self.ticket_id}"


class Watcher(models.Model):
    """Somebody who is told of what happens in a ticket without working on it.

    A fact of today.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="watchers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("ticket", "user")
        constraints = (
            models.UniqueConstraint(
                name="somebody_watches_a_ticket_once", fields=("ticket", "user")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.user_id} följer {self.ticket_id}"


class ChecklistItem(models.Model):
    """Something to be done before a ticket is solved.

    A fact of today; who ticked it and when stand on the row.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="checklist")
    text = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("ticket", "position", "id")
        constraints = (
            models.CheckConstraint(
                name="what_is_ticked_says_by_whom",
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.text


class TimeSpent(models.Model):
    """Minutes somebody has worked on a ticket.

    An event; a mistake is corrected by a row with minus minutes.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="time_spent")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    minutes = models.IntegerField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("ticket", "id")
        constraints = (
            models.CheckConstraint(name="time_spent_is_not_nothing", condition=~Q(minutes=0)),
        )

    @override
    def __str__(self) -> str:
        return f"{self.minutes} min {self.on}"


class Handover(models.Model):
    """That a ticket is with a supplier outside, with their number and their own clock.

    States over time, half-open.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="handovers")
    supplier = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    address = models.EmailField(max_length=254, blank=True)
    reference = models.CharField(max_length=100, blank=True)
    promised_by = models.DateTimeField(null=True, blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("ticket", "valid_from")
        constraints = (
            models.UniqueConstraint(
                name="a_ticket_is_with_one_supplier_at_a_time",
                fields=("ticket",),
                condition=Q(valid_until__isnull=True),
            ),
            models.CheckConstraint(
                name="a_handover_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.ticket_id} hos {self.supplier_id}"


class TextBlock(models.Model):
    """Words that are written often, and what is done with a ticket when they are sent: a macro.

    A fact of today. `changes` are fields and what they become; empty for words alone.
    """

    title = models.CharField(max_length=100)
    text = models.TextField(blank=True)
    changes = models.JSONField(default=dict, blank=True)
    checklist = models.JSONField(default=list, blank=True)
    group_name = models.CharField(max_length=100, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "title")
        constraints = (
            models.UniqueConstraint(name="a_text_block_has_its_title_alone", fields=("title",)),
        )

    @override
    def __str__(self) -> str:
        return self.title


class SavedView(models.Model):
    """A selection of the queue that somebody comes back to; shared where nobody owns it alone.

    A fact of today. `selection` is the address's own parameters.
    """

    title = models.CharField(max_length=100)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_shared = models.BooleanField(default=False)
    selection = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "title")
        constraints = (
            models.UniqueConstraint(
                name="a_person_has_a_view_of_a_title_once", fields=("user", "title")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.title


class Opinion(models.Model):
    """What whoever was helped thought of it: one click in the mail, words if they like.

    A fact of today while it may be changed; counted as a survey's answer is.
    """

    ticket = models.OneToOneField(Ticket, on_delete=models.PROTECT, related_name="opinion")
    score = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                name="an_opinion_is_from_1_to_5", condition=Q(score__gte=1, score__lte=5)
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.score} av 5 för {self.ticket_id}"

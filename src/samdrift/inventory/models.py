"""Machines, what they are known by, what they have told since when, and what was decided."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.assets.models import Device
from samdrift.inventory.choices import DecisionKind, MachineKind, MarkKind
from samdrift.parties.models import Organisation


class AgentKey(models.Model):
    """A secret with which an organisation's agents send. The secret itself is not kept.

    A fact of today: one that is taken back stays, with when.
    """

    name = models.CharField(max_length=100, unique=True)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=150)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(name="an_agent_key_has_a_name", condition=~Q(name="")),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Machine(models.Model):
    """A computer, or another thing with a number of its own, as it has told of itself.

    A fact of today; what it had when stands in its components and installations, and each
    difference is an event. `digests` has one for every section: what is alike is not read.
    """

    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=MachineKind)
    name = models.CharField(max_length=200, blank=True)
    serial = models.CharField(max_length=200, blank=True)
    maker = models.CharField(max_length=200, blank=True)
    model = models.CharField(max_length=200, blank=True)
    system = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=100, blank=True)
    user = models.CharField(max_length=200, blank=True)
    tag = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    """All it is found by, in small letters."""
    sorted_by = models.CharField(max_length=200, db_index=True)
    """Its name in small letters, in whose order lists stand."""
    device = models.ForeignKey(
        Device, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    digests = models.JSONField(default=dict)
    first_seen_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    is_ignored = models.BooleanField(default=False)

    class Meta:
        ordering = ("sorted_by", "id")
        indexes = (
            models.Index(fields=("sorted_by", "id"), name="machine_by_name"),
            models.Index(
                fields=("organisation", "sorted_by", "id"), name="machine_of_organisation"
            ),
            models.Index(fields=("device",), name="machine_of_device"),
        )
        constraints = (
            models.CheckConstraint(
                name="a_machine_is_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name or self.serial or f"{self.pk}"


class Contact(models.Model):
    """When a machine was last heard of, noted at most once an hour, and by which agent.

    A fact of today. It is all that an unchanged inventory ever writes.
    """

    machine = models.OneToOneField(
        Machine, primary_key=True, on_delete=models.CASCADE, related_name="contact"
    )
    seen_at = models.DateTimeField(db_index=True)
    agent_version = models.CharField(max_length=100, blank=True)

    @override
    def __str__(self) -> str:
        return f"{self.machine_id} {self.seen_at}"


class MachineMark(models.Model):
    """Something that a machine is known by. Pinned by a person it goes before every rule.

    A fact of today.
    """

    machine = models.ForeignKey(Machine, on_delete=models.CASCADE, related_name="marks")
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=6, choices=MarkKind)
    value = models.CharField(max_length=200)
    is_pinned = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("value", "kind"), name="machine_mark_value"),)
        constraints = (
            models.UniqueConstraint(
                name="a_machine_has_a_mark_once", fields=("machine", "kind", "value")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class MatchRule(models.Model):
    """By what machines are matched, in which order; one that is not used is passed over.

    A fact of today.
    """

    kind = models.CharField(max_length=6, choices=MarkKind, unique=True)
    position = models.PositiveSmallIntegerField()
    is_used = models.BooleanField(default=True)

    class Meta:
        ordering = ("position",)

    @override
    def __str__(self) -> str:
        return str(self.get_kind_display())


class SharedMark(models.Model):
    """A mark that several machines share, and by which none is ever matched.

    A fact of today. What makers leave unfilled is known without being told.
    """

    kind = models.CharField(max_length=6, choices=MarkKind)
    value = models.CharField(max_length=200)
    why = models.CharField(max_length=200, blank=True)
    said_by = models.CharField(max_length=150)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ("kind", "value")
        constraints = (
            models.UniqueConstraint(
                name="a_mark_is_said_once_to_be_shared", fields=("kind", "value")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Component(models.Model):
    """One thing in a section of a machine: a network card, a monitor, a disk, its BIOS.

    States over time: as it was told from one inventory until another said otherwise.
    """

    machine = models.ForeignKey(Machine, on_delete=models.CASCADE, related_name="components")
    section = models.CharField(max_length=60)
    key = models.CharField(max_length=200, blank=True)
    told = models.JSONField()
    digest = models.CharField(max_length=32)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(
                fields=("machine", "section"),
                name="component_now",
                condition=Q(until__isnull=True),
            ),
            models.Index(fields=("machine", "since"), name="component_since"),
            models.Index(
                fields=("machine", "until"),
                name="component_until",
                condition=Q(until__isnull=False),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="a_component_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.section} {self.key}"


class Title(models.Model):
    """A program as its publisher calls it, in one version: stored once, whoever has it.

    A fact of today.
    """

    key = models.CharField(max_length=32, unique=True)
    publisher = models.CharField(max_length=500, blank=True)
    name = models.CharField(max_length=500)
    version = models.CharField(max_length=500, blank=True)
    sorted_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("sorted_by", "id")
        indexes = (models.Index(fields=("sorted_by", "id"), name="title_by_name"),)

    @override
    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()


class Installation(models.Model):
    """That a machine has a title, for a sort of processor.

    States over time: from the inventory that told of it until one that did not.
    """

    machine = models.ForeignKey(Machine, on_delete=models.CASCADE, related_name="installations")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="installations")
    arch = models.CharField(max_length=40, blank=True)
    installed_on = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(
                fields=("title", "machine"),
                name="installation_of_title_now",
                condition=Q(until__isnull=True),
            ),
            models.Index(fields=("machine", "since"), name="installation_since"),
            models.Index(
                fields=("machine", "until"),
                name="installation_until",
                condition=Q(until__isnull=False),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                name="a_title_is_installed_once_at_a_time",
                fields=("machine", "title", "arch"),
                condition=Q(until__isnull=True),
            ),
            models.CheckConstraint(
                name="an_installation_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.machine_id} {self.title_id}"


class Difference(models.Model):
    """That an inventory told something else of a machine than the one before it.

    An event. `counts` says how much of every section; which things they were is told by the
    components and installations that begin and end at the very moment.
    """

    machine = models.ForeignKey(Machine, on_delete=models.CASCADE, related_name="differences")
    at = models.DateTimeField()
    counts = models.JSONField()
    is_first = models.BooleanField(default=False)
    is_partial = models.BooleanField(default=False)
    agent_version = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        constraints = (
            models.UniqueConstraint(
                name="a_machine_differs_once_at_a_moment", fields=("machine", "at")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.machine_id} {self.at}"


class Decision(models.Model):
    """That somebody said which machines are one, are not, or are not taken in.

    An event; taking it back is told in the row, which is never deleted.
    """

    kind = models.CharField(max_length=6, choices=DecisionKind)
    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, related_name="decisions")
    other = models.ForeignKey(
        Machine, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The machine it was merged into, or the one that was split off from it."""
    marks = models.JSONField(default=list)
    """What the machine that was split off is known by, as kind and value."""
    why = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        constraints = (
            models.CheckConstraint(
                name="a_decision_is_undone_by_somebody",
                condition=Q(undone_at__isnull=True) ^ ~Q(undone_by=""),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.machine_id}"


class Unread(models.Model):
    """What an organisation's agents sent that could not be read: why, how often and since when.

    A fact of today; alike ones are counted, not repeated. Its beginning is kept to look at.
    """

    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=500)
    sender = models.CharField(max_length=200, blank=True)
    beginning = models.TextField(blank=True)
    size = models.PositiveIntegerField()
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    """When somebody was told of it."""
    seen_by = models.CharField(max_length=150, blank=True)
    """Who has looked at it and put it away; empty while it lies there."""

    class Meta:
        ordering = ("-last_at", "-id")
        constraints = (
            models.UniqueConstraint(
                name="what_cannot_be_read_is_kept_once_of_a_sender_and_reason",
                fields=("organisation", "sender", "reason"),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.reason

"""Directories that are fetched from, what is known of their entries, and each fetch."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.assets.models import Device
from samdrift.directory.choices import PersonKind
from samdrift.directory.models import Person, Unit
from samdrift.directorysync.choices import FetchState, Sort, What
from samdrift.parties.models import Organisation


class Source(models.Model):
    """A directory that people, units and group accounts are fetched from: Active Directory, LDAP.

    A fact of today. Its password is none of the database's: see passwords.
    """

    key = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=200)
    bind_name = models.CharField(max_length=300, blank=True)
    person_filter = models.CharField(max_length=500)
    unit_filter = models.CharField(max_length=500, blank=True)
    account_filter = models.CharField(max_length=500, blank=True)
    is_nightly = models.BooleanField(default=False)
    """Whether it is fetched every night without being asked."""
    keeper_address = models.EmailField(max_length=254, blank=True)
    """Who is written to when a fetch of the night stops or does not go."""

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(name="a_directory_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="a_directory_is_asked_for_people", condition=~Q(person_filter="")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Branch(models.Model):
    """A part of a directory, whose those in it are, and what they are there.

    A fact of today. The longest name that an entry lies below is the one that counts.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="branches")
    dn = models.CharField(max_length=500)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    person_kind = models.CharField(max_length=12, choices=PersonKind)

    class Meta:
        ordering = ("organisation", "dn")
        constraints = (
            models.UniqueConstraint(fields=("source", "dn"), name="a_branch_is_told_once"),
        )

    @override
    def __str__(self) -> str:
        return self.dn


class Department(models.Model):
    """What a directory calls where people of an organisation work, and which unit that is.

    A fact of today: how many were told of in the latest fetch. Without a unit said by hand it is
    the unit of the same name, for those who lie below no unit in the directory.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="departments")
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(max_length=200)
    """Its name in small letters: however it is written it is the same."""
    name = models.CharField(max_length=200)
    people = models.PositiveIntegerField()
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Which unit it is, where somebody has said so; that counts before where people lie."""

    class Meta:
        ordering = ("organisation", "key")
        constraints = (
            models.UniqueConstraint(
                fields=("source", "organisation", "key"),
                name="a_department_of_an_organisation_is_told_once",
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """That an entry of a directory, by what identifies it for ever, is a row of ours.

    A fact of today; what was when stands in the fetches. Names and places in the directory may
    change as they will.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="entries")
    sort = models.CharField(max_length=7, choices=Sort)
    guid = models.CharField(max_length=64)
    dn = models.CharField(max_length=1000)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    device = models.ForeignKey(
        Device, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("source", "guid"), name="an_entry_of_a_directory_is_known_once"
            ),
            models.CheckConstraint(
                name="an_entry_is_a_row_of_its_sort",
                condition=Q(sort=Sort.PERSON, person__isnull=False, unit=None, device=None)
                | Q(sort=Sort.UNIT, unit__isnull=False, person=None, device=None)
                | Q(sort=Sort.ACCOUNT, device__isnull=False, person=None, unit=None),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.dn


class Fetch(models.Model):
    """That a directory was read, what differed, and whether it was carried out.

    An event: once it has ended it says what it said.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="fetches")
    is_trial = models.BooleanField()
    state = models.CharField(max_length=7, choices=FetchState, default=FetchState.ASKED)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    read = models.JSONField(default=dict, blank=True)
    """How many entries of each sort the directory has."""
    counts = models.JSONField(default=dict, blank=True)
    """How many of each sort differ, and how."""
    allows = models.JSONField(default=dict, blank=True)
    """How many of each sort somebody has said may vanish."""
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The fetch that stopped and was answered by this one."""
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("source", "-id"), name="fetch_of_a_source"),)
        constraints = (
            models.CheckConstraint(
                name="a_fetch_that_goes_on_has_not_ended",
                condition=Q(state=FetchState.ASKED) ^ Q(ended_at__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.source_id} {self.asked_at}"


class EntryDifference(models.Model):
    """How an entry of a directory differed from what was known when it was fetched.

    An event: never changed.
    """

    fetch = models.ForeignKey(Fetch, on_delete=models.CASCADE, related_name="differences")
    sort = models.CharField(max_length=7, choices=Sort)
    what = models.CharField(max_length=10, choices=What)
    name = models.CharField(max_length=200)
    dn = models.CharField(max_length=1000)
    changes = models.JSONField(default=list, blank=True)
    """Each field with what it said and says, in words."""
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("fetch", "sort", "what"), name="difference_of_a_fetch"),)

    @override
    def __str__(self) -> str:
        return f"{self.what} {self.name}"

"""The organisation that keeps the books, those around it, and who may sign in."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q

from samdrift.parties.choices import ChangeKind, LegalForm, OrganisationRole, PersonRole


class HomeOrganisation(models.Model):
    """The organisation whose records these are: who keeps the books. There is one.

    A fact of today.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200)
    org_number = models.CharField(max_length=11)
    legal_form = models.CharField(max_length=20, choices=LegalForm)

    class Meta:
        constraints = (
            models.CheckConstraint(name="there_is_one_home_organisation", condition=Q(id=1)),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A municipality or company that has things, reports cases, pays or is paid.

    A fact of today: who it is does not change, and it is never deleted while records name it.
    """

    code = models.CharField(max_length=200, unique=True)
    name = models.TextField()
    role = models.CharField(max_length=10, choices=OrganisationRole)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(name="an_organisation_has_a_code", condition=~Q(code="")),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role that a person who signs in has, and the organisation that the person belongs to.

    A fact of today: a person has a row for each role; changes stand among the person's changes.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=13, choices=PersonRole)
    organisation = models.ForeignKey(
        Organisation,
        to_field="code",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="a_person_has_a_role_once", fields=("user", "role")),
            models.CheckConstraint(
                name="an_economist_belongs_to_a_member",
                condition=~Q(role="economist") | Q(organisation__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class StrongRole(models.Model):
    """That a role is had only by whoever signed in strongly: in two steps, or as strongly.

    A fact of today.
    """

    role = models.CharField(max_length=13, choices=PersonRole, unique=True)
    levels = models.CharField(max_length=500, blank=True)
    """The levels by whoever vouches that are enough, space between; empty for those it demands."""
    said_by = models.CharField(max_length=150)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ("role",)
        constraints = (
            models.CheckConstraint(name="a_demand_is_somebodys", condition=~Q(said_by="")),
        )

    @override
    def __str__(self) -> str:
        return self.get_role_display()


class PersonChange(models.Model):
    """That something was done with a person's way in: what it was, what it became, and by whom.

    An event: never changed, which the database itself sees to. `done_by` is the name somebody
    signed in with, and empty where the person did it themselves.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=16, choices=ChangeKind)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    done_by = models.CharField(max_length=150, blank=True)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("user", "id"), name="change_of_a_person"),)

    @override
    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.done_at:%Y-%m-%d}"


class WrongTry(models.Model):
    """That somebody tried to sign in and failed: for which account, or from which address.

    An event, kept for as long as it counts. `digest` is of the name, the address or both: what
    people type where a name should stand is sometimes a password.
    """

    digest = models.CharField(max_length=64)
    tried_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("digest", "tried_at"), name="wrong_tries_lately"),
            models.Index(fields=("tried_at",), name="wrong_tries_to_forget"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.digest[:8]} {self.tried_at:%Y-%m-%d %H:%M}"


class OpenSession(models.Model):
    """That somebody signed in with a browser, which may be signed in still.

    A fact of today: it is gone some time after its session. Ending it signs that browser out.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=100, blank=True)
    way = models.CharField(max_length=100, blank=True)
    """By whose word; empty with a password."""
    began_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    @override
    def __str__(self) -> str:
        return f"{self.user_id} {self.began_at:%Y-%m-%d %H:%M}"


class AccessReview(models.Model):
    """That somebody went through who may do what, and signed for it.

    An event: never changed, which the database itself sees to.
    """

    done_by = models.CharField(max_length=150)
    done_at = models.DateTimeField()
    people = models.PositiveIntegerField()
    """How many could sign in then."""
    found = models.TextField()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="a_review_says_what_was_found", condition=~Q(found="")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.done_by} {self.done_at:%Y-%m-%d}"

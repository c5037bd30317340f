"""Apps that tell codes, codes for the day the phone is gone, and passkeys."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q


class CodeApp(models.Model):
    """That somebody signs in with a code from a phone besides the password.

    A fact of today; when it came and went stands among the person's changes.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sealed = models.CharField(max_length=300)
    """What the codes are made of, which only the product's secret key opens."""
    last_step = models.BigIntegerField()
    """The half minute of the latest code that was taken: it and those before are used up."""
    added_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="a_code_app_is_sealed", condition=~Q(sealed="")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.user_id}"


class RecoveryCode(models.Model):
    """A code that is taken once in place of the phone's.

    A fact of today; only its digest is kept.
    """

    code_app = models.ForeignKey(CodeApp, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_recovery_code_is_given_once", fields=("code_app", "digest")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.digest[:8]


class Passkey(models.Model):
    """A key on somebody's phone, computer or card, which they sign in with and no password.

    A fact of today; when it came and went stands among the person's changes.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    credential = models.CharField(max_length=1400, unique=True)
    public_key = models.TextField()
    """What its signatures are checked by; of no use to whoever has only the database."""
    count = models.BigIntegerField()
    """How often it has signed, where it counts: a copy would fall behind."""
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="a_passkey_has_a_name_and_a_key",
                condition=~Q(name="") & ~Q(credential="") & ~Q(public_key=""),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name

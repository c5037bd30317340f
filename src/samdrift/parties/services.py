"""Giving people a way in, and taking it away."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from samdrift.kernel.refusals import Refusal
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership, Organisation


class CannotSaveUser(Refusal):
    """A user that cannot be as was asked."""


@transaction.atomic
def save_user(*, name: str, password: str, role: str, organisation_code: str = "") -> Membership:
    """Give a person a name, a password and a role; who is there already gets the new ones.

    Raises CannotSaveUser where the password is weak or the organisation is not known.
    """
    assert role in PersonRole.values, "the caller offers the roles there are"
    if role == PersonRole.ECONOMIST and not organisation_code:
        raise CannotSaveUser("En medlems ekonom hör till en organisation. Ange --organisation.")
    organisation = Organisation.objects.filter(code=organisation_code).first()
    if organisation_code and organisation is None:
        raise CannotSaveUser(f"Det finns ingen organisation med koden {organisation_code}.")
    if not name or len(name) > 150 or not name.isprintable():
        raise CannotSaveUser("Namnet ska ha ett till 150 tecken.")

    user = User.objects.filter(username=name).first() or User(username=name)
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise CannotSaveUser(" ".join(weak.messages)) from weak
    user.set_password(password)
    user.is_active = True
    user.save()
    membership, _ = Membership.objects.update_or_create(
        user=user, defaults={"role": role, "organisation": organisation}
    )
    return membership


@transaction.atomic
def remove_user(*, name: str) -> None:
    """Shut a person out at once; the name stays on what they once did."""
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CannotSaveUser(f"Det finns ingen användare som heter {name}.")
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    Membership.objects.filter(user=user).delete()

"""Giving people a way in, changing what they are here to do, and taking it away."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samdrift.parties import queries
from samdrift.parties.choices import ChangeKind, OrganisationRole, PersonRole
from samdrift.parties.errors import (
    CannotAddSupplier,
    CannotChoosePassword,
    CannotSaveUser,
    CannotShutOut,
    WrongOldPassword,
)
from samdrift.parties.models import (
    AccessReview,
    Membership,
    OpenSession,
    Organisation,
    PersonChange,
    StrongRole,
)

LONGEST_NAME = 150
_SUPPLIER_CODE = re.compile(r"[A-ZÅÄÖ0-9][A-ZÅÄÖ0-9-]{0,19}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody is to be called, to do, and to belong to."""

    roles: Collection[str]
    organisation_code: str = ""
    given_name: str = ""
    family_name: str = ""


@transaction.atomic
def add_person(*, name: str, wanted: Wanted, by: str, at: datetime) -> int:
    """Give a person an account without a password, and return its id: an invitation lets them in.

    Raises CannotSaveUser where the name is taken or cannot be, or the organisation is not known.
    """
    _require_name(name)
    if User.objects.filter(username__iexact=name).exists():
        raise CannotSaveUser(_("Användarnamnet finns redan. Välj ett annat."))
    user = User(username=name)
    user.set_unusable_password()
    user.save()
    _note(user, ChangeKind.ADDED, by, at, after=name)
    _become(user, wanted, by, at)
    return user.pk


@transaction.atomic
def ensure_person(*, name: str, wanted: Wanted, by: str, at: datetime) -> int:
    """Give somebody an account of a name, or the one there is what is wanted; return its id.

    Raises CannotSaveUser as adding and changing do.
    """
    found = User.objects.filter(username=name).values_list("pk", flat=True).first()
    if found is None:
        return add_person(name=name, wanted=wanted, by=by, at=at)
    let_in(user_id=found, by=by, at=at)
    change_person(user_id=found, wanted=wanted, by=by, at=at)
    return found


@transaction.atomic
def change_person(*, user_id: int, wanted: Wanted, by: str, at: datetime) -> None:
    """Change what a person is called, does and belongs to.

    Raises CannotShutOut where nobody could administer any more, or somebody would take the right
    from themselves.
    """
    _become(_person(user_id), wanted, by, at)


@transaction.atomic
def save_user(
    *,
    name: str,
    password: str,
    wanted: Wanted,
    by: str,
    at: datetime,
    is_known_to_all: bool = False,
) -> None:
    """Give a person a name, a password and roles; who is there already gets the new ones.

    Raises CannotSaveUser where the organisation is not known, or the password is weak and not one
    that is known to all, as a demo's.
    """
    _require_name(name)
    user = User.objects.select_for_update().filter(username=name).first()
    is_new = user is None
    user = user or User(username=name)
    if not is_known_to_all:
        _require_strong(password, user)
    was_shut_out = not user.is_active
    user.set_password(password)
    user.is_active = True
    user.save()
    if is_new:
        _note(user, ChangeKind.ADDED, by, at, after=name)
    elif was_shut_out:
        _note(user, ChangeKind.LET_IN, by, at)
    _become(user, wanted, by, at)
    _note(user, ChangeKind.PASSWORD_SET, by, at)


@transaction.atomic
def shut_out(*, user_id: int, by: str, at: datetime) -> None:
    """Shut a person out at once; the name stays on what they did, and the roles for a way back.

    Raises CannotShutOut for the last who administers, and for oneself.
    """
    user = _person(user_id)
    if not user.is_active:
        return
    if user.username == by:
        raise CannotShutOut(_("Du kan inte stänga av dig själv. Be en annan administratör."))
    if PersonRole.ADMINISTRATOR in queries.roles_of(user.pk):
        _require_another_administrator(user)
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    end_sessions(user_id=user.pk)
    _note(user, ChangeKind.SHUT_OUT, by, at)


@transaction.atomic
def remove_user(*, name: str, by: str, at: datetime) -> None:
    """Shut out the person of a name, and take their roles away.

    Raises CannotSaveUser where there is none to shut out.
    """
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CannotSaveUser(f"Det finns ingen användare som heter {name}.")
    had = queries.roles_of(user.pk)
    shut_out(user_id=user.pk, by=by, at=at)
    Membership.objects.filter(user=user).delete()
    _note(user, ChangeKind.ROLES, by, at, before=_listed(had))


@transaction.atomic
def let_in(*, user_id: int, by: str, at: datetime) -> None:
    """Let a person in again, with the roles they had; they choose a new password."""
    user = _person(user_id)
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    _note(user, ChangeKind.LET_IN, by, at)


@transaction.atomic
def invite(*, user_id: int, by: str, at: datetime) -> str:
    """Return a token with which a person may choose a password, once and for some days.

    Raises CannotSaveUser for whoever is shut out.
    """
    user = _person(user_id)
    if not user.is_active:
        raise CannotSaveUser(_("Öppna personen igen först, gör sedan en engångslänk."))
    _note(user, ChangeKind.INVITED, by, at)
    return default_token_generator.make_token(user)


@transaction.atomic
def choose_password(*, user_id: int, token: str, password: str, at: datetime) -> None:
    """Give an invited person the password they have chosen; the token is then used up.

    Raises CannotChoosePassword where the token is used or too old, or the password is weak.
    """
    user = User.objects.select_for_update().filter(pk=user_id, is_active=True).first()
    if user is None or not default_token_generator.check_token(user, token):
        raise CannotChoosePassword(_("Länken är använd eller för gammal. Be om en ny."))
    _take_password(user, password)
    end_sessions(user_id=user.pk)
    _note(user, ChangeKind.PASSWORD_CHOSEN, "", at)


@transaction.atomic
def change_password(*, user_id: int, old: str, new: str, at: datetime) -> None:
    """Give a person a new password in place of the old; sessions elsewhere end with the old.

    Raises CannotChoosePassword where the old one is wrong or the new one is weak.
    """
    user = _person(user_id)
    if not user.check_password(old):
        raise WrongOldPassword(_("Det nuvarande lösenordet stämmer inte."))
    if old == new:
        raise CannotChoosePassword(_("Välj ett lösenord som du inte har nu."))
    _take_password(user, new)
    _note(user, ChangeKind.PASSWORD_CHOSEN, "", at)


def _require_strong(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise CannotSaveUser(" ".join(weak.messages)) from weak


def _take_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise CannotChoosePassword(" ".join(weak.messages)) from weak
    user.set_password(password)
    user.save(update_fields=["password"])


def _become(user: User, wanted: Wanted, by: str, at: datetime) -> None:
    _require_roles(wanted)
    had, whose = queries.roles_of(user.pk), queries.organisation_of(user.pk)
    loses_people = PersonRole.ADMINISTRATOR in had - set(wanted.roles)
    if loses_people and user.username == by:
        raise CannotShutOut(
            _("Du kan inte ta rollen administratör från dig själv. Be en annan administratör.")
        )
    if loses_people and user.is_active:
        _require_another_administrator(user)
    _rename(user, wanted, by, at)
    if had != set(wanted.roles):
        _note(user, ChangeKind.ROLES, by, at, before=_listed(had), after=_listed(wanted.roles))
    if whose != wanted.organisation_code:
        _note(user, ChangeKind.ORGANISATION, by, at, before=whose, after=wanted.organisation_code)
    Membership.objects.filter(user=user).delete()
    Membership.objects.bulk_create(
        Membership(user=user, role=role, organisation_id=wanted.organisation_code or None)
        for role in sorted(set(wanted.roles))
    )


def _rename(user: User, wanted: Wanted, by: str, at: datetime) -> None:
    if not wanted.given_name and not wanted.family_name:
        return
    before = user.get_full_name()
    user.first_name, user.last_name = wanted.given_name, wanted.family_name
    if before != user.get_full_name():
        user.save(update_fields=["first_name", "last_name"])
        _note(user, ChangeKind.NAMED, by, at, before=before, after=user.get_full_name())


def _require_name(name: str) -> None:
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise CannotSaveUser(_("Namnet ska ha ett till 150 tecken."))


def _require_roles(wanted: Wanted) -> None:
    assert set(wanted.roles) <= set(PersonRole.values), "the caller offers the roles there are"
    if not wanted.roles:
        raise CannotSaveUser(_("Välj minst en roll."))
    code = wanted.organisation_code
    if PersonRole.ECONOMIST in wanted.roles and not code:
        raise CannotSaveUser(
            _("En medlems ekonom hör till en organisation. Ange vilken organisation.")
        )
    if code and not Organisation.objects.filter(code=code).exists():
        raise CannotSaveUser(_("Det finns ingen organisation med koden %(code)s.") % {"code": code})


def _require_another_administrator(user: User) -> None:
    """See that somebody else who can sign in administers; two who leave at once must wait."""
    others = Membership.objects.select_for_update().filter(
        role=PersonRole.ADMINISTRATOR, user__is_active=True
    )
    can_sign_in = [
        other.user_id
        for other in others.select_related("user").order_by("id")
        if other.user_id != user.pk and other.user.has_usable_password()
    ]
    if not can_sign_in:
        raise CannotShutOut(
            _("Någon måste kunna administrera. Ge först en annan person rollen administratör.")
        )


def _person(user_id: int) -> User:
    return User.objects.select_for_update().get(pk=user_id)


def _listed(roles: Collection[str]) -> str:
    return ",".join(role for role in PersonRole.values if role in roles)


def note(*, user_id: int, kind: ChangeKind, by: str, at: datetime, after: str = "") -> None:
    """Note that an app above did something with a person's way in."""
    _note(User.objects.get(pk=user_id), kind, by, at, after=after)


def _note(
    user: User, kind: ChangeKind, by: str, at: datetime, *, before: str = "", after: str = ""
) -> None:
    PersonChange.objects.create(
        user=user, kind=kind, before=before, after=after, done_by=by, done_at=at
    )


@transaction.atomic
def sign_review(*, found: str, by: str, at: datetime) -> None:
    """Sign that one has gone through who may do what. Raises CannotSaveUser without a finding."""
    found = found.strip()
    if not 0 < len(found) <= 2000:
        raise CannotSaveUser(_("Skriv vad genomgången gav, med högst 2 000 tecken."))
    people = len(queries.roles_by_person())
    AccessReview.objects.create(done_by=by, done_at=at, people=people, found=found)


@transaction.atomic
def demand(*, roles: Collection[str], levels: str, mine: bool, by: str, at: datetime) -> None:
    """Have some roles, and no others, demand a strong sign-in; `mine` is whether one's own is.

    Raises CannotSaveUser for a role there is none of, and where one would shut oneself out.
    """
    if not set(roles) <= set(PersonRole.values):
        raise CannotSaveUser(_("Välj minst en roll."))
    told = " ".join(levels.split())
    if len(told) > 500:
        raise CannotSaveUser(_("Skriv högst 500 tecken tillitsnivåer."))
    if PersonRole.ADMINISTRATOR in roles and not mine:
        raise CannotSaveUser(_("Logga först själv in i två steg, annars stänger du ute dig."))
    StrongRole.objects.exclude(role__in=roles).delete()
    for role in sorted(set(roles)):
        StrongRole.objects.update_or_create(
            role=role, defaults={"levels": told, "said_by": by, "said_at": at}
        )


@transaction.atomic
def sign_out_everywhere(*, user_id: int, by: str, at: datetime) -> int:
    """Sign somebody out of every browser by who administers; return of how many."""
    number = end_sessions(user_id=user_id)
    _note(_person(user_id), ChangeKind.SIGNED_OUT, by, at)
    return number


@transaction.atomic
def note_session(*, user_id: int, session_key: str, browser: str, way: str, at: datetime) -> None:
    """Note with which browser somebody signed in, and forget those that are signed out."""
    OpenSession.objects.filter(user=user_id).exclude(
        session_key__in=Session.objects.values("session_key")
    ).delete()
    OpenSession.objects.update_or_create(
        session_key=session_key,
        defaults={"user_id": user_id, "browser": browser, "way": way[:100], "began_at": at},
    )


@transaction.atomic
def end_sessions(*, user_id: int, but: str = "", only: int | None = None, way: str = "") -> int:
    """Sign somebody out of every browser but one, or of only one; return of how many.

    Where a way is told, only of those that they signed in with by it.
    """
    ended = OpenSession.objects.filter(user=user_id).exclude(session_key=but)
    if way:
        ended = ended.filter(way=way[:100])
    if only is not None:
        ended = ended.filter(pk=only)
    keys = list(ended.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    ended.delete()
    return len(keys)


@transaction.atomic
def add_supplier(*, code: str, name: str) -> Organisation:
    """Add somebody outside whom work is handed to. Raises CannotAddSupplier."""
    code, name = code.strip().upper(), " ".join(name.split())
    if not _SUPPLIER_CODE.fullmatch(code):
        raise CannotAddSupplier("Skriv en kort kod med bokstäver, siffror och bindestreck.")
    if not name or len(name) > 200:
        raise CannotAddSupplier("Skriv vad leverantören heter, med högst 200 tecken.")
    if Organisation.objects.filter(code=code).exists():
        raise CannotAddSupplier(f"Koden {code} har redan någon.")
    last = Organisation.objects.aggregate(last=Max("position", default=0))["last"]
    return Organisation.objects.create(
        code=code, name=name, role=OrganisationRole.SUPPLIER, position=last + 1
    )

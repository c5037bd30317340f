"""Giving somebody a mandate, ending it early, and opening secrets in an emergency."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from samdrift.directory import queries as directory
from samdrift.mandates.choices import GIVEN_ROLES, MandateKind
from samdrift.mandates.errors import CannotGive
from samdrift.mandates.models import Mandate
from samdrift.parties import queries as parties
from samdrift.parties import services as ways_in
from samdrift.parties.choices import ChangeKind, PersonRole
from samdrift.plumbing import access
from samdrift.plumbing.access import Role, Viewer
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.mail import outbox
from samdrift.plumbing.mail.errors import CannotPost
from samdrift.plumbing.mail.models import Mailbox

LONGEST = timedelta(days=366)
EMERGENCY_LASTS = timedelta(hours=1)
LEAST_REASON = 10
_ROLES = frozenset(key for key, _label in GIVEN_ROLES)


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives: by what name, and what they may."""

    user_id: int
    name: str
    viewer: Viewer


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mandate as it is asked for: an empty role asks for a unit, whose name is told."""

    person: str
    role: str
    organisation: str
    unit: str
    is_deep: bool
    first_day: date
    last_day: date
    why: str


@transaction.atomic
def give(wanted: Wanted, *, giver: Giver, at: datetime) -> int:
    """Give somebody a mandate and return its id; it ends by itself after its last day.

    Raises CannotGive where it cannot be, or is not the giver's to give.
    """
    user = _person(wanted.person)
    if user.pk == giver.user_id:
        raise CannotGive("Ingen ger sig själv behörighet. Be någon annan.")
    begins_at, ends_at = _span(wanted, at)
    why = _reason(wanted.why)
    of = _of_a_role(wanted, user) if wanted.role else _of_a_unit(wanted)
    if not access.may_give(giver.viewer, wanted.role, wanted.organisation):
        raise CannotGive("Den behörigheten är inte din att ge.")
    row = Mandate.objects.create(
        user=user,
        organisation_id=wanted.organisation or None,
        begins_at=begins_at,
        ends_at=ends_at,
        why=why,
        given_by=giver.name,
        given_at=at,
        **of,
    )
    _note(row, ChangeKind.MANDATE, giver.name, at)
    return row.pk


@transaction.atomic
def end(*, mandate_id: int, giver: Giver, at: datetime) -> None:
    """End a mandate that goes on or is to come. Raises CannotGive for who may not end it."""
    row = Mandate.objects.select_for_update(of=("self",)).filter(pk=mandate_id).first()
    is_own = row is not None and row.user_id == giver.user_id
    if row is None or not (
        is_own or access.may_give(giver.viewer, row.role, str(row.organisation_id or ""))
    ):
        raise CannotGive("Den behörigheten är inte din att avsluta.")
    if row.ends_at <= at:
        return
    row.begins_at, row.ends_at, row.ended_by = min(row.begins_at, at), at, giver.name
    row.save(update_fields=["begins_at", "ends_at", "ended_by"])
    _note(row, ChangeKind.MANDATE_ENDED, giver.name, at)


@transaction.atomic
def open_in_emergency(*, opener: Giver, why: str, at: datetime) -> int:
    """Open secret tickets for somebody for an hour, tell managers and auditors; return its id.

    Raises CannotGive where it is not theirs to open, or no reason is told.
    """
    if not access.may_open_in_emergency(opener.viewer):
        raise CannotGive("Nödöppning är till för den som arbetar med ärenden.")
    why = _reason(why)
    User.objects.select_for_update().get(pk=opener.user_id)
    going = Mandate.objects.filter(user=opener.user_id, kind=MandateKind.EMERGENCY, ends_at__gt=at)
    if going.exists():
        raise CannotGive("En nödöppning pågår redan.")
    row = Mandate.objects.create(
        user_id=opener.user_id,
        kind=MandateKind.EMERGENCY,
        begins_at=at,
        ends_at=at + EMERGENCY_LASTS,
        why=why,
        given_by=opener.name,
        given_at=at,
    )
    _note(row, ChangeKind.EMERGENCY, opener.name, at)
    _write_to_others(row, opener, at)
    return row.pk


def _write_to_others(row: Mandate, opener: Giver, at: datetime) -> None:
    """Write to managers and auditors that secrets are open, where there is a mailbox to do it."""
    mailbox = Mailbox.objects.filter(is_open=True).order_by("id").first()
    told = parties.addresses_of(Role.MANAGER) | parties.addresses_of(Role.AUDITOR)
    if mailbox is None:
        return
    until = row.ends_at.astimezone(SWEDEN)
    text = "\n\n".join(
        (
            f"{opener.name} har öppnat sekretessmarkerade ärenden till klockan {until:%H.%M}.",
            f"Skäl: {row.why}",
            f"Varje läsning loggas: {settings.BASE_URL}{reverse('mandates:emergency')}",
        )
    )
    for address in sorted(told):
        draft = outbox.Draft(
            to=(address,),
            subject="Samdrift: nödöppning av sekretessmarkerade ärenden",
            text=text,
            reference="mandates",
            is_automatic=True,
        )
        with suppress(CannotPost):  # Others are written to though one address is none.
            outbox.post(draft, mailbox_key=mailbox.key, at=at)


def _person(written: str) -> User:
    """Return who is meant by a user name or an address, of whom there must be one."""
    told = written.strip()
    found = list(
        User.objects.filter(Q(username__iexact=told) | Q(email__iexact=told), is_active=True)[:2]
        if told
        else ()
    )
    if len(found) != 1:
        raise CannotGive("Skriv användarnamnet för en person som kan logga in.")
    return found[0]


def _span(wanted: Wanted, at: datetime) -> tuple[datetime, datetime]:
    begins_at = _midnight(wanted.first_day)
    ends_at = _midnight(wanted.last_day + timedelta(days=1))
    if ends_at <= max(begins_at, at):
        raise CannotGive("Sista dagen ska vara i dag eller senare, och inte före den första.")
    if ends_at - begins_at > LONGEST:
        raise CannotGive("En tillfällig behörighet varar högst ett år.")
    return begins_at, ends_at


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=SWEDEN)


def _reason(written: str) -> str:
    why = " ".join(written.split())
    if not LEAST_REASON <= len(why) <= 500:
        raise CannotGive("Skriv varför, med 10 till 500 tecken.")
    return why


def _of_a_role(wanted: Wanted, user: User) -> dict[str, object]:
    if wanted.role not in _ROLES:
        raise CannotGive("Välj en roll eller en enhet.")
    own = parties.organisation_of(user.pk)
    if wanted.role == PersonRole.ECONOMIST:
        if wanted.organisation not in parties.codes():
            raise CannotGive("Välj vilken organisation behörigheten gäller.")
        if own and own != wanted.organisation:
            raise CannotGive("Personen hör till en annan organisation.")
    elif wanted.organisation:
        raise CannotGive("Den rollen gäller alla organisationer. Välj ingen.")
    return {"kind": MandateKind.ROLE, "role": wanted.role}


def _of_a_unit(wanted: Wanted) -> dict[str, object]:
    found = directory.units_named(wanted.unit.strip(), organisation_code=wanted.organisation)
    if len(found) != 1:
        raise CannotGive("Välj organisation och skriv enhetens namn som det står i katalogen.")
    return {"kind": MandateKind.UNIT, "unit_id": found[0], "is_deep": wanted.is_deep}


def _note(row: Mandate, kind: ChangeKind, by: str, at: datetime) -> None:
    last = row.ends_at.astimezone(SWEDEN)
    with translation.override("sv"):
        what = str(row.get_role_display()) if row.role else row.unit.name if row.unit else ""
    told = f"{what} till {last:%Y-%m-%d %H.%M}: {row.why}".strip()
    ways_in.note(user_id=row.user_id, kind=kind, by=by, at=at, after=told)

"""How the desk is set up: who helps in which group, and how suppliers are asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Q
from django.utils.text import slugify

from samdrift.parties.choices import OrganisationRole, PersonRole
from samdrift.parties.models import Organisation
from samdrift.servicedesk.choices import UNSOLVED
from samdrift.servicedesk.errors import CannotSetUp
from samdrift.servicedesk.models import Group, SupplierTerms, Ticket

MAY_HELP = (PersonRole.AGENT, PersonRole.TECHNICIAN, PersonRole.MANAGER)
LINES = (1, 2)
MOST_HOURS = 2_000


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may be in a group."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group: its line, who is in it, and how much it has to do."""

    id: int
    key: str
    name: str
    line: int
    is_active: bool
    members: tuple[Colleague, ...]
    open_tickets: int


@dataclass(frozen=True, slots=True)
class GroupWanted:
    """What a group is to be."""

    name: str
    line: int
    member_ids: tuple[int, ...]
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Terms:
    """How a supplier is asked for help."""

    code: str
    name: str
    address: str
    reference_form: str
    solve_hours: int | None


def groups() -> tuple[GroupCard, ...]:
    """Return every group, those in use first, the first line before the rest."""
    waiting = Ticket.objects.filter(is_live=True, status__in=UNSOLVED).values("group")
    counted = dict(waiting.annotate(count=Count("pk")).values_list("group", "count"))
    rows = Group.objects.order_by("-is_active", "line", "name", "pk").prefetch_related("members")
    return tuple(_card(row, counted.get(row.pk, 0)) for row in rows)


def group(group_id: int) -> GroupCard | None:
    """Return a group, None where there is none."""
    row = Group.objects.filter(pk=group_id).prefetch_related("members").first()
    if row is None:
        return None
    waiting = Ticket.objects.filter(is_live=True, status__in=UNSOLVED, group=row)
    return _card(row, waiting.count())


def colleagues() -> tuple[Colleague, ...]:
    """Return everybody who may be in a group, by name."""
    rows = User.objects.filter(is_active=True, memberships__role__in=MAY_HELP).distinct()
    found = (_colleague(row) for row in rows)
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.id)))


def suppliers() -> tuple[Terms, ...]:
    """Return every supplier with how they are asked, by name."""
    told = {row.supplier_id: row for row in SupplierTerms.objects.all()}
    rows = Organisation.objects.filter(role=OrganisationRole.SUPPLIER).order_by("name", "pk")
    return tuple(_terms(row, told.get(row.code)) for row in rows)


@transaction.atomic
def save_group(*, wanted: GroupWanted, group_id: int | None = None) -> Group:
    """Set a group up, or set it up anew.

    Raises CannotSetUp where it has no name of its own, or where it is shut while tickets wait in
    it, or while it is the only one of first line.
    """
    name = " ".join(wanted.name.split())
    if not name or len(name) > 100:
        raise CannotSetUp("Skriv vad gruppen ska heta, med högst 100 tecken.")
    if wanted.line not in LINES:
        raise CannotSetUp("En grupp hör till första eller andra linjen.")
    row = Group.objects.select_for_update().filter(pk=group_id or 0).first() or Group()
    if Group.objects.filter(name__iexact=name).exclude(pk=row.pk or 0).exists():
        raise CannotSetUp(f"Det finns redan en grupp som heter {name}.")
    if row.pk:
        _check_left(row, wanted)
    row.name, row.line, row.is_active = name, wanted.line, wanted.is_active
    row.key = row.key or _free_key(name)
    row.save()
    allowed = {each.id for each in colleagues()} | set(row.members.values_list("pk", flat=True))
    row.members.set(allowed & set(wanted.member_ids))
    return row


@transaction.atomic
def save_terms(
    *, code: str, address: str, reference_form: str, solve_hours: int | None
) -> SupplierTerms:
    """Say how a supplier is asked for help, and what they promise in general."""
    supplier = Organisation.objects.filter(code=code, role=OrganisationRole.SUPPLIER).first()
    if supplier is None:
        raise CannotSetUp("Välj en leverantör bland dem som finns.")
    if solve_hours is not None and not 1 <= solve_hours <= MOST_HOURS:
        raise CannotSetUp(f"Skriv tiden i hela timmar, 1 till {MOST_HOURS}.")
    told = {
        "address": address.strip(),
        "reference_form": reference_form.strip()[:100],
        "solve_hours": solve_hours,
    }
    return SupplierTerms.objects.update_or_create(supplier=supplier, defaults=told)[0]


def _check_left(row: Group, wanted: GroupWanted) -> None:
    if not wanted.is_active:
        waiting = Ticket.objects.filter(is_live=True, status__in=UNSOLVED, group=row).count()
        if waiting:
            raise CannotSetUp(f"{waiting} öppna ärenden ligger i gruppen. Flytta dem först.")
    first = Q(line=1, is_active=True)
    is_first = row.line == 1 and row.is_active
    stays = wanted.line == 1 and wanted.is_active
    if is_first and not stays and not Group.objects.filter(first).exclude(pk=row.pk).exists():
        raise CannotSetUp("Det måste finnas en grupp i första linjen.")


def _free_key(name: str) -> str:
    stem = slugify(name)[:50] or "grupp"
    key, number = stem, 1
    while Group.objects.filter(key=key).exists():
        number += 1
        key = f"{stem}-{number}"
    return key


def _card(row: Group, count: int) -> GroupCard:
    members = sorted((_colleague(user) for user in row.members.all()), key=lambda each: each.name)
    return GroupCard(row.pk, row.key, row.name, row.line, row.is_active, tuple(members), count)


def _colleague(row: User) -> Colleague:
    return Colleague(row.pk, row.get_full_name() or row.get_username())


def _terms(row: Organisation, told: SupplierTerms | None) -> Terms:
    if told is None:
        return Terms(row.code, row.name, "", "", None)
    return Terms(row.code, row.name, told.address, told.reference_form, told.solve_hours)

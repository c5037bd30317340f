"""Who there is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from samdrift.parties.choices import OrganisationRole, PersonRole
from samdrift.parties.models import (
    AccessReview,
    HomeOrganisation,
    Membership,
    OpenSession,
    Organisation,
    PersonChange,
    StrongRole,
)
from samdrift.parties.ports import ForAWhile, MandateSource
from samdrift.plumbing.access import Role, Viewer
from samdrift.plumbing.contributions import offered
from samdrift.reporting import few, memory, together
from samdrift.reporting.few import FewRows
from samdrift.reporting.memory import Reads
from samdrift.reporting.ports import Member, MemberSource, SettledSource
from samdrift.reporting.together import Row

READS = (HomeOrganisation, Organisation)
SETTLED = (Membership, User, StrongRole)
"""What tables are read from."""


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation, as lists and tables show it."""

    code: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Home:
    """The organisation whose records these are."""

    name: str
    org_number: str
    legal_form: str


def home() -> Home | None:
    """Return the organisation that keeps the books, None before anything is imported."""
    return memory.in_process("parties.home", READS, _home)


def _home() -> Home | None:
    return next((Home(*row) for row in few.rows(_HOME)), None)


def parties() -> tuple[Party, ...]:
    """Return every organisation, in the order of organisations.csv."""
    return memory.in_process("parties.parties", READS, _parties)


def _parties() -> tuple[Party, ...]:
    return tuple(Party(*row) for row in few.rows(_PARTIES))


def members(chosen: tuple[str, ...] = ()) -> tuple[Party, ...]:
    """Return the members, or the chosen of them, in the order of organisations.csv."""
    found = (party for party in parties() if party.role == OrganisationRole.MEMBER)
    return tuple(party for party in found if not chosen or party.code in chosen)


def member_choices() -> tuple[Member, ...]:
    """Return the members as a table may be asked of them."""
    return tuple(Member(party.code, party.name) for party in members())


_HOME = FewRows("parties.home", HomeOrganisation, ("name", "org_number", "legal_form"))
_PARTIES = FewRows("parties.parties", Organisation, ("code", "name", "role"), ("position", "id"))

OFFERS = (
    MemberSource("parties.members", member_choices),
    SettledSource("parties.held", SETTLED),
    *(_HOME, _PARTIES),
)


def codes() -> frozenset[str]:
    """Return the code of every organisation."""
    return frozenset(party.code for party in parties())


def names_by_code() -> dict[str, str]:
    """Return the name of every organisation by its code."""
    return {party.code: party.name for party in parties()}


@dataclass(frozen=True, slots=True)
class Held:
    """What tells what somebody may: `roles` have an organisation each, `demands` are of all."""

    roles: tuple[tuple[str, str], ...]
    more: tuple[ForAWhile, ...]
    demands: dict[Role, tuple[str, ...]]


def viewer(user_id: int, *, at: datetime | None = None) -> Viewer | None:
    """Return what a person who has signed in may see as; None without a role.

    What they have for a while counts where a moment is told; without one, only what always holds.
    """
    return seen_with(held(user_id), at=at)


def held(user_id: int) -> Held:
    """Return all that tells what a person who has signed in may; asked for by every page."""
    more = {model: None for source in offered(MandateSource) for model in source.reads}
    reads: Reads = tuple({**dict.fromkeys(SETTLED), **more})
    return memory.in_process(f"parties.held {user_id}", reads, lambda: _held(user_id))


def seen_with(held: Held, *, at: datetime | None = None) -> Viewer | None:
    """Return what somebody may see as with what they have; None without a role."""
    more = (one for one in held.more if at is not None and one.begins_at <= at < one.ends_at)
    return _seen_as(held.roles, tuple(more))


def viewers(*, at: datetime) -> tuple[tuple[int, str, Viewer], ...]:
    """Return everybody who may see more than their own, by name, and what they see as."""
    rows = Membership.objects.filter(user__is_active=True).order_by("id")
    held: dict[int, tuple[tuple[str, str], ...]] = {}
    for user_id, role, code in rows.exclude(role=PersonRole.EMPLOYEE).values_list(
        "user", "role", "organisation"
    ):
        held[user_id] = (*held.get(user_id, ()), (role, str(code or "")))
    more = _for_a_while(at)
    names = names_of({*held, *more})
    found = (
        (user_id, name, _seen_as(held.get(user_id, ()), more.get(user_id, ())))
        for user_id, name in names.items()
    )
    return tuple((user_id, name, seen) for user_id, name, seen in found if seen)


def held_for_a_while(user_id: int, *, at: datetime) -> tuple[ForAWhile, ...]:
    """Return what somebody has for a while, of what holds at a moment."""
    return _for_a_while(at).get(user_id, ())


def names_of(user_ids: Collection[int]) -> dict[int, str]:
    """Return what people are called, by id, in the order of their names."""
    rows = User.objects.filter(pk__in=user_ids).order_by("first_name", "last_name", "username")
    return {user.pk: user.get_full_name() or user.get_username() for user in rows}


def _for_a_while(at: datetime | None) -> dict[int, tuple[ForAWhile, ...]]:
    """Return what holds at a moment of all that people have for a while."""
    if at is None:
        return {}
    found: dict[int, tuple[ForAWhile, ...]] = {}
    for source in offered(MandateSource):
        for user_id, each in source.held().items():
            holding = tuple(one for one in each if one.begins_at <= at < one.ends_at)
            if holding:
                found[user_id] = (*found.get(user_id, ()), *holding)
    return found


def _seen_as(held: tuple[tuple[str, str], ...], more: tuple[ForAWhile, ...]) -> Viewer | None:
    every = (*held, *((one.role, one.organisation_code) for one in more if one.role))
    if not every:
        return None
    has_opened = any(one.opens_secrets for one in more)
    return Viewer(frozenset(Role(role) for role, _ in every), _whose(every), has_opened)


def demands() -> dict[Role, tuple[str, ...]]:
    """Return the roles that demand a strong sign-in, each with the levels that are enough."""
    return _demands(_strong_roles())


def _demands(rows: Iterable[Row]) -> dict[Role, tuple[str, ...]]:
    return {Role(role): tuple(levels.split()) for role, levels in rows}


def _strong_roles() -> QuerySet[Any, Any]:
    return StrongRole.objects.order_by().values_list("role", "levels")


def roles_of(user_id: int) -> set[str]:
    """Return the roles a person has, also one who is shut out."""
    found = Membership.objects.filter(user_id=user_id)
    return set(found.order_by().values_list("role", flat=True))


def organisation_of(user_id: int) -> str:
    """Return the code of the organisation a person belongs to; empty where they belong to none."""
    found = Membership.objects.filter(user_id=user_id, organisation__isnull=False).first()
    return str(found.organisation_id) if found else ""


def _held(user_id: int) -> Held:
    """Ask for all of it by one question."""
    rows = Membership.objects.filter(user_id=user_id, user__is_active=True).order_by()
    sources = {source.key: source for source in offered(MandateSource)}
    found = together.asked(
        {
            "roles": rows.values_list("id", "role", "organisation"),
            "demands": _strong_roles(),
            **{key: source.of_one(user_id) for key, source in sources.items()},
        }
    )
    return Held(
        tuple((role, str(code or "")) for _, role, code in sorted(found["roles"])),
        tuple(one for key, source in sources.items() for one in source.read(found[key])),
        _demands(found["demands"]),
    )


def _whose(held: tuple[tuple[str, str], ...]) -> str:
    return next((code for _, code in held if code), "")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in, or once might; `roles` are keys, in the order roles are told."""

    id: int
    name: str
    given_name: str
    family_name: str
    roles: tuple[str, ...]
    organisation_code: str
    is_active: bool
    has_password: bool
    last_signed_in: datetime | None

    @property
    def full_name(self) -> str:
        """What the person is called; the name they sign in with, where nothing else is told."""
        return f"{self.given_name} {self.family_name}".strip() or self.name


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A page of people; `next_key` is empty on the last."""

    people: tuple[Person, ...]
    next_key: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What was done with a person's way in; `done_by` is empty where they did it themselves."""

    kind: str
    before: str
    after: str
    done_by: str
    done_at: datetime


def people(
    *, words: str = "", role: str = "", organisation_code: str = "", after: str = "", size: int = 50
) -> PersonPage:
    """Return the people of some words, role and organisation, by name from just after one."""
    found = User.objects.filter(username__gt=after) if after else User.objects.all()
    for word in words.split():
        found = found.filter(
            Q(username__icontains=word)
            | Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
        )
    held = Membership.objects.filter(user_id=OuterRef("pk"))
    if role:
        found = found.filter(Exists(held.filter(role=role)))
    if organisation_code:
        found = found.filter(Exists(held.filter(organisation_id=organisation_code)))
    listed = list(_with_roles(found).order_by("username")[: size + 1])
    shown = tuple(_person(user) for user in listed[:size])
    return PersonPage(shown, shown[-1].name if len(listed) > size else "")


def person(user_id: int) -> Person | None:
    """Return one person; None where there is none with that id."""
    found = _with_roles(User.objects.filter(pk=user_id)).first()
    return _person(found) if found else None


def addresses_of(role: str, *, organisation: str = "") -> set[str]:
    """Return where those with a role are written to: all, or those of one organisation."""
    found = Membership.objects.filter(role=role, user__is_active=True).exclude(user__email="")
    if organisation:
        found = found.filter(organisation_id=organisation)
    return set(found.values_list("user__email", flat=True))


def changes_of(user_id: int, *, most: int = 200) -> tuple[Change, ...]:
    """Return what was done with a person's way in, the latest first."""
    found = PersonChange.objects.filter(user_id=user_id)
    rows = found.values_list("kind", "before", "after", "done_by", "done_at")
    return tuple(Change(*row) for row in rows[:most])


def holders() -> dict[str, int]:
    """Return how many have each role and can sign in."""
    rows = Membership.objects.filter(user__is_active=True).order_by()
    return dict(rows.values_list("role").annotate(people=Count("user", distinct=True)))


def roles_by_person() -> tuple[frozenset[str], ...]:
    """Return the roles of each who can sign in and has any."""
    rows = Membership.objects.filter(user__is_active=True).order_by()
    found: dict[int, set[str]] = {}
    for user_id, role in rows.values_list("user", "role"):
        found.setdefault(user_id, set()).add(role)
    return tuple(map(frozenset, found.values()))


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """That who may do what was gone through: by whom, of how many, and what was found."""

    done_by: str
    done_at: datetime
    people: int
    found: str


def reviews(*, most: int = 20) -> tuple[ReviewLine, ...]:
    """Return the times that who may do what was gone through, the latest first."""
    rows = AccessReview.objects.values_list("done_by", "done_at", "people", "found")
    return tuple(ReviewLine(*row) for row in rows[:most])


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A browser that somebody is signed in with; `way` is empty for a password."""

    id: int
    key: str
    browser: str
    way: str
    began_at: datetime


def open_sessions(user_id: int, *, at: datetime) -> tuple[SessionLine, ...]:
    """Return the browsers that somebody is signed in with, the latest first."""
    alive = Session.objects.filter(expire_date__gt=at).values("session_key")
    rows = OpenSession.objects.filter(user=user_id, session_key__in=alive)
    told = rows.values_list("id", "session_key", "browser", "way", "began_at")
    return tuple(SessionLine(*row) for row in told)


def is_invited(*, user_id: int, token: str) -> bool:
    """Whether a token lets a person choose a password: not used, not too old, not shut out."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return user is not None and default_token_generator.check_token(user, token)


def _with_roles(users: QuerySet[User]) -> QuerySet[User]:
    return users.prefetch_related("memberships")


def _person(user: User) -> Person:
    held = user.memberships.all()
    roles = {membership.role for membership in held}
    return Person(
        id=user.pk,
        name=user.get_username(),
        given_name=user.first_name,
        family_name=user.last_name,
        roles=tuple(role for role in PersonRole.values if role in roles),
        organisation_code=_whose(
            tuple((each.role, str(each.organisation_id or "")) for each in held)
        ),
        is_active=user.is_active,
        has_password=user.has_usable_password(),
        last_signed_in=user.last_login,
    )

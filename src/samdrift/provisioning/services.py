"""Doing what an organisation's directory says: accounts come, change and end, and groups give."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from samdrift.directory import queries as known
from samdrift.directory import services as directory
from samdrift.directory.choices import PersonKind
from samdrift.directory.ports import PersonTold
from samdrift.parties import queries as parties
from samdrift.parties import services as ways_in
from samdrift.parties.choices import PersonRole
from samdrift.parties.errors import CannotSaveUser
from samdrift.provisioning import queries, reading, telling
from samdrift.provisioning.errors import CannotAdd, CannotProvision
from samdrift.provisioning.models import GIVEN_ROLES, Feed, Provisioned, ProvisionedGroup
from samdrift.provisioning.reading import GroupTold, UserTold

USE_IS_NOTED_EVERY = timedelta(minutes=1)
_ROLES = {key for key, _label in GIVEN_ROLES}


@transaction.atomic
def add_feed(*, name: str, organisation: str, by: str, at: datetime) -> str:
    """Let an organisation's directory say who is there; return its token, shown never again."""
    name = " ".join(name.split())
    if not 0 < len(name) <= 100 or Feed.objects.filter(name=name).exists():
        raise CannotAdd("Skriv ett namn som ingen annan källa har, med högst 100 tecken.")
    if organisation not in parties.codes():
        raise CannotAdd("Välj vems personer källan berättar om.")
    token = f"samdrift_scim_{secrets.token_urlsafe(32)}"
    Feed.objects.create(
        name=name,
        organisation_id=organisation,
        digest=queries.digest_of(token),
        given_by=by,
        given_at=at,
    )
    return token


@transaction.atomic
def shut_feed(*, feed_id: int) -> None:
    """Take a feed's token back; whom it has told of stay as they are."""
    Feed.objects.filter(pk=feed_id).update(is_open=False)


@transaction.atomic
def give_role(*, group_id: int, role: str, at: datetime) -> None:
    """Say which role being in a group gives, empty for none; it holds at once."""
    if role and role not in _ROLES:
        raise CannotAdd("Välj en roll. Administratör blir ingen genom en grupp.")
    group = ProvisionedGroup.objects.select_for_update().filter(pk=group_id).first()
    if group is None or group.role == role:
        return
    before, group.role = group.role, role
    group.save(update_fields=["role"])
    _give_roles(group.feed, group.members.all(), at, also={before} - {""})


def note_use(feed: Feed, *, at: datetime) -> None:
    """Note that a feed has told something, now and then."""
    long_ago = Q(used_at=None) | Q(used_at__lt=at - USE_IS_NOTED_EVERY)
    Feed.objects.filter(long_ago, pk=feed.pk).update(used_at=at)


@transaction.atomic
def add_user(feed: Feed, told: UserTold, *, at: datetime) -> Provisioned:
    """Begin to know somebody; whoever in the organisation has the mail address is the one meant.

    Raises CannotProvision where the feed tells of them already.
    """
    _lock(feed)
    if Provisioned.objects.filter(feed=feed, user_name__iexact=told.user_name).exists():
        raise CannotProvision("userName is taken", status=409, kind="uniqueness")
    code = str(feed.organisation_id)
    found = known.to_vouch_for(organisation=code, email=told.email) if told.email else None
    key = uuid.uuid4()
    if found is None:
        (person_id,) = directory.keep_people([_told(None, f"scim-{key}", code, told)])
    else:
        person_id = found.id
    try:
        with transaction.atomic():
            row = Provisioned.objects.create(
                feed=feed, key=key, person_id=person_id, user_name=told.user_name
            )
    except IntegrityError as taken:
        raise CannotProvision("they are told of already", status=409, kind="uniqueness") from taken
    return _become(row, told, at)


@transaction.atomic
def change_user(feed: Feed, key: str, told: UserTold, *, at: datetime) -> Provisioned:
    """Have somebody be as they are told; who is not active is out at once.

    Raises CannotProvision for who is none of the feed's, and for a name that another has.
    """
    _lock(feed)
    row = queries.one(queries.people(feed), key)
    named_so = Provisioned.objects.filter(feed=feed, user_name__iexact=told.user_name)
    if named_so.exclude(pk=row.pk).exists():
        raise CannotProvision("userName is taken", status=409, kind="uniqueness")
    return _become(row, told, at)


@transaction.atomic
def patch_user(feed: Feed, key: str, body: reading.Json, *, at: datetime) -> Provisioned:
    """Have somebody be as they were but for what a patch asks. Raises CannotProvision."""
    before = telling.user(queries.one(queries.people(feed), key))
    return change_user(feed, key, reading.user(reading.patched(before, body)), at=at)


@transaction.atomic
def remove_user(feed: Feed, key: str, *, at: datetime) -> None:
    """Shut somebody out, and know them by this feed no longer; the person and history stay."""
    _lock(feed)
    row = queries.one(queries.people(feed), key)
    told = reading.user(telling.user(row) | {"active": False})
    _become(row, told, at)
    row.groups.clear()
    row.delete()


@transaction.atomic
def keep_group(feed: Feed, told: GroupTold, *, at: datetime, key: str = "") -> ProvisionedGroup:
    """Have a group, new or known, be as it is told. Raises CannotProvision."""
    _lock(feed)
    group = queries.one(queries.groups(feed), key) if key else ProvisionedGroup(feed=feed)
    named_so = ProvisionedGroup.objects.filter(feed=feed, name__iexact=told.name)
    if named_so.exclude(pk=group.pk).exists():
        raise CannotProvision("displayName is taken", status=409, kind="uniqueness")
    group.name, group.external_id = told.name, told.external_id
    group.save()
    before = set(group.members.values_list("pk", flat=True))
    members = _members(feed, told.members)
    group.members.set(members)
    moved = before ^ {member.pk for member in members}
    _give_roles(feed, Provisioned.objects.filter(pk__in=moved), at)
    return queries.one(queries.groups(feed), str(group.key))


@transaction.atomic
def patch_group(feed: Feed, key: str, body: reading.Json, *, at: datetime) -> ProvisionedGroup:
    """Have a group be as it was but for what a patch asks. Raises CannotProvision."""
    before = telling.group(queries.one(queries.groups(feed), key))
    return keep_group(feed, reading.group(reading.patched(before, body)), at=at, key=key)


@transaction.atomic
def remove_group(feed: Feed, key: str, *, at: datetime) -> None:
    """Forget a group; the role it gave is taken back at once."""
    _lock(feed)
    group = queries.one(queries.groups(feed), key)
    members, role = list(group.members.all()), group.role
    group.members.clear()
    group.delete()
    _give_roles(feed, members, at, also={role} - {""})


def _lock(feed: Feed) -> None:
    Feed.objects.select_for_update().get(pk=feed.pk)


def _become(row: Provisioned, told: UserTold, at: datetime) -> Provisioned:
    """Have somebody be as they are told; what nothing is told of stays as it was."""
    card = known.person(row.person_id)
    assert card is not None, "whom a feed tells of is a person"
    kept = _told(card.id, "", card.organisation_code, told)
    directory.keep_people(
        [
            replace(
                kept,
                kind=card.kind,
                unit_id=card.unit_id,
                title=kept.title or card.title,
                email=kept.email or card.email,
                phone=kept.phone or card.phone,
                mobile=kept.mobile or card.mobile,
            )
        ]
    )
    row.user_name, row.external_id = told.user_name, told.external_id
    row.given_name, row.family_name = told.given_name, told.family_name
    row.save()
    try:
        for user_id in known.user_ids([card.id]):
            let = ways_in.let_in if told.is_active else ways_in.shut_out
            let(user_id=user_id, by=row.feed.name, at=at)
    except CannotSaveUser as refusal:
        raise CannotProvision(str(refusal), status=409, kind="mutability") from refusal
    _give_roles(row.feed, [row], at)
    return Provisioned.objects.select_related("person", "feed").get(pk=row.pk)


def _told(person_id: int | None, key: str, organisation: str, told: UserTold) -> PersonTold:
    return PersonTold(
        id=person_id,
        key=key,
        name=told.name,
        organisation=organisation,
        kind=PersonKind.EMPLOYEE,
        title=told.title,
        email=told.email,
        phone=known.phone_digits(told.phone)[:20],
        mobile=known.phone_digits(told.mobile)[:20],
        is_active=told.is_active,
    )


def _members(feed: Feed, keys: Collection[str]) -> list[Provisioned]:
    """Return the people of some keys. Raises CannotProvision where one is none of the feed's."""
    found = {str(row.key): row for row in queries.people_of_keys(feed, keys)}
    if len(found) != len(keys):
        raise CannotProvision("there is no such member", status=404, kind="")
    return list(found.values())


def _give_roles(
    feed: Feed, people: Iterable[Provisioned], at: datetime, *, also: Collection[str] = ()
) -> None:
    """Give people the roles of their groups, and take those that groups gave and give no longer.

    A role that no group of the feed names is let be; `also` are those that one just did.
    """
    named = set(feed.groups.exclude(role="").values_list("role", flat=True)) | set(also)
    if not named:
        return
    for row in people:
        given = set(row.groups.exclude(role="").values_list("role", flat=True))
        _give(feed, row, named, given, at)


def _give(feed: Feed, row: Provisioned, named: set[str], given: set[str], at: datetime) -> None:
    code, found = str(feed.organisation_id), known.user_ids([row.person_id])
    if not found and given and row.person.is_active:
        wanted = ways_in.Wanted(sorted(given), code, row.given_name, row.family_name)
        name = f"scim:{row.key}"
        user_id = ways_in.add_person(name=name, wanted=wanted, by=feed.name, at=at)
        directory.tell_sign_in(person_id=row.person_id, user_id=user_id)
    for user_id in found:
        had = parties.roles_of(user_id)
        roles = (had - named) | given or {PersonRole.EMPLOYEE}
        if roles != had:
            whose = parties.organisation_of(user_id) or code
            wanted = ways_in.Wanted(sorted(roles), whose)
            ways_in.change_person(user_id=user_id, wanted=wanted, by=feed.name, at=at)

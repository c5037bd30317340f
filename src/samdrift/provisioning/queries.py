"""Feeds, and whom and which groups they tell of: each feed's own, and no other's."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from samdrift.provisioning.errors import CannotProvision
from samdrift.provisioning.models import Feed, Provisioned, ProvisionedGroup

_PEOPLE_BY = {
    "username": "user_name__iexact",
    "externalid": "external_id",
    "emails.value": "person__email__iexact",
    "emails": "person__email__iexact",
    "id": "key",
}
_GROUPS_BY = {"displayname": "name__iexact", "externalid": "external_id", "id": "key"}


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A feed in the list."""

    id: int
    name: str
    organisation: str
    is_open: bool
    people: int
    given_by: str
    given_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group that a feed tells of, the key of its role, and how many are in it."""

    id: int
    name: str
    feed: str
    role: str
    people: int


def digest_of(token: str) -> str:
    """Return what a token is kept as."""
    return hashlib.sha256(token.encode()).hexdigest()


def feed_of(token: str) -> Feed | None:
    """Return whose token it is; None for one that is none, or is shut."""
    return Feed.objects.filter(digest=digest_of(token), is_open=True).first() if token else None


def feeds() -> tuple[FeedLine, ...]:
    """Return every feed, by name."""
    rows = Feed.objects.select_related("organisation").annotate(number=Count("people"))
    return tuple(
        FeedLine(
            row.pk,
            row.name,
            row.organisation.name,
            row.is_open,
            row.number,
            row.given_by,
            row.given_at,
            row.used_at,
        )
        for row in rows
    )


def group_lines() -> tuple[GroupLine, ...]:
    """Return every group that open feeds tell of, by feed and name."""
    rows = ProvisionedGroup.objects.filter(feed__is_open=True).annotate(number=Count("members"))
    told = rows.order_by("feed__name", "name").values_list(
        "pk", "name", "feed__name", "role", "number"
    )
    return tuple(GroupLine(*row) for row in told)


def people(feed: Feed, asked: tuple[str, str] | None = None) -> QuerySet[Provisioned]:
    """Return whom a feed tells of: all, or those of whom something asked holds."""
    rows = Provisioned.objects.filter(feed=feed).select_related("person")
    return rows.filter(_holds(_PEOPLE_BY, asked)) if asked else rows


def people_of_keys(feed: Feed, keys: Collection[str]) -> QuerySet[Provisioned]:
    """Return those of some keys whom a feed tells of."""
    return people(feed).filter(key__in=[found for key in keys if (found := _uuid(key))])


def groups(feed: Feed, asked: tuple[str, str] | None = None) -> QuerySet[ProvisionedGroup]:
    """Return which groups a feed tells of: all, or those of which something asked holds."""
    rows = ProvisionedGroup.objects.filter(feed=feed).prefetch_related("members")
    return (rows.filter(_holds(_GROUPS_BY, asked)) if asked else rows).order_by("id")


def one[Row: (Provisioned, ProvisionedGroup)](rows: QuerySet[Row], key: str) -> Row:
    """Return the one of a key. Raises CannotProvision where there is none of the feed's."""
    written = _uuid(key)
    found = rows.filter(key=written).first() if written else None
    if found is None:
        raise CannotProvision("there is no such resource", status=404, kind="")
    return found


def _holds(by: dict[str, str], asked: tuple[str, str]) -> Q:
    attribute, value = asked
    if attribute not in by:
        raise CannotProvision(f"{attribute} is not asked by", kind="invalidFilter")
    if attribute == "id":
        return Q(key=_uuid(value)) if _uuid(value) else Q(pk__in=())
    return Q(**{by[attribute]: value})


def _uuid(written: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(written)
    except ValueError:
        return None

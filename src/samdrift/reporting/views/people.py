"""The records of persons, which are told of in groups and never one by one."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from samdrift.kernel.figures import Origin
from samdrift.plumbing.access import Viewer, viewer_of
from samdrift.reporting import registry
from samdrift.reporting.recount import part_of
from samdrift.reporting.sources import count_words
from samdrift.reporting.views import asking, links, listing, words
from samdrift.reporting.wording import in_words, source_in_words


@dataclass(frozen=True, slots=True)
class PeopleGroup:
    """A group: how many records and their sum, or why they are not told."""

    words: str
    href: str
    count: str
    amount: str
    withheld: str


@dataclass(frozen=True, slots=True)
class People:
    """The groups that the records of persons are told in."""

    title: str
    groups: tuple[PeopleGroup, ...]


def list_or_groups(origin: Origin, request: HttpRequest, place: listing.Place) -> dict[str, object]:
    """Return the list of records; of those that tell of persons, the groups they are told in."""
    if registry.record_source(origin.question).is_personal:
        return {"people": people(origin, place, viewer_of(request))}
    return {"list": listing.listing(origin, request, place)}


def people(origin: Origin, place: listing.Place, viewer: Viewer) -> People:
    """Return the groups of an origin; one that is small, or tells of a small one, says why."""
    source = source_in_words(registry.record_source(origin.question))
    divided = asking.asked(lambda: source.divided(origin))
    web = links.WebLinks(viewer, steps=place.onward)
    return People(source.title, tuple(_group(part, web) for part in divided))


def _group(origin: Origin, web: links.WebLinks) -> PeopleGroup:
    source = registry.record_source(origin.question)
    told = source.describe(origin)
    if why := source.withheld(origin):
        return PeopleGroup(told, "", "", "", in_words(why))
    part = part_of(origin)
    return PeopleGroup(
        told, web.origin(origin), count_words(part.count), words.amount(part.amount), ""
    )

"""Key figures and organisations, found by words: `datorer Vimmerby` is what Vimmerby has."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.annualreport.findings.measures import KEY_FIGURES, MEASURES, OWN, Place
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.plumbing.access import Viewer
from samdrift.plumbing.palette.ports import Hit, Nearness, Query, SearchSource
from samdrift.reporting.ports import Ask, FigureAddress
from samdrift.reporting.views.links import figure_path


def _key_figures(_viewer: Viewer, query: Query, _limit: int) -> Iterator[Hit]:
    """Yield the figures that sum up the year looked at with some words in their names."""
    for measure in MEASURES:
        nearness = query.nearness(f"{measure.label} {measure.group}")
        if query.nearness(measure.label) is not None:
            nearness = query.nearness(measure.label)
        if nearness is not None and query.year:
            title = measure.label.removeprefix("varav ").capitalize()
            rank = nearness if measure.key in KEY_FIGURES else Nearness.WORDS
            yield Hit(title, _("Tal"), _path(measure.now, query.year), rank, str(query.year))


def _members_figures(_viewer: Viewer, query: Query, _limit: int) -> Iterator[Hit]:
    """Yield what a member has of something, where both are named."""
    if not query.year or len(query.words) < 2:
        return
    for member in parties.members():
        if not any(member.name.casefold().startswith(word) for word in query.words):
            continue
        for own in OWN:
            title = f"{own.label.removeprefix('varav ').capitalize()}, {member.name}"
            nearness = query.nearness(f"{title} {member.name}".replace(",", ""))
            if nearness is not None:
                place = Place(own.table, member.code, own.column)
                yield Hit(title, _("Tal"), _path(place, query.year), nearness, str(query.year))


def _organisations(_viewer: Viewer, query: Query, _limit: int) -> Iterator[Hit]:
    """Yield the organisations of a name or a code."""
    if not query.year:
        return
    for party in parties.parties():
        is_code = query.text.casefold() == party.code.casefold()
        nearness = Nearness.EXACT if is_code else query.nearness(party.name)
        if nearness is not None:
            href = reverse("annualreport:member", args=[query.year, party.code])
            role = str(OrganisationRole(party.role).label)
            yield Hit(party.name, role, href, nearness, party.code)


def _path(place: Place, year: int) -> str:
    named = {"year": str(year), "last-year": str(year - 1)}
    row, column = (named.get(key, key) for key in (place.row, place.column))
    return figure_path(FigureAddress(place.table, Ask(year), row, column))


OFFERS = (
    SearchSource("annualreport.key-figures", "Nyckeltal", _key_figures, position=10),
    SearchSource("annualreport.members-figures", "Medlemmars tal", _members_figures, position=12),
    SearchSource("annualreport.organisations", "Organisationer", _organisations, position=13),
)

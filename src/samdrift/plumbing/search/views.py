"""The search page, and the part of it that the palette shows while somebody types."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.components.context import newest_year
from samdrift.plumbing.palette import queries as palette
from samdrift.plumbing.palette.ports import Hit, Query
from samdrift.plumbing.search import finding, searches
from samdrift.plumbing.search.finding import Answer, Opened
from samdrift.plumbing.search.ports import Narrowing, Seeker
from samdrift.plumbing.search.queries import Page

FIRST_YEAR, LAST_YEAR = 1900, 2999
MOST_PLACES = 8
LONGEST_PLACE = 300


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of things to look among."""

    words: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """What may be narrowed by, and what it is narrowed to."""

    narrowing: Narrowing
    value: str


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found by words or a number; `del` asks for the palette's hits alone."""
    told = request.GET.get("q", "")[: palette.LONGEST_QUERY]
    is_of_places = "bland" not in request.GET and "efter" not in request.GET
    year = _year(request.GET.get("ar", ""), or_newest=is_of_places and bool(told.strip()))
    query = Query.of(told, year=year, user_id=request.user.pk)
    if "del" in request.GET:
        context = {"asked": query.text, "hits": palette.found(viewer_of(request), query)}
        return render(request, "palette/hits.html", context)
    places: tuple[Hit, ...] = ()
    if is_of_places:
        places = palette.found(viewer_of(request), query, but=(searches.KEY,))[:MOST_PLACES]
    return render(request, "search/search.html", _page(request, query) | {"hits": places})


def _page(request: HttpRequest, query: Query) -> dict[str, object]:
    """Return what the page shows of all that has the words."""
    viewer, user_id = viewer_of(request), request.user.pk
    assert user_id is not None, "who searches has signed in"
    seeker = Seeker(viewer, user_id)
    every = finding.opened(seeker)
    current = next(
        (each for each in every if each.findable.slug == request.GET.get("bland", "")), None
    )
    chosen = _chosen(request, current, seeker)
    after = request.GET.get("efter", "")[:LONGEST_PLACE]
    answer = Answer()
    if every and query.text:
        answer = finding.found(
            query.text,
            seeker=seeker,
            among=(current,) if current else every,
            every=every,
            narrowed=[f"{each.narrowing.begins}{each.value}" for each in chosen if each.value],
            page=Page(after=after, is_typing="skriver" in request.GET),
        )
    kept = {"q": query.text} | {each.narrowing.name: each.value for each in chosen if each.value}
    among = {"bland": current.findable.slug} if current else {}
    return {
        "asked": query.text,
        "year": query.year,
        "answer": answer,
        "tabs": _tabs(every, current, query.text),
        "current": current.findable if current else None,
        "chosen": chosen,
        "is_narrowed": any(each.value for each in chosen),
        "next_page": f"?{urlencode(kept | among | {'efter': answer.after})}"
        if answer.after
        else "",
        "without": f"?{urlencode({'q': query.text} | among)}",
        "counted": _counted(answer),
    }


def _tabs(every: tuple[Opened, ...], current: Opened | None, asked: str) -> list[Tab]:
    """Return the kinds there are to choose from; one alone is no choice."""
    if len(every) < 2:
        return []
    route = reverse("search")
    tabs = [Tab(_("Allt"), f"{route}?{urlencode({'q': asked})}", current is None)]
    tabs += (
        Tab(
            str(each.findable.label),
            f"{route}?{urlencode({'q': asked, 'bland': each.findable.slug})}",
            each is current,
        )
        for each in every
    )
    return tabs


def _chosen(request: HttpRequest, current: Opened | None, seeker: Seeker) -> tuple[Chosen, ...]:
    """Return what a kind may be narrowed by; a value that is none of its choices is no value."""
    if current is None:
        return ()
    return tuple(
        Chosen(each, value if value in dict(each.choices) else "")
        for each in current.findable.narrowings(seeker)
        for value in [request.GET.get(each.name, "")]
    )


def _counted(answer: Answer) -> str:
    """Return how many there are, as it is told."""
    if answer.is_count_capped:
        return _("Fler än %(number)s träffar") % {"number": answer.count}
    if answer.count == 1:
        return _("1 träff")
    return _("%(number)s träffar") % {"number": answer.count}


def _year(named: str, *, or_newest: bool) -> int:
    """Return the year looked at, the newest where none is told and one is of use."""
    if named.isascii() and named.isdecimal() and FIRST_YEAR <= int(named[:5]) <= LAST_YEAR:
        return int(named)
    return newest_year() if or_newest else 0

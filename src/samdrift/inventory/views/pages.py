"""Machines, programs, and what an inventory told otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samdrift.inventory.choices import MachineKind
from samdrift.inventory.ports import Case, CaseSource
from samdrift.inventory.queries import decided, differences, machines, titles
from samdrift.inventory.queries.machines import Asked, MachineRow, Whole
from samdrift.inventory.views import words
from samdrift.inventory.views.readers import asked_organisation, scope_of
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock, contributions
from samdrift.plumbing.access import viewer_of

PLACE = "inventory.machines"
PROGRAMS = "inventory.titles"
_MOST_DIGITS = 18
MOST_PROGRAMS = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A machine in a list."""

    row: MachineRow
    kind: str
    what: str
    organisation: str
    seen: str
    is_silent: bool


@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """List machines by name, found by words, narrowed by kind and organisation."""
    scope = scope_of(request)
    asked = {
        "q": request.GET.get("q", "").strip(),
        "slag": request.GET.get("slag", ""),
        "organisation": asked_organisation(request),
    }
    if asked["slag"] not in ("", *MachineKind.values):
        raise Http404
    page = machines.machines(
        Asked(asked["organisation"], asked["slag"], asked["q"]), after=_after(request)
    )
    viewer = viewer_of(request)
    context = {
        "place": PLACE,
        "asked": asked,
        "kinds": MachineKind.choices,
        "parties": () if scope else tuple(parties.names_by_code().items()),
        "lines": _lines(page.rows),
        "is_narrowed": any(value for key, value in asked.items() if value and value != scope),
        "next_href": _next(page.after, asked),
        "unread": decided.unread_count(organisation_code=scope),
        "may_decide": access.may_decide_machines(viewer),
        "may_give_keys": access.may_give_agent_keys(viewer),
    }
    return render(request, "inventory/machines.html", context)


@require_GET
def machine_page(request: HttpRequest, machine_id: int) -> HttpResponse:
    """Show a machine: what it is, what it has and since when, and what it told last."""
    found = machine_or_404(request, machine_id)
    viewer, now = viewer_of(request), clock.now()
    tables = [words.table(name, found.sections[name]) for name in words.in_order(found.sections)]
    context = {
        "place": PLACE,
        "machine": found,
        "organisation": parties.names_by_code().get(found.row.organisation_code, ""),
        "seen": words.moment(found.row.seen_at),
        "is_silent": words.is_silent(found.row.seen_at, now=now),
        "since": words.moment(found.first_seen_at),
        "tables": tables,
        "story": [
            (each, words.moment(each.at), words.sentences(each)) for each in found.differences
        ],
        "decisions": decided.decided_of(machine_id),
        "cases": _cases(request, found),
        "may_decide": access.may_decide_machines(viewer),
    }
    return render(request, "inventory/machine.html", context)


@require_GET
def section_page(request: HttpRequest, machine_id: int, name: str) -> HttpResponse:
    """Show all of a section of a machine."""
    found = machine_or_404(request, machine_id)
    parts = found.sections.get(name)
    if not parts:
        raise Http404
    context = {
        "place": PLACE,
        "machine": found,
        "table": words.table(name, parts, most=len(parts)),
    }
    return render(request, "inventory/section.html", context)


@require_GET
def machine_programs_page(request: HttpRequest, machine_id: int) -> HttpResponse:
    """List the programs of a machine, found by words."""
    found = machine_or_404(request, machine_id)
    asked = request.GET.get("q", "").strip()
    programs = titles.installed_on(machine_id, words=asked)
    context = {
        "place": PLACE,
        "machine": found,
        "asked": asked,
        "number": len(programs),
        "lines": [(each, words.moment(each.since)) for each in programs[:MOST_PROGRAMS]],
        "more": max(0, len(programs) - MOST_PROGRAMS),
    }
    return render(request, "inventory/machine_programs.html", context)


@require_GET
def difference_page(request: HttpRequest, machine_id: int, difference_id: int) -> HttpResponse:
    """Show what an inventory told otherwise, thing by thing."""
    found = differences.difference(
        difference_id, machine_id=machine_id, organisation_code=scope_of(request)
    )
    if found is None:
        raise Http404
    sections = {each.section: each for each in found.sections}
    context = {
        "place": PLACE,
        "found": found,
        "when": words.moment(found.row.at),
        "sentences": words.sentences(found.row),
        "programs": [
            (label, programs[:MOST_PROGRAMS], max(0, len(programs) - MOST_PROGRAMS))
            for label, programs in (
                ("renewed", found.renewed),
                ("added", found.added),
                ("removed", found.removed),
            )
            if programs
        ],
        "sections": [
            {
                "title": words.section(name),
                "added": [words.thing(each) for each in sections[name].added],
                "removed": [words.thing(each) for each in sections[name].removed],
                "changed": [
                    (words.thing(after), words.altered(before, after))
                    for before, after in sections[name].changed
                ],
            }
            for name in words.in_order(sections)
        ],
    }
    return render(request, "inventory/difference.html", context)


@require_GET
def titles_page(request: HttpRequest) -> HttpResponse:
    """List programs by name, and on how many machines each is."""
    scope = scope_of(request)
    asked = {"q": request.GET.get("q", "").strip(), "organisation": asked_organisation(request)}
    page = titles.titles(
        words=asked["q"], organisation_code=asked["organisation"], after=_after(request)
    )
    context = {
        "place": PROGRAMS,
        "asked": asked,
        "parties": () if scope else tuple(parties.names_by_code().items()),
        "lines": page.rows,
        "next_href": _next(page.after, asked),
    }
    return render(request, "inventory/titles.html", context)


@require_GET
def title_page(request: HttpRequest, title_id: int) -> HttpResponse:
    """Show a program, and the machines that have it."""
    scope = scope_of(request)
    found = titles.title(title_id, organisation_code=scope)
    if found is None or (scope and not found.machines):
        raise Http404
    page = titles.machines_with(title_id, organisation_code=scope, after=_after(request))
    context = {
        "place": PROGRAMS,
        "title": found,
        "lines": _lines(page.rows),
        "next_href": _next(page.after, {}),
    }
    return render(request, "inventory/title.html", context)


def machine_or_404(request: HttpRequest, machine_id: int) -> Whole:
    """Return a machine that may be read of, or a page that does not tell whether there is one."""
    found = machines.machine(machine_id, organisation_code=scope_of(request))
    if found is None:
        raise Http404
    return found


def _lines(rows: tuple[MachineRow, ...]) -> list[Line]:
    names, now = parties.names_by_code(), clock.now()
    kinds = dict(MachineKind.choices)
    return [
        Line(
            row=row,
            kind=str(kinds[MachineKind(row.kind)]),
            what=" ".join(filter(None, (row.maker, row.model))),
            organisation=names.get(row.organisation_code, row.organisation_code),
            seen=words.moment(row.seen_at),
            is_silent=words.is_silent(row.seen_at, now=now),
        )
        for row in rows
    ]


def _cases(request: HttpRequest, found: Whole) -> tuple[Case, ...]:
    """Return tickets of whoever has the machine, as apps above know of them."""
    if found.holder_id is None:
        return ()
    user_id = request.user.pk
    assert user_id is not None, "who reads has signed in"
    viewer = viewer_of(request)
    return tuple(
        case
        for source in contributions.offered(CaseSource)
        for case in source.about(found.holder_id, viewer, user_id)
    )


def _after(request: HttpRequest) -> int | None:
    told = request.GET.get("efter", "")
    is_number = told.isascii() and told.isdecimal() and len(told) <= _MOST_DIGITS
    return int(told) if is_number else None


def _next(after: int | None, asked: dict[str, str]) -> str:
    kept = {key: value for key, value in asked.items() if value}
    return f"?{urlencode(kept | {'efter': str(after)})}" if after else ""

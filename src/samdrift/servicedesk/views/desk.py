"""The queue, and a ticket beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.parties.queries import Party
from samdrift.plumbing import clock
from samdrift.plumbing.access import may_run_desk, may_work_tickets, viewer_of
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import memory
from samdrift.servicedesk import keywords
from samdrift.servicedesk.casework import blocks, callers, people
from samdrift.servicedesk.casework import queries as casework
from samdrift.servicedesk.casework.attention import countables
from samdrift.servicedesk.casework.people import Everybody
from samdrift.servicedesk.casework.queries import Case, Line
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.history import services as history
from samdrift.servicedesk.ports import Reader
from samdrift.servicedesk.queue import queries as queue
from samdrift.servicedesk.queue.ports import Count, Item, Page, Selection, View
from samdrift.servicedesk.views import as_sent, attention, beside, calling, saved, words
from samdrift.servicedesk.views.readers import case_and_beside_or_404, case_or_404, reader_of
from samdrift.servicedesk.views.words import Standing

MOST_FOUND = 8
VIEW_WORDS = {
    View.MINE: "Min kö",
    View.NEW: "Nya",
    View.WAITING: "Väntar",
    View.WATCHED: "Följer",
    View.ALL: "Alla",
    View.SOLVED: "Lösta",
    View.CLOSED: "Avslutade",
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A view of the queue, as a word with its number."""

    words: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A ticket in the queue."""

    number: str
    subject: str
    href: str
    who: str
    standing: Standing
    is_answer_awaited: bool
    is_secret: bool
    keywords: tuple[str, ...]
    is_current: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One thing in a ticket's story, as it is shown."""

    line: Line
    when: str
    initials: str
    channel: str
    changed: str
    is_ours: bool
    layout: str
    """A letter as it was sent, where it has pictures or tables."""


@dataclass(frozen=True, slots=True)
class Register:
    """Organisations, groups and those who help: read once for the whole page."""

    parties: tuple[Party, ...]
    everybody: Everybody


def _register() -> Register:
    today = clock.now().astimezone(SWEDEN).date()
    return Register(parties.parties(), people.everybody(today))


@require_GET
@memory.settled()
def desk_page(request: HttpRequest) -> HttpResponse:
    """Show the queue; on a phone it is the whole page."""
    reader = reader_of(request)
    context = queue_context(request, reader, current="", register=_register())
    return render(request, "servicedesk/desk.html", context | {"case": None})


@require_GET
@memory.settled()
def case_page(request: HttpRequest, number: str) -> HttpResponse:
    """Show a ticket with what is known of it, and the queue beside it."""
    reader = reader_of(request)
    case = case_and_beside_or_404(reader, number)
    now = clock.now()
    if case.is_secret:
        history.note_secrecy_reading(ticket_id=case.id, user_id=reader.user_id, at=now)
    register = _register()
    context = queue_context(request, reader, current=number, register=register)
    attention.see_mentions(context, case, reader, now)
    context |= case_context(reader, case, now, register) | _organisations(case, register.parties)
    context |= _who_else(request, case)
    return render(request, "servicedesk/desk.html", context)


@require_GET
def pulse(request: HttpRequest) -> JsonResponse:
    """Tell whether any ticket has changed since a page was read, and who else looks at one.

    A page asks now and then, so that lists keep up with many servers and none that pushes.
    """
    reader = reader_of(request)
    since = _moment(request.GET.get("since", ""))
    has_changed = since is None or queue.has_changed_since(reader=reader, at=since)
    told: dict[str, object] = {"changed": has_changed, "present": []}
    number = request.GET.get("ticket", "")
    if number:
        case = case_or_404(reader, number)
        now = clock.now()
        beside.see(case, reader, is_writing=request.GET.get("writing") == "1", at=now)
        told["present"] = beside.present_words(case, reader, now)
        told["version"] = case.version
    return JsonResponse(told)


def queue_context(
    request: HttpRequest, reader: Reader, *, current: str, register: Register
) -> dict[str, object]:
    """Return what the list at the left shows, whichever ticket is open."""
    selection = Selection.from_query(request.GET.dict())
    if "view" not in request.GET and reader.is_desk:
        selection = Selection.from_query(request.GET.dict() | {"view": View.MINE})
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = queue.tickets(reader=reader, selection=selection, after=after, before=before)
    kept = urlencode(selection.query() | _place(after, before))
    now = clock.now()
    names = {party.code: party.name for party in register.parties}
    may_work = may_work_tickets(viewer_of(request))
    asked = countables(reader, at=now) if may_work else ()
    counts, lengths = queue.counts(reader=reader, selection=selection, beside=asked)
    return (
        {
            "place": "servicedesk.desk",
            "rows": [_row(item, kept, names, current, now) for item in page.items],
            "tabs": _tabs(counts, selection),
            "kept": kept,
            "selection": selection,
            "read_at": now.isoformat(),
            "may_work": may_work,
            "may_run": may_run_desk(viewer_of(request)),
            "empty_words": _empty_words(selection.view),
            "following": _following([item.number for item in page.items], current),
            "groups": register.everybody.groups,
            "helpers": register.everybody.helpers,
            "saved_tabs": saved.saved_tabs(reader, selection),
            "keywords_known": keywords.offered(),
        }
        | _turns(selection, page)
        | calling.ringing_context(request, reader)
        | attention.context(reader, now, number=current, lengths=lengths)
        | saved.narrowing(selection, register.everybody, names)
    )


def case_context(
    reader: Reader, case: Case, now: datetime, register: Register
) -> dict[str, object]:
    """Return what the middle and the right show of a ticket."""
    story = casework.story(ticket_id=case.id, is_for_reporter=not reader.is_desk)
    names = register.everybody.names(line.changes for line in story if line.changes)
    told = [_told(line, names, now, number=case.number) for line in story]
    drafts = casework.drafts(user_id=reader.user_id, ticket_id=case.id) if case.is_under_way else {}
    return {
        "case": case,
        "standing": words.standing(case.status),
        "kind": words.KIND_WORDS[case.kind],
        "opened": words.moment(case.opened_at, now=now),
        "story": [each for each in told if not each.line.is_event or each.changed],
        "drafts": drafts,
        "blocks": blocks.blocks() if case.is_under_way else (),
    } | beside.context(case, reader, now)


def _organisations(case: Case, every: tuple[Party, ...]) -> dict[str, object]:
    """Return whose ticket it is, and the suppliers it can be handed over to."""
    names = {party.code: party.name for party in every}
    suppliers = [(p.code, p.name) for p in every if p.role == OrganisationRole.SUPPLIER]
    return {
        "organisation": names.get(case.organisation_code, ""),
        "supplier_choices": suppliers,
    }


def _who_else(request: HttpRequest, case: Case) -> dict[str, object]:
    """Return whether the ticket may be changed, and those who may be its reporter instead."""
    is_over = case.status in (Status.CLOSED, Status.MERGED)
    typed = request.GET.get("vem", "")
    return {
        "may_change": may_work_tickets(viewer_of(request)) and case.is_live and not is_over,
        "typed_who": typed,
        "who_found": callers.callers(typed, limit=MOST_FOUND) if typed else (),
        "kept_pairs": [(name, value) for name, value in request.GET.items() if name != "vem"],
    }


def _told(line: Line, names: dict[str, dict[int, str]], now: datetime, *, number: str) -> Told:
    return Told(
        line=line,
        when=words.moment(line.at, now=now),
        initials=words.initials(line.by_name),
        channel=str(words.CHANNEL_WORDS.get(line.channel, "")),
        changed=words.changes(line.changes, names) if line.changes else "",
        is_ours=line.by_user_id is not None,
        layout=as_sent.layout(line, number=number) if line.html else "",
    )


def _row(item: Item, kept: str, names: dict[str, str], current: str, now: datetime) -> QueueRow:
    where = names.get(item.organisation_code, item.organisation_code)
    return QueueRow(
        number=item.number,
        subject=item.subject,
        href=f"{reverse('servicedesk:case', args=[item.number])}?{kept}",
        who=", ".join(filter(None, (item.requester, where))),
        standing=words.time_left(solve_by=item.solve_by, status=item.status, at=now),
        is_answer_awaited=item.is_answer_awaited,
        is_secret=item.is_secret,
        keywords=item.keywords,
        is_current=item.number == current,
    )


def _tabs(counts: dict[View, Count], selection: Selection) -> list[Tab]:
    rest = selection.query()
    route = reverse("servicedesk:desk")
    return [
        Tab(
            f"{_(VIEW_WORDS[view])} {counts[view].words}"
            if view in counts
            else _(VIEW_WORDS[view]),
            f"{route}?{urlencode(rest | {'view': view.value})}",
            view is selection.view,
        )
        for view in View
    ]


def _following(numbers: list[str], current: str) -> str:
    """Return the ticket after the one that is open, or the one before where it is the last."""
    if current not in numbers:
        return numbers[0] if numbers and current else ""
    place = numbers.index(current)
    near = numbers[place + 1 : place + 2] or numbers[max(place - 1, 0) : place]
    return near[0] if near else ""


def _turns(selection: Selection, page: Page) -> dict[str, str]:
    """Return where the next page of the list and the one before stand."""
    route, rest = reverse("servicedesk:desk"), selection.query()
    onward = f"{route}?{urlencode(rest | {'after': page.after})}" if page.after else ""
    back = f"{route}?{urlencode(rest | {'before': page.before})}" if page.before else ""
    return {"next_page": onward, "previous_page": back}


def _place(after: str, before: str) -> dict[str, str]:
    return {key: value for key, value in (("after", after), ("before", before)) if value}


def _empty_words(view: View) -> str:
    return {
        View.MINE: _("Du har inga öppna ärenden. Ta ett av de nya."),
        View.NEW: _("Inga nya ärenden. Nästa kommer hit av sig själv."),
        View.WAITING: _("Inget väntar på svar, leverantör eller avtalad tid."),
        View.WATCHED: _("Du följer inget. Den som nämns med @ i en anteckning följer ärendet."),
        View.ALL: _("Inga öppna ärenden. Nästa kommer hit av sig själv."),
        View.SOLVED: _("Inga lösta ärenden väntar på att någon ser att det fungerar."),
        View.CLOSED: _("Inga avslutade ärenden."),
    }[view]


def _moment(written: str) -> datetime | None:
    try:
        told = datetime.fromisoformat(written)
    except ValueError:
        return None
    return told if told.tzinfo else None

"""Tickets by number and by words; and where guides and people lead, whose pages are the desk's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from samdrift.directory import queries as directory
from samdrift.directory.models import Person, Unit
from samdrift.directory.searches import EVERYBODY, PERSON, UNIT
from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Span
from samdrift.knowledge import finding as guides
from samdrift.knowledge import queries as knowledge
from samdrift.knowledge.choices import GuideState
from samdrift.parties import queries as parties
from samdrift.plumbing import access
from samdrift.plumbing.access import Viewer
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.palette.begins import called
from samdrift.plumbing.palette.ports import Hit, Query, SearchSource
from samdrift.plumbing.search.ports import (
    Findable,
    Narrowing,
    SearchableSource,
    Seeker,
    Shown,
    Watched,
)
from samdrift.reporting.views.links import is_open, records_path
from samdrift.servicedesk import finding, queries
from samdrift.servicedesk.casework import door, people
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.models import Attachment, Handover, Message, Ticket, TicketKeyword
from samdrift.servicedesk.ports import Reader


def _tickets(viewer: Viewer, query: Query, limit: int) -> Iterator[Hit]:
    """Yield the ticket of a number, else those whose numbers begin so."""
    if not query.has_digit:
        return
    found, nearness = called(
        Ticket.objects.order_by(), "number", query.spellings(), limit, shortest=_SHORTEST_BEGINNING
    )
    names = parties.names_by_code() if found else {}
    visible = _visible(viewer, query.user_id, found)
    for ticket in found:
        if ticket.is_live:
            if ticket.pk in visible:
                address = reverse("servicedesk:case", args=[ticket.number])
                yield Hit(ticket.number, _("Ärende"), address, nearness, ticket.subject)
            continue
        code = str(ticket.organisation_id)
        day = ticket.opened_at.astimezone(SWEDEN).date()
        scope = (("organisation", code), ("ticket", ticket.number))
        origin = Origin(queries.TICKET, Span.day(day), scope, 1)
        if is_open(viewer, origin):
            detail = f"{ticket.category}, {names.get(code, code)}, {day}"
            yield Hit(ticket.number, _("Ärende"), records_path(origin), nearness, detail)


_SHORTEST_BEGINNING = 3


def _visible(viewer: Viewer, user_id: int | None, found: Sequence[Ticket]) -> frozenset[int]:
    """Return the ids of those live tickets that the door shows."""
    live = [ticket.pk for ticket in found if ticket.is_live]
    reader = door.reader_for(viewer, user_id) if live and user_id is not None else None
    if reader is None:
        return frozenset()
    return frozenset(door.visible(reader).filter(pk__in=live).values_list("pk", flat=True))


def _reader(seeker: Seeker) -> Reader | None:
    return door.reader_for(seeker.viewer, seeker.user_id)


def _ticket_grants(seeker: Seeker) -> frozenset[str]:
    reader = _reader(seeker)
    return finding.grants(reader) if reader else frozenset()


def _ticket_shown(seeker: Seeker, keys: Sequence[str]) -> Mapping[str, Shown]:
    """Tell where tickets lead, those that the door shows; a secret one keeps its text to itself."""
    reader = _reader(seeker)
    if reader is None:
        return {}
    names = parties.names_by_code()
    rows = door.visible(reader).filter(pk__in=keys).select_related("requester")
    return {str(row.pk): _shown_ticket(row, names) for row in rows}


def _shown_ticket(row: Ticket, names: Mapping[str, str]) -> Shown:
    code = str(row.organisation_id)
    day = row.opened_at.astimezone(SWEDEN).date()
    who = row.requester.name if row.requester else ""
    told = (_(Status(row.status).label), who, names.get(code, code), day.isoformat())
    return Shown(
        reverse("servicedesk:case", args=[row.number]),
        called=row.number,
        detail=" · ".join(filter(None, told)),
        is_sealed=row.is_secret,
    )


def _ticket_narrowings(_seeker: Seeker) -> tuple[Narrowing, ...]:
    ends = Ticket.objects.aggregate(first=Min("opened_at"), last=Max("opened_at"))
    years = range(ends["last"].year, ends["first"].year - 1, -1) if ends["first"] else ()
    states = ((finding.OPEN_STATE, _("Öppna")), (finding.OVER_STATE, _("Avslutade")))
    groups = tuple((str(group.id), group.name) for group in people.everybody().groups)
    every = (
        ("lage", _("Läge"), finding.STATE, states),
        ("organisation", _("Organisation"), finding.ORGANISATION, _organisations()),
        ("grupp", _("Grupp"), finding.GROUP, groups),
        ("inkom", _("Inkom"), finding.YEAR, tuple((str(year), str(year)) for year in years)),
    )
    return tuple(Narrowing(*each) for each in every)


def _organisations() -> tuple[tuple[str, str], ...]:
    return tuple(parties.names_by_code().items())


def _guide_grants(seeker: Seeker) -> frozenset[str]:
    return frozenset({guides.EVERY} if access.may_work_tickets(seeker.viewer) else ())


def _guide_shown(seeker: Seeker, keys: Sequence[str]) -> Mapping[str, Shown]:
    """Tell where guides lead: to the desk's own pages, for who works there."""
    if not access.may_work_tickets(seeker.viewer):
        return {}
    cards = knowledge.guides_by_id([int(key) for key in keys])
    return {
        str(pk): Shown(
            reverse("servicedesk:guide", args=[card.key]), detail=_(GuideState(card.state).label)
        )
        for pk, card in cards.items()
    }


def _people_grants(seeker: Seeker) -> frozenset[str]:
    return frozenset({EVERYBODY} if access.may_work_tickets(seeker.viewer) else ())


def _people_shown(seeker: Seeker, keys: Sequence[str]) -> Mapping[str, Shown]:
    """Tell where people lead: to a call of theirs, which shows who it is and what they have."""
    if not access.may_work_tickets(seeker.viewer):
        return {}
    route = reverse("servicedesk:register")
    return {
        str(card.id): Shown(
            f"{route}?vem={card.id}",
            detail=", ".join(
                filter(None, (card.title, card.unit_name, card.organisation_name, card.email))
            ),
        )
        for card in directory.people_by_id([int(key) for key in keys])
    }


def _unit_shown(seeker: Seeker, keys: Sequence[str]) -> Mapping[str, Shown]:
    """Tell where units lead: to their open tickets."""
    if not access.may_work_tickets(seeker.viewer):
        return {}
    route = reverse("servicedesk:desk")
    return {
        str(pk): Shown(f"{route}?view=all&unit={pk}", detail=about)
        for pk, about in directory.units_by_id([int(key) for key in keys]).items()
    }


_ABOUT_TICKETS = (
    Watched(Ticket, (*sorted(finding.FOUND_BY), "number", "opened_at", "is_live")),
    Watched(Message, ("ticket_id", "text", "kind", "wiped_at"), "SELECT {row}.ticket_id AS key"),
    Watched(
        Attachment,
        ("name", "message_id"),
        "SELECT ticket_id AS key FROM servicedesk_message WHERE id = {row}.message_id",
    ),
    Watched(Handover, ("reference", "ticket_id"), "SELECT {row}.ticket_id AS key"),
    Watched(TicketKeyword, ("ticket_id", "keyword_id"), "SELECT {row}.ticket_id AS key"),
    Watched(
        Person, ("name",), "SELECT id AS key FROM servicedesk_ticket WHERE requester_id = {row}.id"
    ),
    Watched(Unit, ("name",), "SELECT id AS key FROM servicedesk_ticket WHERE unit_id = {row}.id"),
)

OFFERS = (
    SearchSource("servicedesk.tickets", "Ärenden", _tickets, position=21, of_numbers=True),
    SearchableSource(
        "servicedesk.tickets", "Ärenden", finding.TICKET, Ticket, finding.things, _ABOUT_TICKETS
    ),
    Findable(
        "servicedesk.tickets",
        finding.TICKET,
        "arenden",
        _l("Ärenden"),
        _l("Ärende"),
        position=10,
        grants=_ticket_grants,
        shown=_ticket_shown,
        narrowings=_ticket_narrowings,
        is_many=True,
    ),
    Findable(
        "servicedesk.guides",
        guides.GUIDE,
        "guider",
        _l("Guider"),
        _l("Guide"),
        position=20,
        grants=_guide_grants,
        shown=_guide_shown,
    ),
    Findable(
        "servicedesk.people",
        PERSON,
        "personer",
        _l("Personer"),
        _l("Person"),
        position=30,
        grants=_people_grants,
        shown=_people_shown,
    ),
    Findable(
        "servicedesk.units",
        UNIT,
        "enheter",
        _l("Enheter"),
        _l("Enhet"),
        position=40,
        grants=_people_grants,
        shown=_unit_shown,
    ),
)

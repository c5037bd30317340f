"""The tickets and the answers behind a count."""

from __future__ import annotations

from samdrift.kernel.figures import Origin
from samdrift.parties import queries as parties
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored
from samdrift.servicedesk import queries
from samdrift.servicedesk.choices import Channel, Question
from samdrift.servicedesk.models import SurveyAnswer, Ticket
from samdrift.servicedesk.tables import LIMIT_LABELS

_TICKET_COLUMNS = (
    RecordColumn("number", "Nummer"),
    RecordColumn(
        "organisation", "Organisation", Kind.CHOICE, is_grouped=True, words=parties.names_by_code
    ),
    RecordColumn(
        "channel", "Väg in", Kind.CHOICE, is_grouped=True, words=lambda: dict(Channel.choices)
    ),
    RecordColumn("line", "Linje", Kind.NUMBER, is_grouped=True),
    RecordColumn("category", "Kategori", is_grouped=True),
    RecordColumn("opened_at", "Öppnat", Kind.MOMENT),
    RecordColumn("closed_at", "Stängt", Kind.MOMENT, is_grouped=True),
)
_FIELDS = {"organisation": "organisation_id"}
_ANSWER_COLUMNS = (
    RecordColumn("identifier", "Beteckning"),
    RecordColumn("answered_on", "Besvarad", Kind.DATE, is_grouped=True),
    RecordColumn("question", "Fråga", Kind.CHOICE, words=lambda: dict(Question.choices)),
    RecordColumn("score", "Betyg", Kind.NUMBER, is_grouped=True),
)


def _tickets(origin: Origin) -> Stored[Ticket]:
    """Return the tickets closed in an origin's span, within its limit, whose they are."""
    found = queries.closed_in(origin.span)
    scope = dict(origin.scope)
    if "organisation" in scope:
        found = found.filter(organisation_id=scope["organisation"])
    if limit := scope.get("within"):
        found = found.filter(elapsed_seconds__lte=queries.LIMITS[limit])
    return Stored(found, _TICKET_COLUMNS, "number", fields=_FIELDS)


def _describe_tickets(origin: Origin) -> str:
    scope = dict(origin.scope)
    words = [LIMIT_LABELS[scope["within"]].lower()] if "within" in scope else []
    if "organisation" in scope:
        code = scope["organisation"]
        words.append(parties.names_by_code().get(code, code))
    return ", ".join(words)


def _ticket(origin: Origin) -> Stored[Ticket]:
    """Return the ticket of an origin, where it is of the organisation it is asked for."""
    scope = dict(origin.scope)
    found = Ticket.objects.filter(number=scope["ticket"], organisation_id=scope["organisation"])
    return Stored(found, _TICKET_COLUMNS, "number", fields=_FIELDS)


def _answers(origin: Origin) -> Stored[SurveyAnswer]:
    """Return the answers to an origin's question, the satisfied only where it says so."""
    scope = dict(origin.scope)
    found = queries.answers_in(origin.span).filter(question=scope["question"])
    if "satisfied" in scope:
        found = found.filter(score__gte=queries.SATISFIED)
    return Stored(found, _ANSWER_COLUMNS, "identifier")


def _describe_answers(origin: Origin) -> str:
    scope = dict(origin.scope)
    label = str(Question(scope["question"]).label)
    return f"{label}, betyg 4 eller 5" if "satisfied" in scope else label


OFFERS = (
    RecordSource(
        key=queries.TICKET,
        title="Ärende",
        columns=_TICKET_COLUMNS,
        describe=lambda origin: f"ärende {dict(origin.scope)['ticket']}",
        select=_ticket,
        is_yearly=False,
    ),
    RecordSource(
        key=queries.TICKETS,
        title="Stängda ärenden",
        columns=_TICKET_COLUMNS,
        describe=_describe_tickets,
        select=_tickets,
    ),
    RecordSource(
        key=queries.ANSWERS,
        title="Enkätsvar",
        columns=_ANSWER_COLUMNS,
        describe=_describe_answers,
        select=_answers,
    ),
)

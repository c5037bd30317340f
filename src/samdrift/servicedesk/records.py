"""The tickets and the answers behind a count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from samdrift.kernel.figures import Origin
from samdrift.parties import queries as parties
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored
from samdrift.reporting.wording import in_words, sentence
from samdrift.servicedesk import queries
from samdrift.servicedesk.choices import Channel, Question
from samdrift.servicedesk.count_tables import AGE_LABELS, OPEN_LABELS, label
from samdrift.servicedesk.models import SurveyAnswer, Ticket
from samdrift.servicedesk.statistics import counting
from samdrift.servicedesk.statistics.ports import (
    KEYWORD,
    OPEN_LIMITS,
    OPEN_TICKETS,
    OPENED_TICKETS,
    PARTS,
    Where,
)
from samdrift.servicedesk.statistics.queries import of_age
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
PICKED = (*PARTS, KEYWORD)
"""What an origin says of the tickets themselves, whatever is counted of them."""
_FIELDS = {"organisation": "organisation_id"}
_ANSWER_COLUMNS = (
    RecordColumn("identifier", "Beteckning"),
    RecordColumn("answered_on", "Besvarad", Kind.DATE, is_grouped=True),
    RecordColumn("question", "Fråga", Kind.CHOICE, words=lambda: dict(Question.choices)),
    RecordColumn("score", "Betyg", Kind.NUMBER, is_grouped=True),
)


def _tickets(origin: Origin) -> Stored[Ticket]:
    """Return the tickets closed in an origin's span that are what its scope says."""
    scope = dict(origin.scope)
    found = counting.narrowed(queries.closed_in(origin.span), _parts(origin))
    for key, value in scope.items():
        if key not in PICKED:
            found = found.filter(**_CLOSED[key](value))
    return Stored(found, _TICKET_COLUMNS, "number", fields=_FIELDS)


_CLOSED: dict[str, Callable[[str], dict[str, Any]]] = {
    "within": lambda limit: {"elapsed_seconds__lte": queries.LIMITS[limit]},
    "within-open": lambda limit: {"open_seconds__lte": OPEN_LIMITS[limit]},
    "line": lambda line: {"line": int(line)},
    "timed": lambda _: {"open_seconds__isnull": False},
    "reopened": lambda _: {"reopened_count__gt": 0},
    "rated": lambda which: {
        "opinion__score__gte": queries.SATISFIED if which == "satisfied" else 1
    },
}
"""What else than its parts a closed ticket may be asked to be."""

_WORDS: dict[str, Callable[[str], str]] = {
    "within": lambda limit: LIMIT_LABELS[limit].lower(),
    "within-open": lambda limit: OPEN_LABELS[limit].lower(),
    "line": lambda line: "i första linjen" if line == "1" else f"i linje {line}",
    "timed": lambda _: "med klocka",
    "reopened": lambda _: "öppnade igen",
    "rated": lambda which: "betyg 4 eller 5" if which == "satisfied" else "med omdöme",
    "age": lambda age: AGE_LABELS[age].lower(),
}


def _describe_tickets(origin: Origin) -> str:
    return ", ".join(
        value
        if key == KEYWORD
        else in_words(label(key, value) if key in PARTS else _WORDS[key](value))
        for key, value in origin.scope
    )


def _parts(origin: Origin) -> Where:
    return tuple((key, value) for key, value in origin.scope if key in PICKED)


def _opened(origin: Origin) -> Stored[Ticket]:
    """Return the tickets that came in in an origin's span."""
    found = counting.narrowed(counting.opened_in(origin.span), _parts(origin))
    return Stored(found, _TICKET_COLUMNS, "number", fields=_FIELDS)


def _open(origin: Origin) -> Stored[Ticket]:
    """Return the tickets that were open when an origin's day ended, as old as it says."""
    day, age = origin.span.start, dict(origin.scope).get("age")
    found = counting.open_on(day, _parts(origin))
    if age:
        found = found.filter(of_age(age, day))
    return Stored(found, _TICKET_COLUMNS, "number", fields=_FIELDS)


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
    asked = in_words(str(Question(scope["question"]).label))
    return sentence("{asked}, betyg 4 eller 5", asked=asked) if "satisfied" in scope else asked


OFFERS = (
    RecordSource(
        key=queries.TICKET,
        title="Ärende",
        columns=_TICKET_COLUMNS,
        describe=lambda origin: sentence("ärende {number}", number=dict(origin.scope)["ticket"]),
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
        key=OPENED_TICKETS,
        title="Inkomna ärenden",
        columns=_TICKET_COLUMNS,
        describe=_describe_tickets,
        select=_opened,
    ),
    RecordSource(
        key=OPEN_TICKETS,
        title="Öppna ärenden",
        columns=_TICKET_COLUMNS,
        describe=_describe_tickets,
        select=_open,
    ),
    RecordSource(
        key=queries.ANSWERS,
        title="Enkätsvar",
        columns=_ANSWER_COLUMNS,
        describe=_describe_answers,
        select=_answers,
    ),
)

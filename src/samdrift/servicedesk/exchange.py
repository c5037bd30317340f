"""Tickets and survey answers as a package tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from samdrift.parties.exchange import organisation_code
from samdrift.plumbing.exchange.columns import Column, day, moment, one_of, text, whole_number
from samdrift.plumbing.exchange.csv_reader import (
    CsvFile,
    Problem,
    Values,
    csv_reader,
    ends_before_it_starts,
)
from samdrift.plumbing.exchange.ports import Reading
from samdrift.servicedesk.choices import Channel, Question
from samdrift.servicedesk.models import SurveyAnswer, Ticket

TICKETS = ("number", "organisation", "channel", "line", "category", "opened", "closed")
SURVEYS = ("id", "answered_on", "question", "score")


def _ticket_columns(reading: Reading) -> tuple[Column, ...]:
    return (
        Column("number", text(200)),
        Column("organisation", organisation_code(reading), field="organisation_id"),
        Column("channel", one_of(Channel.values)),
        Column("line", whole_number(1, 2)),
        Column("category", text()),
        Column("opened", moment, field="opened_at"),
        Column("closed", moment, may_be_empty=True, empty=None, field="closed_at"),
    )


def _survey_columns(_reading: Reading) -> tuple[Column, ...]:
    return (
        Column("id", text(200), field="identifier"),
        Column("answered_on", day),
        Column("question", one_of(Question.values)),
        Column("score", whole_number(1, 5)),
    )


def _ticket_problems(_reading: Reading) -> Callable[[Values], Iterable[Problem]]:
    """Return what finds a wrong row: one that ends too soon, or a number that is worked on here."""
    live = frozenset(Ticket.objects.filter(is_live=True).values_list("number", flat=True))

    def problems(values: Values) -> Iterator[Problem]:
        if values["number"] in live:
            yield "number", "ett nummer som inte redan är ett ärende i Samdrift."
        yield from ends_before_it_starts(values, ("opened", "opened_at"), ("closed", "closed_at"))

    return problems


def _elapsed(values: Values) -> Values:
    """Moments are told to the second, so what lies between them is whole seconds."""
    if values["closed_at"] is None:
        return {"elapsed_seconds": None}
    elapsed = values["closed_at"] - values["opened_at"]
    return {"elapsed_seconds": elapsed.days * 86_400 + elapsed.seconds}


OFFERS = (
    csv_reader(
        key="servicedesk.tickets",
        name="tickets.csv",
        file=CsvFile(
            model=Ticket,
            columns=_ticket_columns,
            names=TICKETS,
            key=("number",),
            problems=_ticket_problems,
            derived=_elapsed,
        ),
    ),
    csv_reader(
        key="servicedesk.surveys",
        name="surveys.csv",
        file=CsvFile(
            model=SurveyAnswer,
            columns=_survey_columns,
            names=SURVEYS,
            key=("identifier",),
        ),
    ),
)

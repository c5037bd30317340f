"""The tickets and the answers behind a count."""

from __future__ import annotations

from django.db.models import QuerySet

from samdrift.kernel.figures import Origin
from samdrift.parties import queries as parties
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting.ports import Record, RecordColumn, RecordPage, RecordSource
from samdrift.servicedesk import queries
from samdrift.servicedesk.choices import Question
from samdrift.servicedesk.models import SurveyAnswer, Ticket
from samdrift.servicedesk.tables import LIMIT_LABELS


def _tickets(origin: Origin) -> QuerySet[Ticket]:
    """Return the tickets closed in an origin's span, within its limit, whose they are."""
    found = queries.closed_in(origin.span)
    scope = dict(origin.scope)
    if "organisation" in scope:
        found = found.filter(organisation_id=scope["organisation"])
    limit = scope.get("within")
    return found.filter(elapsed_seconds__lte=queries.LIMITS[limit]) if limit else found


def _describe_tickets(origin: Origin) -> str:
    scope = dict(origin.scope)
    words = [LIMIT_LABELS[scope["within"]].lower()] if "within" in scope else []
    if "organisation" in scope:
        code = scope["organisation"]
        words.append(parties.names_by_code().get(code, code))
    return ", ".join(words)


def _page_of_tickets(origin: Origin, after: str, size: int) -> RecordPage:
    rows = _tickets(origin).filter(number__gt=after).order_by("number")
    names = parties.names_by_code()
    records = tuple(
        Record(
            row.number,
            (
                row.number,
                names[row.organisation_id],
                row.get_channel_display(),
                row.line,
                row.category,
                row.opened_at.astimezone(SWEDEN),
                row.closed_at.astimezone(SWEDEN) if row.closed_at else None,
            ),
        )
        for row in rows[: size + 1]
    )
    return RecordPage(records[:size], records[size - 1].key if len(records) > size else "")


def _answers(origin: Origin) -> QuerySet[SurveyAnswer]:
    """Return the answers to an origin's question, the satisfied only where it says so."""
    scope = dict(origin.scope)
    found = queries.answers_in(origin.span).filter(question=scope["question"])
    return found.filter(score__gte=queries.SATISFIED) if "satisfied" in scope else found


def _describe_answers(origin: Origin) -> str:
    scope = dict(origin.scope)
    label = str(Question(scope["question"]).label)
    return f"{label}, betyg 4 eller 5" if "satisfied" in scope else label


def _page_of_answers(origin: Origin, after: str, size: int) -> RecordPage:
    rows = _answers(origin).filter(identifier__gt=after).order_by("identifier")
    records = tuple(
        Record(
            row.identifier,
            (row.identifier, row.answered_on, row.get_question_display(), row.score),
        )
        for row in rows[: size + 1]
    )
    return RecordPage(records[:size], records[size - 1].key if len(records) > size else "")


OFFERS = (
    RecordSource(
        key=queries.TICKETS,
        title="Stängda ärenden",
        columns=(
            RecordColumn("number", "Nummer"),
            RecordColumn("organisation", "Organisation"),
            RecordColumn("channel", "Väg in"),
            RecordColumn("line", "Linje"),
            RecordColumn("category", "Kategori"),
            RecordColumn("opened", "Öppnat"),
            RecordColumn("closed", "Stängt"),
        ),
        describe=_describe_tickets,
        count=lambda origin: _tickets(origin).count(),
        page=_page_of_tickets,
    ),
    RecordSource(
        key=queries.ANSWERS,
        title="Enkätsvar",
        columns=(
            RecordColumn("id", "Beteckning"),
            RecordColumn("answered_on", "Besvarad"),
            RecordColumn("question", "Fråga"),
            RecordColumn("score", "Betyg"),
        ),
        describe=_describe_answers,
        count=lambda origin: _answers(origin).count(),
        page=_page_of_answers,
    ),
)

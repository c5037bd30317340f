"""The answers behind how often guides helped."""

from __future__ import annotations

from django.db.models import Case, CharField, F, Value, When
from django.db.models.expressions import Combinable

from samdrift.kernel.figures import Origin
from samdrift.knowledge import queries
from samdrift.knowledge.models import GuideAnswer
from samdrift.parties import queries as parties
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored
from samdrift.reporting.wording import in_words

_YES_OR_NO = {"yes": "Ja", "no": "Nej"}
_COLUMNS = (
    RecordColumn("at", "När", Kind.MOMENT, is_grouped=True),
    RecordColumn("guide", "Guide", is_grouped=True),
    RecordColumn(
        "helped", "Löste problemet", Kind.CHOICE, is_grouped=True, words=lambda: _YES_OR_NO
    ),
    RecordColumn(
        "before_report", "Innan anmälan", Kind.CHOICE, is_grouped=True, words=lambda: _YES_OR_NO
    ),
    RecordColumn(
        "organisation", "Organisation", Kind.CHOICE, is_grouped=True, words=parties.names_by_code
    ),
)


def _answers(origin: Origin) -> Stored[GuideAnswer]:
    """Return the answers of an origin's guide, helped or not, before a report or at any time."""
    return Stored(
        queries.behind_figure(origin),
        _COLUMNS,
        fields={
            "guide": "guide__title",
            "helped": _yes_or_no("has_helped"),
            "before_report": _yes_or_no("is_before_report"),
            "organisation": F("organisation_code"),
        },
    )


def _yes_or_no(field: str) -> Combinable:
    """Return whether something is so as a word that the database can group by."""
    return Case(
        When(**{field: True}, then=Value("yes")), default=Value("no"), output_field=CharField()
    )


def _describe(origin: Origin) -> str:
    scope = dict(origin.scope)
    words = [queries.titles().get(scope["guide"], scope["guide"])] if "guide" in scope else []
    is_yes = "helped" in scope
    words.append(in_words("svar som säger att problemet löstes" if is_yes else "svar"))
    if "before-report" in scope:
        words.append(in_words("innan anmälan skickats"))
    return ", ".join(words)


OFFERS = (
    RecordSource(
        key=queries.ANSWERS,
        title="Svar om guider",
        columns=_COLUMNS,
        describe=_describe,
        select=_answers,
    ),
)

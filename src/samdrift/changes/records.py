"""The changes behind a count."""

from __future__ import annotations

from django.db.models import Case, CharField, Value, When

from samdrift.changes.choices import Kind as ChangeKind
from samdrift.changes.choices import RiskClass, State, Verdict
from samdrift.changes.models import Change
from samdrift.changes.queries import results
from samdrift.kernel.figures import Origin
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored
from samdrift.reporting.wording import in_words

_HAD = {"yes": "Ja", "no": "Nej"}


def _choices(told: type[ChangeKind | State | Verdict | RiskClass]) -> dict[str, str]:
    return {str(key): str(label) for key, label in told.choices}


_COLUMNS = (
    RecordColumn("number", "Nummer"),
    RecordColumn("title", "Ändring"),
    RecordColumn("kind", "Slag", Kind.CHOICE, is_grouped=True, words=lambda: _choices(ChangeKind)),
    RecordColumn(
        "risk_class", "Risk", Kind.CHOICE, is_grouped=True, words=lambda: _choices(RiskClass)
    ),
    RecordColumn(
        "verdict", "Beslut", Kind.CHOICE, is_grouped=True, words=lambda: _choices(Verdict)
    ),
    RecordColumn("outcome", "Utfall", Kind.CHOICE, is_grouped=True, words=lambda: _choices(State)),
    RecordColumn("begun_at", "Började", Kind.MOMENT),
    RecordColumn("ended_at", "Slutade", Kind.MOMENT, is_grouped=True),
    RecordColumn("had_incidents", "Incidenter", Kind.CHOICE, is_grouped=True, words=lambda: _HAD),
)


def _describe(origin: Origin) -> str:
    scope = dict(origin.scope)
    if "kind" in scope:
        return str(ChangeKind(scope["kind"]).label).lower()
    if "verdict" in scope:
        return str(Verdict(scope["verdict"]).label).lower()
    if "outcome" in scope:
        return str(State(scope["outcome"]).label).lower()
    return in_words("med incidenter") if "incidents" in scope else ""


def _changes(origin: Origin) -> Stored[Change]:
    return Stored(
        results.behind_figure(origin),
        _COLUMNS,
        "number",
        fields={
            "had_incidents": Case(
                When(incidents=True, then=Value("yes")),
                default=Value("no"),
                output_field=CharField(),
            )
        },
    )


OFFERS = (
    RecordSource(
        key=results.ENDED,
        title="Ändringar som är över",
        columns=_COLUMNS,
        describe=_describe,
        select=_changes,
    ),
)

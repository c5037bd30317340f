"""The control behind a measure of a risk."""

from __future__ import annotations

from samdrift.internalcontrol import queries
from samdrift.internalcontrol.choices import Measure
from samdrift.internalcontrol.models import Control
from samdrift.kernel.figures import Figure, Origin
from samdrift.reporting.selections import Kind, RecordColumn, RecordSource
from samdrift.reporting.stored import Stored

_COLUMNS = (
    RecordColumn("year", "År", Kind.NUMBER),
    RecordColumn("area", "Område"),
    RecordColumn("risk", "Risk"),
    RecordColumn("control", "Kontroll"),
    RecordColumn("probability", "Sannolikhet", Kind.NUMBER),
    RecordColumn("consequence", "Konsekvens", Kind.NUMBER),
    RecordColumn("control_role", "Kontrollansvarig"),
    RecordColumn("report_role", "Rapporteras till"),
    RecordColumn("result", "Resultat"),
)


def _control(origin: Origin) -> queries.FollowedUpControl | None:
    year, key = origin.span.start.year, dict(origin.scope)["control"]
    return queries.followed_up_control(year=year, key=key)


def _describe(origin: Origin) -> str:
    control = _control(origin)
    return control.risk if control else dict(origin.scope)["control"]


def _measure(origin: Origin) -> Figure | None:
    control = _control(origin)
    return control.figure(Measure(dict(origin.scope)["measure"])) if control else None


def _controls(origin: Origin) -> Stored[Control]:
    key = dict(origin.scope)["control"]
    return Stored(Control.objects.filter(year=origin.span.start.year, key=key), _COLUMNS)


OFFERS = (
    RecordSource(
        key=queries.CONTROLS,
        title="Kontroller",
        columns=_COLUMNS,
        describe=_describe,
        select=_controls,
        readd=_measure,
    ),
)

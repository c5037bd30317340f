"""The control behind a measure of a risk."""

from __future__ import annotations

from samdrift.internalcontrol import queries
from samdrift.internalcontrol.choices import Measure
from samdrift.kernel.figures import Figure, Origin
from samdrift.reporting.ports import Record, RecordColumn, RecordPage, RecordSource


def _control(origin: Origin) -> queries.FollowedUpControl | None:
    year, key = origin.span.start.year, dict(origin.scope)["control"]
    return queries.followed_up_control(year=year, key=key)


def _describe(origin: Origin) -> str:
    control = _control(origin)
    return control.risk if control else dict(origin.scope)["control"]


def _amount(origin: Origin) -> Figure | None:
    control = _control(origin)
    return control.figure(Measure(dict(origin.scope)["measure"])) if control else None


def _page(origin: Origin, after: str, _size: int) -> RecordPage:
    control = _control(origin)
    if control is None or after >= control.key:
        return RecordPage(())
    cells = (
        control.year,
        control.area,
        control.risk,
        control.control,
        control.probability,
        control.consequence,
        control.control_role,
        control.report_role,
        control.result,
    )
    return RecordPage((Record(control.key, cells),))


OFFERS = (
    RecordSource(
        key=queries.CONTROLS,
        title="Kontroller",
        columns=(
            RecordColumn("year", "År"),
            RecordColumn("area", "Område"),
            RecordColumn("risk", "Risk"),
            RecordColumn("control", "Kontroll"),
            RecordColumn("probability", "Sannolikhet"),
            RecordColumn("consequence", "Konsekvens"),
            RecordColumn("control_role", "Kontrollansvarig"),
            RecordColumn("report_role", "Rapporteras till"),
            RecordColumn("result", "Resultat"),
        ),
        describe=_describe,
        count=lambda origin: 1 if _control(origin) else 0,
        page=_page,
        amount=_amount,
    ),
)

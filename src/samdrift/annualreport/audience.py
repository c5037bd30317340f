"""Who the overview is made for: which figures, what to attend to and which charts are theirs."""

from __future__ import annotations

from dataclasses import dataclass

from samdrift.annualreport.findings import charts, to_do
from samdrift.annualreport.findings.charts import Drawer
from samdrift.annualreport.findings.measures import KEY_FIGURES
from samdrift.annualreport.findings.to_do import Topic
from samdrift.plumbing.access import Role, Viewer


@dataclass(frozen=True, slots=True)
class Audience:
    """What some readers come for. `member_code` is whose own figures stand first."""

    key_figures: tuple[str, ...]
    topics: tuple[Topic, ...]
    drawers: tuple[Drawer, ...]
    findings: tuple[str, ...] = ()
    member_code: str = ""


WHOLE_YEAR = Audience(
    key_figures=KEY_FIGURES,
    topics=to_do.TOPICS,
    drawers=(charts.within_an_hour, charts.connections, charts.calls, charts.computers),
)
OWNERS = Audience(
    key_figures=(
        "result", "revenue", "equity", "own-investments", "within-an-hour", "courtesy",
        "connections", "sick-leave",
    ),
    topics=(to_do.goals, to_do.over_budget, to_do.differing),
    drawers=(charts.result, charts.within_an_hour, charts.connections, charts.calls),
    findings=("result", "result-and-budget", "balance-requirement", "goals"),
)  # fmt: skip
MEMBER_FIGURES = ("result", "equity", "tickets", "within-an-hour", "within-a-week", "courtesy")


def audience_of(viewer: Viewer) -> Audience:
    """Return who somebody is as a reader; of several roles the one that sees most decides."""
    if viewer.sees_every_record:
        return WHOLE_YEAR
    if Role.ECONOMIST in viewer.roles:
        return of_member(viewer.organisation_code)
    return OWNERS if Role.ELECTED in viewer.roles else WHOLE_YEAR


def of_member(code: str) -> Audience:
    """Return the audience that a member's own people are."""
    return Audience(
        key_figures=MEMBER_FIGURES,
        topics=(to_do.missing_for(code), to_do.differing),
        drawers=(charts.computers, charts.connections, charts.within_an_hour),
        member_code=code,
    )

"""What must hold of what was reckoned: every öre that a node had was handed on."""

from __future__ import annotations

from samdrift.costing import queries
from samdrift.costing.models import CostEdge, CostPart, CostRun
from samdrift.reporting import few
from samdrift.reporting.few import FewRows
from samdrift.reporting.formats import swedish_kronor
from samdrift.reporting.ports import CheckResult, CheckSource
from samdrift.reporting.wording import in_words, sentence

_RUNS = FewRows("costing.runs", CostRun, ("starts",))


def year_checks(year: int) -> tuple[CheckResult, ...]:
    """Hold what each node of a year's reckonings had against what it handed on."""
    count = sum(starts.year == year for (starts,) in few.rows(_RUNS))
    if not count:
        return ()
    faults = tuple(
        sentence("Körning {number}: {amount} kr kommer inte fram", number=run.pk,
                 amount=swedish_kronor(missing))
        for run, missing in queries.faulty_runs(year)
    )  # fmt: skip
    told = sentence("{count} körningar har räknats om.", count=count)
    return (CheckResult(in_words("Kostnadsmodellen lämnar vidare allt den fått"), told, faults),)


OFFERS = (
    CheckSource(key="costing.checks", run=year_checks, reads=(CostRun, CostPart, CostEdge)),
    _RUNS,
)

"""The investments of a year, one by one, by group and in all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from samdrift.capital.choices import Amount, Plan
from samdrift.capital.models import Investment
from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money, total
from samdrift.kernel.spans import Span
from samdrift.reporting import dating, few, memory
from samdrift.reporting.dating import Dated
from samdrift.reporting.few import FewRows

INVESTMENTS = "capital.investments"

READS = (Investment,)
"""What tables are read from."""

DATES = (Dated(Investment, "year", is_each=True),)
"""Where the years of the records stand."""


@dataclass(frozen=True, slots=True)
class PlannedInvestment:
    """A line of a plan; an amount nobody stated is None."""

    identifier: str
    group: str
    name: str
    organisation: str | None
    opening: int | None
    budget: int | None
    outcome: int | None
    status: str
    decision: str

    @property
    def label(self) -> str:
        """What it is called: its name, else its group, else its identifier."""
        return self.name or self.group or self.identifier

    @property
    def is_group_budget(self) -> bool:
        """Whether it carries what was granted to its group, and is nothing to build by itself."""
        return bool(self.group) and not self.name

    def stated(self, amount: Amount) -> int | None:
        """Return an amount in öre; None where nobody stated it."""
        return {
            Amount.OPENING: self.opening,
            Amount.BUDGET: self.budget,
            Amount.OUTCOME: self.outcome,
        }[amount]


@dataclass(frozen=True, slots=True)
class Investments:
    """Lines of a year's plan: one, those of a group, of a member, or all; `scope` says which."""

    year: int
    plan: Plan
    lines: tuple[PlannedInvestment, ...]
    scope: tuple[tuple[str, str], ...] = ()

    def stated(self, amount: Amount) -> Figure:
        """Return the sum of what was stated; blank where nothing was."""
        amounts = [line.stated(amount) for line in self.lines]
        known = [Money(ore) for ore in amounts if ore is not None]
        scope = (("plan", self.plan.value), *self.scope, ("amount", amount.value))
        origin = Origin(INVESTMENTS, Span.year(self.year), scope, len(self.lines))
        return Figure(total(known) if known else None, Unit.MONEY, (origin,))

    @property
    def shown(self) -> tuple[PlannedInvestment, ...]:
        """The lines that have a row of their own: all but what was granted to a group."""
        return tuple(line for line in self.lines if not line.is_group_budget)

    @property
    def groups_by_last_line(self) -> dict[str, str]:
        """The group that ends with a line, by the line's identifier.

        A group ends with the last of its lines that is shown; one that has none, with its own.
        """
        budgets = (line for line in self.lines if line.is_group_budget)
        ends = {line.group: line.identifier for line in (*budgets, *self.shown) if line.group}
        return {identifier: group for group, identifier in ends.items()}

    def of_line(self, identifier: str) -> Investments:
        """Return one line; no lines where there is none by that identifier."""
        found = tuple(line for line in self.lines if line.identifier == identifier)
        return Investments(self.year, self.plan, found, (("investment", identifier),))

    def of_group(self, group: str) -> Investments:
        """Return the lines of a group, what was granted to the group itself among them."""
        found = tuple(line for line in self.lines if line.group == group)
        return Investments(self.year, self.plan, found, (*self.scope, ("group", group)))

    def of_organisation(self, code: str) -> Investments:
        """Return the lines that are an organisation's."""
        found = tuple(line for line in self.lines if line.organisation == code)
        return Investments(self.year, self.plan, found, (*self.scope, ("organisation", code)))

    def each(self) -> Iterator[tuple[PlannedInvestment, Investments]]:
        """Yield every line, with what is stated of it alone."""
        for line in self.lines:
            scope = (("investment", line.identifier),)
            yield line, Investments(self.year, self.plan, (line,), scope)


def investments(*, year: int, plan: Plan) -> Investments:
    """Return the investments of a year in a plan, in the order of investments.csv."""
    return Investments(year, plan, tuple(_planned().get((year, plan), ())))


def own_investments() -> tuple[tuple[int, str], ...]:
    """Return the id and the words of each of the own investments, the latest year first."""
    found = Investment.objects.filter(plan=Plan.OWN).order_by("-year", "position")
    return tuple((each.pk, f"{each.year} {each}") for each in found)


def _planned() -> dict[tuple[int, str], list[PlannedInvestment]]:
    """Return the lines of every plan by its year: they are few, and years are compared."""
    return memory.in_process("capital.planned", READS, _every_line)


def _every_line() -> dict[tuple[int, str], list[PlannedInvestment]]:
    planned: dict[tuple[int, str], list[PlannedInvestment]] = defaultdict(list)
    for year, plan, *told in few.rows(_LINES):
        planned[year, plan].append(PlannedInvestment(*told))
    return dict(planned)


_LINES = FewRows(
    "capital.lines",
    Investment,
    (
        "year",
        "plan",
        "identifier",
        "group",
        "name",
        "organisation_id",
        "opening",
        "budget",
        "outcome",
        "status",
        "decision",
    ),
    ("year", "plan", "position", "id"),
)

FEW = (_LINES,)


def years() -> frozenset[int]:
    """Return the years with investments in any plan."""
    return dating.years(DATES)

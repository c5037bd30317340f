"""How investments go: what is granted, booked and foreseen, and what was told of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samdrift.capital.choices import Plan, Progress
from samdrift.capital.models import FixedAsset, Investment, InvestmentWord
from samdrift.kernel.figures import Figure
from samdrift.kernel.money import ZERO, Money
from samdrift.ledger import projects


@dataclass(frozen=True, slots=True)
class Followed:
    """An investment of a year, and how it stands by the latest word."""

    id: int
    name: str
    group: str
    plan: Plan
    year: int
    organisation: str | None
    decision: str
    opening: Money | None
    budget: Money | None
    stated: Money | None
    """The outcome that the plan itself states."""
    booked: Figure | None
    """What is booked on its project; None where it has none, or there are no books."""
    word: InvestmentWord | None
    status: str
    """What the plan says of it, where nobody has told since."""
    fixed_assets: tuple[tuple[int, str], ...]

    @property
    def granted(self) -> Money:
        """What there is to use: what was carried in, and the year's budget."""
        return (self.opening or ZERO) + (self.budget or ZERO)

    @property
    def outcome(self) -> Money | None:
        """What is spent: what is booked, else what the plan states."""
        return self.booked.money if self.booked else self.stated

    @property
    def foreseen(self) -> Money | None:
        """What the year is thought to come to: what was told, else what is spent."""
        if self.word is not None and self.word.foreseen_ore is not None:
            return Money(self.word.foreseen_ore)
        return self.outcome

    @property
    def left(self) -> Money:
        """What is granted and not foreseen to be used."""
        return self.granted - (self.foreseen or ZERO)

    @property
    def progress_words(self) -> str:
        """How far it is, by the latest word, else by the plan."""
        return str(Progress(self.word.progress).label) if self.word else self.status

    @property
    def can_be_carried(self) -> bool:
        """Whether what is left can be moved to the year after: once, and where something is."""
        is_carried = self.word is not None and self.word.carried_to_id is not None
        return self.left > ZERO and not is_carried


def followed(*, year: int, plan: Plan) -> tuple[Followed, ...]:
    """Return the investments of a year in a plan, in its order."""
    rows = Investment.objects.filter(year=year, plan=plan).order_by("position", "id")
    return _followed(list(rows))


def investment(investment_id: int) -> Followed | None:
    """Return one investment; None where there is none of that id."""
    found = _followed(list(Investment.objects.filter(pk=investment_id)))
    return found[0] if found else None


def words(told: Followed) -> tuple[InvestmentWord, ...]:
    """Return all that was told of an investment, the latest first."""
    found = InvestmentWord.objects.filter(investment=told.id)
    return tuple(found.select_related("carried_to").order_by("-id"))


def _followed(rows: list[Investment]) -> tuple[Followed, ...]:
    ids = [row.pk for row in rows]
    latest = {
        word.investment_id: word
        for word in InvestmentWord.objects.filter(investment__in=ids).order_by("id")
    }
    assets: dict[int, list[tuple[int, str]]] = {}
    owned = FixedAsset.objects.filter(investment__in=ids).order_by("number")
    for investment_id, number, name in owned.values_list("investment", "number", "name"):
        assets.setdefault(investment_id, []).append((number, name))
    booked = _booked(rows, latest)
    return tuple(
        Followed(
            id=row.pk,
            name=str(row),
            group=row.group,
            plan=Plan(row.plan),
            year=row.year,
            organisation=row.organisation_id,
            decision=row.decision,
            opening=_money(row.opening),
            budget=_money(row.budget),
            stated=_money(row.outcome),
            booked=booked.get(row.pk),
            word=latest.get(row.pk),
            status=row.status,
            fixed_assets=tuple(assets.get(row.pk, ())),
        )
        for row in rows
    )


def _booked(rows: list[Investment], latest: Mapping[int, InvestmentWord]) -> dict[int, Figure]:
    """Return what is booked on the project of each investment that has one."""
    found: dict[int, Figure] = {}
    for year in {row.year for row in rows}:
        of = {row.pk: latest[row.pk].project for row in rows if row.pk in latest}
        named = {pk: project for pk, project in of.items() if project}
        figures = projects.invested(year=year, projects=frozenset(named.values()))
        found |= {pk: figures[name] for pk, name in named.items() if name in figures}
    return found


def _money(ore: int | None) -> Money | None:
    return None if ore is None else Money(ore)

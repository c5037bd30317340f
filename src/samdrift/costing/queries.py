"""The model as it stands, and what each reckoning came to, edge by edge."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from samdrift.costing.choices import CostKind, DriverKind, MethodChoice, NodeKind, Settled
from samdrift.costing.models import (
    CostEdge,
    CostPart,
    CostRun,
    Node,
    PartCost,
    Recovery,
    Settlement,
)
from samdrift.kernel.figures import Origin
from samdrift.kernel.money import ZERO, Money
from samdrift.kernel.spans import Span
from samdrift.ledger import queries as ledger
from samdrift.ledger.choices import Measure


@dataclass(frozen=True, slots=True)
class NodeTold:
    """A node of the model, with how many take in and hand on."""

    key: str
    name: str
    kind: NodeKind
    driver: DriverKind
    is_measured: bool
    capacity: int
    accounts: tuple[str, ...]
    receivers: tuple[tuple[str, int], ...]
    """Who takes of it by typed shares: the name of a node or the code of an organisation."""


@dataclass(frozen=True, slots=True)
class RunTold:
    """A reckoning: of which months, how, from what, and what it came to."""

    id: int
    span: Span
    method: MethodChoice
    ledger_digest: str
    model_digest: str
    price_lists: str
    reckoned_by: str
    reckoned_at: datetime
    cost: Money
    unused: Money
    passed_on: Money
    settled: Settled | None
    decision: str


@dataclass(frozen=True, slots=True)
class PartTold:
    """A node as it was reckoned."""

    id: int
    key: str
    name: str
    kind: NodeKind
    service_key: str
    driver: DriverKind
    own: Money
    gross: Money


@dataclass(frozen=True, slots=True)
class ItemTold:
    """A cost that a part had of its own, and the records it opens to where it was booked."""

    kind: CostKind
    words: str
    cost_centre: str
    amount: Money
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class EdgeTold:
    """What was handed on: from whom to whom, by how much of how much."""

    sender: str
    sender_key: str
    receiver: str
    """The name of a part, empty for an organisation, or for what nobody used."""
    receiver_key: str
    organisation: str
    driver: DriverKind
    is_passed_on: bool
    weight: int
    whole: int
    amount: Money

    @property
    def is_unused(self) -> bool:
        """Whether nobody took it."""
        return not (self.receiver or self.organisation)

    @property
    def share(self) -> Fraction:
        """How large a part of all that the sender had."""
        return Fraction(self.weight, self.whole)


@dataclass(frozen=True, slots=True)
class RecoveryTold:
    """What a service brought of an organisation, beside what it cost."""

    part_key: str
    organisation: str
    paid: Money
    cost: Money
    over: Money


def nodes() -> tuple[NodeTold, ...]:
    """Return the model as it stands, in its order."""
    found = Node.objects.prefetch_related("intakes", "shares__to_node")
    return tuple(
        NodeTold(
            key=node.key,
            name=node.name,
            kind=NodeKind(node.kind),
            driver=DriverKind(node.driver),
            is_measured=node.is_measured,
            capacity=node.capacity,
            accounts=tuple(str(intake).strip() for intake in node.intakes.all()),
            receivers=tuple(
                (share.to_node.name if share.to_node else str(share.organisation_id), share.weight)
                for share in node.shares.all()
            ),
        )
        for node in found
    )


def node(key: str) -> Node | None:
    """Return one node with all that is kept of it; None where there is none of that key."""
    found = Node.objects.prefetch_related("intakes", "spreads", "passed", "shares__to_node")
    return found.filter(key=key).first()


def names() -> dict[str, str]:
    """Return the key of each node, by its name in lower case."""
    return {name.lower(): key for name, key in Node.objects.values_list("name", "key")}


def runs() -> tuple[RunTold, ...]:
    """Return every reckoning, the latest first."""
    found = CostRun.objects.select_related("settlement").order_by("-id")
    return tuple(_run(each) for each in found)


def run(run_id: int) -> RunTold | None:
    """Return one reckoning; None where there is none of that id."""
    found = CostRun.objects.select_related("settlement").filter(pk=run_id).first()
    return _run(found) if found else None


def parts(run_id: int) -> tuple[PartTold, ...]:
    """Return the nodes of a reckoning, in its order."""
    return tuple(_part(each) for each in CostPart.objects.filter(run_id=run_id))


def part(run_id: int, key: str) -> PartTold | None:
    """Return one node of a reckoning; None where there is none of that key."""
    found = CostPart.objects.filter(run_id=run_id, key=key).first()
    return _part(found) if found else None


def items(part_id: int, span: Span) -> tuple[ItemTold, ...]:
    """Return what a part had of its own, and where each is found."""
    found = PartCost.objects.filter(part_id=part_id)
    return tuple(
        ItemTold(
            kind=CostKind(each.kind),
            words=each.words,
            cost_centre=each.cost_centre,
            amount=Money(each.amount_ore),
            origin=_origin(each, span),
        )
        for each in found
    )


def _origin(each: PartCost, span: Span) -> Origin | None:
    if each.kind != CostKind.LEDGER:
        return None
    scope = (("accounts", each.accounts), ("measure", Measure.MOVEMENT.value))
    centre = (("cost-centre", each.cost_centre),) if each.cost_centre else ()
    return Origin(ledger.ACCOUNTS, span, (*scope, *centre), each.records)


def edges(run_id: int, *, part_id: int | None = None) -> tuple[EdgeTold, ...]:
    """Return what was handed on in a reckoning; to and from one part where it is named."""
    found = CostEdge.objects.filter(run_id=run_id).select_related("sender", "receiver")
    told = tuple(_edge(each) for each in found.order_by("id"))
    if part_id is None:
        return told
    key = CostPart.objects.values_list("key", flat=True).get(pk=part_id)
    return tuple(each for each in told if key in (each.sender_key, each.receiver_key))


def recoveries(run_id: int) -> tuple[RecoveryTold, ...]:
    """Return what each service brought of each organisation, beside what it cost."""
    rows = Recovery.objects.filter(run_id=run_id).order_by(
        "part__position", "organisation__position"
    )
    told = rows.values_list("part__key", "organisation_id", "paid_ore", "cost_ore", "over_ore")
    return tuple(RecoveryTold(key, str(code), *map(Money, amounts)) for key, code, *amounts in told)


def carried(*, before: date) -> dict[tuple[str, str], Money]:
    """Return what years before a day carried on, by the key of a service and an organisation."""
    found: dict[tuple[str, str], Money] = defaultdict(lambda: ZERO)
    settled = Recovery.objects.filter(run__settlement__how=Settled.CARRIED, run__ends__lte=before)
    for key, code, ore in settled.values_list("part__key", "organisation_id", "over_ore"):
        found[key, str(code)] += Money(ore)
    return dict(found)


def faulty_runs(year: int) -> tuple[tuple[CostRun, Money], ...]:
    """Return the reckonings of a year that handed on another amount than they had, and how much."""
    faults = []
    for each in CostRun.objects.filter(starts__year=year):
        sent = CostEdge.objects.filter(run=each, is_passed_on=False)
        handed: dict[int, int] = defaultdict(int)
        for sender, ore in sent.values_list("sender_id", "amount_ore"):
            handed[sender] += ore
        gross = dict(CostPart.objects.filter(run=each).values_list("id", "gross_ore"))
        missing = sum(abs(gross[part_id] - ore) for part_id, ore in handed.items())
        if missing:
            faults.append((each, Money(missing)))
    return tuple(faults)


def _run(each: CostRun) -> RunTold:
    settlement: Settlement | None = getattr(each, "settlement", None)
    return RunTold(
        id=each.pk,
        span=Span(each.starts, each.ends),
        method=MethodChoice(each.method),
        ledger_digest=each.ledger_digest,
        model_digest=each.model_digest,
        price_lists=each.price_lists,
        reckoned_by=each.reckoned_by,
        reckoned_at=each.reckoned_at,
        cost=Money(each.cost_ore),
        unused=Money(each.unused_ore),
        passed_on=Money(each.passed_on_ore),
        settled=Settled(settlement.how) if settlement else None,
        decision=settlement.decision if settlement else "",
    )


def _part(each: CostPart) -> PartTold:
    return PartTold(
        id=each.pk,
        key=each.key,
        name=each.name,
        kind=NodeKind(each.kind),
        service_key=each.service_key,
        driver=DriverKind(each.driver),
        own=Money(each.own_ore),
        gross=Money(each.gross_ore),
    )


def _edge(each: CostEdge) -> EdgeTold:
    return EdgeTold(
        sender=each.sender.name,
        sender_key=each.sender.key,
        receiver=each.receiver.name if each.receiver else "",
        receiver_key=each.receiver.key if each.receiver else "",
        organisation=str(each.organisation_id or ""),
        driver=DriverKind(each.sender.driver),
        is_passed_on=each.is_passed_on,
        weight=each.weight,
        whole=each.whole,
        amount=Money(each.amount_ore),
    )

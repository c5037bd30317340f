"""Keeping the model, reckoning it, and settling what a year brought beyond its cost."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from fractions import Fraction

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samdrift.billing import queries as billing
from samdrift.billing.ports import WantedFixed
from samdrift.billing.services import fixing
from samdrift.catalogue import queries as catalogue
from samdrift.costing import gathering
from samdrift.costing.choices import DriverKind, NodeKind, Settled
from samdrift.costing.errors import CannotCost
from samdrift.costing.gathering import WHO, Gathered
from samdrift.costing.models import (
    CostEdge,
    CostPart,
    CostRun,
    Intake,
    Node,
    PartCost,
    Passed,
    Recovery,
    Settlement,
    Share,
    Spread,
)
from samdrift.costing.ports import Contents, WantedNode
from samdrift.kernel.allocation import Allocation, CannotAllocate, Edge, Method
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.spans import Span
from samdrift.ledger import queries as ledger


@transaction.atomic
def keep_node(*, key: str, wanted: WantedNode, contents: Contents) -> Node:
    """Add a node, or change the one of a key, with all that it takes in and hands on.

    Refused where a name is taken, a service has its node already, or the driver cannot be counted.
    """
    others = Node.objects.exclude(key=key)
    if others.filter(name=wanted.name).exists():
        raise CannotCost(_("Det finns redan en plats med det namnet."))
    if wanted.service_id and others.filter(service_id=wanted.service_id).exists():
        raise CannotCost(_("Tjänsten har redan sin plats i modellen."))
    _require_counted(wanted)
    told = {
        "name": wanted.name,
        "kind": wanted.kind,
        "driver": wanted.driver,
        "service_id": wanted.service_id if wanted.kind is NodeKind.SERVICE else None,
        "is_measured": wanted.is_measured,
        "capacity": wanted.capacity,
    }
    position = Node.objects.count() if wanted.position is None else wanted.position
    node, _is_new = Node.objects.update_or_create(
        key=key or _free_key(wanted.name),
        defaults=told,
        create_defaults=told | {"position": position},
    )
    _fill(node, contents)
    return node


def _require_counted(wanted: WantedNode) -> None:
    if not wanted.is_measured:
        return
    if wanted.driver is DriverKind.VOLUME:
        if not wanted.service_id:
            raise CannotCost(_("Debiterad volym mäts för en tjänst. Välj vilken."))
    elif wanted.driver is not DriverKind.HEADS and wanted.driver not in gathering.sources():
        raise CannotCost(_("Det här räknas inte i registren. Skriv andelarna i stället."))


def _free_key(name: str) -> str:
    wanted = slugify(name)[:50] or "plats"
    taken = set(Node.objects.filter(key__startswith=wanted).values_list("key", flat=True))
    tried = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(key for key in tried if key not in taken)


def _fill(node: Node, contents: Contents) -> None:
    for kept in (node.intakes, node.shares, node.spreads, node.passed):
        kept.all().delete()
    Intake.objects.bulk_create(
        Intake(node=node, accounts=each.accounts, cost_centre=each.cost_centre)
        for each in contents.intakes
    )
    keys = dict(Node.objects.values_list("key", "pk"))
    Share.objects.bulk_create(
        Share(
            node=node,
            to_node_id=keys[each.node] if each.node else None,
            organisation_id=each.organisation or None,
            weight=each.weight,
        )
        for each in contents.shares
    )
    Spread.objects.bulk_create(
        Spread(
            node=node,
            name=each.name,
            amount_ore=each.amount.ore,
            booked_on=each.booked_on,
            starts=each.starts,
            months=each.months,
        )
        for each in contents.spreads
    )
    Passed.objects.bulk_create(
        Passed(
            node=node,
            name=each.name,
            organisation_id=each.organisation,
            amount_ore=each.amount.ore,
            booked_on=each.booked_on,
        )
        for each in contents.passed
    )


@transaction.atomic
def remove_node(*, key: str) -> None:
    """Take a node out of the model; what was reckoned with it stays."""
    Node.objects.filter(key=key).delete()


@transaction.atomic
def reckon(*, span: Span, method: Method, by: str, at: datetime) -> CostRun:
    """Hand every cost of some months on, and keep where each öre went.

    Refused where a cost would never arrive; nothing is then kept.
    """
    gathered = gathering.gather(span)
    if not gathered.nodes:
        raise CannotCost(_("Modellen är tom. Lägg till en plats först."))
    try:
        told = gathered.allocated(method)
    except CannotAllocate as refusal:
        raise CannotCost(str(refusal)) from None
    edition = ledger.edition_of(span.start.year)
    ending = span.end
    assert edition is not None, "the books were read"
    assert ending is not None, "months end"
    run = CostRun.objects.create(
        starts=span.start,
        ends=ending,
        method=method.value,
        ledger_digest=edition.head or edition.facts_digest or edition.file_digest,
        model_digest=gathered.digest,
        price_lists=", ".join(_lists_holding(span))[:500],
        reckoned_by=by,
        reckoned_at=at,
        cost_ore=total(told.costs.values()).ore,
        unused_ore=total(told.unused.values()).ore,
        passed_on_ore=total(each.amount for each in told.passed_on).ore,
    )
    parts = _keep_parts(run, gathered, told)
    _keep_edges(run, gathered, told, parts)
    _keep_recovery(run, gathered, told, parts)
    return run


def _lists_holding(span: Span) -> list[str]:
    """Return the price lists that were in force on some day of a span."""
    lists = [each for each in catalogue.price_lists() if each.published_on is not None]
    inside = [each for each in lists if each.holds_from in span]
    before = [each for each in lists if each.holds_from < span.start]
    return [each.name for each in (*inside, *before[:1])]


def _keep_parts(run: CostRun, gathered: Gathered, told: Allocation) -> dict[str, CostPart]:
    parts = CostPart.objects.bulk_create(
        CostPart(
            run=run,
            key=node.key,
            name=node.name,
            kind=node.kind,
            service_key=node.service.key if node.service else "",
            driver=node.driver,
            own_ore=told.costs[node.name].ore,
            gross_ore=told.gross(node.name).ore,
            position=node.position,
        )
        for node in gathered.nodes
    )
    by_name = {part.name: part for part in parts}
    PartCost.objects.bulk_create(
        PartCost(
            part=by_name[name],
            kind=item.kind,
            words=item.words,
            accounts=item.accounts,
            cost_centre=item.cost_centre,
            amount_ore=item.amount.ore,
            records=item.records,
        )
        for name, items in gathered.items.items()
        for item in items
    )
    return by_name


def _keep_edges(
    run: CostRun, gathered: Gathered, told: Allocation, parts: dict[str, CostPart]
) -> None:
    handed = [_edge(run, edge, gathered, parts) for edge in told.edges]
    passed = [
        CostEdge(
            run=run,
            sender=parts[each.sender],
            organisation_id=each.receiver.removeprefix(WHO),
            is_passed_on=True,
            weight=1,
            whole=1,
            amount_ore=each.amount.ore,
        )
        for each in told.passed_on
    ]
    CostEdge.objects.bulk_create((*handed, *passed), batch_size=1_000)


def _edge(run: CostRun, edge: Edge, gathered: Gathered, parts: dict[str, CostPart]) -> CostEdge:
    driver = gathered.model.drivers[edge.sender]
    weight = driver.unused if edge.receiver is None else driver.weights[edge.receiver]
    whole = Fraction(weight) / edge.share
    receiver = edge.receiver or ""
    return CostEdge(
        run=run,
        sender=parts[edge.sender],
        receiver=parts.get(receiver),
        organisation_id=receiver.removeprefix(WHO) if receiver.startswith(WHO) else None,
        weight=weight,
        whole=whole.numerator,
        amount_ore=edge.amount.ore,
    )


def _keep_recovery(
    run: CostRun, gathered: Gathered, told: Allocation, parts: dict[str, CostPart]
) -> None:
    """Keep what each service brought of each organisation, beside what it cost them in full."""
    paid = billing.paid_by_service(span=gathered.span)
    rows: list[Recovery] = []
    for node in gathered.nodes:
        if node.service_id is None:
            continue
        cost = {
            edge.receiver.removeprefix(WHO): edge.amount
            for edge in told.out_of(node.name)
            if edge.receiver is not None and edge.receiver.startswith(WHO)
        }
        codes = {code for service_id, code in paid if service_id == node.service_id} | set(cost)
        for code in sorted(codes):
            brought = paid.get((node.service_id, code), ZERO)
            whole = cost.get(code, ZERO)
            rows.append(_recovery(run, parts[node.name], code, brought, whole))
    Recovery.objects.bulk_create(rows)


def _recovery(run: CostRun, part: CostPart, code: str, paid: Money, cost: Money) -> Recovery:
    return Recovery(
        run=run,
        part=part,
        organisation_id=code,
        paid_ore=paid.ore,
        cost_ore=cost.ore,
        over_ore=(paid - cost).ore,
    )


@transaction.atomic
def settle(*, run_id: int, how: Settled, decision: str, by: str, at: datetime) -> Settlement:
    """Say what is done with what a whole year brought beyond its cost: carried on, or repaid.

    Refused for less than a year, and for a year that is settled already, by whichever run.
    """
    run = CostRun.objects.select_for_update().get(pk=run_id)
    if not Span(run.starts, run.ends).is_whole_years:
        raise CannotCost(_("Bara ett helt år regleras."))
    if Settlement.objects.filter(run__starts=run.starts).exists():
        raise CannotCost(_("Året är redan reglerat."))
    if how is Settled.REPAID:
        _repay(run, decision, by, at)
    return Settlement.objects.create(
        run=run, how=how, decision=decision, decided_by=by, decided_at=at
    )


def _repay(run: CostRun, decision: str, by: str, at: datetime) -> None:
    """Give back what was paid beyond the cost, and charge what fell short, with the next month."""
    month = fixing.next_open_month(at.date())
    for key, of_service in _over_by_service(run).items():
        service = catalogue.service(key, on=at.date())
        assert service is not None, "a service that was charged for is in the catalogue"
        wanted = WantedFixed(service.options[0].id, of_service, month, 1, decision)
        fixing.fix(wanted=wanted, by=by, at=at)


def _over_by_service(run: CostRun) -> dict[str, dict[str, Money]]:
    found: dict[str, dict[str, Money]] = defaultdict(dict)
    rows = run.recoveries.values_list("part__service_key", "organisation_id", "over_ore")
    for key, code, ore in rows:
        found[key][str(code)] = Money(-ore)
    return found

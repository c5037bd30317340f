"""The model and its reckonings in words, as the pages show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.billing import queries as billing
from samdrift.billing.views.words import month_words, signed
from samdrift.costing import gathering, queries
from samdrift.costing.choices import NodeKind
from samdrift.costing.gathering import WHO
from samdrift.costing.models import Node
from samdrift.costing.queries import EdgeTold, NodeTold, PartTold, RunTold
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.spans import Span
from samdrift.parties import queries as parties
from samdrift.reporting.addresses import WebLinks
from samdrift.reporting.formats import swedish_kronor


def months(span: Span) -> str:
    """Return the months of a span: a year, a month, or from one to another."""
    if span.is_whole_years:
        return str(span.start.year)
    first, last = month_words(span.start), month_words(span.last_day)
    return first if first == last else f"{first}–{last}"


def outside(year: int) -> str:
    """Return what is booked as costs of a year outside the model; nothing where all is in it."""
    left = gathering.outside(year)
    return swedish_kronor(left) if left else ""


def node(told: NodeTold) -> dict[str, object]:
    """Return a node of the model as a row."""
    names = parties.names_by_code()
    typed = [f"{names.get(who, who)} {weight}" for who, weight in told.receivers]
    measured = [_("kommunerna efter registren")] if told.is_measured else []
    return {
        "told": told,
        "accounts": ", ".join(told.accounts),
        "receivers": ", ".join((*typed, *measured)),
    }


def as_typed(found: Node, names: Mapping[str, str]) -> dict[str, object]:
    """Return a node as it is typed."""
    return {
        "name": found.name,
        "kind": found.kind,
        "service": found.service_id,
        "driver": found.driver,
        "is_measured": found.is_measured,
        "capacity": found.capacity or None,
        "intakes": "\n".join(
            "; ".join(filter(None, (each.accounts, each.cost_centre)))
            for each in found.intakes.all()
        ),
        "shares": "\n".join(
            f"{_taker(each.to_node, each.organisation_id, names)}; {each.weight}"
            for each in found.shares.all()
        ),
        "spreads": "\n".join(
            f"{each.name}; {Money(each.amount_ore).kronor()}; {each.booked_on}; "
            f"{each.starts:%Y-%m}; {each.months}"
            for each in found.spreads.all()
        ),
        "passed": "\n".join(
            f"{each.name}; {names[str(each.organisation_id)]}; "
            f"{Money(each.amount_ore).kronor()}; {each.booked_on}"
            for each in found.passed.all()
        ),
    }


def _taker(to_node: Node | None, code: str | None, names: Mapping[str, str]) -> str:
    return to_node.name if to_node else names.get(code or "", code or "")


def receiver(key: str, names: Mapping[str, str]) -> str:
    """Return who takes of a node, by its key in the kernel's model."""
    code = key.removeprefix(WHO)
    return names.get(code, code) if key.startswith(WHO) else key


def before_and_after(
    before: Mapping[str, int], after: Mapping[str, int], names: Mapping[str, str]
) -> list[dict[str, str]]:
    """Return what everybody carries before and after, with the sum last."""
    keys = [key for key in dict.fromkeys((*before, *after)) if key]
    rows = [_moved(receiver(key, names), before.get(key, 0), after.get(key, 0)) for key in keys]
    unused = (before.get("", 0), after.get("", 0))
    if any(unused):
        rows.append(_moved(_("Outnyttjat"), *unused))
    return [*rows, _moved("", sum(before.values()), sum(after.values()))]


def _moved(words: str, before: int, after: int) -> dict[str, str]:
    return {
        "words": words,
        "before": swedish_kronor(Money(before)),
        "after": swedish_kronor(Money(after)),
        "change": signed(Money(after - before)),
    }


def run(told: RunTold, whose: str) -> dict[str, object]:
    """Return a reckoning: services by organisations, unused capacity, and what they brought.

    Where `whose` is told, only that organisation is.
    """
    parts = queries.parts(told.id)
    edges = queries.edges(told.id)
    names = {
        code: name
        for code, name in parties.names_by_code().items()
        if (not whose or code == whose) and any(edge.organisation == code for edge in edges)
    }
    return {
        "months": months(told.span),
        "cost": swedish_kronor(told.cost),
        "unused": [
            (edge.sender, edge.sender_key, swedish_kronor(edge.amount), edge.weight, edge.whole)
            for edge in edges
            if edge.is_unused
        ],
        "passed": [
            (edge.sender, names[edge.organisation], swedish_kronor(edge.amount))
            for edge in edges
            if edge.is_passed_on and edge.organisation in names
        ],
        "names": list(names.values()),
        "rows": _matrix(parts, edges, list(names)),
        "places": [
            (each, swedish_kronor(each.own), swedish_kronor(each.gross))
            for each in parts
            if each.kind is not NodeKind.SERVICE
        ],
        "recovery": _recovery(told, parts, whose),
    }


def _matrix(
    parts: tuple[PartTold, ...], edges: tuple[EdgeTold, ...], codes: list[str]
) -> list[dict[str, object]]:
    """Return what each organisation is handed of each part, and the sums both ways."""
    handed: dict[tuple[str, str], Money] = defaultdict(lambda: ZERO)
    for edge in edges:
        if edge.organisation and not edge.is_passed_on:
            handed[edge.sender_key, edge.organisation] += edge.amount
    rows: list[dict[str, object]] = []
    for part in parts:
        amounts = [handed[part.key, code] for code in codes]
        if any(amounts):
            rows.append(_row(part, amounts))
    sums = [total(handed[part.key, code] for part in parts) for code in codes]
    return [*rows, _row(None, sums)] if rows else []


def _row(part: PartTold | None, amounts: list[Money]) -> dict[str, object]:
    return {
        "part": part,
        "amounts": [swedish_kronor(amount) for amount in amounts],
        "sum": swedish_kronor(total(amounts)),
    }


def _recovery(told: RunTold, parts: tuple[PartTold, ...], whose: str) -> list[dict[str, object]]:
    """Return what each service brought beside its cost, with what earlier years carried on."""
    carried = queries.carried(before=told.span.start)
    volumes = billing.months_by_service(span=told.span)
    sums: dict[str, list[Money]] = defaultdict(lambda: [ZERO, ZERO, ZERO, ZERO])
    for each in queries.recoveries(told.id):
        if whose and each.organisation != whose:
            continue
        of = sums[each.part_key]
        of[0] += each.paid
        of[1] += each.cost
        of[2] += each.over
        of[3] += carried.get((each.part_key, each.organisation), ZERO)
    rows = []
    for part in parts:
        if part.key not in sums:
            continue
        paid, cost, over, before = sums[part.key]
        rows.append(
            {
                "part": part,
                "paid": swedish_kronor(paid),
                "cost": swedish_kronor(cost),
                "over": signed(over),
                "carried": signed(before),
                "in_all": signed(before + over),
                "per_one": _per_one(part.gross, volumes.get(part.service_key)),
            }
        )
    return rows


def _per_one(gross: Money, months_of_one: Fraction | None) -> str:
    """Return the self-cost of a month of one; nothing where none was charged."""
    if not months_of_one:
        return ""
    return swedish_kronor(Money(int(gross.ore / months_of_one)))


def part(told: RunTold, found: PartTold, whose: str) -> dict[str, object]:
    """Return what a part had and from where, and to whom it went."""
    names = parties.names_by_code()
    edges = queries.edges(told.id, part_id=found.id)
    received = [edge for edge in edges if edge.receiver_key == found.key]
    sent = [
        edge
        for edge in edges
        if edge.sender_key == found.key and (not whose or edge.organisation in ("", whose))
    ]
    return {
        "own_costs": [
            (each, WebLinks().origin(each.origin) if each.origin else "",
             swedish_kronor(each.amount))
            for each in queries.items(found.id, told.span)
        ],
        "received": [_edge(edge, told.id, names) for edge in received],
        "sent": [_edge(edge, told.id, names) for edge in sent],
        "own": swedish_kronor(found.own),
        "gross": swedish_kronor(found.gross),
    }  # fmt: skip


def _edge(edge: EdgeTold, run_id: int, names: Mapping[str, str]) -> dict[str, object]:
    to = edge.receiver or names.get(edge.organisation, edge.organisation) or _("Outnyttjat")
    return {
        "sender": edge.sender,
        "sender_page": reverse("costing:part", args=(run_id, edge.sender_key)),
        "receiver": to,
        "receiver_page": (
            reverse("costing:part", args=(run_id, edge.receiver_key)) if edge.receiver_key else ""
        ),
        "driver": _("in och ut") if edge.is_passed_on else str(edge.driver.label),
        "weight": edge.weight,
        "whole": edge.whole,
        "amount": swedish_kronor(edge.amount),
    }

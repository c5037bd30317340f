"""The demo's cost model: from the sample's cost centres to the services and the municipalities."""

from __future__ import annotations

from datetime import date, datetime

from samdrift.billing import queries as billing
from samdrift.catalogue import queries as catalogue
from samdrift.catalogue.models import Service
from samdrift.catalogue.ports import SelfCost, WantedList
from samdrift.catalogue.services import begin_list, publish, set_price
from samdrift.costing import services
from samdrift.costing.choices import DriverKind, NodeKind, Settled
from samdrift.costing.ports import (
    Contents,
    WantedIntake,
    WantedNode,
    WantedPassed,
    WantedShare,
    WantedSpread,
)
from samdrift.kernel.allocation import Method
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger import queries as ledger
from samdrift.plumbing.clock import SWEDEN

_COSTS = "4000-7999"
_POOLS = (
    ("Stab", NodeKind.POOL, DriverKind.HEADS, "700",
     {"servicedesk": 9, "faltservice": 8, "drift": 7, "nat": 5, "arkiv": 2}),
    ("Servicedesk", NodeKind.INTERNAL, DriverKind.CASES, "100",
     {"arbetsplats-som-tjanst": 70, "kommunikation": 18, "telefoni": 6, "stab": 3, "drift": 3}),
    ("Fältservice", NodeKind.INTERNAL, DriverKind.TIME, "200",
     {"arbetsplats-som-tjanst": 78, "kommunikation": 22}),
    ("Drift", NodeKind.INTERNAL, DriverKind.DEVICES, "300",
     {"serverkapacitet": 60, "arbetsplats-som-tjanst": 28, "servicedesk": 6, "stab": 6}),
    ("Nät", NodeKind.INTERNAL, DriverKind.DEVICES, "400",
     {"kommunikation": 74, "arbetsplats-som-tjanst": 14, "drift": 12}),
    ("Arkiv", NodeKind.POOL, DriverKind.FIXED, "600", {"serverkapacitet": 1}),
    ("Fiber", NodeKind.POOL, DriverKind.FIXED, "500",
     {"BOX": 14, "KIN": 22, "VIM": 31, "YDR": 9, "ATV": 15, "ODE": 9}),
)  # fmt: skip
"""A name, what it is, by what it is handed on, its cost centre, and who takes how much."""
_YEAR = 2015
_PARTS = (("KIN", 20), ("VIM", 30), ("ATV", 22), ("YDR", 8), ("BOX", 11), ("ODE", 9))
_CAPACITY = {"Drift": 110}
_OFFERED = ("arbetsplats", "kommunikation")
_SHARED = ("server", "telefoni")
_LICENCE = WantedSpread(
    "Operativsystem, treårslicens", Money(86_400_000), date(2015, 2, 9), date(2015, 1, 1), 36
)

_PRICES = WantedList("Prislista 2017", date(2017, 1, 1), "§ 57/2016", date(2016, 11, 9))


def furnish() -> None:
    """Write the model, reckon the year by it, and carry its outcome on.

    Of a sample without these books and members there is none.
    """
    known = {party.code for party in billing.who_pays()}
    if ledger.edition_of(_YEAR) is None or not {code for code, _ in _PARTS} <= known:
        return
    for name, kind, driver, _centre, _shares in _POOLS:
        _keep(WantedNode(name, kind, driver), Contents())
    for service in Service.objects.filter(key__in=_OFFERED):
        wanted = WantedNode(
            service.name, NodeKind.SERVICE, DriverKind.VOLUME, service.pk, is_measured=True
        )
        _keep(wanted, Contents())
    for service in Service.objects.filter(key__in=_SHARED):
        _by_parts(service)
    for name, kind, driver, centre, shares in _POOLS:
        contents = Contents(
            intakes=(WantedIntake(_COSTS, centre),),
            shares=tuple(_share(key, weight) for key, weight in shares.items()),
            spreads=(_LICENCE,) if name == "Drift" else (),
            passed=_passed() if name == "Fältservice" else (),
        )
        wanted = WantedNode(name, kind, driver, capacity=_CAPACITY.get(name, 0))
        _keep(wanted, contents, key=_key(name))
    at = datetime(2016, 1, 25, 14, tzinfo=SWEDEN)
    run = services.reckon(span=Span.year(_YEAR), method=Method.RECIPROCAL, by="controller", at=at)
    services.settle(
        run_id=run.pk, how=Settled.CARRIED, decision="Förbundsordningen § 14", by="chef", at=at
    )
    _price(run.pk)


def _price(run_id: int) -> None:
    """Set a year's prices of workplaces by what they cost in full, none above what it was."""
    key = f"{run_id} {_key('Arbetsplats som tjänst').replace(' ', '-')}"
    told = catalogue.reckoned((key,)).get(key)
    before = [
        each
        for each in catalogue.prices_on(_PRICES.holds_from).values()
        if told and each.service_name == "Arbetsplats som tjänst"
    ]
    if told is None or not before:
        return
    prices = begin_list(wanted=_PRICES)
    weights = [each.amount.ore * each.self_cost.volume for each in before]
    for price, weight in zip(before, weights, strict=True):
        percent = weight * 100 // sum(weights)
        cost = SelfCost(told.part(percent), price.self_cost.volume, key)
        amount = min(price.amount, cost.highest_price)
        set_price(list_id=prices.pk, option_id=price.option_id, amount=amount, self_cost=cost)
    publish(list_id=prices.pk, by="controller", on=_PRICES.decided_on)


def _share(key: str, weight: int) -> WantedShare:
    """Return how much one takes: an organisation, by its code in upper case, or a node."""
    if key.isupper():
        return WantedShare(weight, organisation=key)
    return WantedShare(weight, node=key)


def _by_parts(service: Service) -> None:
    """Share a service of which nothing is charged by the piece yet, by fixed parts."""
    wanted = WantedNode(service.name, NodeKind.SERVICE, DriverKind.FIXED, service.pk)
    shares = tuple(WantedShare(weight, organisation=code) for code, weight in _PARTS)
    _keep(wanted, Contents(shares=shares))


def _passed() -> tuple[WantedPassed, ...]:
    return (WantedPassed("Skärmar till biblioteket", "KIN", Money(4_875_000), date(2015, 9, 14)),)


def _key(name: str) -> str:
    return name.lower().translate(str.maketrans("åäö", "aao"))


def _keep(wanted: WantedNode, contents: Contents, key: str = "") -> None:
    services.keep_node(key=key, wanted=wanted, contents=contents)

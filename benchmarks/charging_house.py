"""A house with many things to charge for: filled, and asked. Run in a process of its own."""

from __future__ import annotations

import csv
import importlib
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

AT = datetime(2015, 2, 3, 9, tzinfo=UTC)
POOLS = 50
_FIRST = date(2014, 1, 1)


def main() -> None:
    """Do what is asked: `fill CUSTOMERS THINGS SERVICES FILE`, or `ask FILE`."""
    importlib.import_module("django").setup()
    if sys.argv[1] == "fill":
        customers, things, services = map(int, sys.argv[2:5])
        _fill(customers, things, services, Path(sys.argv[5]))
    else:
        Path(sys.argv[2]).write_text(json.dumps(_ask(with_costs=sys.argv[3] == "costs")))


def _fill(customers: int, things: int, services: int, file: Path) -> None:
    from samdrift.parties.models import HomeOrganisation, Organisation  # noqa: PLC0415
    from samdrift.project.database import bring_up_to_date  # noqa: PLC0415

    bring_up_to_date()
    told = {"name": "IT-samverkan", "org_number": "222000-0000", "legal_form": "federation"}
    HomeOrganisation.objects.create(id=1, **told)
    Organisation.objects.bulk_create(
        Organisation(code=_code(n), name=f"Kommun {n}", role="member", position=n)
        for n in range(customers)
    )
    options = _offer(services)
    _hold(customers, things, services)
    with file.open("w", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(("customer", "option", "price", "starts", "ends"))
        for number in range(things):
            kind = number % services
            starts, ends = _span(number)
            code = _code(number % customers)
            writer.writerow((code, options[kind], _price(kind), starts, ends or ""))


def _offer(services: int) -> list[int]:
    """Offer services, each with a price, and charge a kind of thing as each."""
    from samdrift.billing.services import metering  # noqa: PLC0415
    from samdrift.billing.tests.given import JANUARY  # noqa: PLC0415
    from samdrift.catalogue import services as catalogue  # noqa: PLC0415
    from samdrift.catalogue.choices import Measure  # noqa: PLC0415
    from samdrift.catalogue.models import Option  # noqa: PLC0415
    from samdrift.catalogue.ports import Cost, SelfCost, WantedService  # noqa: PLC0415
    from samdrift.catalogue.tests.given import begun  # noqa: PLC0415
    from samdrift.kernel.money import Money  # noqa: PLC0415

    price_list = begun()
    ids = []
    for number in range(services):
        key = f"s{number}"
        wanted = WantedService(key, f"Tjänst {number}", "En tjänst.", Measure.THING_MONTH)
        catalogue.keep_service(wanted=wanted)
        option = Option.objects.get(service__key=key)
        price = Money(_price(number))
        whole = SelfCost((Cost("Allt", Money(price.ore * 1_000)),), 1_000)
        catalogue.set_price(
            list_id=price_list.pk, option_id=option.pk, amount=price, self_cost=whole
        )
        metering.meter(
            source="assets.holdings", kind=f"k{number}", option_id=option.pk, since=JANUARY
        )
        ids.append(option.pk)
    catalogue.publish(list_id=price_list.pk, by="chef", on=date(2014, 12, 1))
    return ids


def _hold(customers: int, things: int, services: int) -> None:
    from django.db import transaction  # noqa: PLC0415

    from samdrift.assets.models import Holding  # noqa: PLC0415
    from samdrift.plumbing import bulk  # noqa: PLC0415

    def rows() -> Iterator[tuple[object, ...]]:
        for number in range(things):
            kind, code = f"k{number % services}", _code(number % customers)
            yield (f"T{number:07}", kind, code, "", *_span(number))

    fields = (
        "identifier", "kind", "organisation_id", "location", "in_service", "out_of_service",
    )  # fmt: skip
    with transaction.atomic():
        bulk.insert(Holding, fields, rows())


def _code(number: int) -> str:
    return f"C{number:03}"


def _price(kind: int) -> int:
    return 9_500 + kind * 137


def _span(number: int) -> tuple[date, date | None]:
    starts = _FIRST + timedelta(days=number % 380)
    ends = date(2015, 1, 1) + timedelta(days=number % 45) if number % 9 == 0 else None
    return (starts, ends) if ends is None or ends > starts else (starts, None)


def _ask(*, with_costs: bool) -> dict[str, float]:
    """Settle a month and the next, and ask for the pages; return how many seconds each took."""
    from samdrift.billing.models import Line  # noqa: PLC0415
    from samdrift.billing.tests.given import JANUARY  # noqa: PLC0415

    told = {"month": _timed(lambda: _settle(JANUARY))}
    told["amount"] = sum(Line.objects.values_list("amount_ore", flat=True))
    if with_costs:
        told["again"] = _timed(lambda: _settle(JANUARY.next))
        told["costs"] = _costs()
        told |= _pages()
    return told


def _settle(month: object) -> None:
    from samdrift.billing.services import deciding, preparing  # noqa: PLC0415
    from samdrift.kernel.spans import Month  # noqa: PLC0415

    assert isinstance(month, Month), "a month is settled"
    run = preparing.prepare(month=month, by="anna", at=AT, tell=lambda *_: None)
    deciding.approve(month=run.month, by="anna")
    deciding.issue(month=run.month, by="bo", at=AT)


def _costs() -> float:
    """Return how long it takes to hand on the costs of pools that all serve each other."""
    from samdrift.catalogue.models import Service  # noqa: PLC0415
    from samdrift.costing.choices import DriverKind, NodeKind  # noqa: PLC0415
    from samdrift.costing.ports import WantedIntake, WantedShare  # noqa: PLC0415
    from samdrift.costing.tests.given import node, reckoned  # noqa: PLC0415
    from samdrift.ledger.tests.given import books, taken, ver  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        vouchers = (
            ver("A", n, "20150310", (f"4000@{n}", f"{9_000 + n}.17"), (1930, f"-{9_000 + n}.17"))
            for n in range(POOLS)
        )
        taken(Path(folder), y2015=books(*vouchers))
    pools = [node(f"Pool {n:02}") for n in range(POOLS)]
    for service in Service.objects.all():
        node(
            service.name, kind=NodeKind.SERVICE, driver=DriverKind.VOLUME, is_measured=True,
            service_id=service.pk,
        )  # fmt: skip
    for n, pool in enumerate(pools):
        shares = [
            *(WantedShare(1 + (n + m) % 7, node=pools[m].key) for m in range(POOLS) if m != n),
            *(WantedShare(3, node=f"tjanst-{m}") for m in range(n % 4, Service.objects.count(), 4)),
        ]
        node(pool.name, WantedIntake("4000-7999", str(n)), *shares, key=pool.key)
    return _timed(reckoned)


def _pages() -> dict[str, float]:
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from samdrift.parties import services as parties  # noqa: PLC0415

    wanted = parties.Wanted(("controller",), "")
    parties.save_user(name="controller", password="x" * 20, wanted=wanted, by="bench", at=AT)
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="controller"))

    def asked(address: str) -> float:
        def ask() -> None:
            assert client.get(address).status_code == 200, address

        ask()
        return statistics.median(_timed(ask) for _ in range(5))

    changed = "&".join(f"price-{n}=99,50&percent-{n}=5" for n in range(1, 20))
    return {
        "page": asked("/kostnader/C003/2015/"),
        "what-if": asked(f"/debitering/tank-om/?{changed}"),
    }


def _timed(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()

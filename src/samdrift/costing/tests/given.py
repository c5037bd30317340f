"""A staff and a desk that serve each other, and a service that two municipalities have."""

from datetime import UTC, date, datetime

from samdrift.costing import services
from samdrift.costing.choices import DriverKind, NodeKind
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

AT = datetime(2016, 1, 20, 9, tzinfo=UTC)


def node(name, *contents, kind=NodeKind.POOL, driver=DriverKind.FIXED, key="", **told):
    """Keep a node with what is told of it, each by what it is."""
    kinds = {
        WantedIntake: "intakes",
        WantedShare: "shares",
        WantedSpread: "spreads",
        WantedPassed: "passed",
    }
    held = {
        name: tuple(each for each in contents if type(each) is wanted)
        for wanted, name in kinds.items()
    }
    wanted = WantedNode(name, kind, driver, **told)
    return services.keep_node(key=key, wanted=wanted, contents=Contents(**held))


def to(key, weight):
    """Return a share of a node, or of an organisation where the key is upper case."""
    if key.isupper():
        return WantedShare(weight, organisation=key)
    return WantedShare(weight, node=key)


def model(service_id=None, *, accounts="4000-7999", first="BOX", other="VIM"):
    """Keep a staff that serves the desk, a desk that serves the staff, and what both serve."""
    node("Stab", WantedIntake(accounts, "700"))
    node("Desk", WantedIntake(accounts, "100"), kind=NodeKind.INTERNAL)
    node(
        "Arbetsplats",
        to(first, 1),
        to(other, 2),
        kind=NodeKind.SERVICE,
        service_id=service_id,
    )
    node("Stab", WantedIntake(accounts, "700"), to("desk", 1), to("arbetsplats", 3), key="stab")
    node(
        "Desk",
        WantedIntake(accounts, "100"),
        to("stab", 1),
        to("arbetsplats", 9),
        kind=NodeKind.INTERNAL,
        key="desk",
    )


def licence(amount=36_000, booked=date(2015, 3, 2), starts=date(2015, 3, 1), months=36):
    return WantedSpread("Licens", Money(amount * 100), booked, starts, months)


def reckoned(year=2015, method=Method.RECIPROCAL, by="anna"):
    return services.reckon(span=Span.year(year), method=method, by=by, at=AT)

"""Small budgets, through the services that make them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from samdrift.budget import services
from samdrift.budget.choices import MonthKey
from samdrift.budget.models import Version
from samdrift.budget.ports import Place
from samdrift.budget.services import Actor
from samdrift.kernel.money import Money

AT = datetime(2016, 2, 1, 12, tzinfo=UTC)
WHO = Actor("Eva", AT)


def begun(year: int = 2015, name: str = "Förslag") -> Version:
    """Begin a version."""
    return services.begin(year=year, name=name, because="", who=WHO)


def planned(version: Version, kronor: int, account: str = "4000", **place: str) -> None:
    """Plan a year's amount on a place, evenly: debit positive."""
    services.plan(
        version.pk,
        place=Place(account, **place),
        amount=Money(kronor * 100),
        key=MonthKey.EVEN,
        text="",
    )


def adopted(version: Version, decision: str = "§ 41", on: date = date(2015, 12, 1)) -> None:
    """Adopt a version."""
    services.adopt(version.pk, decision=decision, decided_on=on, who=WHO)

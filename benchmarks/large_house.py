"""A house with a long history: the sample year, and a million made-up records on top of it.

What is added keeps the books right: postings are on accounts of the result and come to nil
together, so every statement is as the sample has it and every check still holds.
"""

from __future__ import annotations

import importlib
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

YEAR = 2015
YEARS_OF_TICKETS = 5
CENTRES = tuple(f"L{number:02d}" for number in range(40))


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each are added."""

    lines: int
    tickets: int
    assets: int

    def part(self, one_of: int) -> Size:
        """Return a tenth of it, or whichever part."""
        return Size(self.lines // one_of, self.tickets // one_of, self.assets // one_of)


WHOLE = Size(lines=1_000_000, tickets=1_000_000, assets=200_000)
TENTH = WHOLE.part(10)


def main() -> None:
    """Build a house of the size that is told in the database that the environment names."""
    from django.db import connection, transaction  # noqa: PLC0415

    lines, tickets, assets = map(int, sys.argv[1:])
    with transaction.atomic():
        build(Size(lines, tickets, assets))
    _done_by_the_worker()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _done_by_the_worker() -> None:
    """Count the months and make the year ready, as a worker does within a minute.

    Nothing of it is told to the index of what is found: that takes the worker half an hour more.
    """
    from samdrift.annualreport.work import make_ready  # noqa: PLC0415
    from samdrift.plumbing import clock  # noqa: PLC0415
    from samdrift.plumbing.search.models import Mark  # noqa: PLC0415
    from samdrift.servicedesk.statistics.services import keep_counts  # noqa: PLC0415

    Mark.objects.all().delete()
    keep_counts()
    make_ready(at=clock.now(), years=(YEAR,))


def build(size: Size) -> None:
    """Add the records to a database that has taken the sample in."""
    from samdrift.assets.models import AssetKind, Holding  # noqa: PLC0415
    from samdrift.ledger.models import Account, LedgerEdition  # noqa: PLC0415
    from samdrift.ledger.services import post  # noqa: PLC0415
    from samdrift.parties.models import Organisation  # noqa: PLC0415
    from samdrift.plumbing import bulk  # noqa: PLC0415
    from samdrift.servicedesk.models import Ticket  # noqa: PLC0415

    edition = LedgerEdition.objects.get(year=YEAR, is_current=True)
    numbers = Account.objects.filter(edition=edition).values_list("number", flat=True)
    accounts = [number for number in numbers if number[0] in "345678"]
    everybody = list(Organisation.objects.values_list("code", flat=True))
    members = list(Organisation.objects.filter(role="member").values_list("code", flat=True))
    found = AssetKind.objects.filter(is_group=False).values_list("key", flat=True)
    kinds = [key for key in found if key.startswith(("computer", "tablet", "phone", "card"))]
    post(edition=edition, vouchers=_vouchers(accounts, size.lines))
    bulk.insert(Ticket, TICKET_FIELDS, _tickets(everybody, size.tickets))
    bulk.insert(Holding, HOLDING_FIELDS, _holdings(members, kinds, size.assets))


def _vouchers(accounts: list[str], lines: int) -> Iterator[Any]:
    from samdrift.kernel.money import Money  # noqa: PLC0415
    from samdrift.ledger.ports import LineEntry, VoucherEntry  # noqa: PLC0415

    chance = random.Random(YEAR)  # noqa: S311
    for number in range(1, lines // 4 + 1):
        amounts = [chance.randint(-500_000, 500_000) for _ in range(3)]
        yield VoucherEntry(
            series="STOR",
            number=str(number),
            booked_on=date(YEAR, chance.randint(1, 12), chance.randint(1, 28)),
            text=f"Verifikation {number}",
            lines=tuple(
                LineEntry(chance.choice(accounts), Money(ore), chance.choice(CENTRES))
                for ore in (*amounts, -sum(amounts))
            ),
        )


TICKET_FIELDS = (
    "number",
    "organisation_id",
    "channel",
    "line",
    "category",
    "opened_at",
    "closed_at",
    "elapsed_seconds",
)


def _tickets(codes: list[str], count: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(1)  # noqa: S311
    began = datetime(YEAR - YEARS_OF_TICKETS + 1, 1, 1, 8, tzinfo=UTC)
    seconds = (datetime(YEAR, 12, 24, tzinfo=UTC) - began).total_seconds()
    for number in range(count):
        opened = began + timedelta(seconds=int(seconds * number / count))
        took = int(chance.expovariate(1 / 20_000)) + 60
        yield (
            f"STOR-{number:07d}",
            chance.choice(codes),
            chance.choice(("phone", "email", "portal")),
            chance.choice((1, 1, 1, 2)),
            chance.choice(("Dator", "Konto", "Telefoni", "Skrivare", "Nät")),
            opened,
            opened + timedelta(seconds=took),
            took,
        )


HOLDING_FIELDS = (
    "identifier",
    "kind",
    "organisation_id",
    "location",
    "in_service",
    "out_of_service",
)


def _holdings(codes: list[str], kinds: list[str], count: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(2)  # noqa: S311
    for number in range(count):
        begun = date(2010, 1, 1) + timedelta(days=chance.randint(0, 2_100))
        ended = begun + timedelta(days=chance.randint(200, 2_000))
        yield (
            f"STOR-{number:07d}",
            chance.choice(kinds),
            chance.choice(codes),
            "",
            begun,
            ended if chance.random() < 0.6 else None,
        )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.project.settings")
    importlib.import_module("django").setup()
    main()

"""Investments, fixed assets, loans and leases as tests have them."""

from datetime import UTC, date, datetime

from samdrift.capital.choices import Begins, DayCounting, Happening, LifeBasis
from samdrift.capital.models import Investment
from samdrift.capital.ports import (
    WantedAsset,
    WantedEvent,
    WantedGroup,
    WantedLease,
    WantedLoan,
)
from samdrift.capital.services import debts, fixed
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month

AT = datetime(2016, 1, 10, 9, tzinfo=UTC)


def kronor(text):
    return Money.parse(str(text))


def group(name="Teknik", **told):
    plain = {
        "basis": LifeBasis.USE.value,
        "months": 36,
        "begins": Begins.NEXT.value,
        "cost_account": "1110",
        "depreciation_account": "1119",
        "expense_account": "7910",
        "gain_account": "3820",
        "loss_account": "7990",
    }
    return fixed.keep_group(key="", wanted=WantedGroup(name, **(plain | told)))


def bought(of, cost="36000", on=date(2015, 1, 15), **told):
    plain = {"name": "Server", "group_id": of.pk, "on": on, "in_use": on, "cost": kronor(cost)}
    return fixed.register_asset(wanted=WantedAsset(**(plain | told)), by="anna", at=AT)


def told(asset, happening, on, **more):
    wanted = WantedEvent(Happening(happening), on, **more)
    return fixed.tell(number=asset.number, wanted=wanted, by="anna", at=AT)


def written_off(first=(2015, 2), months=1):
    month = Month(*first)
    for _ in range(months):
        fixed.write_off(month=month, by="anna", at=AT)
        month = month.next


def planned(year, **told):
    position = Investment.objects.count() + 1
    plain = {"identifier": f"T{position}", "plan": "own", "name": "Ny hall"}
    return Investment.objects.create(**(plain | told), year=int(year), position=position)


def borrowed(**told):
    plain = {
        "name": "Banklån",
        "lender": "Banken",
        "account": "2350",
        "taken_on": date(2015, 1, 1),
        "amount": kronor(1_000_000),
        "day_count": DayCounting.ACTUAL_360.value,
        "terms": ((date(2015, 1, 1), 23_500, date(2017, 7, 1)),),
        "repayments": tuple(
            (date(year, 7, 1), kronor(paid))
            for year, paid in ((2015, 400_000), (2016, 200_000), (2017, 400_000))
        ),
    }
    return debts.keep_loan(wanted=WantedLoan(**(plain | told)))


def leased(**told):
    plain = {
        "name": "Skrivare",
        "lessor": "Banken",
        "starts": date(2014, 7, 1),
        "ends": date(2022, 1, 1),
        "monthly": kronor(100),
    }
    return debts.keep_lease(wanted=WantedLease(**(plain | told)))

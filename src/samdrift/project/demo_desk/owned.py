"""The demo's fixed assets and loans, which come to what the books of the sample say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from samdrift.capital import register
from samdrift.capital.choices import Begins, DayCounting, Happening, LifeBasis
from samdrift.capital.models import FixedAsset, FixedGroup, Investment
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
from samdrift.ledger import queries as ledger
from samdrift.plumbing.clock import SWEDEN

_TAKEN_OVER = date(2013, 12, 31)
_GROUPS = (
    ("Tekniska anläggningar", LifeBasis.USE, 36, "1110", "1119", "7910"),
    ("Maskiner och inventarier", LifeBasis.USE, 60, "1210", "1219", "7920"),
    ("Fordon", LifeBasis.USE, 72, "1210", "1219", "7921"),
    ("Förbättringsåtgärder i annans fastighet", LifeBasis.LEASE, 0, "1270", "1279", "7930"),
    ("Pågående projekt", LifeBasis.NONE, 0, "1280", "", ""),
)
_TECHNICAL, _EQUIPMENT, _VEHICLES, _LEASEHOLD, _ONGOING = (name for name, *_ in _GROUPS)
_CENTRES = {_TECHNICAL: "400", _EQUIPMENT: "300", _VEHICLES: "700", _LEASEHOLD: "300"}


_LOANS = (
    ("Banklån, löptid 7 år", "2350", "2012-12-28", "14143000", 24_800, date(2017, 12, 28),
     ((2013, 1, 4, "505000"), (2014, 1, 4, "505250"), (2015, 1, 4, "505000"),
      (2016, 1, 4, "505000"), (2017, 1, 4, "505000"), (2018, 1, 4, "505000"),
      (2019, 1, 3, "505000"), (2019, 4, 4, "507000"))),
    ("Banklån, löptid 3 år", "2351", "2013-06-28", "6666000", 17_500, None,
     ((2013, 3, 4, "555500"), (2014, 1, 4, "555500"), (2015, 1, 4, "555500"),
      (2016, 1, 2, "555500"))),
)  # fmt: skip
"""A name, its account, when, kronor, rate in millionths, fixed until, and when what is paid."""
_LEASES = (
    ("Elevdatorer 2013", "Leasingbolaget", 2013, 2016, "366000"),
    ("Elevdatorer 2014", "Leasingbolaget", 2014, 2017, "348000"),
    ("Elevdatorer 2015", "Leasingbolaget", 2015, 2018, "352000"),
    ("Servicebilar", "Bilfinans", 2014, 2018, "20650"),
    ("Skrivare", "Leasingbolaget", 2014, 2019, "57900"),
    ("Svartfiber mellan orterna", "Stadsnätet", 2012, 2024, "60000"),
)


@dataclass(frozen=True, slots=True)
class _Asset:
    """A fixed asset of the demo: kronor as they are typed, and days."""

    group: str
    name: str
    cost: str
    on: str
    months: int | None = None
    in_use: str = ""
    written_off: str = ""
    residual: str = "0"
    investment: str = ""


_OLD = (
    _Asset(_TECHNICAL, "Kärnnät och fiberstam", "5400000", "", 36, "", "1459507.65"),
    _Asset(_TECHNICAL, "Trådlöst nät i skolorna", "1500000", "", 24, "", "599388.96"),
    _Asset(_TECHNICAL, "Brandväggar 2011", "455000", "", 12, "", "441803.39"),
    _Asset(_EQUIPMENT, "Lagringssystem", "5300000", "", 60, "", "773444.85"),
    _Asset(_EQUIPMENT, "Serverpark", "1900000", "", 36, "", "381133.09"),
    _Asset(_EQUIPMENT, "Servrar 2010", "459000", "", 12, "", "270722.06"),
    _Asset(_VEHICLES, "Servicebil", "129000", "", 40, "", "59000", "10000"),
    _Asset(_VEHICLES, "Blåsbuss", "400000", "", 60, "", "54000", "100000"),
    _Asset(_VEHICLES, "Utköpt leasingbil 1", "102000", "", 60, "2014-12-31", "0"),
    _Asset(_VEHICLES, "Utköpt leasingbil 2", "75000", "", 60, "2014-12-31", "0"),
    _Asset(_LEASEHOLD, "Datahall Bexhuset", "1100000", "", 72, "", "236000"),
    _Asset(_LEASEHOLD, "Reservkraft och kyla", "1570000", "", 84, "", "331000"),
    _Asset(_ONGOING, "Ny driftmiljö", "3132000", "", None, "", "0"),
)
"""What was taken over when the register began."""
_BOUGHT = (
    _Asset(_EQUIPMENT, "Bladservrar", "496898.48", "2014-02-04"),
    _Asset(_TECHNICAL, "Stamswitchar", "342794.95", "2014-02-15"),
    _Asset(_LEASEHOLD, "Ombyggd servicedesk", "249000", "2014-02-20", 83, "2014-07-31"),
    _Asset(_ONGOING, "Nyckelfri hemtjänst", "224000", "2014-02-23"),
    _Asset(_EQUIPMENT, "Skrivarpark", "879311.12", "2014-05-17"),
    _Asset(_TECHNICAL, "Radiolänkar", "520282.03", "2014-05-22"),
    _Asset(_TECHNICAL, "Fiber till ytterorterna", "613923.02", "2014-08-15"),
    _Asset(_EQUIPMENT, "Utökad lagring", "832790.40", "2014-08-18"),
    _Asset(_EQUIPMENT, "Backupdiskar", "126000", "2015-02-04", 36),
    _Asset(_ONGOING, "E-arkiv, förstudie", "86000", "2015-02-05"),
    _Asset(_TECHNICAL, "Nätverksutbyggnad, tertial 1", "369767.17", "2015-02-22"),
    _Asset(_TECHNICAL, "Nätverksutbyggnad, tertial 2", "311550.32", "2015-05-17"),
    _Asset(_TECHNICAL, "Nätverksutbyggnad, tertial 3", "379682.51", "2015-08-17"),
    _Asset(_VEHICLES, "Bredbandsbuss 1", "406000", "2015-09-20", 72, "2015-09-25", "",
           "31600", "E08"),
    _Asset(_VEHICLES, "Installationsbuss", "265000", "2015-09-28", 84, "2015-09-30", "",
           "46600", "E12"),
    _Asset(_VEHICLES, "Bredbandsbuss 2", "406000", "2015-10-12", 72, "2015-10-15", "",
           "31600", "E09"),
)  # fmt: skip
_HAPPENED = (
    ("Utköpt leasingbil 1", "2014-05-12", Happening.DISPOSED, "102000", None),
    ("Ny driftmiljö", "2014-06-30", Happening.REGROUPED, "0", 120),
    ("Utköpt leasingbil 2", "2014-10-06", Happening.DISPOSED, "75000", None),
    ("Stamswitchar", "2015-01-02", Happening.REPLANNED, "0", 18),
    ("Nyckelfri hemtjänst", "2015-06-30", Happening.REGROUPED, "0", 60),
    ("Servicebil", "2015-09-14", Happening.DISPOSED, "195000", None),
)
"""A name, a day, what happened, kronor and months."""


def furnish() -> None:
    """Register what there was, and live through two years month by month.

    Of a sample without these books there is nothing.
    """
    needed = {account for _, _, _, *accounts in _GROUPS for account in accounts} - {""}
    if not needed <= set(ledger.account_names(2014)):
        return
    decision = "Direktionen 2013-11-15 § 41"
    fixed.rule(since=2014, percent=50, months=36, decision=decision)
    groups = {told[0]: _group(*told) for told in _GROUPS}
    _borrow()
    for asset in _OLD:
        _register(asset, groups)
    for year in (2014, 2015):
        for number in range(1, 13):
            _live(Month(year, number), groups)


def _group(
    name: str, basis: LifeBasis, months: int, cost: str, written: str, expense: str
) -> FixedGroup:
    sold = "8480" if written else ""
    wanted = WantedGroup(
        name, basis.value, months, Begins.NEXT.value, cost, written,
        expense_account=expense, gain_account=sold, loss_account=expense,
    )  # fmt: skip
    return fixed.keep_group(key="", wanted=wanted)


def _live(month: Month, groups: dict[str, FixedGroup]) -> None:
    """Tell what happened in a month, as it was told then, and write it off when it is over."""
    for asset in _BOUGHT:
        if asset.on.startswith(str(month)):
            _register(asset, groups)
    for name, day, happening, amount, months in _HAPPENED:
        if not day.startswith(str(month)):
            continue
        number = FixedAsset.objects.get(name=name).number
        group = groups[_EQUIPMENT].pk if happening is Happening.REGROUPED else None
        on = date.fromisoformat(day)
        wanted = WantedEvent(
            happening, on, Money.parse(amount), months, group_id=group,
            in_use=on if group else None,
        )  # fmt: skip
        fixed.tell(number=number, wanted=wanted, by="controller", at=_at(on))
    last = month.span.last_day
    assert month == register.month_to_run(), "the months are lived in order"
    fixed.write_off(month=month, by="controller", at=_at(last))


def _register(asset: _Asset, groups: dict[str, FixedGroup]) -> None:
    on = date.fromisoformat(asset.on) if asset.on else _TAKEN_OVER
    found = Investment.objects.filter(identifier=asset.investment, year=on.year).first()
    wanted = WantedAsset(
        name=asset.name,
        group_id=groups[asset.group].pk,
        on=on,
        in_use=date.fromisoformat(asset.in_use) if asset.in_use else on,
        cost=Money.parse(asset.cost),
        months=asset.months,
        residual=Money.parse(asset.residual),
        written_off=Money.parse(asset.written_off) if asset.written_off else None,
        cost_centre=_CENTRES.get(asset.group, ""),
        investment_id=found.pk if found else None,
    )
    fixed.register_asset(wanted=wanted, by="controller", at=_at(on))


def _borrow() -> None:
    """Keep the loans and leases of the sample's books, as their contracts may have been."""
    for name, account, taken, amount, rate, until, paid in _LOANS:
        taken_on = date.fromisoformat(taken)
        wanted = WantedLoan(
            name, "Kommuninvest", account, taken_on, Money.parse(amount),
            DayCounting.ACTUAL_360.value, ((taken_on, rate, until),), tuple(_quarters(paid)),
        )  # fmt: skip
        debts.keep_loan(wanted=wanted)
    for name, lessor, starts, ends, monthly in _LEASES:
        lease = WantedLease(
            name, lessor, date(starts, 7, 1), date(ends, 7, 1), Money.parse(monthly)
        )
        debts.keep_lease(wanted=lease)


def _quarters(paid: tuple[tuple[int, int, int, str], ...]) -> Iterator[tuple[date, Money]]:
    """Yield the last day of some quarters of some years, and what is paid then."""
    for year, first, last, amount in paid:
        for quarter in range(first, last + 1):
            yield Month(year, quarter * 3).span.last_day, Money.parse(amount)


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 15, tzinfo=SWEDEN)

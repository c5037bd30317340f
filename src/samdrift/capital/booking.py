"""What happens to fixed assets as vouchers proposed to the finance system (ADR 36)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from samdrift.bookkeeping.ports import Proposal, ProposalSource, WantedVoucher
from samdrift.capital import debts
from samdrift.capital.choices import BEGINNINGS, Happening
from samdrift.capital.models import DepreciationRun, FixedEvent, FixedGroup
from samdrift.kernel.money import ZERO, Money
from samdrift.kernel.spans import Month
from samdrift.ledger.ports import LineEntry
from samdrift.ledger.proposals import Booked, Place

SERIES = "ANL"
_BOUGHT = (*BEGINNINGS, Happening.ADDED)
"""What is booked by the supplier's invoice, and so not by us."""

type _Amounts = dict[Place, Money]


def vouchers(month: Month) -> tuple[Booked, ...]:
    """Return what happened in a month as vouchers: what is written off first, then the rest.

    What a thing is sold for is booked by its invoice on the account of gains; here it is held
    against what the thing was carried at.
    """
    begun = int(f"{month.year}{month.number:02d}") * 100
    written = _written_off(month)
    told = [written] if written else []
    found = FixedEvent.objects.filter(
        happened_on__gte=month.span.start, happened_on__lt=month.span.end, run__isnull=True
    ).exclude(happening__in=_BOUGHT)
    rest = found.select_related("fixed_asset", "group", "from_group").order_by("id")
    booked = (
        Booked(SERIES, begun + at, event.happened_on, _words(event), amounts)
        for at, event in enumerate(rest, 1)
        if (amounts := _balanced(_EVENTS[Happening(event.happening)](event)))
    )
    return (*told, *booked)


def proposed(month: Month) -> tuple[Proposal, ...]:
    """Return what happened in a month as it is proposed to be booked here."""
    return tuple(
        Proposal(
            f"capital:{each.series}{each.number}",
            WantedVoucher(
                each.series,
                each.day,
                each.text[:LONGEST],
                tuple(
                    LineEntry(place.account, amount, place.cost_centre)
                    for place, amount in each.amounts
                ),
            ),
        )
        for each in vouchers(month)
    )


def _interest(month: Month) -> tuple[Proposal, ...]:
    """Return what loans cost in a month, of those whose interest is to be booked."""
    found = []
    for loan in debts.loans():
        amount = loan.interest_of(month) if loan.cost_account else ZERO
        if amount:
            lines = (LineEntry(loan.cost_account, amount), LineEntry(loan.accrued_account, -amount))
            text = f"Ränta {loan.name} {month}"
            wanted = WantedVoucher(INTEREST, month.span.last_day, text, lines)
            found.append(Proposal(f"capital:{INTEREST}{loan.id}:{month}", wanted))
    return tuple(found)


LONGEST = 500
INTEREST = "RTA"
"""The series of interest."""
SOURCES = (
    ProposalSource("capital.fixed", "Anläggningar", proposed),
    ProposalSource("capital.interest", "Räntor", _interest),
)


def _written_off(month: Month) -> Booked | None:
    run = DepreciationRun.objects.filter(month=month.span.start).first()
    if run is None:
        return None
    amounts: _Amounts = defaultdict(lambda: ZERO)
    for event in run.events.select_related("fixed_asset", "group"):
        for place, amount in _depreciated(event):
            amounts[place] += amount
    number = int(f"{month.year}{month.number:02d}") * 100
    text = f"Avskrivningar {month}"
    return Booked(SERIES, number, month.span.last_day, text, _balanced(sorted(amounts.items())))


def _balanced(amounts: list[tuple[Place, Money]]) -> tuple[tuple[Place, Money], ...]:
    found = tuple((place, amount) for place, amount in amounts if amount)
    assert sum(amount.ore for _, amount in found) == 0, "what is proposed balances"
    return found


def _words(event: FixedEvent) -> str:
    kind = Happening(event.happening).label
    taken_back = "Tillbakataget: " if event.takes_back_id else ""
    return f"{taken_back}{kind} {event.fixed_asset}"


def _depreciated(event: FixedEvent) -> list[tuple[Place, Money]]:
    amount, centre = Money(event.depreciation_ore), event.fixed_asset.cost_centre
    return [
        (Place(event.group.expense_account, centre), amount),
        (Place(event.group.depreciation_account), -amount),
    ]


def _impaired(event: FixedEvent) -> list[tuple[Place, Money]]:
    amount, group = Money(event.impairment_ore), event.group
    cost = group.impairment_expense_account or group.expense_account
    return [
        (Place(cost, event.fixed_asset.cost_centre), amount),
        (Place(_impairment_account(group)), -amount),
    ]


def _regrouped(event: FixedEvent) -> list[tuple[Place, Money]]:
    assert event.from_group is not None, "what is regrouped came from a group"
    found: _Amounts = defaultdict(lambda: ZERO)
    for group, sign in ((event.group, 1), (event.from_group, -1)):
        for account, ore in _standing(group, event):
            found[Place(account)] += Money(ore * sign)
    return list(found.items())


def _disposed(event: FixedEvent) -> list[tuple[Place, Money]]:
    found: _Amounts = defaultdict(lambda: ZERO)
    for account, ore in _standing(event.group, event):
        found[Place(account)] += Money(ore)
    carried = -Money(event.cost_ore - event.depreciation_ore - event.impairment_ore)
    is_gain = abs(event.proceeds_ore) >= abs(carried.ore)
    group, centre = event.group, event.fixed_asset.cost_centre
    account = group.gain_account if is_gain else group.loss_account
    found[Place(account or group.expense_account, centre)] += carried
    return list(found.items())


def _standing(group: FixedGroup, event: FixedEvent) -> Iterator[tuple[str, int]]:
    """Yield the accounts of a group and what an event puts on them, debit positive."""
    yield group.cost_account, event.cost_ore
    yield group.depreciation_account or group.cost_account, -event.depreciation_ore
    yield _impairment_account(group), -event.impairment_ore


def _impairment_account(group: FixedGroup) -> str:
    return group.impairment_account or group.depreciation_account or group.cost_account


def _nothing(_event: FixedEvent) -> list[tuple[Place, Money]]:
    return []


_EVENTS = {
    Happening.DEPRECIATED: _depreciated,
    Happening.IMPAIRED: _impaired,
    Happening.RESTORED: _impaired,
    Happening.REPLANNED: _nothing,
    Happening.REGROUPED: _regrouped,
    Happening.DISPOSED: _disposed,
}

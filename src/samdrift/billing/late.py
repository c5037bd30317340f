"""What those who pay late are to be charged: interest on what was owed each day, and reminders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import F, Max, QuerySet, Sum

from samdrift.billing import rules
from samdrift.billing.choices import RuleKind
from samdrift.billing.models import Addressing, Invoice, LateCharge, Line, Payment, Reminder
from samdrift.billing.rules import Rates, Stretch
from samdrift.kernel.money import ZERO, Money, total

_ASKED = F("amount_ore") + F("rounding_ore")


@dataclass(frozen=True, slots=True)
class Late:
    """An invoice that was paid late, or is not paid: the days, and what they cost."""

    number: int
    organisation: str
    due_on: date
    since: date
    """Until when interest is charged already; the due day where none is."""
    until: date
    stretches: tuple[Stretch, ...] | None
    """None where the reference rate of some day is not known."""
    reminders: int
    """Up to which reminder the cost is told."""
    cost: Money

    @property
    def interest(self) -> Money:
        """The interest of all its days."""
        return total(each.interest for each in self.stretches or ())

    @property
    def amount(self) -> Money:
        """All that is to be charged."""
        return self.interest + self.cost


@dataclass(frozen=True, slots=True)
class LateTold:
    """A decision to charge interest: on which invoice, over which days, and in which month."""

    number: int
    organisation: str
    since: date
    until: date
    interest: Money
    cost: Money
    month: date
    decision: str
    decided_by: str
    is_stopped: bool


@dataclass(frozen=True, slots=True)
class _Owed:
    """What was owed of an invoice: what bears interest, and what was paid on which day."""

    bearing: Money
    asked: Money
    paid: tuple[tuple[date, Money], ...]

    def after(self, day: date) -> Money:
        """Return what bears interest when a day is over: what was paid is interest first."""
        paid = total(amount for on, amount in self.paid if on <= day)
        return max(ZERO, min(self.bearing, self.asked - paid), key=lambda each: each.ore)


def found(*, on: date, numbers: Collection[int] = ()) -> tuple[Late, ...]:
    """Return all that could be charged on a day of those who pay late, the oldest invoice first.

    Of each day what was left then: what was paid meanwhile bears no interest after, and what was
    credited never did. Nor does interest that an invoice itself asks for.
    """
    invoices = _due(on, numbers)
    owed, charged, costs = _owed(invoices), _charged(), _costs(on)
    rates, late = Rates(), []
    for each in invoices:
        since, reminded = charged.get(each.pk, (each.due_on, 0))
        told = costs.get(each.pk, {})
        late.append(
            Late(
                number=each.number,
                organisation=str(each.organisation_id),
                due_on=each.due_on,
                since=since,
                until=on,
                stretches=_stretches(owed[each.pk], rates, since, on),
                reminders=max((reminded, *told)),
                cost=total(cost for number, cost in told.items() if number > reminded),
            )
        )
    return tuple(each for each in late if each.stretches is None or each.amount)


def _stretches(owed: _Owed, rates: Rates, since: date, until: date) -> tuple[Stretch, ...] | None:
    """Return the days of an invoice by what was owed then; None where a rate is not known."""
    turns = sorted({since, until, *(day for day, _ in owed.paid if since < day < until)})
    found_of: list[Stretch] = []
    for start, end in pairwise(turns):
        amount = owed.after(start)
        if amount:
            parts = rates.stretches(amount, since=start, until=end)
            if parts is None:
                return None
            found_of += parts
    return tuple(found_of)


def charged_until(number: int, *, on: date) -> date | None:
    """Return until when interest on an invoice was charged when a day began; None where not."""
    rows = _standing().filter(invoice__number=number, until__lte=on)
    until: date | None = rows.aggregate(last=Max("until"))["last"]
    return until


def decided() -> tuple[LateTold, ...]:
    """Return every decision to charge interest, the latest first."""
    rows = LateCharge.objects.select_related("invoice", "fixed")
    return tuple(
        LateTold(
            number=each.invoice.number,
            organisation=str(each.invoice.organisation_id),
            since=each.since,
            until=each.until,
            interest=Money(each.interest_ore),
            cost=Money(each.cost_ore),
            month=each.fixed.starts,
            decision=each.decision,
            decided_by=each.decided_by,
            is_stopped=each.fixed.stopped_from == each.fixed.starts,
        )
        for each in rows
    )


def _due(on: date, numbers: Collection[int]) -> list[Invoice]:
    rows = Invoice.objects.filter(credits__isnull=True, net_ore__gt=0, due_on__lt=on)
    rows = rows.filter(number__in=numbers) if numbers else rows
    return list(rows.order_by("due_on", "number"))


def _owed(invoices: list[Invoice]) -> dict[int, _Owed]:
    notes = Invoice.objects.filter(credits__isnull=False).order_by().values_list("credits_id")
    credited = dict(notes.annotate(ore=Sum(_ASKED)))
    of_interest = Line.objects.filter(
        invoice__isnull=False, option__in=LateCharge.objects.values("fixed__option")
    )
    bearing_none = dict(
        of_interest.order_by().values_list("invoice_id").annotate(Sum("amount_ore"))
    )
    ocrs = dict(Addressing.objects.values_list("ocr", "invoice_id"))
    paid: dict[int, list[tuple[date, Money]]] = defaultdict(list)
    for ocr, day, ore in Payment.objects.values_list("ocr", "paid_on", "amount_ore"):
        if ocr in ocrs:
            paid[ocrs[ocr]].append((day, Money(ore)))
    found_of = {}
    for each in invoices:
        asked = Money(each.amount_ore + each.rounding_ore + credited.get(each.pk, 0))
        bearing = asked - Money(bearing_none.get(each.pk, 0))
        found_of[each.pk] = _Owed(bearing, asked, tuple(paid[each.pk]))
    return found_of


def _standing() -> QuerySet[LateCharge]:
    """Return what is charged, or will be: whose fixed amount was not stopped before its month."""
    return LateCharge.objects.exclude(fixed__stopped_from=F("fixed__starts"))


def _charged() -> dict[int, tuple[date, int]]:
    """Return until when, and up to which reminder, each invoice is charged already."""
    rows = _standing().order_by().values_list("invoice_id")
    told = rows.annotate(last=Max("until"), reminded=Max("reminders"))
    return {pk: (last, reminded) for pk, last, reminded in told}


def _costs(on: date) -> dict[int, dict[int, Money]]:
    """Return what each reminder until a day costs, by invoice and which reminder of it."""
    said = rules.rules()[RuleKind.REMINDER_COST]
    found_of: dict[int, dict[int, Money]] = defaultdict(dict)
    rows = Reminder.objects.filter(reminded_on__lte=on)
    for pk, number, day in rows.values_list("invoice_id", "number", "reminded_on"):
        kronor = next((each.value for each in said if each.holds_from <= day), 0)
        found_of[pk][number] = Money(int(kronor * 100))
    return found_of

"""What is owed: invoices less what was credited and paid, by how long they have been due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Sum

from samdrift.billing import late, rules
from samdrift.billing.choices import RuleKind
from samdrift.billing.models import Addressing, Invoice, Payment, Reminder
from samdrift.billing.ports import Paid
from samdrift.kernel.money import ZERO, Money, total

_ASKED = F("amount_ore") + F("rounding_ore")
"""What is to be paid of an invoice."""
AGES = (0, 30, 60)
"""An invoice is due, or has been due for so many days at most; the last age has no end."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What is left to pay of an invoice, or to give back."""

    number: int
    organisation: str
    due_on: date
    amount: Money
    reminders: int = 0
    reminded_on: date | None = None

    def age(self, on: date) -> int:
        """Return which age it has on a day: 0 not due, then each of the ages that it has passed."""
        days = (on - self.due_on).days
        return sum(days > limit for limit in AGES)


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder: which of the invoice, when, and of how much."""

    number: int
    day: date
    left: Money
    interest: Money | None = None
    """The interest until then on what is left; None where the rate is not known."""
    cost: Money = ZERO


@dataclass(frozen=True, slots=True)
class MemberOwed:
    """What an organisation owes, by age."""

    organisation: str
    by_age: tuple[Money, ...]

    @property
    def amount(self) -> Money:
        """All that it owes."""
        return total(self.by_age)


def owed(*, organisation: str = "") -> tuple[Owed, ...]:
    """Return what is left of every invoice that is not settled, the oldest first.

    Of one organisation where it is named.

    A credit note lessens the invoice it points to; one of a month stands by itself.
    """
    paid = _paid()
    ocrs = dict(Addressing.objects.values_list("invoice_id", "ocr"))
    notes = Invoice.objects.filter(credits__isnull=False).order_by().values_list("credits_id")
    credited = dict(notes.annotate(ore=Sum(_ASKED)))
    own = Invoice.objects.filter(credits__isnull=True).order_by("due_on", "number")
    own = own.filter(organisation_id=organisation) if organisation else own
    reminded = {
        each.invoice_id: (each.number, each.reminded_on)
        for each in Reminder.objects.order_by("number")
    }
    found = (
        Owed(
            each.number,
            str(each.organisation_id),
            each.due_on,
            Money(each.asked + credited.get(each.pk, 0) - paid.get(ocrs.get(each.pk, ""), 0)),
            *reminded.get(each.pk, (0, None)),
        )
        for each in own.annotate(asked=_ASKED)
    )
    return tuple(each for each in found if each.amount)


def owed_of(number: int) -> Owed | None:
    """Return what is left of one invoice; None where nothing is."""
    return next((each for each in owed() if each.number == number), None)


def last_reminder(number: int) -> Reminded | None:
    """Return the last reminder of an invoice; None where nobody was reminded."""
    every = Reminder.objects.select_related("invoice").filter(invoice__number=number)
    found = every.order_by("-number").first()
    if found is None:
        return None
    left, day = Money(found.left_ore), found.reminded_on
    cost = rules.on(RuleKind.REMINDER_COST, day) or 0
    return Reminded(
        number=found.number,
        day=day,
        left=left,
        interest=rules.interest(
            left, since=late.charged_until(number, on=day) or found.invoice.due_on, on=day
        ),
        cost=Money(int(cost * 100)),
    )


@dataclass(frozen=True, slots=True)
class Settling:
    """How it stands with an invoice: what is left of it, and whether it is due."""

    left: Money
    is_due: bool


def settling(*, on: date, organisation: str = "") -> dict[int, Settling]:
    """Return how it stands on a day with each invoice that is not settled, by number."""
    return {
        each.number: Settling(each.amount, each.age(on) > 0)
        for each in owed(organisation=organisation)
    }


def by_member(found: tuple[Owed, ...], *, on: date) -> tuple[MemberOwed, ...]:
    """Return what each organisation owes on a day, by age."""
    sums: dict[str, list[Money]] = defaultdict(lambda: [Money(0)] * (len(AGES) + 1))
    for each in found:
        sums[each.organisation][each.age(on)] += each.amount
    return tuple(MemberOwed(code, tuple(amounts)) for code, amounts in sums.items())


def unmatched() -> tuple[Paid, ...]:
    """Return what was paid by a reference that no invoice has."""
    found = Payment.objects.exclude(ocr__in=Addressing.objects.values("ocr"))
    return tuple(
        Paid(each.reference, each.paid_on, each.ocr, Money(each.amount_ore)) for each in found
    )


def _paid() -> Mapping[str, int]:
    return dict(Payment.objects.order_by().values_list("ocr").annotate(ore=Sum("amount_ore")))

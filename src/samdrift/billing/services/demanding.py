"""Charging those who pay late: interest on what was owed, and what their reminders cost."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samdrift.billing import late
from samdrift.billing.errors import CannotCharge
from samdrift.billing.late import Late
from samdrift.billing.models import Invoice, LateCharge
from samdrift.billing.ports import WantedFixed, WantedInterest
from samdrift.billing.services import fixing
from samdrift.catalogue import queries as catalogue


@transaction.atomic
def charge(*, wanted: WantedInterest, by: str, at: datetime) -> tuple[LateCharge, ...]:
    """Charge interest on invoices until a day, with the next month that is not invoiced.

    The same days are never charged twice. Refused where a rate is not known, where an invoice has
    nothing to charge, and as an option that is taxed: interest is not.
    """
    list(Invoice.objects.select_for_update().filter(number__in=wanted.numbers).order_by("number"))
    if catalogue.option_cards()[wanted.option_id].vat_percent:
        raise CannotCharge(_("Dröjsmålsränta har ingen moms. Välj något utan moms."))
    found = late.found(on=at.date(), numbers=wanted.numbers)
    if not wanted.numbers or len(found) != len(set(wanted.numbers)):
        raise CannotCharge(_("Välj fakturor som har betalats för sent, eller inte är betalda."))
    if any(each.stretches is None for each in found):
        raise CannotCharge(_("Referensräntan saknas för någon dag. Skriv den under Regler först."))
    return tuple(_charge(each, wanted, by, at) for each in found)


def _charge(each: Late, wanted: WantedInterest, by: str, at: datetime) -> LateCharge:
    words = _("Ränta, faktura %(number)s, %(since)s–%(until)s, %(decision)s") % {
        "number": each.number,
        "since": each.since,
        "until": each.until,
        "decision": wanted.decision,
    }
    month = fixing.next_open_month(at.date())
    amounts = {each.organisation: each.amount}
    of_month = WantedFixed(wanted.option_id, amounts, month, 1, words)
    (fixed,) = fixing.fix(wanted=of_month, by=by, at=at)
    return LateCharge.objects.create(
        invoice=Invoice.objects.get(number=each.number),
        fixed=fixed,
        since=each.since,
        until=each.until,
        interest_ore=each.interest.ore,
        reminders=each.reminders,
        cost_ore=each.cost.ore,
        decision=wanted.decision,
        decided_by=by,
        decided_at=at,
    )

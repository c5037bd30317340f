"""Reminding those who have not paid in time."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from samdrift.billing import receivables, rules
from samdrift.billing.choices import RuleKind
from samdrift.billing.errors import CannotCharge
from samdrift.billing.models import Invoice, Reminder


@transaction.atomic
def remind(*, number: int, by: str, on: date) -> Reminder:
    """Note that somebody is reminded of an invoice, of what is left of it on the day.

    Refused for what is not due or not owed, and too soon after the last reminder.
    """
    invoice = Invoice.objects.select_for_update().get(number=number)
    owed = receivables.owed_of(number)
    if owed is None or owed.amount.ore <= 0 or on <= owed.due_on:
        raise CannotCharge(_("Fakturan är betald, eller inte förfallen än."))
    between = rules.days(RuleKind.DAYS_BETWEEN, on)
    if owed.reminded_on is not None and on < owed.reminded_on + between:
        raise CannotCharge(
            _("En påminnelse gick i dagarna. Vänta till %(day)s.")
            % {"day": owed.reminded_on + between}
        )
    return Reminder.objects.create(
        invoice=invoice,
        number=owed.reminders + 1,
        reminded_on=on,
        left_ore=owed.amount.ore,
        reminded_by=by,
    )

"""A ticket with a supplier outside: theirs to solve, ours to answer for."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction

from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.servicedesk.casework import away, clock, references, rows
from samdrift.servicedesk.choices import EventKind, Status
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.models import Handover, Reminder, SupplierTerms, Ticket
from samdrift.servicedesk.notices import services as notices
from samdrift.servicedesk.ports import Actor
from samdrift.servicelevels.queries import calendars
from samdrift.servicelevels.reckoning.moments import universal


@transaction.atomic
def hand_over(
    *,
    number: str,
    supplier_code: str,
    address: str,
    promised_by: datetime | None,
    actor: Actor,
    at: datetime,
) -> Handover:
    """Hand a ticket over to a supplier; who owns it in first line still does.

    Without an address or a day it goes where the supplier's terms say, and is due as they promise.
    """
    suppliers = {p.code for p in parties.parties() if p.role == OrganisationRole.SUPPLIER}
    if supplier_code not in suppliers:
        raise CannotChange("Välj en leverantör bland dem som finns.")
    ticket = rows.held(number)
    if not ticket.is_unsolved:
        raise CannotChange(f"Ärende {number} är redan löst.")
    if Handover.objects.filter(ticket=ticket, valid_until=None).exists():
        raise CannotChange(f"Ärende {number} är redan hos en leverantör. Ta först tillbaka det.")

    terms = SupplierTerms.objects.filter(supplier__code=supplier_code).first()
    told = Handover.objects.create(
        ticket=ticket,
        supplier_id=supplier_code,
        address=address.strip() or (terms.address if terms else ""),
        promised_by=promised_by or _promised(ticket, terms, at),
        valid_from=at,
    )
    before = Status(ticket.status)
    rows.save(ticket, {"status": Status.SUPPLIER}, actor=actor, at=at, kind=EventKind.HANDED_OVER)
    clock.follow(ticket, before, actor=actor, at=at)
    notices.tell_supplier(ticket, told, at=at)
    return told


@transaction.atomic
def note_reference(*, number: str, reference: str, promised_by: datetime | None) -> Handover:
    """Keep the supplier's own number of the ticket, and what they promise.

    Raises CannotChange where the number does not look as that supplier's do.
    """
    ticket = rows.held(number)
    told = Handover.objects.filter(ticket=ticket, valid_until=None).first()
    if told is None:
        raise CannotChange(f"Ärende {number} är inte hos någon leverantör.")
    terms = SupplierTerms.objects.filter(supplier__code=told.supplier_id).first()
    if terms is not None:
        references.check(reference.strip(), form=terms.reference_form)
    if told.promised_by != promised_by:
        Reminder.objects.filter(handover=told).delete()
    told.reference = reference.strip()
    told.promised_by = promised_by
    told.save(update_fields=["reference", "promised_by"])
    return told


def number_pattern(told: Handover) -> re.Pattern[str] | None:
    """Return what finds the supplier's numbers in a text, None where nothing is known of them."""
    terms = SupplierTerms.objects.filter(supplier__code=told.supplier_id).first()
    if terms is None or not terms.reference_form:
        return None
    return references.within(terms.reference_form)


@transaction.atomic
def take_back(*, number: str, actor: Actor, at: datetime) -> Handover:
    """Take a ticket back from its supplier, done or not."""
    ticket = rows.held(number)
    told = Handover.objects.filter(ticket=ticket, valid_until=None).first()
    if told is None:
        raise CannotChange(f"Ärende {number} är inte hos någon leverantör.")
    told.valid_until = at
    told.save(update_fields=["valid_until"])
    Reminder.objects.filter(handover=told, done_at=None).update(done_at=at)
    before = Status(ticket.status)
    if before is Status.SUPPLIER:
        rows.save(ticket, {"status": Status.OPEN}, actor=actor, at=at, kind=EventKind.HANDED_BACK)
        clock.follow(ticket, before, actor=actor, at=at)
        away.leave_to_group(ticket, at=at)
    return told


def _promised(ticket: Ticket, terms: SupplierTerms | None, at: datetime) -> datetime | None:
    """Return by when a supplier's terms promise what they are handed, in the desk's open hours."""
    if terms is None or terms.solve_hours is None:
        return None
    hours = calendars.opening_hours(
        service=ticket.service, organisation=str(ticket.organisation_id), at=at
    )
    return hours.after_open(universal(at), terms.solve_hours * 3600)

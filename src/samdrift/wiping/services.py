"""Rules made and ended, tickets preserved, wipings decided by one and carried out by another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from samdrift.parties import queries as parties
from samdrift.servicedesk.choices import Kind
from samdrift.servicedesk.models import Ticket
from samdrift.wiping import erasing, queries
from samdrift.wiping.errors import CannotWipe
from samdrift.wiping.models import SHORTEST_DAYS, Hold, Protocol, WipedTicket, Wiping, WipingRule
from samdrift.wiping.ports import WantedRule

AT_A_TIME = 50
LONGEST_DAYS = 36_500


@transaction.atomic
def make_rule(*, wanted: WantedRule, by: User, at: datetime) -> WipingRule:
    """Make a rule of which tickets may be wiped, when and by which decision."""
    name, decision = " ".join(wanted.name.split()), " ".join(wanted.decision.split())
    if not 0 < len(name) <= 100:
        raise CannotWipe("Skriv vad regeln ska heta, med högst 100 tecken.")
    if not 0 < len(decision) <= 200:
        raise CannotWipe("Skriv vilket beslut i informationshanteringsplanen regeln följer.")
    if not SHORTEST_DAYS <= wanted.days <= LONGEST_DAYS:
        raise CannotWipe(f"Skriv hur många dagar, minst {SHORTEST_DAYS}.")
    if wanted.kind and wanted.kind not in Kind.values:
        raise CannotWipe("Välj bland de slag som visas.")
    if wanted.organisation and wanted.organisation not in parties.codes():
        raise CannotWipe("Välj bland de organisationer som visas.")
    return WipingRule.objects.create(
        name=name,
        kind=wanted.kind,
        service=wanted.service.strip()[:100],
        organisation=wanted.organisation,
        days=wanted.days,
        decision=decision,
        made_by=queries.called(by),
        made_at=at,
    )


@transaction.atomic
def end_rule(*, rule_id: int, at: datetime) -> None:
    """Let a rule count no more; what was done by it stays."""
    rule = _rule(rule_id)
    if rule.wipings.filter(ended_at=None, withdrawn_at=None).exists():
        raise CannotWipe("Det finns en gallring som inte är klar. Dra tillbaka den först.")
    rule.ended_at = at
    rule.save(update_fields=["ended_at"])


@transaction.atomic
def preserve(*, number: str, why: str, by: User, at: datetime) -> Hold:
    """Preserve a ticket: nothing of it is wiped until that is taken back."""
    if not why.strip():
        raise CannotWipe("Skriv varför ärendet ska bevaras.")
    ticket = Ticket.objects.select_for_update().filter(number=number, is_live=True).first()
    if ticket is None:
        raise CannotWipe(f"Det finns inget ärende {number}.")
    if ticket.wiped_at is not None:
        raise CannotWipe(f"Ärende {number} är redan gallrat.")
    if Hold.objects.filter(ticket=ticket, valid_until=None).exists():
        raise CannotWipe(f"Ärende {number} bevaras redan.")
    return Hold.objects.create(
        ticket=ticket, why=why.strip()[:300], made_by=queries.called(by), valid_from=at
    )


@transaction.atomic
def stop_preserving(*, hold_id: int, by: User, at: datetime) -> Hold:
    """Let the rules reach a ticket again."""
    hold = Hold.objects.select_for_update().filter(pk=hold_id, valid_until=None).first()
    if hold is None:
        raise CannotWipe("Ärendet bevaras inte längre.")
    hold.valid_until, hold.ended_by = at, queries.called(by)
    hold.save(update_fields=["valid_until", "ended_by"])
    return hold


@transaction.atomic
def decide(*, rule_id: int, by: User, at: datetime) -> Wiping:
    """Decide that what a rule reaches now is wiped; somebody else sets it going."""
    rule = _rule(rule_id)
    if rule.wipings.filter(ended_at=None, withdrawn_at=None).exists():
        raise CannotWipe("Det är redan beslutat. Någon annan startar gallringen.")
    before = queries.cutoff(rule, at=at)
    count = queries.reached(rule, closed_before=before).count()
    if not count:
        raise CannotWipe("Regeln når inget ärende nu.")
    return Wiping.objects.create(
        rule=rule,
        rule_words=queries.words(rule),
        decision=rule.decision,
        closed_before=before,
        expected=count,
        decided_by=by,
        decided_name=queries.called(by),
        decided_at=at,
    )


@transaction.atomic
def withdraw(*, wiping_id: int, at: datetime) -> Wiping:
    """Take a decision back that nobody has set going."""
    wiping = _held(wiping_id)
    if wiping.started_at is not None or wiping.withdrawn_at is not None:
        raise CannotWipe("Gallringen är redan startad eller tillbakadragen.")
    wiping.withdrawn_at = at
    wiping.save(update_fields=["withdrawn_at"])
    return wiping


@transaction.atomic
def start(*, wiping_id: int, by: User, at: datetime) -> Wiping:
    """Set a wiping going that somebody else decided on. Once more is as if it were not said."""
    wiping = _held(wiping_id)
    if wiping.withdrawn_at is not None:
        raise CannotWipe("Beslutet är tillbakadraget.")
    if wiping.started_at is not None:
        return wiping
    if wiping.decided_by_id == by.pk:
        raise CannotWipe("Du beslutade om gallringen. Någon annan startar den.")
    wiping.started_by, wiping.started_name, wiping.started_at = by, queries.called(by), at
    wiping.save(update_fields=["started_by", "started_name", "started_at"])
    return wiping


def carry_out(
    *, wiping_id: int, clock: Callable[[], datetime], tell: Callable[[int, int], None]
) -> int:
    """Wipe all that is left of a wiping, some at a time, and write the protocol; return how many.

    Each part is a transaction of its own: what was killed in between goes on where it was.
    """
    wiping = Wiping.objects.get(pk=wiping_id)
    if wiping.started_at is None:
        raise CannotWipe("Gallringen är inte startad.")
    while wiping.ended_at is None and _wipe_some(wiping, at=clock()):
        tell(WipedTicket.objects.filter(wiping=wiping).count(), wiping.expected)
    return _end(wiping_id, at=clock())


@transaction.atomic
def _wipe_some(wiping: Wiping, *, at: datetime) -> int:
    """Wipe the next tickets, with those that went on in them; return how many.

    Rows are held before they are looked at again: one that has just been made secret or preserved
    is passed by.
    """
    due = queries.reached(wiping.rule, closed_before=wiping.closed_before).order_by("pk")
    first = list(due.values_list("pk", flat=True)[:AT_A_TIME])
    if not first:
        return 0
    ids = [*first, *queries.merged_into(first)]
    held = {row.pk: row for row in Ticket.objects.select_for_update().filter(pk__in=ids)}
    still = list(due.filter(pk__in=first).values_list("pk", flat=True))
    ids = sorted({*still, *queries.merged_into(still)} & held.keys())
    tickets = [held[pk] for pk in ids]
    for ticket in tickets:
        WipedTicket.objects.create(wiping=wiping, ticket=ticket, number=ticket.number, at=at)
    erasing.erase(tickets, wiping_id=wiping.pk, at=at)
    return len(first)


@transaction.atomic
def _end(wiping_id: int, *, at: datetime) -> int:
    wiping = _held(wiping_id)
    told = [number for number, _ in queries.numbers(wiping.pk)]
    if wiping.ended_at is None:
        Protocol.objects.create(wiping=wiping, count=len(told), digest=digest_of(told), at=at)
        wiping.ended_at = at
        wiping.save(update_fields=["ended_at"])
    return len(told)


def digest_of(numbers: list[str]) -> str:
    """Return the SHA-256 of a list of numbers, one a line, as anybody can reckon it anew."""
    return hashlib.sha256("".join(f"{number}\n" for number in numbers).encode()).hexdigest()


def _rule(rule_id: int) -> WipingRule:
    rule = WipingRule.objects.select_for_update().filter(pk=rule_id, ended_at=None).first()
    if rule is None:
        raise CannotWipe("Regeln gäller inte längre.")
    return rule


def _held(wiping_id: int) -> Wiping:
    wiping = Wiping.objects.select_for_update().filter(pk=wiping_id).first()
    if wiping is None:
        raise CannotWipe("Gallringen finns inte.")
    return wiping
